/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_COVERS_H
#define REDRESS_RULES_COVERS_H

/* When one pattern makes another needless: `p` covers `q` when p is found in every text in which q is found.
 * It is proved from their texts (keywords, and what study.h knows of regexes), never tried out: what cannot
 * be proved is not said. A pattern covers itself. */

#include "analysis/rules/rulebook.h"

bool covers(const struct pattern *p, const struct pattern *q);

/* For each pattern of a rulebook those that cover it, itself left out, ascending. */
struct cover_lists {
    const uint32_t *items;
    const size_t *start; /* those of pattern q: items[start[q]] … items[start[q + 1] − 1] */
};
struct cover_lists covers_of(const struct pattern *patterns, size_t count, struct arena *arena);

#endif
