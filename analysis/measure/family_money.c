/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/notes.h"
#include "analysis/measure/quantiles.h"
#include "analysis/measure/tally.h"

/* What was paid to customers, of the cases closed in the period, where an amount is given. */

enum option { TOTAL, MEDIAN };
enum counter { CASES, GIVEN, SUM, COUNTERS };

struct money {
    struct tally *tally;
    struct quantiles *amounts;
};

static void *money_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    (void)refs, (void)count;
    if (!frame->table->by_role[ROLE_AMOUNT])
        return NULL;
    struct money *money = heap_array(1, sizeof *money);
    money->tally = tally_new(frame, COUNTERS);
    money->amounts = quantiles_new(money->tally->cells, frame->weighted);
    return money;
}

static void money_add(void *state, const struct batch *batch) {
    struct money *money = state;
    const int64_t *amounts = money->tally->frame->table->by_role[ROLE_AMOUNT]->numbers;
    for (size_t i = 0; i < batch->size; i++) {
        int64_t amount = amounts[batch->rows[i]];
        uint32_t weight = batch_weight(batch, i);
        if (batch->closed[i] == CELL_NONE)
            continue;
        int64_t *cell = tally_cell(money->tally, batch->closed[i]);
        cell[CASES] += weight;
        if (amount == NUMBER_NONE)
            continue;
        cell[GIVEN] += weight;
        cell[SUM] += amount * weight;
        if (weight)
            quantiles_add(money->amounts, batch->closed[i], amount, weight);
    }
}

static void money_merge(void *into, void *from) {
    struct money *a = into, *b = from;
    tally_merge(a->tally, b->tally);
    quantiles_merge(a->amounts, b->amounts);
}

static void money_finish(void *state) {
    struct money *money = state;
    quantiles_finish(money->amounts);
}

static struct figure money_figure(const void *state, const struct measure_ref *ref, size_t group,
                                  size_t period) {
    const struct money *money = state;
    const int64_t *cell = tally_at(money->tally, group, period);
    struct figure figure = figure_none(UNIT_MONEY, NULL);
    figure.n = (double)cell[GIVEN];
    figure.missing = (double)(cell[CASES] - cell[GIVEN]);
    if (cell[GIVEN] == 0)
        return figure;
    size_t at = group * money->tally->frame->period_count + period;
    figure.value =
        (ref->measure->option == TOTAL ? (double)cell[SUM] : quantiles_at(money->amounts, at, 0.5)) /
        NUMBER_UNIT;
    return figure;
}

static void money_close(void *state) {
    struct money *money = state;
    tally_close(money->tally);
    quantiles_free(money->amounts);
    heap_free(money);
}

static const struct measure measures[] = {
    {.key = "amount_total",
     .unit = UNIT_MONEY,
     .option = TOTAL,
     .lower_is_better = true,
     .roles = (role_set)1 << ROLE_AMOUNT,
     .name = {"赔付金额", "Redress paid"},
     .definition = {"期内办结的投诉赔付金额合计（有金额的）。",
                    "Sum of the amounts of the cases closed in the period, where given."}},
    {.key = "amount_p50",
     .unit = UNIT_MONEY,
     .option = MEDIAN,
     .lower_is_better = true,
     .roles = (role_set)1 << ROLE_AMOUNT,
     .name = {"赔付金额中位数", "Median redress"},
     .definition = {"期内办结的投诉赔付金额的中位数（有金额的）。",
                    "Median of the amounts of the cases closed in the period, where given."}},
};

const struct family money_family = {
    .name = "money",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .reads = LIFECYCLE_ROLES | (role_set)1 << ROLE_AMOUNT,
    .open = money_open,
    .add = money_add,
    .merge = money_merge,
    .finish = money_finish,
    .figure = money_figure,
    .close = money_close,
};
