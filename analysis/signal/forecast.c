/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/forecast.h"

#include "analysis/signal/season.h"
#include "analysis/signal/tail.h"

#include <math.h>

static const double season_threshold = 1; /* as hotspots take it for a whole set */

static struct season season_of_all(const struct forecast_request *request, const struct baseline *baseline,
                                   struct arena *arena) {
    double *sums = arena_array(arena, request->past, sizeof *sums);
    double *reference = arena_array(arena, request->past, sizeof *reference);
    for (size_t t = 0; t < request->past; t++) {
        for (size_t i = 0; i < request->series_count; i++)
            sums[t] += request->counts[i][t] >= 0 ? request->counts[i][t] : 0;
        reference[t] = request->exposure[t] * exp(baseline->trend * (double)t);
    }
    return season_of(&(struct season_input){sums, reference, request->past, request->season,
                                            baseline->dispersion, baseline->shared, season_threshold});
}

struct forecast *forecast_next(const struct forecast_request *request, struct arena *arena, size_t *periods) {
    *periods = request->past ? request->past - 1 : 0;
    if (*periods > BASELINE_MAX)
        *periods = BASELINE_MAX;
    if (*periods < BASELINE_MIN)
        return NULL;
    size_t first = request->past - 1 - *periods;
    struct series *series = arena_array(arena, request->series_count, sizeof *series);
    for (size_t i = 0; i < request->series_count; i++)
        series[i] = (struct series){request->counts[i] + first, request->exposure + first};
    struct baseline baseline = baseline_fit(series, request->series_count, *periods);
    struct season season = season_of_all(request, &baseline, arena);
    struct forecast *forecasts = arena_array(arena, request->series_count, sizeof *forecasts);
    for (size_t i = 0; i < request->series_count; i++) {
        struct expectation expected;
        forecasts[i] = (struct forecast){NAN, NAN, NAN};
        if (!baseline_expect(&baseline, &series[i], prior_none, season, &expected))
            continue;
        forecasts[i] =
            (struct forecast){expected.mean, tail_quantile(0.025, expected.mean, expected.variance),
                              tail_quantile(0.975, expected.mean, expected.variance)};
    }
    return forecasts;
}
