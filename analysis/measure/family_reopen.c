/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/tally.h"

/* First closes that did not last: each is given its 30 days before it is judged, so a period looks at the
 * first closes of 30 days earlier. */

enum { WINDOW_DAYS = 30 };
enum counter { FIRST_CLOSES, REOPENED, UNDATED, COUNTERS };

static void *reopen_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    (void)refs, (void)count;
    bool known = frame->table->by_role[ROLE_REOPENED] || frame->life->reopened;
    return known ? tally_new(frame, COUNTERS) : NULL;
}

static bool reopened_soon(const struct frame *frame, size_t row) {
    const struct lifecycle *life = frame->life;
    const struct column *column = frame->table->by_role[ROLE_REOPENED];
    int64_t span;
    return frame_reopened(frame, row) &&
           lifecycle_span(life->first_end[row], frame_bit(life->first_date_only, row), life->reopened[row],
                          column && column_date_only(column, row), &span) &&
           span <= (int64_t)WINDOW_DAYS * DATE_DAY;
}

static void reopen_add(void *state, const struct batch *batch) {
    struct tally *tally = state;
    const struct frame *frame = tally->frame;
    for (size_t i = 0; i < batch->size; i++) {
        size_t row = batch->rows[i];
        int64_t judged = (int64_t)frame->life->first_end[row] + (int64_t)WINDOW_DAYS * DATE_DAY;
        if (frame->life->first_end[row] == TIME_NONE || judged >= TIME_NONE)
            continue;
        uint32_t at = batch_cell(batch, i, frame, (uint32_t)judged);
        if (at == CELL_NONE)
            continue;
        int64_t *cell = tally_cell(tally, at), weight = batch_weight(batch, i);
        cell[FIRST_CLOSES] += weight;
        if (reopened_soon(frame, row))
            cell[REOPENED] += weight;
        if (frame->life->marks[row] & LIFE_REOPEN_UNDATED)
            cell[UNDATED] += weight;
    }
}

static struct figure reopen_figure(const void *state, const struct measure_ref *ref, size_t group,
                                   size_t period) {
    if (!state)
        return figure_none(ref->measure->unit, NOTE_NO_COLUMN);
    const int64_t *cell = tally_at(state, group, period);
    struct figure figure = figure_share(cell[REOPENED], cell[FIRST_CLOSES], cell[UNDATED]);
    if (figure_available(&figure))
        figure.note = NOTE_WINDOW;
    return figure;
}

static const struct measure measures[] = {
    {.key = "reopen_rate",
     .unit = UNIT_SHARE,
     .lower_is_better = true,
     .name = {"重开率", "Reopen rate"},
     .definition = {"首次结案后 30 天内重开的比例；统计期前移 30 天，使每件都满 30 天。",
                    "First closes that were reopened within 30 days; of the first closes of the period moved "
                    "30 days back, so that every one had its 30 days."}},
};

const struct family reopen_family = {
    .name = "reopen",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .reads = LIFECYCLE_ROLES,
    .days_after = WINDOW_DAYS,
    .open = reopen_open,
    .add = reopen_add,
    .merge = tally_merge,
    .figure = reopen_figure,
    .close = tally_close,
};
