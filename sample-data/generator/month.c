/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "month.h"

#include <stdio.h>
#include <stdlib.h>

enum { CLUSTER_SIZE = 9, SMALL_LAST = 4 };
static const int small_pattern[12] = {1, 2, 1, 0, 1, 1, 2, 1, 0, 1, 2, 1};

static int64_t month_weight(const struct plan *plan, int month) {
    int of_year = (plan->first_month - 1 + month) % 12;
    struct rng rng = rng_stream(plan->seed, 0xC0FFEE00u + (uint64_t)month);
    return (int64_t)plan->bank->season[of_year] * (1000 + 5 * month) / 1000 *
           (1000 + rng_range(&rng, -25, 25)) / 1000;
}

static int64_t category_total(void) {
    int64_t sum = 0;
    for (int c = 0; c < CATEGORY_COUNT; c++)
        sum += categories[c].weight;
    return sum;
}

static int small_count(const struct plan *plan, int month) {
    if (month == plan->months - 1)
        return SMALL_LAST;
    return month == plan->months - 2 ? 1 : small_pattern[month % 12];
}

static int outage_month(const struct plan *plan) {
    int64_t at = plan->end - plan->bank->planted.outage_day * (int64_t)DAY_SECONDS;
    for (int m = 0; m < plan->months; m++)
        if (at >= plan_month_start(plan, m) && at < plan_month_start(plan, m + 1))
            return m;
    return -1;
}

/* Queue complaints expected at the planted unit, times 4. */
static int64_t queue_extra(const struct plan *plan, int64_t complaints) {
    const struct bank *bank = plan->bank;
    int64_t all = 0, own = 0;
    for (int u = 0; u < bank->unit_count; u++) {
        int64_t w = (int64_t)plan_customers(plan, u, plan->months - 1) * bank->units[u].propensity;
        all += w;
        if (u == bank->planted.queue_unit)
            own = w;
    }
    return (complaints * categories[PROCESS_QUEUE].weight * 2 * own * 4 / category_total() +
            (all + own) / 2) /
           (all + own);
}

struct quotas month_quotas(const struct plan *plan) {
    struct quotas q = {0};
    int64_t sum = 0, planted = 0, weights[MAX_MONTHS], given = 0, passed = 0;
    for (int m = 0; m < plan->months; m++)
        sum += weights[m] = month_weight(plan, m);
    int hit = outage_month(plan);
    if (hit >= 0) {
        int64_t usual = plan->complaints * weights[hit] / sum;
        q.outage[hit] = usual * (categories[DIGITAL_CRASH].weight + categories[DIGITAL_LOGIN].weight) * 5 *
                        7 / 30 / category_total();
        planted += q.outage[hit];
    }
    q.queue = queue_extra(plan, plan->complaints * weights[plan->months - 1] / sum);
    q.late = plan->complaints * 2 / 1000;
    planted += q.queue + q.late + (plan->complaints >= 4000 ? CLUSTER_SIZE : 0);
    for (int m = 0; m < plan->months; m++)
        planted += plan->complaints >= 4000 ? small_count(plan, m) : 0;
    for (int m = 0; m < plan->months; m++) {
        passed += weights[m];
        int64_t upto = (plan->complaints - planted) * passed / sum;
        q.ordinary[m] = upto - given;
        given = upto;
    }
    return q;
}

static void add_case(struct cases *cases, struct complaint c) {
    if (cases->count == cases->capacity) {
        cases->capacity = cases->capacity ? cases->capacity * 2 : 4096;
        cases->list = realloc(cases->list, cases->capacity * sizeof *cases->list);
        if (!cases->list) {
            fputs("generate: out of memory\n", stderr);
            exit(4);
        }
    }
    cases->list[cases->count++] = c;
}

static void plant_outage(struct cases *cases, const struct plan *plan, int month, int64_t n) {
    int first = (int)(plan->end / DAY_SECONDS) - plan->bank->planted.outage_day;
    for (int64_t i = 0; i < n; i++) {
        struct fixed fixed = {i % 5 < 3 ? DIGITAL_CRASH : DIGITAL_LOGIN, -1, first + (int)(i % 7), 0};
        add_case(cases, complaint_plant(plan, month, 0x2000000000000u + (uint64_t)i, fixed));
    }
}

static void plant_last_month(struct cases *cases, const struct plan *plan, const struct quotas *quotas) {
    const struct planted *planted = &plan->bank->planted;
    int month = plan->months - 1;
    int day = (int)(plan_month_start(plan, month) / DAY_SECONDS) + 14;
    for (int64_t i = 0; i < quotas->queue; i++) {
        struct fixed fixed = {PROCESS_QUEUE, planted->queue_unit, -1, 0};
        add_case(cases, complaint_plant(plan, month, 0x3000000000000u + (uint64_t)i, fixed));
    }
    for (int i = 0; i < CLUSTER_SIZE && plan->complaints >= 4000; i++) {
        struct fixed fixed = {(int)planted->cluster_category, planted->cluster_unit, day,
                              planted->cluster_unit * 100000 + 77777};
        add_case(cases, complaint_plant(plan, month, 0x4000000000000u + (uint64_t)i, fixed));
    }
    for (int64_t i = 0; i < quotas->late; i++) {
        struct fixed fixed = {-1, -1, (int)(plan->end / DAY_SECONDS), 0};
        struct complaint c = complaint_plant(plan, month, 0x5000000000000u + (uint64_t)i, fixed);
        c.origin = LATE;
        add_case(cases, c);
    }
}

static int by_received(const void *a, const void *b) {
    const struct complaint *x = a, *y = b;
    if (x->received != y->received)
        return x->received < y->received ? -1 : 1;
    return x->text_seed < y->text_seed ? -1 : x->text_seed > y->text_seed;
}

static void number(struct complaint *list, size_t count, bool afresh, uint32_t *serial) {
    uint32_t in_month = 0;
    bool late = false;
    qsort(list, count, sizeof *list, by_received);
    for (size_t i = 0; i < count; i++) {
        if (list[i].origin == LATE && !late) {
            late = true;
            in_month = 0;
        }
        list[i].serial = afresh ? ++in_month : ++*serial;
    }
}

void month_make(struct cases *cases, const struct plan *plan, const struct quotas *quotas, int month,
                struct memory *memory, uint32_t *serial) {
    size_t first = cases->count;
    uint64_t stream = (uint64_t)(month + 1) << 32;
    for (int64_t i = 0; i < quotas->ordinary[month]; i++)
        add_case(cases, complaint_make(plan, month, stream + (uint64_t)i, memory));
    plant_outage(cases, plan, month, quotas->outage[month]);
    for (int i = 0; plan->complaints >= 4000 && i < small_count(plan, month); i++) {
        struct fixed fixed = {-1, plan->bank->planted.small_unit, -1, 0};
        add_case(cases, complaint_plant(plan, month, 0x6000000000000u + (uint64_t)(month * 16 + i), fixed));
    }
    if (month == plan->months - 1)
        plant_last_month(cases, plan, quotas);
    if (cases->count > first)
        number(cases->list + first, cases->count - first, plan->bank->chinese, serial);
}

/* Complaints that are closed in their own month and have nothing odd yet. */
static bool is_settled(const struct plan *plan, const struct complaint *c) {
    return c->quirk == PLAIN && c->origin == ORDINARY && !c->enquiry && !c->reopened &&
           c->closed < plan_month_start(plan, c->month + 1) && !c->received_without_clock;
}

static bool is_crossing(const struct plan *plan, const struct complaint *c) {
    return c->quirk == PLAIN && c->origin == ORDINARY && !c->enquiry && !c->reopened &&
           c->closed >= plan_month_start(plan, c->month + 1);
}

static void reopen_next_month(const struct plan *plan, struct complaint *c, struct rng *rng) {
    int64_t next = plan_month_start(plan, c->month + 1), after = plan_month_start(plan, c->month + 2);
    c->first_closed = c->closed;
    c->reopened = next + rng_range(rng, 1, 11) * (int64_t)DAY_SECONDS;
    c->reopened += rng_range(rng, 9 * 60, 17 * 60) * 60;
    c->resolved = after + rng_range(rng, 1, 14) * (int64_t)DAY_SECONDS;
    c->resolved += rng_range(rng, 9 * 60, 17 * 60) * 60;
    c->closed = c->resolved;
    c->followed_up = 0;
}

/* How many rows a month gets of a quirk at about two in a thousand. */
static int64_t share(size_t made, size_t before, int quirk) {
    int64_t rate = quirk == SCIENTIFIC_ID ? 42 : 22, phase = 3000 + quirk * 370 % 7000;
    return ((int64_t)made * rate + phase) / 10000 - ((int64_t)before * rate + phase) / 10000;
}

static bool bend_one(struct cases *cases, size_t first, const struct plan *plan, enum quirk quirk,
                     bool crossing, struct rng *rng) {
    uint32_t n = (uint32_t)(cases->count - first);
    for (int attempt = 0; n && attempt < 400; attempt++) {
        struct complaint *c = &cases->list[first + rng_below(rng, n)];
        if (crossing ? !is_crossing(plan, c) : !is_settled(plan, c))
            continue;
        c->quirk = quirk;
        if (quirk == REOPENED_IN_LATER_EXPORT)
            reopen_next_month(plan, c, rng);
        return true;
    }
    return false;
}

void month_bend(struct cases *cases, size_t first, const struct plan *plan, int month, size_t before,
                bool stream) {
    struct rng rng = rng_stream(plan->seed, 0x7000000000000u + (uint64_t)month);
    size_t made = before + cases->count - first;
    bool last = month == plan->months - 1;
    for (int q = NO_RECEIVED; q < TEXT_AFTER_QUOTE; q++) {
        bool repeated = q == NO_UPDATED_LATER_FILE || q == NO_UPDATED_LATER_LINE || q == NEWER_LINE_FIRST ||
                        q == REOPENED_IN_LATER_EXPORT;
        if (repeated && (stream || (last && q != NO_UPDATED_LATER_LINE && q != NEWER_LINE_FIRST)))
            continue;
        int64_t n = share(made, before, q);
        for (int64_t i = 0; i < n; i++) {
            bool decorated = q == EQUALS_ID || q == APOSTROPHE_ID || q == TAB_ID;
            bool crossing = q == NO_UPDATED_LATER_FILE || (decorated && !stream && !last && month % 2);
            bend_one(cases, first, plan, (enum quirk)q, crossing, &rng);
        }
    }
}
