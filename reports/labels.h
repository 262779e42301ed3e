/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_LABELS_H
#define REDRESS_REPORTS_LABELS_H

/* Words of documents in both languages, from templates/labels/{zh,en}.po, compiled into the program so that
 * one run can write both. Ids are dotted keys ("kpi.change_prev"); an id without a translation is returned as
 * it is and a test fails. Names and definitions of measures are not here but with the measures. */

#include "analysis/base/lang.h"
#include "analysis/base/str.h"

struct str label(enum lang lang, const char *id);
/* Fills {0} … {9} in the label with the arguments, {0|case|cases} with the first word where that argument
 * reads "1" and the second where it does not; the result is owned by the arena. */
struct str label_fill(struct arena *arena, enum lang lang, const char *id, const struct str *arguments,
                      size_t count);
/* Whether the id has a text in that language. */
bool label_known(enum lang lang, const char *id);

/* All ids, sorted by bytes: the id at `index`, NULL past the last. */
const char *label_id(size_t index);

#endif
