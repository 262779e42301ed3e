/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/hotspots.h"

#include "analysis/signal/hotspots_judge.h"
#include "analysis/signal/prior.h"
#include "analysis/signal/tail.h"

#include <math.h>
#include <stdlib.h>

/* Standard errors from which last year is believed. A whole set seldom stands out and then for a reason; of
 * many cells some always do. */
static const double set_threshold = 1, cell_threshold = 2.5;

/* Sums of a set over its cells, to see what moves all of them. */
struct totals {
    double *counts, *exposure; /* past_count each */
};

static struct totals set_totals(const struct hotspot_request *request, const struct hotspot_set *set,
                                struct arena *arena) {
    struct totals totals = {arena_array(arena, request->past_count, sizeof(double)),
                            arena_array(arena, request->past_count, sizeof(double))};
    for (size_t i = 0; i < set->count; i++)
        for (size_t t = 0; t < request->past_count; t++) {
            double exposure = set->cells[i].exposure ? set->cells[i].exposure[t] : request->exposure[t];
            if (set->cells[i].past[t] >= 0 && exposure > 0) {
                totals.counts[t] += set->cells[i].past[t];
                totals.exposure[t] += exposure;
            }
        }
    return totals;
}

static struct series series_of(const struct judging *judging, const struct hotspot_cell *cell) {
    const double *exposure = cell->exposure ? cell->exposure : judging->request->exposure;
    return (struct series){cell->past + judging->first, exposure + judging->first};
}

/* Season of the whole set, for all its cells. */
static struct season set_season(const struct judging *judging, const struct baseline *baseline,
                                const struct totals *totals, double *reference) {
    size_t past = judging->request->past_count;
    for (size_t t = 0; t < past; t++)
        reference[t] = totals->exposure[t] * exp(baseline->trend * (double)t);
    return season_of(&(struct season_input){totals->counts, reference, past, judging->request->season,
                                            baseline->dispersion, baseline->shared, set_threshold});
}

/* Season of one cell beyond that of its set. */
static struct season cell_season(const struct judging *judging, const struct baseline *baseline,
                                 const struct totals *totals, const struct hotspot_cell *cell,
                                 double *reference) {
    size_t past = judging->request->past_count;
    for (size_t t = 0; t < past; t++) {
        double exposure = cell->exposure ? cell->exposure[t] : judging->request->exposure[t];
        reference[t] = totals->exposure[t] > 0 ? exposure * totals->counts[t] / totals->exposure[t] : 0;
    }
    return season_of(&(struct season_input){cell->past, reference, past, judging->request->season,
                                            baseline->dispersion, baseline->extra, cell_threshold});
}

/* Seasons by value of one dimension; {1, 0} where there is none. Values are dictionary codes, so small
 * numbers. */
struct seasons {
    int dimension;
    uint32_t count;
    struct season *of;
};

static uint32_t values_of(const struct hotspot_set *set, int place) {
    uint32_t most = 0;
    for (size_t i = 0; i < set->count; i++)
        most = set->cells[i].values[place] >= most ? set->cells[i].values[place] + 1 : most;
    return most;
}

/* Of the sets of one dimension, from judged[0 … count). A list as long as there are sets. */
static struct seasons *single_seasons(const struct judging *judging, const struct judged *judged,
                                      size_t count, struct arena *arena) {
    const struct hotspot_request *request = judging->request;
    struct seasons *seasons = arena_array(arena, request->set_count, sizeof *seasons);
    for (size_t s = 0; s < request->set_count; s++) {
        const struct hotspot_set *set = &request->sets[s];
        seasons[s].dimension = set->dimensions[1] < 0 ? set->dimensions[0] : -1;
        seasons[s].count = seasons[s].dimension >= 0 ? values_of(set, 0) : 0;
        seasons[s].of = arena_array(arena, seasons[s].count, sizeof *seasons[s].of);
        for (uint32_t value = 0; value < seasons[s].count; value++)
            seasons[s].of[value] = (struct season){1, 0};
    }
    for (size_t i = 0; i < count; i++)
        if (seasons[judged[i].set].count)
            seasons[judged[i].set].of[judged_cell(judging, &judged[i])->values[0]] = judged[i].season;
    return seasons;
}

/* What a single value has by season its cells have too. What a cell of two values had a year ago by itself
 * was an incident more likely than a season. */
static struct season inherited_season(const struct judging *judging, const struct seasons *seasons,
                                      const struct hotspot_set *set, const struct hotspot_cell *cell) {
    struct season own = {1, 0};
    for (size_t s = 0; seasons && s < judging->request->set_count; s++)
        for (int place = 0; place < 2; place++) {
            uint32_t value = cell->values[place];
            if (seasons[s].dimension == set->dimensions[place] && value < seasons[s].count &&
                seasons[s].of[value].factor > own.factor)
                own = seasons[s].of[value];
        }
    return own;
}

static struct prior *set_priors(const struct baseline *baseline, const struct hotspot_set *set,
                                const struct series *series, struct arena *arena) {
    struct prior_cell *cells = arena_array(arena, set->count, sizeof *cells);
    for (size_t i = 0; i < set->count; i++)
        cells[i] = (struct prior_cell){{set->cells[i].values[0], set->cells[i].values[1]},
                                       baseline_past(baseline, &series[i])};
    return prior_fit(cells, set->count, set->dimensions[1] < 0 ? 1 : 2, baseline->dispersion, arena);
}

static bool judge(const struct judging *judging, struct judged *it) {
    double observed = judged_cell(judging, it)->observed;
    if (!(observed >= 0) || !baseline_expect(&judging->baselines[it->set], &it->series, it->prior,
                                             season_product(it->season, it->set_season), &it->expectation))
        return false;
    it->log_p = tail_log_upper(observed, it->expectation.mean, it->expectation.variance);
    it->q = 1;
    return true;
}

/* Sums over the cells of a set in P, those that stand out weighing less. */
struct level {
    double seen, expected;
};

static void add_cell(struct level *level, const struct judging *judging, const struct judged *it, double rise,
                     double sign) {
    double observed = judged_cell(judging, it)->observed;
    struct expectation risen = expectation_scale(&it->expectation, rise);
    double weight = sign * baseline_weight(baseline_score(observed, risen.mean, risen.variance));
    level->seen += weight * observed;
    level->expected += weight * it->expectation.mean;
}

/* By how much all other cells of the set rose above what was expected of them: that is news of the whole, not
 * of each cell. As with season only what is beyond chance counts, and only rises. */
static void set_level(const struct judging *judging, struct judged *judged, size_t count, double dispersion) {
    struct level all = {0, 0};
    double rise = 1;
    for (int round = 0; round < 3; round++) {
        all = (struct level){0, 0};
        for (size_t i = 0; i < count; i++)
            add_cell(&all, judging, &judged[i], rise, 1);
        rise = all.expected > 0 ? fmax(1, all.seen / all.expected) : 1;
    }
    for (size_t i = 0; i < count; i++) {
        struct level others = all;
        add_cell(&others, judging, &judged[i], rise, -1);
        double above = others.seen > 0 && others.expected > 0 ? log(others.seen / others.expected) : 0;
        double variance = dispersion / (others.seen + 0.5);
        double keep = above > 0 ? 1 - variance * set_threshold * set_threshold / (above * above) : 0;
        if (keep > 0)
            judged[i].set_season =
                season_product(judged[i].set_season, (struct season){exp(keep * above), keep * variance});
    }
    for (size_t i = 0; i < count; i++)
        judge(judging, &judged[i]);
}

/* Adds the cells of a set to judged[0 … *count). `singles` of those are of sets of one dimension. */
static void judge_set(const struct judging *judging, size_t at, struct baseline *baseline,
                      struct judged *judged, size_t *count, const struct seasons *seasons,
                      struct arena *arena) {
    const struct hotspot_set *set = &judging->request->sets[at];
    struct series *series = arena_array(arena, set->count, sizeof *series);
    double *reference = arena_array(arena, judging->request->past_count, sizeof *reference);
    for (size_t i = 0; i < set->count; i++)
        series[i] = series_of(judging, &set->cells[i]);
    *baseline = baseline_fit(series, set->count, judging->periods);
    struct prior *priors = set_priors(baseline, set, series, arena);
    struct totals totals = set_totals(judging->request, set, arena);
    struct season all = set_season(judging, baseline, &totals, reference);
    size_t first = *count;
    for (size_t i = 0; i < set->count; i++) {
        const struct hotspot_cell *cell = &set->cells[i];
        struct season own = set->dimensions[1] < 0 ? cell_season(judging, baseline, &totals, cell, reference)
                                                   : inherited_season(judging, seasons, set, cell);
        judged[*count] = (struct judged){
            .set = at, .cell = i, .series = series[i], .season = own, .set_season = all, .prior = priors[i]};
        *count += judge(judging, &judged[*count]);
    }
    set_level(judging, judged + first, *count - first, baseline->dispersion);
}

/* What season adds to the cells of each value at one place of a set, in counts (factor) and as standard
 * deviation (variance). */
static struct season *added_seasons(const struct judging *judging, const struct judged *pairs, size_t count,
                                    size_t set, int place, uint32_t values, struct arena *arena) {
    struct season *added = arena_array(arena, values, sizeof *added);
    for (size_t i = 0; i < count; i++)
        if (pairs[i].set == set) {
            struct season *one = &added[judged_cell(judging, &pairs[i])->values[place]];
            one->factor += pairs[i].expectation.mean * (1 - 1 / pairs[i].season.factor);
            one->variance += pairs[i].expectation.mean * sqrt(pairs[i].season.variance);
        }
    return added;
}

/* The sums for all sets and places: [set × 2 + place]. */
static struct seasons *all_added(const struct judging *judging, const struct judged *pairs, size_t count,
                                 struct arena *arena) {
    const struct hotspot_request *request = judging->request;
    struct seasons *added = arena_array(arena, request->set_count * 2, sizeof *added);
    for (size_t s = 0; s < request->set_count; s++)
        for (int place = 0; place < 2; place++) {
            const struct hotspot_set *set = &request->sets[s];
            struct seasons *sums = &added[s * 2 + (size_t)place];
            sums->dimension = set->dimensions[1] < 0 ? -1 : set->dimensions[place];
            sums->count = sums->dimension < 0 ? 0 : values_of(set, place);
            sums->of = added_seasons(judging, pairs, sums->count ? count : 0, s, place, sums->count, arena);
        }
    return added;
}

/* A product rises in December when the fees it is charged with do: season of cells goes up to the single
 * values they lie in. judged[0 … singles) are of sets of one dimension. */
static void raise_season(const struct judging *judging, struct judged *judged, size_t singles, size_t count,
                         struct arena *arena) {
    const struct seasons *added = all_added(judging, judged + singles, count - singles, arena);
    for (size_t i = 0; i < singles; i++) {
        struct judged *it = &judged[i];
        int dimension = judged_set(judging, it)->dimensions[0];
        uint32_t value = judged_cell(judging, it)->values[0];
        double usual = it->expectation.mean / it->season.factor;
        for (size_t s = 0; s < judging->request->set_count * 2; s++) {
            if (added[s].dimension != dimension || value >= added[s].count)
                continue;
            double mean = usual + added[s].of[value].factor;
            if (mean > usual * it->season.factor)
                it->season = (struct season){mean / usual, pow(added[s].of[value].variance / mean, 2)};
        }
        judge(judging, it);
    }
}

static int by_p(const void *a, const void *b) {
    const struct judged *x = *(struct judged *const *)a, *y = *(struct judged *const *)b;
    if (x->log_p != y->log_p)
        return x->log_p < y->log_p ? -1 : 1;
    return x->set != y->set ? (x->set < y->set ? -1 : 1) : (x->cell > y->cell) - (x->cell < y->cell);
}

/* Chance of a cell to become a hotspot with a p of at most t, for falling t: P(X >= x) for the least count x
 * that does it. */
struct reach {
    double count, chance;
};

enum { LARGE = 50 };             /* expected count from which P(p <= t) is t for all that matters */
static const double rare = 1e-9; /* below it t itself is taken, which is never too small */

static double reach_at(struct reach *reach, const struct expectation *expectation, double t) {
    while (reach->chance > t && t > rare && expectation->mean < LARGE)
        reach->chance = tail_upper(++reach->count, expectation->mean, expectation->variance);
    return fmin(reach->chance, t);
}

/* Heyse 2011: q of the k-th smallest p is the sum over all cells of their chance to reach it, over k; then
 * the running minimum from the largest. `ranked` are those that meet the other two conditions. */
static void set_q(const struct judging *judging, const struct judged *judged, size_t count,
                  struct judged **ranked, size_t ranked_count) {
    const struct hotspot_request *request = judging->request;
    struct reach *reach = heap_array(count + 1, sizeof *reach);
    for (size_t i = 0; i < count; i++) {
        const struct expectation *expectation = &judged[i].expectation;
        reach[i].count = ceil(fmax(request->min_observed, expectation->mean + request->min_excess));
        reach[i].chance = tail_upper(reach[i].count, expectation->mean, expectation->variance);
    }
    double least = 1;
    for (size_t k = ranked_count; k-- > 0;) {
        double t = exp(ranked[k]->log_p), sum = 0;
        for (size_t i = 0; i < count; i++)
            sum += reach_at(&reach[i], &judged[i].expectation, t);
        least = fmin(least, sum / (double)(k + 1));
        ranked[k]->q = least;
    }
    heap_free(reach);
}

static struct hotspot_finding finding_of(const struct judging *judging, const struct judged *it) {
    const struct expectation *expectation = &it->expectation;
    double observed = judged_cell(judging, it)->observed;
    struct hotspot_finding finding = {.set = it->set,
                                      .cell = it->cell,
                                      .observed = figure_none(UNIT_COUNT, NULL),
                                      .expected = figure_none(UNIT_COUNT, NULL),
                                      .excess = figure_none(UNIT_COUNT, NULL),
                                      .ratio = figure_none(UNIT_SCORE, NULL),
                                      .p = exp(it->log_p),
                                      .q = it->q,
                                      .season = it->season.factor * it->set_season.factor,
                                      .explained_by = SIZE_MAX};
    finding.observed.value = finding.observed.n = observed;
    finding.expected.value = expectation->mean;
    finding.expected.low = tail_quantile(0.025, expectation->mean, expectation->variance);
    finding.expected.high = tail_quantile(0.975, expectation->mean, expectation->variance);
    finding.excess.value = observed - expectation->mean;
    finding.ratio.n = finding.ratio.numerator = observed;
    finding.ratio.denominator = expectation->mean;
    expectation_ratio(expectation, observed, &finding.ratio.value, &finding.ratio.low, &finding.ratio.high);
    return finding;
}

static int by_excess(const void *a, const void *b) {
    const struct hotspot_finding *x = a, *y = b;
    if (x->excess.value != y->excess.value)
        return x->excess.value > y->excess.value ? -1 : 1;
    return x->set != y->set ? (x->set < y->set ? -1 : 1) : (x->cell > y->cell) - (x->cell < y->cell);
}

static size_t find_finding(const struct hotspot_finding *list, size_t count, const struct judged *it) {
    for (size_t i = 0; i < count; i++)
        if (list[i].set == it->set && list[i].cell == it->cell)
            return i;
    return SIZE_MAX;
}

static void report(const struct judging *judging, struct judged **found, size_t count, struct arena *arena,
                   struct hotspot_result *result) {
    result->found = arena_array(arena, count + 1, sizeof *result->found);
    result->explained = arena_array(arena, count + 1, sizeof *result->explained);
    for (size_t i = 0; i < count; i++)
        if (!found[i]->explained_by)
            result->found[result->found_count++] = finding_of(judging, found[i]);
    qsort(result->found, result->found_count, sizeof *result->found, by_excess);
    for (size_t i = 0; i < count; i++) {
        const struct judged *by = found[i]->explained_by;
        if (!by)
            continue;
        struct hotspot_finding *finding = &result->explained[result->explained_count++];
        *finding = finding_of(judging, found[i]);
        finding->explained_by = find_finding(result->found, result->found_count, by);
    }
    qsort(result->explained, result->explained_count, sizeof *result->explained, by_excess);
}

/* Judges the sets, those of one dimension first since the others inherit their season. */
static size_t judge_all(const struct judging *judging, struct baseline *baselines, struct judged *judged,
                        struct arena *arena) {
    size_t count = 0, singles = 0, before = 0;
    const struct seasons *seasons = NULL;
    for (int dimensions = 1; dimensions <= 2; dimensions++) {
        for (size_t s = 0; s < judging->request->set_count; s++)
            if ((judging->request->sets[s].dimensions[1] >= 0) == (dimensions == 2))
                judge_set(judging, s, &baselines[s], judged, &count, seasons, arena);
        before = singles;
        singles = count;
        seasons = single_seasons(judging, judged, count, arena);
    }
    raise_season(judging, judged, before, count, arena);
    return count;
}

static struct hotspot_request with_defaults(const struct hotspot_request *request, struct arena *arena) {
    struct hotspot_request full = *request;
    full.max_q = full.max_q > 0 ? full.max_q : 0.10;
    full.min_observed = full.min_observed > 0 ? full.min_observed : 5;
    full.min_excess = full.min_excess > 0 ? full.min_excess : 3;
    if (!full.exposure) {
        double *ones = arena_array(arena, full.past_count + 1, sizeof *ones);
        for (size_t t = 0; t <= full.past_count; t++)
            ones[t] = 1;
        full.exposure = ones;
    }
    return full;
}

struct hotspot_result hotspots_find(const struct hotspot_request *request, struct arena *arena) {
    struct hotspot_result result = {0};
    size_t earlier = request->past_count ? request->past_count - 1 : 0, cells = 0;
    result.periods = earlier < BASELINE_MAX ? earlier : BASELINE_MAX;
    result.enough = result.periods >= BASELINE_MIN;
    if (!result.enough)
        return result;
    struct hotspot_request full = with_defaults(request, arena);
    for (size_t s = 0; s < full.set_count; s++)
        cells += full.sets[s].count;
    struct baseline *baselines = arena_array(arena, full.set_count + 1, sizeof *baselines);
    struct judged *judged = arena_array(arena, cells + 1, sizeof *judged);
    struct judged **ranked = arena_array(arena, cells + 1, sizeof(struct judged *));
    struct judging judging = {&full, baselines, result.periods, earlier - result.periods};
    result.tested = judge_all(&judging, baselines, judged, arena);
    size_t ranked_count = 0, found = 0;
    for (size_t i = 0; i < result.tested; i++) {
        double observed = judged_cell(&judging, &judged[i])->observed;
        if (observed >= full.min_observed && observed - judged[i].expectation.mean >= full.min_excess &&
            judged[i].log_p <= log(full.max_q))
            ranked[ranked_count++] = &judged[i];
    }
    qsort(ranked, ranked_count, sizeof(struct judged *), by_p);
    set_q(&judging, judged, result.tested, ranked, ranked_count);
    while (found < ranked_count && ranked[found]->q <= full.max_q)
        found++;
    hotspots_explain(&judging, ranked, found, arena);
    report(&judging, ranked, found, arena, &result);
    return result;
}
