/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_FORMAT_H
#define REDRESS_REPORTS_FORMAT_H

/* Figures as people read them, the same in every document: counts with thousands separators, shares as 86.9
 * %, days and hours with one decimal (two below 1), money with two decimals and separators, changes with a
 * sign (+12.3 %), points as +1.2 pp (zh: +1.2 个百分点), "—" for what is not available. Between number and
 * unit stands a no-break space. Halves are rounded away from zero, judged on 15 significant digits as
 * spreadsheets do, so that a document and a workbook cell never differ. Machine formats use format_number. */

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
/* The same into a buffer of the caller. */
enum { FORMAT_NUMBER = 40 };
struct str format_number_into(char text[FORMAT_NUMBER], double value);
struct str format_time(struct arena *arena, int64_t seconds, bool date_only);
/* The value without the words of its unit, for tables whose heading names it: "3.2", "86.9 %". */
struct str format_value(struct arena *arena, enum unit unit, double value);
/* The interval without words and signs of its unit: "78.1–92.6"; empty without one. */
struct str format_interval_value(struct arena *arena, const struct figure *figure);
/* The value as in a table, but points with "pp" in both languages: "+12.3 %", "+1.2 pp", "3.2". */
struct str format_change(struct arena *arena, const struct figure *figure);
/* Places after the point that format_figure gives this value (per cent: of the per cent). */
int format_places(enum unit unit, double value);
/* An excluded end as people say it: midnight is the end of the day before ("end of 2026-10-31"). */
struct str format_end(struct arena *arena, enum lang lang, int64_t seconds);
/* First and last day of [start, end): "2026-10-01 to 2026-10-31". */
struct str format_period(struct arena *arena, enum lang lang, int64_t start, int64_t end);

#endif
