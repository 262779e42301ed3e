/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/tally.h"

/* What customers said of the cases closed in the period. Those who said nothing (or nothing valid) are
 * silent: never in the denominator of the rate, and all against or all for it in its floor and ceiling. */

enum option {
    RATE,
    RATE_LOW,
    RATE_HIGH,
    SATISFACTION_FLOOR,
    SATISFACTION_CEILING,
    RESPONSE,
    FOLLOWUP,
    REGAINED
};

enum counter { CASES, ANSWERED, SATISFIED, FOLLOWED_UP, LOST, REGAINED_LAST, COUNTERS };

static void *satisfaction_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    (void)refs, (void)count;
    return tally_new(frame, COUNTERS);
}

static bool is_valid(int8_t answer) {
    return answer == ANSWER_SATISFIED || answer == ANSWER_DISSATISFIED;
}

static void satisfaction_add(void *state, const struct batch *batch) {
    struct tally *tally = state;
    const struct frame *frame = tally->frame;
    const int8_t *answers = frame->table->meanings[MEANING_SATISFACTION];
    const int8_t *firsts = frame->table->meanings[MEANING_SATISFACTION_FIRST];
    const struct column *followed_up = frame->table->by_role[ROLE_FOLLOWED_UP];
    for (size_t i = 0; i < batch->size; i++) {
        size_t row = batch->rows[i];
        if (batch->closed[i] == CELL_NONE)
            continue;
        int64_t *cell = tally_cell(tally, batch->closed[i]), weight = batch_weight(batch, i);
        bool answered = answers && is_valid(answers[row]);
        bool satisfied = answered && answers[row] == ANSWER_SATISFIED;
        bool lost = answered && firsts && firsts[row] == ANSWER_DISSATISFIED;
        cell[CASES] += weight;
        cell[ANSWERED] += answered * weight;
        cell[SATISFIED] += satisfied * weight;
        cell[LOST] += lost * weight;
        cell[REGAINED_LAST] += (lost && satisfied) * weight;
        if (followed_up && frame_known(frame, followed_up->codes[row]) != TIME_NONE)
            cell[FOLLOWED_UP] += weight;
    }
}

/* One end of the interval as a figure of its own. */
static struct figure bound(struct figure rate, bool low) {
    rate.value = low ? rate.low : rate.high;
    return rate;
}

static struct figure satisfaction_figure(const void *state, const struct measure_ref *ref, size_t group,
                                         size_t period) {
    const struct tally *tally = state;
    const struct table *table = tally->frame->table;
    const int64_t *cell = tally_at(tally, group, period);
    enum option option = (enum option)ref->measure->option;
    int64_t silent = cell[CASES] - cell[ANSWERED];
    if ((option != FOLLOWUP && !table->meanings[MEANING_SATISFACTION]) ||
        (option == REGAINED && !table->meanings[MEANING_SATISFACTION_FIRST]))
        return figure_none(UNIT_SHARE, NOTE_NO_COLUMN);
    struct figure rate = figure_share(cell[SATISFIED], cell[ANSWERED], silent);
    switch (option) {
    case RATE:
        return rate;
    case RATE_LOW:
    case RATE_HIGH:
        return bound(rate, option == RATE_LOW);
    case SATISFACTION_FLOOR:
        return figure_share(cell[SATISFIED], cell[CASES], silent);
    case SATISFACTION_CEILING:
        return figure_share(cell[SATISFIED] + silent, cell[CASES], silent);
    case RESPONSE:
        return figure_share(cell[ANSWERED], cell[CASES], 0);
    case FOLLOWUP:
        return figure_share(cell[FOLLOWED_UP], cell[CASES], 0);
    case REGAINED:
        break;
    }
    return figure_share(cell[REGAINED_LAST], cell[LOST], 0);
}

static const struct measure measures[] = {
    {.key = "satisfaction_rate",
     .unit = UNIT_SHARE,
     .option = RATE,
     .name = {"满意率", "Satisfaction"},
     .definition = {"期内办结的投诉中，满意 ÷ 有效评价；未评价的不进分母。附 95% Wilson 区间。",
                    "Of the cases closed in the period: satisfied ÷ valid answers; silence is never in the "
                    "denominator. With the Wilson 95 % interval."}},
    {.key = "satisfaction_rate_low",
     .unit = UNIT_SHARE,
     .option = RATE_LOW,
     .name = {"满意率下限", "Satisfaction, lower bound"},
     .definition = {"满意率 95% Wilson 区间的下限。", "Lower end of the Wilson 95 % interval."}},
    {.key = "satisfaction_rate_high",
     .unit = UNIT_SHARE,
     .option = RATE_HIGH,
     .name = {"满意率上限", "Satisfaction, upper bound"},
     .definition = {"满意率 95% Wilson 区间的上限。", "Upper end of the Wilson 95 % interval."}},
    {.key = "satisfaction_floor",
     .unit = UNIT_SHARE,
     .option = SATISFACTION_FLOOR,
     .name = {"满意率（未评价按不满意）", "Satisfaction, silence counted against"},
     .definition = {"满意 ÷ 期内办结。", "Satisfied ÷ closed in the period."}},
    {.key = "satisfaction_ceiling",
     .unit = UNIT_SHARE,
     .option = SATISFACTION_CEILING,
     .name = {"满意率（未评价按满意）", "Satisfaction, silence counted for"},
     .definition = {"（满意＋未评价）÷ 期内办结。", "(Satisfied + silent) ÷ closed in the period."}},
    {.key = "response_rate",
     .unit = UNIT_SHARE,
     .option = RESPONSE,
     .name = {"参评率", "Survey response"},
     .definition = {"有效评价 ÷ 期内办结。", "Valid answers ÷ closed in the period."}},
    {.key = "followup_rate",
     .unit = UNIT_SHARE,
     .option = FOLLOWUP,
     .roles = (role_set)1 << ROLE_FOLLOWED_UP,
     .name = {"回访率", "Follow-up"},
     .definition = {"已回访 ÷ 期内办结。", "Followed up ÷ closed in the period."}},
    {.key = "regained_rate",
     .unit = UNIT_SHARE,
     .option = REGAINED,
     .name = {"满意度回升率", "Satisfaction regained"},
     .definition = {"期内办结、首次评价不满意且后来有有效评价的投诉中，最后满意的比例。",
                    "Of the cases closed in the period whose first answer was dissatisfied and who answered "
                    "again, those satisfied at the last."}},
};

const struct family satisfaction_family = {
    .name = "satisfaction",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .reads = LIFECYCLE_ROLES | (role_set)1 << ROLE_SATISFACTION | (role_set)1 << ROLE_SATISFACTION_FIRST |
             (role_set)1 << ROLE_FOLLOWED_UP,
    .open = satisfaction_open,
    .add = satisfaction_add,
    .merge = tally_merge,
    .figure = satisfaction_figure,
    .close = tally_close,
};
