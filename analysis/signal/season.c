/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/season.h"

#include <math.h>
#include <stdbool.h>

enum { FEWEST = 3, ENOUGH = 6, REACH = 13, WEEKS = 26 };

struct sums {
    double count, reference, periods;
};

static void add_period(const struct season_input *input, ptrdiff_t t, struct sums *sums) {
    if (t < 0 || t + 1 >= (ptrdiff_t)input->past || !(input->counts[t] >= 0) || !(input->reference[t] > 0))
        return;
    sums->count += input->counts[t];
    sums->reference += input->reference[t];
    sums->periods++;
}

static struct sums surroundings(const struct season_input *input, ptrdiff_t at, ptrdiff_t window) {
    struct sums before = {0}, others = {0};
    for (ptrdiff_t t = at - REACH; t <= at - 2; t++)
        add_period(input, t, &before);
    if (before.periods >= ENOUGH)
        return before;
    for (ptrdiff_t t = 0; t < (ptrdiff_t)input->past; t++)
        if (t < at - window - 1 || t > at + window + 1)
            add_period(input, t, &others);
    return others;
}

struct season season_of(const struct season_input *input) {
    const struct season none = {1, 0};
    if (input->length < 2 || input->past < input->length)
        return none;
    ptrdiff_t at = (ptrdiff_t)(input->past - input->length), window = input->length >= WEEKS ? 1 : 0;
    struct sums year_ago = {0}, around = surroundings(input, at, window);
    for (ptrdiff_t t = at - window; t <= at + window; t++)
        add_period(input, t, &year_ago);
    if (year_ago.periods < 1 || around.periods < FEWEST)
        return none;
    double seen = year_ago.count + 0.5, usual = around.count + 0.5;
    double rise = log(seen / year_ago.reference) - log(usual / around.reference);
    double variance = input->dispersion * (1 / seen + 1 / usual) +
                      input->extra * (1 / year_ago.periods + 1 / around.periods);
    double keep = rise > 0 ? 1 - input->threshold * input->threshold * variance / (rise * rise) : 0;
    return keep > 0 ? (struct season){exp(keep * rise), keep * variance} : none;
}
