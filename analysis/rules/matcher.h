/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_MATCHER_H
#define REDRESS_RULES_MATCHER_H

/* PCRE2, the arbiter of what a pattern matches, one pattern at a time. Compiled patterns are shared by all
 * threads; each thread has its own matcher_worker. Texts are folded (fold.h) and valid UTF-8.
 *
 * No match may run for ever: PCRE2 counts the ways it tries from one starting place, and the more
 * starting places a text has the fewer it may try at each. A pattern that meets the limit does not match. */

#include "analysis/rules/pattern.h"

struct matcher;
struct matcher_worker;

/* Compiles the patterns; `literal` ones, which need no PCRE2, only with `every`.
 * ERR_USAGE when one is not a regex or can match the empty text: `*bad` is its index and the error has no
 * place but its column, which is the character of what is written where the regex breaks off, from 1, or 0.
 */
bool matcher_new(const struct pattern *patterns, size_t count, bool every, struct matcher **matcher,
                 size_t *bad, struct err *err);
void matcher_free(struct matcher *matcher);

struct matcher_worker *matcher_worker_new(const struct matcher *matcher);
void matcher_worker_free(struct matcher_worker *worker);

enum matched { MATCHED_NO, MATCHED_YES, MATCHED_LIMIT };

/* Whether compiled pattern `index` is found in `text`. */
enum matched matcher_test(struct matcher_worker *worker, size_t index, struct str text);
/* Whether a match of it begins at an offset from `from` to `last`. */
enum matched matcher_test_from(struct matcher_worker *worker, size_t index, struct str text, size_t from,
                               size_t last);
/* The first match from offset `from` on, with its place. */
enum matched matcher_find(struct matcher_worker *worker, size_t index, struct str text, size_t from,
                          size_t *start, size_t *end);

#endif
