/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_STUDY_ATOMS_H
#define REDRESS_RULES_STUDY_ATOMS_H

/* The signs of a regex for its study (study.h): letters, escapes, classes, groups and repeats, each as what
 * is known of it. */

#include "analysis/rules/study.h"

struct study_reader {
    struct str regex;
    size_t at;
    struct arena *arena;
    int depth;
    bool understood, portable;
    size_t branches; /* of the group that was read last */
};

/* What is known of a part of the regex: texts that it must contain, in the order in which they stand there.
 */
enum { PART_NEEDS = 8 };
struct study_part {
    struct need needs[PART_NEEDS];
    size_t need_count;
    uint32_t width;  /* characters of the longest match, or STUDY_FAR */
    double steps;    /* ways to match from one place */
    struct str lead; /* what every match begins with; empty = nothing known */
    bool plain;      /* needs[0], at the very start, is all there is to it */
    bool empty;      /* takes no room: an assertion */
    bool boundary;   /* \b */
};

struct study_repeat {
    int least, most;
};
enum { STUDY_UNBOUNDED = -1 };

/* The next atom, groups with all that is in them; how often it stands. What is not understood ends the study.
 */
struct study_part study_atom(struct study_reader *reader);
struct study_repeat study_repeat(struct study_reader *reader);
/* What is between the parentheses of a group, or the whole regex; in study.c. */
struct study_part study_alternatives(struct study_reader *reader);

/* The next sign, 0 at the end; whether this text comes next, which is then behind the reader. */
char study_peek(const struct study_reader *reader);
bool study_take(struct study_reader *reader, const char *text);
void study_give_up(struct study_reader *reader);
struct need study_one_text(struct study_reader *reader, struct str text, uint32_t before);

#endif
