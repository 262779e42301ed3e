/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_SHAPE_H
#define REDRESS_RULES_SHAPE_H

/* A regex as a tree, where it is regular in the strict sense: letters, sets of letters, one part behind
 * another, alternatives, repeats and places that take no room. Whether such a regex matches a text depends
 * on nothing but its tree: greed and the order of alternatives only choose among matches. Everything else
 * (look-ahead, back references, atomic groups, letters with case outside ASCII, endless repeats of endless
 * repeats) has no shape here. Like
 * study.h, this is about regexes that are matched CASELESS | UTF on folded text. */

#include "analysis/base/str.h"

enum shape_kind {
    SHAPE_LETTER,   /* `code` */
    SHAPE_SET,      /* one letter of `set` */
    SHAPE_SEQUENCE, /* the parts, one behind the other */
    SHAPE_CHOICE,   /* one of the parts */
    SHAPE_REPEAT,   /* parts[0], `least` to `most` times */
    SHAPE_START,    /* ^ and \A */
    SHAPE_END,      /* $: the end, or before a line feed that ends the text */
    SHAPE_BOUNDARY, /* \b */
    SHAPE_INSIDE,   /* \B */
    SHAPE_BEHIND,   /* (?<=…): parts[0] ends here */
    SHAPE_NOT_BEHIND
};

struct letter_range {
    uint32_t low, high;
};

/* ASCII letters are small in it, as they are in folded text. */
struct letter_set {
    const struct letter_range *ranges;
    size_t count;
    bool negated;
};

struct shape {
    enum shape_kind kind;
    struct shape **parts;
    size_t count;
    uint32_t code;
    struct letter_set set;
    uint32_t least, most; /* most: SHAPE_ENDLESS = without end */
    struct str written;   /* what is looked for behind; equal ones look for the same */
    uint32_t number;      /* free for who uses the tree */
};
#define SHAPE_ENDLESS UINT32_MAX

/* The shape of a folded regex, owned by the arena; NULL where it has none. */
struct shape *shape_of(struct str regex, struct arena *arena);

#endif
