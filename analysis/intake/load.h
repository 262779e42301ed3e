/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_LOAD_H
#define REDRESS_INTAKE_LOAD_H

/* Steps of loading that are worth testing by themselves. Private to this folder. */

#include "analysis/intake/part.h"

/* All parts of all planned files, by file and place (heap; load_free_parts gives them back). */
struct load_parts {
    struct part *items;
    size_t count;
    struct part_worker *workers; /* one for each job */
    unsigned jobs;
};

/* Reads every part, several at a time from guessed starts, and reads again, in order, each part whose guess
 * was wrong: the result is that of one reader going from the first byte to the last. */
void load_parts(const struct plan *plan, unsigned jobs, struct progress *progress, struct load_parts *parts);
void load_free_parts(const struct plan *plan, struct load_parts *parts);

#endif
