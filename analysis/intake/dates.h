/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_DATES_H
#define REDRESS_INTAKE_DATES_H

/* Dates and times as exports write them. Formats are strptime's, of which %Y %y %m %d %b %B %H %I %M %S %p
 * are known; a blank stands for any blanks, all else for itself. A format is about the date: when it ends in
 * a usual time of day (%H:%M, %I:%M:%S %p …) or has none, any time of day or none at all may follow the date
 * ("T" or blanks, H:MM, seconds, fraction, AM/PM, a zone, which is passed over). Days and months may have one
 * digit. A format without %d means the first day of a month. ISO 8601 and other dates that begin with the
 * year (2026/2/3, 2026.2.3, 2026年2月3日) are always understood, after the formats given.
 *
 * A cell without time of day is a day (date-only), kept as its midnight. */

#include "analysis/base/str.h"

struct date_formats;

/* NULL when the format is usable, else what is wrong with it. */
const char *dates_check(struct str format);
/* Formats that dates_check refuses are left out. */
struct date_formats *dates_compile(const struct str *formats, size_t count, struct arena *arena);
/* Civil seconds since 1970 of a trimmed cell; false when it is no date or not in 1970 to 2105. */
bool dates_parse(const struct date_formats *formats, struct str cell, uint32_t *seconds, bool *date_only);
/* The same for what a spreadsheet leaves of a date when it takes it for a number: five digits and a fraction,
 * "43678", "42894.7300925926", days since 1899-12-30 (or 1904-01-01); a whole number is a day. Of 1970 to
 * 2105 as well; a year, a day without separators or seconds since 1970 are never taken for one. */
bool dates_serial(struct str cell, bool from_1904, uint32_t *seconds, bool *date_only);

#endif
