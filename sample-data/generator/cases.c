/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cases.h"

static const int channel_weights[3][CHANNEL_COUNT] = {
    /* hotline online counter book email social letter manager head public regulator press */
    [ANYWHERE] = {430, 190, 130, 24, 40, 60, 16, 50, 14, 16, 11, 3},
    [AT_COUNTER] = {290, 80, 420, 70, 20, 40, 18, 22, 10, 18, 6, 3},
    [FROM_PHONE] = {520, 280, 40, 6, 40, 70, 6, 10, 8, 12, 12, 3},
};

static const int hour_weights[24] = {4,  2,  1,  1,  1,  3,  8,  22, 60, 95, 100, 85,
                                     55, 60, 85, 90, 85, 70, 50, 42, 40, 34, 20,  9};
static const int office_weights[8] = {80, 100, 95, 40, 70, 95, 90, 60}; /* from nine o'clock */
static const int segment_weights[SEGMENT_COUNT] = {640, 120, 130, 80, 30};
enum { CUSTOMER_GROWTH = 4 /* per mille a month */ };

int64_t plan_month_start(const struct plan *plan, int index) {
    int month = plan->first_year * 12 + plan->first_month - 1 + index;
    return (int64_t)day_number(month / 12, month % 12 + 1, 1) * DAY_SECONDS;
}

int plan_customers(const struct plan *plan, int unit, int month) {
    const struct bank *bank = plan->bank;
    const struct planted *planted = &bank->planted;
    int64_t base = bank->units[unit].customers;
    int64_t n = base + base * CUSTOMER_GROWTH * month / 1000;
    bool moved = month >= plan->months - 4;
    if (unit == planted->closed_unit && moved)
        n = 0;
    if (unit == planted->grown_unit && moved) {
        int64_t taken = bank->units[planted->closed_unit].customers;
        n += taken + taken * CUSTOMER_GROWTH * month / 1000;
    }
    return (int)(n - n % 10);
}

static bool needs_office(int channel) {
    return channel == COUNTER || channel == OPINION_BOOK || channel == LETTER || channel == MANAGER ||
           channel == HEAD_OFFICE;
}

static int draw_day(const struct plan *plan, int month, struct rng *rng) {
    int weights[31];
    int first = (int)(plan_month_start(plan, month) / DAY_SECONDS);
    int days = (int)(plan_month_start(plan, month + 1) / DAY_SECONDS) - first;
    for (int i = 0; i < days; i++) {
        bool worked = day_is_worked(&plan->bank->calendar, first + i);
        weights[i] = !worked ? 38 : day_weekday(first + i) == 0 ? 122 : 100;
    }
    return first + rng_weighted(rng, weights, days);
}

static int64_t draw_second(bool office, struct rng *rng) {
    int hour = office ? 9 + rng_weighted(rng, office_weights, 8) : rng_weighted(rng, hour_weights, 24);
    return hour * 3600 + rng_range(rng, 0, 3599);
}

static int draw_category(const struct plan *plan, int month, struct rng *rng) {
    const struct planted *planted = &plan->bank->planted;
    int weights[CATEGORY_COUNT];
    int of_year = (plan->first_month - 1 + month) % 12;
    for (int c = 0; c < CATEGORY_COUNT; c++)
        weights[c] = categories[c].weight * 10;
    if (of_year == 11 || of_year == 0)
        weights[planted->seasonal] = weights[planted->seasonal] * 19 / 10;
    if (month >= plan->months - 8)
        weights[planted->improved] = weights[planted->improved] * 36 / 100; /* repeats fall later */
    return rng_weighted(rng, weights, CATEGORY_COUNT);
}

static int draw_unit(const struct plan *plan, int month, int category, struct rng *rng) {
    const struct bank *bank = plan->bank;
    int weights[MAX_UNITS];
    for (int u = 0; u < bank->unit_count; u++) {
        weights[u] = plan_customers(plan, u, month) / 10 * bank->units[u].propensity / 100;
        if (u == bank->planted.small_unit)
            weights[u] = 0; /* planted by hand */
        if (u == bank->planted.queue_unit && category == PROCESS_QUEUE)
            weights[u] *= 2;
    }
    return rng_weighted(rng, weights, bank->unit_count);
}

static int draw_product(int category, struct rng *rng) {
    const struct category_record *record = &categories[category];
    return record->product[rng_weighted(rng, record->product_weight, 3)];
}

static int draw_channel(int category, bool worked, struct rng *rng) {
    int weights[CHANNEL_COUNT];
    for (int c = 0; c < CHANNEL_COUNT; c++)
        weights[c] = !worked && needs_office(c) ? 0 : channel_weights[categories[category].habit][c];
    return rng_weighted(rng, weights, CHANNEL_COUNT);
}

static void draw_class(struct complaint *c, struct rng *rng) {
    static const int vague[ISSUE_COUNT] = {20, 12, 3, 14, 20, 16, 25};
    c->issue = (uint8_t)categories[c->category].issue;
    if (c->category == OTHER || rng_chance(rng, 80))
        c->issue = (uint8_t)rng_weighted(rng, vague, ISSUE_COUNT);
    c->level = c->issue <= ISSUE_BREACH ? COMPLEX : SIMPLE;
    if (rng_chance(rng, 18))
        c->level = MAJOR;
    c->segment = (uint8_t)rng_weighted(rng, segment_weights, SEGMENT_COUNT);
    c->department = (uint8_t)categories[c->category].department;
    c->enquiry = c->category == CONSULTATION ? rng_chance(rng, 650) : rng_chance(rng, 8);
}

/* Moves an instant into opening hours: replies are written at a desk. */
static int64_t at_desk(const struct plan *plan, int64_t at, struct rng *rng) {
    int day = (int)(at / DAY_SECONDS);
    int64_t second = at % DAY_SECONDS;
    bool worked = day_is_worked(&plan->bank->calendar, day);
    if (worked && second >= 9 * 3600 && second < 17 * 3600 + 1800)
        return at;
    if (!worked || second >= 17 * 3600)
        day = day_add_worked(&plan->bank->calendar, day, 1);
    return (int64_t)day * DAY_SECONDS + 9 * 3600 + rng_range(rng, 0, 8 * 3600);
}

static int64_t median_minutes(const struct plan *plan, const struct complaint *c) {
    int64_t minutes = c->level == SIMPLE ? 1500 : c->level == COMPLEX ? 5800 : 6800;
    if (c->product == LOAN)
        minutes = minutes * 12 / 10;
    if (c->tier)
        minutes = minutes * 13 / 10;
    if (c->product == plan->bank->planted.slow_product &&
        c->received >= plan_month_start(plan, plan->months - 4))
        minutes = minutes * 34 / 10; /* the median to the close, with what is still open, then rises by 2.5 */
    return minutes;
}

static int64_t draw_resolved(const struct plan *plan, const struct complaint *c, int64_t from,
                             struct rng *rng) {
    int64_t minutes = rng_lognormal(rng, median_minutes(plan, c), c->level == SIMPLE ? 820 : 700);
    if (minutes < 15)
        minutes = 15;
    return at_desk(plan, from + minutes * 60, rng);
}

static int64_t draw_closed(const struct plan *plan, int64_t resolved, struct rng *rng) {
    int64_t wait = rng_chance(rng, 600) ? rng_range(rng, 0, 90) * 60 : rng_lognormal(rng, 700, 700) * 60;
    return at_desk(plan, resolved + wait, rng);
}

static void draw_reopening(const struct plan *plan, struct complaint *c, struct rng *rng) {
    if (!rng_chance(rng, 30))
        return;
    c->first_closed = c->closed;
    c->reopened = at_desk(plan, c->closed + rng_range(rng, 1, 20) * (int64_t)DAY_SECONDS, rng);
    c->resolved = draw_resolved(plan, c, c->reopened, rng);
    c->closed = draw_closed(plan, c->resolved, rng);
}

static bool satisfied(const struct plan *plan, const struct complaint *c, struct rng *rng) {
    const struct planted *planted = &plan->bank->planted;
    bool dropped = c->closed >= plan_month_start(plan, plan->months - 3) &&
                   (plan->bank->units[c->unit].region == planted->unhappy_region ||
                    c->product == planted->unhappy_product);
    return rng_chance(rng, dropped ? 600 : 855);
}

static void draw_ending(const struct plan *plan, struct complaint *c, struct rng *rng) {
    const struct category_record *record = &categories[c->category];
    const struct bank *bank = plan->bank;
    int upheld = record->upheld, partly = 200;
    int outcome[OUTCOME_COUNT] = {70, upheld, partly,
                                  930 - upheld - partly > 20 ? 930 - upheld - partly : 20};
    c->outcome = (uint8_t)rng_weighted(rng, outcome, OUTCOME_COUNT);
    if ((c->outcome == UPHELD || c->outcome == PARTLY) && rng_chance(rng, record->redress)) {
        int64_t cents = rng_lognormal(rng, record->typical * 100, 900);
        c->amount_cents = (int)(rng_chance(rng, 600) ? (cents / 1000 + 1) * 1000 : cents + 1);
    }
    if (rng_chance(rng, 600)) {
        int n = bank->satisfied_words;
        c->satisfaction =
            (uint8_t)(1 + (satisfied(plan, c, rng) ? rng_weighted(rng, bank->satisfaction_weight, n)
                                                   : n + rng_weighted(rng, bank->satisfaction_weight + n,
                                                                      SATISFACTION_COUNT - n)));
    }
    if (rng_chance(rng, 420))
        c->followed_up = at_desk(plan, c->closed + rng_range(rng, 1, 5) * (int64_t)DAY_SECONDS, rng);
}

void complaint_live(const struct plan *plan, struct complaint *c, struct rng *rng) {
    const struct bank *bank = plan->bank;
    int received_day = (int)(c->received / DAY_SECONDS);
    c->due_day = day_add_worked(&bank->calendar, received_day, c->level == SIMPLE ? 3 : 10);
    c->resolved = draw_resolved(plan, c, c->received, rng);
    int64_t span = c->resolved - c->received;
    if (rng_chance(rng, 560)) {
        int64_t wait = rng_lognormal(rng, 60, 900) * 60;
        c->dispatched = c->received + (wait < span / 2 ? wait : span / 2);
    }
    if (rng_chance(rng, 720)) {
        int64_t wait =
            (c->channel == HOTLINE ? rng_lognormal(rng, 25, 900) : rng_lognormal(rng, 150, 900)) * 60;
        c->first_response = c->received + (wait < span ? wait : span);
    }
    c->closed = draw_closed(plan, c->resolved, rng);
    draw_reopening(plan, c, rng);
    draw_ending(plan, c, rng);
}

static void draw_rest(const struct plan *plan, struct complaint *c, struct rng *rng) {
    const struct bank *bank = plan->bank;
    draw_class(c, rng);
    c->tier = (uint8_t)bank->channel_tier[c->channel];
    if (!c->tier && rng_chance(rng, 17)) {
        static const int weights[TIER_COUNT] = {0, 50, 25, 20, 5};
        c->tier = (uint8_t)rng_weighted(rng, weights, TIER_COUNT);
    }
    c->with_seconds = bank->chinese && c->channel == ONLINE;
    if (!c->with_seconds)
        c->received -= c->received % 60;
    c->received_without_clock =
        rng_chance(rng, c->channel == LETTER || c->channel == OPINION_BOOK ? 600 : 15);
    c->closed_without_clock = rng_chance(rng, 30);
    c->use_alias = bank->units[c->unit].alias && rng_chance(rng, 350);
    complaint_live(plan, c, rng);
}

static void draw_customer(struct complaint *c, struct rng *rng) {
    c->customer = rng_chance(rng, 60) ? 0 : c->unit * 100000 + 1 + (int)rng_below(rng, 60000);
}

static bool come_back(const struct plan *plan, struct complaint *c, struct memory *memory, struct rng *rng) {
    if (!memory || memory->count < 64 || !rng_chance(rng, 105))
        return false;
    int known = memory->count < 512 ? memory->count : 512;
    const struct complaint *old = &memory->recent[rng_below(rng, (uint32_t)known)];
    int64_t at = old->received + rng_range(rng, 2, 26) * (int64_t)DAY_SECONDS;
    at += rng_range(rng, -7200, 7200);
    if (!old->customer || old->category == OTHER || old->origin != ORDINARY ||
        at < plan_month_start(plan, c->month) || at >= plan_month_start(plan, c->month + 1))
        return false;
    c->repeat = true;
    c->customer = old->customer;
    c->category = old->category;
    c->unit = old->unit;
    c->product = old->product;
    c->received = at;
    return true;
}

struct complaint complaint_make(const struct plan *plan, int month, uint64_t stream, struct memory *memory) {
    struct rng rng = rng_stream(plan->seed, stream);
    struct complaint c = {.month = month};
    c.text_seed = rng_next(&rng);
    if (come_back(plan, &c, memory, &rng)) {
        bool worked = day_is_worked(&plan->bank->calendar, (int)(c.received / DAY_SECONDS));
        int64_t second = c.received % DAY_SECONDS;
        worked = worked && second >= 9 * 3600 && second < 17 * 3600;
        c.channel = (uint8_t)draw_channel(c.category, worked, &rng);
    } else {
        int day = draw_day(plan, month, &rng);
        c.category = (uint8_t)draw_category(plan, month, &rng);
        c.unit = (uint8_t)draw_unit(plan, month, c.category, &rng);
        c.product = (uint8_t)draw_product(c.category, &rng);
        c.channel = (uint8_t)draw_channel(c.category, day_is_worked(&plan->bank->calendar, day), &rng);
        c.received = (int64_t)day * DAY_SECONDS + draw_second(needs_office(c.channel), &rng);
        draw_customer(&c, &rng);
    }
    draw_rest(plan, &c, &rng);
    if (memory)
        memory->recent[memory->count++ % 512] = c;
    return c;
}

struct complaint complaint_plant(const struct plan *plan, int month, uint64_t stream, struct fixed fixed) {
    struct rng rng = rng_stream(plan->seed, stream);
    struct complaint c = {.month = month, .origin = PLANTED};
    c.text_seed = rng_next(&rng);
    int day = fixed.day >= 0 ? fixed.day : draw_day(plan, month, &rng);
    c.category = (uint8_t)(fixed.category >= 0 ? fixed.category : draw_category(plan, month, &rng));
    c.unit = (uint8_t)(fixed.unit >= 0 ? fixed.unit : draw_unit(plan, month, c.category, &rng));
    c.product = (uint8_t)draw_product(c.category, &rng);
    c.channel = (uint8_t)draw_channel(c.category, day_is_worked(&plan->bank->calendar, day), &rng);
    c.received = (int64_t)day * DAY_SECONDS + draw_second(needs_office(c.channel), &rng);
    draw_customer(&c, &rng);
    if (fixed.customer > 0)
        c.customer = fixed.customer;
    draw_rest(plan, &c, &rng);
    c.enquiry = false;
    return c;
}
