/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_BASELINE_WORDS_H
#define REDRESS_QUERY_BASELINE_WORDS_H

/* The nearest keyword: what somebody gets who writes no rules at all. The words of a class are those of the
 * names of its values and headings in both languages and of the labels that mean it; a case gets the class
 * whose words occur most often in the texts the rules look at, of equal ones the first, and `other` where
 * none does. Rules have to be better than that.
 *
 * Words: runs of Chinese characters between 与 和 及 或 的 / and other signs, of at least two; Latin words of
 * at least three letters that are no stop words (and, the, for …), found as whole words. */

#include "analysis/query/truth.h"

struct label_class {
    struct str label;
    uint32_t class;
};

struct baseline_words;
/* The classes outlive it. */
struct baseline_words *baseline_words_new(const struct classes *classes, const struct label_class *labels,
                                          size_t label_count);
void baseline_words_free(struct baseline_words *words);
/* The class of a row. */
uint32_t baseline_words_class(struct baseline_words *words, const struct table *table, size_t row);

#endif
