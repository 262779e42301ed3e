/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_FIELD_H
#define REDRESS_INTAKE_FIELD_H

/* Values written as CSV fields, for exports that are no CSV themselves: they are converted and then read as
 * CSV like all others. */

#include "analysis/base/str.h"

/* Appends the text as one field, in quotes where it needs them; nothing for an empty text. */
void field_add(struct buf *out, struct str text);
/* A number of a workbook as it stands in the XML ("188006", "0.10000000000000001", "4.2E+17"): as people read
 * it, 15 digits, without an exponent where no digit of an id is lost by that. */
void field_add_number(struct buf *out, struct str number);

#endif
