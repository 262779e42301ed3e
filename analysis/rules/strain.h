/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_STRAIN_H
#define REDRESS_RULES_STRAIN_H

/* Texts that make a regex work as hard as it can, made from the regex itself: what leads up to a part that
 * may be repeated, that part again and again, and an end that keeps the whole from matching. Good enough to
 * show nested quantifiers; a regex that passes is not proved to be fast. */

#include "analysis/base/str.h"

struct strain {
    struct str lead, again; /* `again` is not empty */
};

/* At most STRAIN_MOST, in the order of the regex; `sample` is a text that the whole regex probably matches.
 */
enum { STRAIN_MOST = 32 };
size_t strain_find(struct str regex, struct arena *arena, struct strain strains[STRAIN_MOST],
                   struct str *sample);

/* The text: as much of `again` as makes it `characters` long, then an end, one of STRAIN_ENDS. */
enum { STRAIN_ENDS = 3 };
void strain_text(const struct strain *strain, struct str sample, size_t characters, int end,
                 struct buf *text);

#endif
