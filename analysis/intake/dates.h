/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_DATES_H
#define REDRESS_INTAKE_DATES_H

/* Dates and times as exports write them. Formats are strptime's, of which %Y %y %m %d %b %B %H %I %M %S %p
 * are known; a blank stands for any blanks, all else for itself. A format is about the date: when it ends in
 * a usual time of day (%H:%M, %I:%M:%S %p …) or has none, any time of day or none at all may follow the date
 * ("T" or blanks, H:MM, seconds, fraction, AM/PM, a zone). Days and months may have one digit. A format
 * without %d means the first day of a month. ISO 8601 and other dates that begin with the year (2026/2/3,
 * 2026.2.3, 2026年2月3日) are always understood, after the formats given.
 *
 * dates_read understands without formats what cannot be mistaken, and where a date of numbers ends in its
 * year (03/02/2026) what the whole column says:
 *
 *   3-Feb-26, 3 February 2026, Feb 3, 2026, Tue, 3 Feb 2026
 *   20260203, 20260203140509       without separators
 *   1770127509, 1770127509123      seconds or milliseconds since 1970, in UTC
 *   43678, 42894.7300925926        days of a spreadsheet (dates_serial)
 *   3/2/2026, 3.2.26, 3-2-2026     day or month first
 *
 * A cell without time of day is a day (date-only), kept as its midnight. */

#include "analysis/base/str.h"
#include "analysis/base/zone.h"

struct date_formats;

/* NULL when the format is usable, else what is wrong with it. */
const char *dates_check(struct str format);
/* Formats that dates_check refuses are left out. */
struct date_formats *dates_compile(const struct str *formats, size_t count, struct arena *arena);
/* Civil seconds since 1970 of a trimmed cell; false when it is no date or not in 1970 to 2105. Only the
 * formats, and dates that begin with the year; a zone is passed over. */
bool dates_parse(const struct date_formats *formats, struct str cell, uint32_t *seconds, bool *date_only);
/* The same for what a spreadsheet leaves of a date when it takes it for a number: five digits and a fraction,
 * "43678", "42894.7300925926", days since 1899-12-30 (or 1904-01-01); a whole number is a day. Of 1970 to
 * 2105 as well; a year, a day without separators or seconds since 1970 are never taken for one. */
bool dates_serial(struct str cell, bool from_1904, uint32_t *seconds, bool *date_only);

/* Which number comes first in 03/02/2026. */
enum date_order { DATE_ORDER_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST };

/* The one that the formats prescribe; unknown when they say nothing of it or allow both. */
enum date_order dates_order(const struct date_formats *formats);

/* How a cell was written. */
enum date_form {
    DATE_FORM_GIVEN,      /* by one of the formats */
    DATE_FORM_YEAR_FIRST, /* 2026-02-03, 2026年2月3日 */
    DATE_FORM_YEAR_LAST,  /* 03/02/2026 */
    DATE_FORM_NAMED,      /* 3-Feb-26 */
    DATE_FORM_COMPACT,    /* 20260203 */
    DATE_FORM_EPOCH,      /* 1770127509 */
    DATE_FORM_SERIAL,     /* 43678 */
    DATE_FORM_COUNT
};

/* What the cells of a column tell. `day_first` and `month_first`: of the dates of numbers that end in the
 * year, those that can only be read so; `either`: those that are another day when read the other way. The
 * same whatever order is assumed. */
struct date_tally {
    uint64_t forms[DATE_FORM_COUNT];
    uint64_t day_first, month_first, either, halves; /* halves: of `either`, with AM or PM */
    uint64_t zoned;                                  /* with a zone, not counting DATE_FORM_EPOCH */
    int32_t zone_low, zone_high;                     /* least and greatest of them, in minutes */
    uint64_t repeated; /* moved into the report's zone, where clocks show this time twice */
    uint64_t skipped;  /* written without a zone, and clocks of the report's zone never show this time */
};
void dates_add_tally(struct date_tally *sum, const struct date_tally *part);

struct date_reading {
    const struct date_formats *formats;
    enum date_order order; /* unknown = day first */
    bool order_given;      /* dates that do not fit that order are none */
    bool from_1904;
    const struct zone *zone; /* times with a zone are moved into it; NULL = taken as written */
};

/* A trimmed cell; counts it when it is a date. */
bool dates_read(const struct date_reading *reading, struct str cell, struct date_tally *tally,
                uint32_t *seconds, bool *date_only);

#endif
