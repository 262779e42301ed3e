/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_RULEBOOK_READ_H
#define REDRESS_RULES_RULEBOOK_READ_H

/* From YAML to a rulebook: everything that can be wrong with a rule file is found here. */

#include "analysis/rules/include.h"
#include "analysis/rules/rulebook.h"

struct rulebook_source {
    struct str yaml;
    const char *file;
    const struct include_reader *includes; /* where included files come from */
};

/* Fills all of `book` but `scan`; its arena is there already. With `mistakes`, which has room for
 * MISTAKES_MOST, reading goes on behind most of them and only the one that ended it is in `err`. */
bool rulebook_read(const struct rulebook_source *source, struct rulebook *book, struct mistakes *mistakes,
                   struct err *err);

#endif
