/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compare.h"

#include "analysis/measure/interval.h"
#include "reports/format.h"

struct figure compare_change(const struct figure *now, const struct figure *base) {
    bool share = now->unit == UNIT_SHARE;
    struct figure change = figure_none(share ? UNIT_POINTS : UNIT_CHANGE, "note.no_history");
    if (!figure_available(now) || !figure_available(base))
        return change;
    double x = format_rounded(now->unit, now->value), y = format_rounded(base->unit, base->value);
    if (share) {
        change.value = x - y;
    } else if (y != 0) {
        change.value = (x - y) / y;
    } else {
        change.note = x != 0 ? "note.new" : "note.both_zero";
        return change;
    }
    change.note = NULL;
    return change;
}

bool compare_reliable(const struct figure *now, int64_t days_now, const struct figure *base, int64_t days_base) {
    if (!figure_available(now) || !figure_available(base))
        return false;
    if (now->unit == UNIT_COUNT)
        return test_two_counts(now->value, (double)days_now, base->value, (double)days_base) < 0.05;
    if (now->unit == UNIT_SHARE)
        return test_two_shares(now->numerator, now->denominator, base->numerator, base->denominator) < 0.05;
    return false;
}
