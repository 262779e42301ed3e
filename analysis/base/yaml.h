/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_YAML_H
#define REDRESS_BASE_YAML_H

/* The one loader of YAML files: a plain tree with positions, owned by an arena. Files over 4 MiB, duplicate
 * keys, aliases and invalid UTF-8 are errors (ERR_USAGE with file, line and column).
 *
 * Reading a map: ask for the keys you know with yaml_get, then yaml_only_keys reports any other. */

#include "analysis/base/err.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
    enum yaml_kind kind;
    bool quoted;         /* a scalar in quotes: never null, number or boolean */
    bool escapes;        /* in double quotes, so that a backslash is written as two */
    size_t line, column; /* from 1 */
    struct str text;     /* SCALAR */
    size_t count;        /* LIST, MAP */
    struct yaml **items; /* LIST: elements; MAP: values */
    struct yaml **keys;  /* MAP: scalars */
    const char *file;    /* for messages */
};

bool yaml_parse(struct str bytes, const char *file, struct arena *arena, struct yaml **root, struct err *err);
/* Reads a file and parses it. */
bool yaml_load(const char *path, struct arena *arena, struct yaml **root, struct err *err);

/* The value under a key of a map; NULL when absent (or when `map` is NULL or not a map). */
const struct yaml *yaml_get(const struct yaml *map, const char *key);
/* A null: an empty plain scalar, ~ or null. */
bool yaml_is_null(const struct yaml *node);

/* Each sets an error with the node's place ("expected a list of texts, found a map") and returns false. */
bool yaml_expect(const struct yaml *node, enum yaml_kind kind, const char *what, struct err *err);
bool yaml_only_keys(const struct yaml *map, const char *const *keys, size_t count, struct err *err);
bool yaml_text(const struct yaml *node, const char *what, struct str *text, struct err *err);
bool yaml_int(const struct yaml *node, const char *what, int64_t *value, struct err *err);
bool yaml_bool(const struct yaml *node, const char *what, bool *value, struct err *err);
/* A list of texts, or one text as a list of one. */
bool yaml_texts(const struct yaml *node, const char *what, struct arena *arena, struct str **items,
                size_t *count, struct err *err);
/* An error at a node's place. */
bool yaml_fail(const struct yaml *node, struct err *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
