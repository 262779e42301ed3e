/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_LANES_H
#define REDRESS_RULES_LANES_H

/* Rows of texts (rows.h) decided by where the texts were found: from link to link the places at which the row
 * so far can end, each reached from the nearest place before it, since a gap that fits holds every shorter
 * one that ends at the same place. Only rows of which the rarest link was found are looked at. */

#include "analysis/rules/rows.h"

struct lanes;
struct lanes_worker;

/* `rows` by pattern, of which those with one link are left to others; the tags of their texts are below
 * `tags`. Everything must outlive it. */
struct lanes *lanes_new(const struct pattern *patterns, const struct rows *rows, size_t count, size_t tags);
void lanes_free(struct lanes *lanes);

struct lanes_worker *lanes_worker_new(const struct lanes *lanes);
void lanes_worker_free(struct lanes_worker *worker);

/* For each text: begins it; every place at which a text stands, from left to right; sets the bits of the
 * patterns found. A place may lack the bounds that a row wants. */
void lanes_begin(struct lanes_worker *worker, struct str text);
void lanes_place(struct lanes_worker *worker, uint32_t tag, size_t at, size_t letter);
void lanes_end(struct lanes_worker *worker, uint64_t *hits);

#endif
