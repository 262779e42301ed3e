/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_PLACES_H
#define REDRESS_RULES_PLACES_H

/* Regexes decided for all starting places of a text at once. A text of n letters has n + 1 places, one before
 * each letter and one at the end; a set of places is n + 1 bits. For each letter that a regex names there is
 * the set of places where it stands, made once a text. From a set of places a part of a regex (shape.h)
 * leads to the set of places where it can end: a letter to (set & places of the letter) << 1, alternatives
 * to the union of theirs, a repeat to what its part leads to again and again. A regex matches when the set
 * behind it is not empty. There is nothing to go back to, so it takes about as long whatever the text
 * (Cameron and others, "Bitwise data parallelism in regular expression matching", 2014).
 *
 * That says what PCRE2 says, but without its limits: where the matcher would give up, this does not. */

#include "analysis/rules/pattern.h"

struct places;
struct places_worker;

/* Takes those of the patterns with wanted[index] that it can, of all where it is NULL; they must outlive it.
 */
struct places *places_new(const struct pattern *patterns, size_t count, const bool *wanted);
void places_free(struct places *places);
bool places_has(const struct places *places, size_t index);

struct places_worker *places_worker_new(const struct places *places);
void places_worker_free(struct places_worker *worker);

/* Reads the folded text that places_find looks at; false for a text of more than PLACES_MOST letters, for
 * which the sets would be too large. */
enum { PLACES_MOST = 16384 };
bool places_read(struct places_worker *worker, struct str text);
/* Whether pattern `index`, which places_has, is found in the text that was read. */
bool places_find(struct places_worker *worker, size_t index);

#endif
