/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_VALUES_H
#define REDRESS_INTAKE_VALUES_H

/* Cells that stand for numbers, yes or no, and ids. All take cells without their CSV quotes. */

#include "analysis/base/str.h"

struct words {
    const struct str *items;
    size_t count;
};

/* The word is in the list: the same bytes, or the same but for the case of ASCII letters. */
bool words_hold(const struct words *words, struct str word);
/* The same, and "4.0" is 4: for marks. */
bool words_hold_mark(const struct words *words, struct str word);

/* A decimal number in units of 1/10,000, further digits rounded half away from zero. Allowed around it: a
 * sign or brackets for a negative number, one of ¥ ￥ $ £ €, 元; between groups of three digits the separator
 * that is not the decimal mark, a blank or a no-break space. */
bool value_number(struct str cell, char decimal, int64_t *value);

/* The id without what spreadsheets put around it: ="00123", a leading apostrophe, blanks and tabs. The quotes
 * of ="…" may be doubled (the cell is then still escaped). */
struct str value_id(struct str cell);
/* An id that lost its digits: 4.2E+17. */
bool value_is_scientific(struct str id);

#endif
