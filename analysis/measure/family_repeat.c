/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/repeat.h"
#include "analysis/measure/tally.h"

/* Complaints that came again, by the derived column `repeat` (repeat.h). */

enum counter { JUDGED, REPEATED, UNKNOWN, COUNTERS };

static void *repeat_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    (void)refs, (void)count;
    return tally_new(frame, COUNTERS);
}

static void repeat_add(void *state, const struct batch *batch) {
    struct tally *tally = state;
    const struct frame *frame = tally->frame;
    const struct column *repeat = table_column(frame->table, STR("repeat"));
    int64_t from = frame->data_start + (int64_t)REPEAT_DAYS * DATE_DAY;
    for (size_t i = 0; repeat && i < batch->size; i++) {
        uint32_t row = batch->rows[i];
        if (batch->received[i] == CELL_NONE)
            continue;
        int8_t flag = (int64_t)frame->life->received[row] >= from ? repeat->flags[row] : FLAG_NONE;
        int64_t *cell = tally_cell(tally, batch->received[i]), weight = batch_weight(batch, i);
        cell[UNKNOWN] += (flag == FLAG_NONE) * weight;
        cell[JUDGED] += (flag != FLAG_NONE) * weight;
        cell[REPEATED] += (flag == 1) * weight;
    }
}

static struct figure repeat_figure(const void *state, const struct measure_ref *ref, size_t group,
                                   size_t period) {
    const struct tally *tally = state;
    const struct frame *frame = tally->frame;
    const int64_t *cell = tally_at(tally, group, period);
    if (!table_column(frame->table, STR("repeat")))
        return figure_none(ref->measure->unit, NOTE_NO_CATEGORY);
    struct figure figure = figure_share(cell[REPEATED], cell[JUDGED], cell[UNKNOWN]);
    if (cell[JUDGED] == 0 && frame_end(frame, period) <= frame->data_start + (int64_t)REPEAT_DAYS * DATE_DAY)
        figure.note = NOTE_HISTORY;
    return figure;
}

static const struct measure measures[] = {
    {.key = "repeat_rate",
     .unit = UNIT_SHARE,
     .lower_is_better = true,
     .roles = (role_set)1 << ROLE_CUSTOMER,
     .derived = "repeat",
     .name = {"重复投诉率", "Repeat rate"},
     .definition =
         {"期内受理的投诉中，同一客户此前 30 天内就同类问题已投诉过的比例；没有客户的、类别为“其他”的"
          "和数据头 30 天的不计。",
          "Of the complaints received in the period, those of a customer who had complained in the "
          "same category in the 30 days before; without a customer, in the category \"other\" or in "
          "the first 30 days of the data they are left out."}},
};

const struct family repeat_family = {
    .name = "repeat",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .reads = (role_set)1 << ROLE_CUSTOMER,
    .open = repeat_open,
    .add = repeat_add,
    .merge = tally_merge,
    .figure = repeat_figure,
    .close = tally_close,
};
