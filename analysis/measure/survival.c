/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/survival.h"

#include "analysis/base/arena.h"
#include "analysis/measure/sorting.h"

#include <math.h>

/* A list of ages with weights, packed to be sorted as one number: age, still open, weight (31 bits). */
struct ages {
    int64_t *items;
    size_t size, capacity;
};

enum { WEIGHT_BITS = 31, OPEN_BIT = 1 };
static const double normal_975 = 1.959963984540054;
static const double tolerance = 1e-12; /* of S against 0.5, after a few thousand multiplications */

struct survival {
    struct ages leave, enter; /* `enter` only of those that entered late */
    int64_t from_start, cases;
    int64_t *spare;
    size_t spare_capacity;
};

/* The walk along the ages at which somebody leaves. */
struct walk {
    const struct survival *survival;
    size_t left, entered; /* items passed */
    int64_t at_risk;      /* just before the ages passed */
    double share;         /* S */
    double spread;        /* Greenwood's sum: the variance of log S */
    int64_t age;          /* of the last step */
};

static int64_t pack(int64_t age, bool open, uint32_t weight) {
    return (age << OPEN_BIT | (int64_t)open) << WEIGHT_BITS | (int64_t)weight;
}
static int64_t age_of(int64_t item) {
    return item >> (WEIGHT_BITS + OPEN_BIT);
}
static bool open_of(int64_t item) {
    return item >> WEIGHT_BITS & 1;
}
static int64_t weight_of(int64_t item) {
    return item & (((int64_t)1 << WEIGHT_BITS) - 1);
}

static void push(struct ages *ages, int64_t item) {
    ages->items = heap_grow(ages->items, &ages->capacity, ages->size + 1, sizeof *ages->items);
    ages->items[ages->size++] = item;
}

struct survival *survival_new(void) {
    return heap_array(1, sizeof(struct survival));
}

void survival_clear(struct survival *survival) {
    survival->leave.size = survival->enter.size = 0;
    survival->from_start = survival->cases = 0;
}

static int64_t cut(int64_t age) {
    return age < 0 ? 0 : age > SURVIVAL_OLDEST ? SURVIVAL_OLDEST : age;
}

void survival_add(struct survival *survival, bool from_start, int64_t enter, int64_t leave, bool closed,
                  uint32_t weight) {
    if (!from_start && cut(leave) <= cut(enter))
        return;
    if (from_start)
        survival->from_start += weight;
    else
        push(&survival->enter, pack(cut(enter), false, weight));
    push(&survival->leave, pack(cut(leave), !closed, weight));
    survival->cases += weight;
}

static void sort(struct survival *survival, struct ages *ages) {
    survival->spare =
        heap_grow(survival->spare, &survival->spare_capacity, ages->size, sizeof *survival->spare);
    sort_numbers(ages->items, survival->spare, ages->size, WEIGHT_BITS);
}

void survival_finish(struct survival *survival) {
    sort(survival, &survival->leave);
    sort(survival, &survival->enter);
}

int64_t survival_cases(const struct survival *survival) {
    return survival->cases;
}

static struct walk walk_begin(const struct survival *survival) {
    return (struct walk){.survival = survival, .at_risk = survival->from_start, .share = 1, .age = -1};
}

/* Goes to the next age at which somebody leaves, unless it lies after `limit`; `share` is then S there. */
static bool walk_next(struct walk *walk, int64_t limit) {
    const struct ages *leave = &walk->survival->leave, *enter = &walk->survival->enter;
    if (walk->left == leave->size || age_of(leave->items[walk->left]) > limit)
        return false;
    int64_t age = walk->age = age_of(leave->items[walk->left]), closed = 0, gone = 0;
    while (walk->entered < enter->size && age_of(enter->items[walk->entered]) < age)
        walk->at_risk += weight_of(enter->items[walk->entered++]);
    for (; walk->left < leave->size && age_of(leave->items[walk->left]) == age; walk->left++) {
        int64_t item = leave->items[walk->left];
        gone += weight_of(item);
        closed += open_of(item) ? 0 : weight_of(item);
    }
    if (closed && closed < walk->at_risk)
        walk->spread += (double)closed / ((double)walk->at_risk * (double)(walk->at_risk - closed));
    if (closed)
        walk->share *= 1 - (double)closed / (double)walk->at_risk;
    walk->at_risk -= gone;
    return true;
}

static struct survival_share share_of(const struct walk *walk) {
    struct survival_share share = {walk->share, NAN, NAN};
    if (!(walk->share > 0) || !(walk->share < 1))
        return share;
    double half = normal_975 * sqrt(walk->spread) / -log(walk->share);
    share.low = pow(walk->share, exp(half));
    share.high = pow(walk->share, exp(-half));
    return share;
}

void survival_at(const struct survival *survival, const int64_t *ages, size_t count,
                 struct survival_share *shares) {
    struct walk walk = walk_begin(survival);
    for (size_t i = 0; i < count; i++) {
        while (walk_next(&walk, ages[i]))
            ;
        bool seen = walk.left < survival->leave.size || walk.age >= ages[i] || walk.share <= 0;
        shares[i] = seen && survival->leave.size ? share_of(&walk) : (struct survival_share){NAN, NAN, NAN};
    }
}

int64_t survival_median(const struct survival *survival) {
    struct walk walk = walk_begin(survival);
    while (walk_next(&walk, SURVIVAL_OLDEST))
        if (walk.share <= 0.5 + tolerance)
            return walk.age;
    return -1;
}

void survival_free(struct survival *survival) {
    if (!survival)
        return;
    heap_free(survival->leave.items);
    heap_free(survival->enter.items);
    heap_free(survival->spare);
    heap_free(survival);
}
