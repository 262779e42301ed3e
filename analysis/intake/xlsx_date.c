/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/date.h"
#include "analysis/intake/xlsx_cells.h"

#include <math.h>
#include <stdio.h>

/* Day 1 is 1900-01-01, and day 60 the 29th of February 1900 that never was; or day 0 is 1904-01-01. */
enum { EPOCH_1900 = 25569, EPOCH_1904 = 24107, FALSE_LEAP_DAY = 60, LAST = 2958466 };

static void clock_text(int64_t seconds, bool elapsed, char *out) {
    long long hours = seconds / 3600;
    snprintf(out, 24, elapsed ? "%lld:%02lld:%02lld" : "%02lld:%02lld:%02lld", hours,
             (long long)(seconds / 60 % 60), (long long)(seconds % 60));
}

bool xlsx_date(double value, enum xlsx_style style, bool from_1904, char *out) {
    if (style < XLSX_DATE || style > XLSX_ELAPSED || !(value >= 0 && value < LAST))
        return false;
    int64_t seconds = llround(value * DATE_DAY), day = seconds / DATE_DAY;
    if (style == XLSX_ELAPSED || (style == XLSX_TIME && day == 0)) {
        clock_text(seconds, style == XLSX_ELAPSED, out);
        return true;
    }
    if (day == 0 && !from_1904)
        return false;
    day -= from_1904 ? EPOCH_1904 : EPOCH_1900 - (day < FALSE_LEAP_DAY);
    bool date_only = style == XLSX_DATE && seconds % DATE_DAY == 0;
    date_format(day * DATE_DAY + seconds % DATE_DAY, date_only, out);
    return true;
}
