/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_RULEBOOK_READ_H
#define REDRESS_RULES_RULEBOOK_READ_H

/* From YAML to a rulebook: everything that can be wrong with a rule file is found here. */

#include "analysis/rules/include.h"
#include "analysis/rules/rulebook.h"

/* Fills all of `book` but `scan`; its arena is there already. */
bool rulebook_read(struct str yaml, const char *file, const struct include_reader *reader,
                   struct rulebook *book, struct err *err);

#endif
