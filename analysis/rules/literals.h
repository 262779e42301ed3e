/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_LITERALS_H
#define REDRESS_RULES_LITERALS_H

/* Many fixed texts looked for in one pass over folded text: the next bytes at each character are hashed
 * into a set of bits, which almost always answers "none begins here"; where it does not, the literals with
 * that beginning are compared. Costs some ten nanoseconds a literal to build, so small exports pay nothing.
 */

#include "analysis/base/str.h"

struct literals;

struct literal {
    struct str text; /* at least LITERAL_LEAST bytes */
    uint32_t tag;    /* handed to the caller with each place found */
    /* Only where no ASCII letter, digit or _ stands before it, behind it. */
    bool bound_start, bound_end;
};
enum { LITERAL_LEAST = 2 };

/* The texts stay the caller's. */
struct literals *literals_new(const struct literal *list, size_t count);
void literals_free(struct literals *literals);

/* Calls `found` for every place of every literal in `text`, from left to right: the literal begins at byte
 * `at`, before which there are `letter` characters. */
typedef void literals_found(void *context, uint32_t tag, size_t at, size_t letter);
void literals_scan(const struct literals *literals, struct str text, literals_found *found, void *context);

#endif
