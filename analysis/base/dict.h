/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_DICT_H
#define REDRESS_BASE_DICT_H

/* Interning: each different text gets a code, 0, 1, 2 … in the order of first appearance. Code 0 is always
 * the empty text (DICT_NONE, "missing"). The dictionary owns copies of the texts; slices it returns stay
 * valid until dict_free. Not thread-safe for adding. */

#include "analysis/base/str.h"

enum { DICT_NONE = 0 };
#define DICT_ABSENT UINT32_MAX

struct dict;

struct dict *dict_new(void);
void dict_free(struct dict *dict);
/* The code of `text`, added when new. The second form takes a hash already computed by str_hash. */
uint32_t dict_add(struct dict *dict, struct str text);
uint32_t dict_add_hashed(struct dict *dict, struct str text, uint64_t hash);
/* DICT_ABSENT when the text is not there. */
uint32_t dict_find(const struct dict *dict, struct str text);
struct str dict_text(const struct dict *dict, uint32_t code);
uint64_t dict_hash(const struct dict *dict, uint32_t code);
/* Number of codes, the empty text included: at least 1. */
size_t dict_size(const struct dict *dict);

#endif
