/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compare.h"

#include "analysis/measure/change.h"

struct figure compare_change(const struct figure *now, const struct figure *base) {
    return change_of(now, base);
}

bool compare_reliable(const struct figure *now, int64_t days_now, const struct figure *base,
                      int64_t days_base) {
    return change_reliable(now, days_now, base, days_base);
}
