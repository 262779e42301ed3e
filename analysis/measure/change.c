/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/change.h"

#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/printed.h"

#include <math.h>
#include <stddef.h>

static const double significance = 0.05;

struct figure change_of(const struct figure *now, const struct figure *base) {
    bool share = now->unit == UNIT_SHARE;
    struct figure change = figure_none(share ? UNIT_POINTS : UNIT_CHANGE, NOTE_NO_BASE);
    if (!figure_available(now) || !figure_available(base))
        return change;
    double x = figure_printed(now->unit, now->value), y = figure_printed(base->unit, base->value);
    if (!share && y == 0) {
        change.note = x != 0 ? NOTE_NEW : NOTE_BOTH_ZERO;
        return change;
    }
    change.value = share ? x - y : (x - y) / y;
    change.note = NULL;
    return change;
}

struct figure change_per_day(const struct figure *now, int64_t days_now, const struct figure *base,
                             int64_t days_base) {
    struct figure change = change_of(now, base);
    if (!figure_available(&change))
        return change;
    change.value = NAN;
    change.note = NOTE_NO_BASE;
    if (days_now <= 0 || days_base <= 0)
        return change;
    double x = figure_printed(now->unit, now->value), y = figure_printed(base->unit, base->value);
    change.value = x / (double)days_now / (y / (double)days_base) - 1;
    change.note = NULL;
    return change;
}

bool change_reliable(const struct figure *now, int64_t days_now, const struct figure *base,
                     int64_t days_base) {
    if (!figure_available(now) || !figure_available(base))
        return false;
    if (now->unit == UNIT_COUNT)
        return test_two_counts(now->value, (double)days_now, base->value, (double)days_base) < significance;
    if (now->unit == UNIT_SHARE)
        return test_two_shares(now->numerator, now->denominator, base->numerator, base->denominator) <
               significance;
    return false;
}
