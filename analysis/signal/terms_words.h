/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_TERMS_WORDS_H
#define REDRESS_SIGNAL_TERMS_WORDS_H

/* Which terms tell nothing of a complaint, whatever their counts. All texts are folded (base/fold.h). */

#include "analysis/base/str.h"

/* Articles, pronouns, auxiliaries, greetings, names of days and months: "the", "say", "something", "monday".
 */
bool terms_word_is_empty(struct str word);

/* A piece of a sentence and no word: a particle, pronoun or the like stands at an end or within (的事, 那天,
 * 我把), and it is none of the words that have one all the same (到账, 还款, 目的). */
bool terms_gram_is_cut(struct str gram);

/* Made of words that tell nothing: 反映情况, 来电反映. */
bool terms_gram_is_empty(struct str gram);

#endif
