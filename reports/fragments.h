/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_FRAGMENTS_H
#define REDRESS_REPORTS_FRAGMENTS_H

/* HTML from fragments that stand in files of templates/pages, so that no markup is in the code and nothing
 * reaches a page unescaped. A file holds fragments one after the other, each behind a line
 *     <!-- name: what it is -->
 * {{slot}} is replaced by a text, escaped; {{label:id}} by a label in the document's language, escaped; {{>}}
 * is where a fragment opens for other fragments (or for markup of our own making, such as a drawing). */

#include "analysis/base/lang.h"
#include "analysis/base/str.h"

struct fragment {
    struct str name, bytes;
};

enum { FRAGMENTS_MOST = 64 };

struct fragments {
    struct buf *out;
    enum lang lang;
    struct fragment list[FRAGMENTS_MOST];
    size_t count;
};

struct slot {
    const char *name;
    struct str text;
};
/* Slots of a call, ended by one without a name. */
#define SLOTS(...) ((const struct slot[]){__VA_ARGS__, {NULL, {NULL, 0}}})

/* Reads a file of the bundle ("pages/page.html"); what is written goes to `out`. */
void fragments_open(struct fragments *fragments, const char *file, enum lang lang, struct buf *out);
/* A whole fragment; `slots` may be NULL. */
void fragment_put(struct fragments *fragments, const char *name, const struct slot *slots);
/* The part before {{>}}, and the part behind it (without slots). */
void fragment_begin(struct fragments *fragments, const char *name, const struct slot *slots);
void fragment_end(struct fragments *fragments, const char *name);

/* Text for element content and quoted attributes: markup escaped, control characters and noncharacters left
 * out, invalid UTF-8 as U+FFFD. */
void html_escape(struct buf *out, struct str text);

#endif
