/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_WRITER_H
#define REDRESS_REPORTS_WRITER_H

/* A writer turns the report model into files of a pack: one file (out_<format>.c) and one line in the list.
 */

#include "reports/model.h"
#include "reports/pack.h"

struct writer {
    const char *format; /* as in --format */
    bool (*write)(const struct report *report, struct pack *pack, struct err *err);
};

/* All writers in the order in which packs are written, ended by NULL. */
extern const struct writer *const writers[];
const struct writer *writer_find(struct str format);

#endif
