/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/tally.h"

/* Whether the complaint was justified, of the cases closed in the period: by its outcome, and by the axis
 * `validity` of the rules. */

enum option { UPHELD, VALID };

enum counter { CASES, WITH_OUTCOME, IS_UPHELD, IS_VALID, IS_COMMUNICATIVE, COUNTERS };

struct validity {
    const struct column *column; /* NULL when no rules filled it */
    uint32_t valid, communicative;
};

static struct validity validity_of(const struct table *table) {
    struct validity validity = {table_column(table, STR("validity")), DICT_ABSENT, DICT_ABSENT};
    if (validity.column && validity.column->type == COLUMN_DIMENSION) {
        validity.valid = dict_find(validity.column->dict, STR("valid"));
        validity.communicative = dict_find(validity.column->dict, STR("communicative"));
    } else {
        validity.column = NULL;
    }
    return validity;
}

static void *outcome_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    (void)refs, (void)count;
    return tally_new(frame, COUNTERS);
}

static void outcome_add(void *state, const struct batch *batch) {
    struct tally *tally = state;
    const int8_t *outcomes = tally->frame->table->meanings[MEANING_OUTCOME];
    const struct validity validity = validity_of(tally->frame->table);
    for (size_t i = 0; i < batch->size; i++) {
        size_t row = batch->rows[i];
        if (batch->closed[i] == CELL_NONE)
            continue;
        int64_t *cell = tally_cell(tally, batch->closed[i]), weight = batch_weight(batch, i);
        int outcome = outcomes ? outcomes[row] : OUTCOME_NONE;
        uint32_t code = validity.column ? validity.column->codes[row] : DICT_NONE;
        cell[CASES] += weight;
        cell[WITH_OUTCOME] += (outcome != OUTCOME_NONE) * weight;
        cell[IS_UPHELD] += (outcome == OUTCOME_UPHELD || outcome == OUTCOME_PARTLY) * weight;
        cell[IS_VALID] += (code == validity.valid) * weight;
        cell[IS_COMMUNICATIVE] += (code == validity.communicative) * weight;
    }
}

static struct figure outcome_figure(const void *state, const struct measure_ref *ref, size_t group,
                                    size_t period) {
    const struct tally *tally = state;
    const struct table *table = tally->frame->table;
    const int64_t *cell = tally_at(tally, group, period);
    if (ref->measure->option == UPHELD)
        return table->meanings[MEANING_OUTCOME]
                   ? figure_share(cell[IS_UPHELD], cell[WITH_OUTCOME], cell[CASES] - cell[WITH_OUTCOME])
                   : figure_none(UNIT_SHARE, NOTE_NO_COLUMN);
    int64_t judged = cell[IS_VALID] + cell[IS_COMMUNICATIVE];
    return validity_of(table).column ? figure_share(cell[IS_VALID], judged, cell[CASES] - judged)
                                     : figure_none(UNIT_SHARE, NOTE_NO_CATEGORY);
}

static const struct measure measures[] = {
    {.key = "upheld_rate",
     .unit = UNIT_SHARE,
     .option = UPHELD,
     .lower_is_better = true,
     .name = {"属实率", "Upheld rate"},
     .definition = {"期内办结且有处理结论的投诉中，属实或部分属实的比例。",
                    "Of the cases closed in the period with an outcome, those upheld or partly upheld."}},
    {.key = "valid_rate",
     .unit = UNIT_SHARE,
     .option = VALID,
     .derived = "validity",
     .name = {"有效投诉率", "Valid rate"},
     .definition = {"期内办结的投诉中，有效投诉 ÷（有效投诉＋沟通性投诉）。",
                    "Of the cases closed in the period: valid ÷ (valid + communicative)."}},
};

const struct family outcome_family = {
    .name = "outcome",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .reads = LIFECYCLE_ROLES | (role_set)1 << ROLE_OUTCOME,
    .open = outcome_open,
    .add = outcome_add,
    .merge = tally_merge,
    .figure = outcome_figure,
    .close = tally_close,
};
