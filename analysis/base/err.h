/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_ERR_H
#define REDRESS_BASE_ERR_H

/* Errors are values: the function that finds one fills it and returns false; nothing in the library prints
 * or exits. The kind is the exit code of the program. The first error set stays; start with {0}. */

#include "analysis/base/str.h"

enum err_kind {
    ERR_NONE = 0,
    ERR_USAGE = 2, /* usage or configuration: the user changes a command or a file */
    ERR_DATA = 3,  /* the data are unfit, nothing was published */
    ERR_IO = 4     /* input/output or the system failed */
};

struct err {
    enum err_kind kind;
    size_t line, column; /* from 1; 0 = not known */
    char file[512];
    char message[1024];
    char hint[512]; /* what to do */
    char zh[1024];  /* the message in Chinese where documents repeat it; else "" */
};

/* Both return false, so that `return err_set(…)` reads well. `err_at` adds the place (a path, or "" for
 * none) and `err_hint` what to do; both do nothing without an error set. */
bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool err_at(struct err *err, const char *file, size_t line, size_t column);
bool err_hint(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The message in Chinese as well, for documents: what is printed as an error is English. Returns false. */
bool err_zh(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "FILE:LINE:COL: what is wrong; what to do" without a line end. */
void err_format(const struct err *err, struct buf *out);

#endif
