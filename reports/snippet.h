/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_SNIPPET_H
#define REDRESS_REPORTS_SNIPPET_H

/* A few words of a text with a place in it, fit for one line. */

#include "analysis/base/str.h"

struct snippet {
    struct str before, hit, after; /* with "…" where text is left out */
};

/* About `width` columns on each side of the bytes [start, end). `masked`: personal data as mask.h writes
 * them; a place that is part of such is shown as "***". */
struct snippet snippet_of(struct arena *arena, struct str text, size_t start, size_t end, size_t width,
                          bool masked);
/* The beginning of a text in one line of at most `width` columns. */
struct str snippet_start(struct arena *arena, struct str text, size_t width, bool masked);

#endif
