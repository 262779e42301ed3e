/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_CANVAS_WIDTHS_H
#define REDRESS_REPORTS_CANVAS_WIDTHS_H

/* How large texts are that were measured before: tables hold the same figures again and again, and a document
 * is laid out twice. Private to canvas*.c. */

#include "reports/canvas.h"

/* What was found for a text in this size and weight, to be filled in when *known comes back false. Valid
 * until the next call. */
struct extent *canvas_widths_find(struct canvas_widths *widths, struct str clean,
                                  const struct text_style *style, bool *known);

#endif
