/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_MASK_H
#define REDRESS_RULES_MASK_H

/* Personal data made unreadable where texts are shown. Found by their form, with full-width digits, and with
 * one or two blanks, hyphens or brackets between digits:
 *
 *   phone      Chinese mobile (1[3-9] and 9 digits, also behind 86), national numbers that begin with 0 (10
 * to 12 digits), + and 8 to 15 digits, 3-3-4 digits in groups ID card    18 places with a possible date of
 * birth, the last a digit or X bank card  13 to 19 digits that begin with 3 to 6 and pass the Luhn check
 *   e-mail     the first character and the domain stay: z***@example.com
 *
 * Of numbers the first three and the last four digits stay: 138****5678, 138-****-5678. What is written
 * another way (digits in words, spread over sentences) is not found. No state: any thread may call. */

#include "analysis/base/str.h"

/* Appends `text` with what was found masked; returns whether anything was. `text` is valid UTF-8. */
bool mask_text(struct str text, struct buf *out);
/* Appends a name or number of a person: words keep their first character ("J** S**", "王**"), values with
 * digits their last four when there are at least eight characters ("****4567"). Empty stays empty. */
void mask_name(struct str name, struct buf *out);

#endif
