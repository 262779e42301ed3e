/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/escalation.h"
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/tally.h"

/* Complaints that went over the head of the handling unit, counted by receipt. */

enum counter { COUNT_RECEIVED = TIER_COUNT, COUNTERS }; /* below it, one for each tier */

enum tier escalation_tier(struct str name) {
    for (enum tier tier = TIER_NONE + 1; tier < TIER_COUNT; tier++)
        if (str_equal(name, str_of(tier_names[tier])))
            return tier;
    return TIER_NONE;
}

static void *escalation_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    (void)refs, (void)count;
    return frame->table->meanings[MEANING_ESCALATION] ? tally_new(frame, COUNTERS) : NULL;
}

static void escalation_add(void *state, const struct batch *batch) {
    struct tally *tally = state;
    const int8_t *meanings = tally->frame->table->meanings[MEANING_ESCALATION];
    for (size_t i = 0; i < batch->size; i++) {
        if (batch->received[i] == CELL_NONE)
            continue;
        int64_t *cell = tally_cell(tally, batch->received[i]), weight = batch_weight(batch, i);
        int8_t tier = meanings[batch->rows[i]];
        cell[COUNT_RECEIVED] += weight;
        if (tier > TIER_NONE && tier < TIER_COUNT)
            cell[tier] += weight;
    }
}

static struct figure escalation_figure(const void *state, const struct measure_ref *ref, size_t group,
                                       size_t period) {
    if (!state)
        return figure_none(ref->measure->unit, NOTE_NO_COLUMN);
    const int64_t *cell = tally_at(state, group, period);
    enum tier asked = escalation_tier(ref->parameter);
    int64_t escalated = cell[asked];
    for (int tier = TIER_NONE + 1; asked == TIER_NONE && tier < TIER_COUNT; tier++)
        escalated += cell[tier];
    return figure_share(escalated, cell[COUNT_RECEIVED], 0);
}

static const struct measure measures[] = {
    {.key = "escalation_rate",
     .unit = UNIT_SHARE,
     .parameter = PARAMETER_TIER,
     .lower_is_better = true,
     .name = {"升级率", "Escalation rate"},
     .definition =
         {"期内受理的投诉中升级的比例（总行 head_office、监管 regulator、调解或申诉机构 ombudsman、媒体 "
          "media）；不写层级时为任一层级。",
          "Of the complaints received in the period, those escalated to the tier named "
          "(head_office, regulator, ombudsman, media, other), or to any."}},
};

const struct family escalation_family = {
    .name = "escalation",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .reads = (role_set)1 << ROLE_ESCALATED | (role_set)1 << ROLE_CHANNEL,
    .open = escalation_open,
    .add = escalation_add,
    .merge = tally_merge,
    .figure = escalation_figure,
    .close = tally_close,
};
