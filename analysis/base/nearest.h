/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_NEAREST_H
#define REDRESS_BASE_NEAREST_H

/* How far two names are apart, for "did you mean": the least number of letters added, left out, changed or
 * swapped with their neighbour, without regard to ASCII case (optimal string alignment, by bytes). */

#include "analysis/base/str.h"

/* Names longer than this are never near anything else. */
enum { NEAREST_LONGEST = 64 };

size_t nearest_distance(struct str a, struct str b);
/* Near enough to be a mistyped `b`: at most a third of its letters wrong (one in a short name), or one a
 * beginning of the other of at least three letters. */
bool nearest_is_near(struct str a, struct str b);

#endif
