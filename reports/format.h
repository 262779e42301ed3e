/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_FORMAT_H
#define REDRESS_REPORTS_FORMAT_H

/* Figures as people read them, the same in every document: counts with thousands separators, shares as 86.9
 * %, days and hours with one decimal (two below 1), money with two decimals and separators, changes with a
 * sign (+12.3 %), points as +1.2 pp (zh: +1.2 个百分点), "—" for what is not available. Machine formats use
 * format_number. */

#include "analysis/base/lang.h"
#include "analysis/base/str.h"
#include "analysis/measure/figure.h"

struct str format_figure(struct arena *arena, enum lang lang, const struct figure *figure);
/* "86.9 % (73/84)", "3.2 days (n = 84)": with numerator and denominator or n. */
struct str format_figure_n(struct arena *arena, enum lang lang, const struct figure *figure);
/* "78.1–92.6 %"; empty without an interval. */
struct str format_interval(struct arena *arena, enum lang lang, const struct figure *figure);
/* The value a person sees, as a number: rounded as format_figure does (share 0.8694 → 0.869). NAN stays NAN.
 */
double format_rounded(enum unit unit, double value);
/* Shortest decimal that reads back as the same double, for JSON and CSV; NAN gives "". */
struct str format_number(struct arena *arena, double value);
struct str format_time(struct arena *arena, int64_t seconds, bool date_only);

#endif
