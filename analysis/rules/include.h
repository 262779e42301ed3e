/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_INCLUDE_H
#define REDRESS_RULES_INCLUDE_H

/* A rule file and the files it includes, joined to one set of lists before any rule is read.
 *
 *   include: [bank-zh, ../common.yaml]   shipped packs by name, files relative to the file that names them
 *
 * Order: the rules of a file stand before those of the files it includes, in the order in which these are
 * named, so its own rules win; its `otherwise` rule stands last, in place of an included one.
 * Override: a rule with the id of an included one replaces it whole and stands in its place.
 * Twice: a file included on two ways counts once; the same id in two included files is an error unless the
 * including file has a rule with that id, which then replaces both. Headings may repeat.
 * Axes are joined by their names in the same way. What a file does not say of language, name and negations,
 * the first file it includes says; language and negations hold for the rules of their own file.
 *
 * Cycles, missing files and whatever else is wrong are ERR_USAGE at the place of the `include`. */

#include "analysis/base/yaml.h"

enum { INCLUDE_MOST_FILES = 100 };

/* Hands out the bytes of an included file, owned by the arena; an error needs no place. */
struct include_reader {
    bool (*read)(void *context, const char *path, struct arena *arena, struct str *bytes, struct err *err);
    void *context;
};
/* From the disk. */
struct include_reader include_disk(void);

struct rule_file {
    const struct yaml *root;       /* a map */
    const struct rule_file *first; /* the first file it includes, NULL when none */
};

struct rule_list {
    const struct yaml *key;  /* the name of the axis; NULL for the categories */
    const struct yaml *name; /* how the axis is called; NULL when nobody says */
    const struct yaml **rules;
    size_t count;
};

struct mistakes;
struct joined_rules {
    struct mistakes *mistakes; /* set before: ids that stand twice are noted there; NULL: they are an error */
    const struct rule_file *const *files; /* the one that includes all others first */
    size_t file_count;
    struct rule_list *lists; /* the categories first */
    size_t count;
};

/* `file` is the path of `yaml` or, for a shipped pack, its name in the bundle. */
bool include_join(struct str yaml, const char *file, const struct include_reader *reader, struct arena *arena,
                  struct joined_rules *joined, struct err *err);

/* The value of a key in a file or, where it is absent, in the first file it includes, and so on. */
const struct yaml *include_get(const struct rule_file *file, const char *key);
/* The number of the file in which a node stands. */
size_t include_file_of(const struct joined_rules *joined, const struct yaml *node);

#endif
