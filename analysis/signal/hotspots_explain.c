/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/hotspots_judge.h"
#include "analysis/signal/tail.h"

#include <math.h>
#include <string.h>

/* Of two cells of which one holds this share of what is expected in the other, one is told: the simpler. */
static const double same_thing = 0.8;

/* How two cells meet: counts of the complaints in both, past_count + 1 values, the last for P. */
enum meeting { APART, UNKNOWN, MEET };

static bool has_value(const struct hotspot_set *set, const struct hotspot_cell *cell, int dimension,
                      uint32_t *value) {
    for (int i = 0; i < 2; i++)
        if (set->dimensions[i] == dimension && dimension >= 0) {
            *value = cell->values[i];
            return true;
        }
    return false;
}

/* Counts of the cell with these two values; false when no set has these two dimensions. */
static bool look_up(const struct judging *judging, const int dimensions[2], const uint32_t values[2],
                    double *counts) {
    const struct hotspot_request *request = judging->request;
    for (size_t s = 0; s < request->set_count; s++) {
        const struct hotspot_set *set = &request->sets[s];
        bool straight = set->dimensions[0] == dimensions[0] && set->dimensions[1] == dimensions[1];
        bool crossed = set->dimensions[0] == dimensions[1] && set->dimensions[1] == dimensions[0];
        if (!straight && !crossed)
            continue;
        memset(counts, 0, (request->past_count + 1) * sizeof *counts);
        for (size_t i = 0; i < set->count; i++) {
            const struct hotspot_cell *cell = &set->cells[i];
            if (cell->values[crossed] == values[0] && cell->values[!crossed] == values[1]) {
                memcpy(counts, cell->past, request->past_count * sizeof *counts);
                counts[request->past_count] = cell->observed;
            }
        }
        return true;
    }
    return false;
}

static void copy_counts(const struct judging *judging, const struct judged *it, double *counts) {
    const struct hotspot_cell *cell = judged_cell(judging, it);
    memcpy(counts, cell->past, judging->request->past_count * sizeof *counts);
    counts[judging->request->past_count] = cell->observed;
}

static enum meeting meet(const struct judging *judging, const struct judged *a, const struct judged *b,
                         double *counts) {
    const struct hotspot_set *set_a = judged_set(judging, a), *set_b = judged_set(judging, b);
    const struct hotspot_cell *cell_a = judged_cell(judging, a), *cell_b = judged_cell(judging, b);
    int common = 0, count_a = set_a->dimensions[1] < 0 ? 1 : 2, count_b = set_b->dimensions[1] < 0 ? 1 : 2;
    for (int i = 0; i < count_a; i++) {
        uint32_t other;
        if (!has_value(set_b, cell_b, set_a->dimensions[i], &other))
            continue;
        if (other != cell_a->values[i])
            return APART;
        common++;
    }
    if (common == count_a || common == count_b) {
        copy_counts(judging, common == count_a ? b : a,
                    counts); /* the one with more dimensions lies inside */
        return MEET;
    }
    if (count_a == 1 && count_b == 1) {
        const int dimensions[2] = {set_a->dimensions[0], set_b->dimensions[0]};
        const uint32_t values[2] = {cell_a->values[0], cell_b->values[0]};
        if (look_up(judging, dimensions, values, counts))
            return MEET;
    }
    const struct hotspot_request *request = judging->request;
    return request->overlap && request->overlap(request->context, set_a, cell_a, set_b, cell_b, counts)
               ? MEET
               : UNKNOWN;
}

static bool lies_inside(const struct judging *judging, const struct judged *inner, const double *shared) {
    const struct hotspot_cell *cell = judged_cell(judging, inner);
    double all = cell->observed, both = shared[judging->request->past_count];
    for (size_t t = 0; t < judging->request->past_count; t++)
        if (cell->past[t] >= 0) {
            all += cell->past[t];
            both += shared[t];
        }
    return both >= all * 0.999;
}

/* Expectation of counts that are a part of `whole`, under its set's model. */
static bool expect_part(const struct judging *judging, const struct judged *whole, const double *counts,
                        struct expectation *expectation) {
    struct series part = {counts + judging->first, whole->series.exposure};
    return baseline_expect(&judging->baselines[whole->set], &part, prior_none,
                           season_product(whole->season, whole->set_season), expectation);
}

/* Is what `counts` hold in P still a hotspot by the least p that made one? */
static bool still_hot(const struct judging *judging, const struct judged *whole, const double *counts,
                      double log_cut) {
    struct expectation expectation;
    double observed = counts[judging->request->past_count];
    return expect_part(judging, whole, counts, &expectation) && observed >= judging->request->min_observed &&
           observed - expectation.mean >= judging->request->min_excess &&
           tail_log_upper(observed, expectation.mean, expectation.variance) <= log_cut;
}

static void subtract(double *counts, const double *shared, size_t count) {
    for (size_t t = 0; t < count; t++)
        counts[t] = fmax(0, counts[t] - shared[t]);
}

/* Rose the inner cell more than the rest of the outer one it lies in? */
static bool stands_out(const struct judging *judging, const struct judged *inner, const struct judged *outer,
                       double log_cut) {
    double inside = judged_cell(judging, inner)->observed, all = judged_cell(judging, outer)->observed;
    double rest = outer->expectation.mean - inner->expectation.mean;
    if (rest < (1 - same_thing) * outer->expectation.mean)
        return false;
    double rose = fmax(1, (all - inside) / rest);
    struct expectation under = expectation_scale(&inner->expectation, rose);
    return inside - under.mean >= judging->request->min_excess &&
           tail_log_upper(inside, under.mean, under.variance) <= log_cut;
}

/* Buffers of one run. */
struct workspace {
    double *left, *shared, *rest;
    struct judged **accepted, **taken;
    size_t accepted_count;
    double log_cut;
};

/* Is `it` apart from everything already taken out? Else a complaint would be taken out twice. */
static bool apart_from_all(const struct judging *judging, const struct judged *it, struct judged **taken,
                           size_t count, double *scratch) {
    for (size_t i = 0; i < count; i++)
        if (meet(judging, it, taken[i], scratch) != APART)
            return false;
    return true;
}

/* The accepted hotspot that tells `it` already, or NULL. */
static struct judged *explanation(const struct judging *judging, struct judged *it, struct workspace *work) {
    size_t width = judging->request->past_count + 1, taken = 0;
    struct judged *most = NULL;
    double most_shared = 0;
    copy_counts(judging, it, work->left);
    for (size_t i = 0; i < work->accepted_count; i++) {
        struct judged *other = work->accepted[i];
        if (other->explained_by || meet(judging, it, other, work->shared) != MEET)
            continue;
        if (lies_inside(judging, it, work->shared)) {
            if (!stands_out(judging, it, other, work->log_cut))
                return other;
            continue;
        }
        if (!apart_from_all(judging, other, work->taken, taken, work->rest))
            continue;
        subtract(work->left, work->shared, width);
        work->taken[taken++] = other;
        if (!most || work->shared[width - 1] > most_shared) {
            most = other;
            most_shared = work->shared[width - 1];
        }
    }
    return most && !still_hot(judging, it, work->left, work->log_cut) ? most : NULL;
}

/* A new hotspot may be all there is to a larger one accepted before it. */
static void explain_larger(const struct judging *judging, struct judged *it, struct workspace *work) {
    for (size_t i = 0; i < work->accepted_count; i++) {
        struct judged *other = work->accepted[i];
        if (other->explained_by || meet(judging, it, other, work->shared) != MEET ||
            !lies_inside(judging, it, work->shared))
            continue;
        copy_counts(judging, other, work->left);
        subtract(work->left, work->shared, judging->request->past_count + 1);
        if (!still_hot(judging, other, work->left, work->log_cut))
            other->explained_by = it;
    }
}

/* A cell of two dimensions that is nearly all of a single value found too: the single value is told. */
static struct judged *simpler(const struct judging *judging, struct judged *it, struct judged **found,
                              size_t count, double *shared) {
    if (judged_set(judging, it)->dimensions[1] < 0)
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (judged_set(judging, found[i])->dimensions[1] < 0 &&
            it->expectation.mean >= same_thing * found[i]->expectation.mean &&
            meet(judging, it, found[i], shared) == MEET && lies_inside(judging, it, shared))
            return found[i];
    return NULL;
}

/* Is a single value found only because of a few parts of it that were found too? Then what is left of it
 * without them is ordinary, and more than a rest. A value that rose in all its parts is not. */
static bool is_sum_of_parts(const struct judging *judging, const struct judged *it, struct judged **found,
                            size_t count, struct workspace *work) {
    size_t width = judging->request->past_count + 1, taken = 0;
    struct expectation left;
    if (judged_set(judging, it)->dimensions[1] >= 0)
        return false;
    copy_counts(judging, it, work->left);
    for (int dimensions = 1; dimensions <= 2; dimensions++)
        for (size_t i = 0; i < count; i++) {
            bool single = judged_set(judging, found[i])->dimensions[1] < 0;
            if (found[i] == it || single != (dimensions == 1) ||
                meet(judging, it, found[i], work->shared) != MEET ||
                !lies_inside(judging, found[i], work->shared) || lies_inside(judging, it, work->shared) ||
                !apart_from_all(judging, found[i], work->taken, taken, work->rest))
                continue;
            subtract(work->left, work->shared, width);
            work->taken[taken++] = found[i];
        }
    return taken && expect_part(judging, it, work->left, &left) &&
           left.mean >= (1 - same_thing) * it->expectation.mean &&
           !still_hot(judging, it, work->left, work->log_cut);
}

/* The order in which hotspots are accepted: by p, sums of parts after their parts. */
static void order(const struct judging *judging, struct judged **found, size_t count, struct workspace *work,
                  struct judged **ordered) {
    size_t first = 0, sums = 0;
    for (size_t i = 0; i < count; i++)
        if (is_sum_of_parts(judging, found[i], found, count, work))
            work->accepted[sums++] = found[i];
        else
            ordered[first++] = found[i];
    for (size_t i = 0; i < sums; i++)
        ordered[first + i] = work->accepted[i];
}

void hotspots_explain(const struct judging *judging, struct judged **found, size_t count,
                      struct arena *arena) {
    if (!count)
        return;
    size_t width = judging->request->past_count + 1;
    struct workspace work = {arena_array(arena, width, sizeof(double)),
                             arena_array(arena, width, sizeof(double)),
                             arena_array(arena, width, sizeof(double)),
                             arena_array(arena, count, sizeof(struct judged *)),
                             arena_array(arena, count, sizeof(struct judged *)),
                             0,
                             found[count - 1]->log_p};
    struct judged **ordered = arena_array(arena, count, sizeof(struct judged *));
    order(judging, found, count, &work, ordered);
    for (size_t i = 0; i < count; i++) {
        struct judged *it = ordered[i];
        it->explained_by = simpler(judging, it, found, count, work.shared);
        if (!it->explained_by)
            it->explained_by = explanation(judging, it, &work);
        if (it->explained_by)
            continue;
        explain_larger(judging, it, &work);
        work.accepted[work.accepted_count++] = it;
    }
    for (size_t i = 0; i < count; i++)
        while (found[i]->explained_by && found[i]->explained_by->explained_by)
            found[i]->explained_by = found[i]->explained_by->explained_by;
}
