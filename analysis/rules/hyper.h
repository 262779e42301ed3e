/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_HYPER_H
#define REDRESS_RULES_HYPER_H

/* Hyperscan (or vectorscan): several regexes in one pass. Without the library at build time hyper_new always
 * returns NULL and the others are never called. */

#include "analysis/rules/pattern.h"

struct hyper;
struct hyper_worker;

/* Compiles `count` patterns, `which[i]` being their indexes; those the library refuses are left out.
 * `taken[i]` says which were taken. NULL when there are none. */
struct hyper *hyper_new(const struct pattern *patterns, const uint32_t *which, size_t count, bool *taken);
void hyper_free(struct hyper *hyper);

struct hyper_worker *hyper_worker_new(const struct hyper *hyper);
void hyper_worker_free(struct hyper_worker *worker);

/* Sets bit `index` for every pattern found. False when the library failed; then nothing is certain. */
bool hyper_text(struct hyper_worker *worker, struct str text, uint64_t *hits);

#endif
