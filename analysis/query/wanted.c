/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/wanted.h"

#include "analysis/clock/condition.h"
#include "analysis/measure/notes.h"

bool wanted_measure(const struct dataset *dataset, const struct target *target, const struct period *period,
                    struct arena *arena, struct figure *figure, struct err *err) {
    struct cube_request request = {
        .periods = period, .period_count = 1, .refs = &target->ref, .ref_count = 1, .only = target->only};
    struct cube cube;
    *figure = figure_none(target->ref.measure->unit, NOTE_NO_COLUMN);
    if (target->when_count && !target->only)
        return true;
    if (!cube_run(dataset, &request, arena, &cube, err))
        return false;
    *figure = *cube_figure(&cube, 0, 0, 0);
    cube_free(&cube);
    return true;
}

/* The place of a condition's column among the names of a grouping; −1 when it is not grouped by. */
static int place_of(const struct grouping *grouping, const struct column *column) {
    for (size_t place = 0; grouping && place < grouping->count; place++)
        if (column && grouping->columns[place] == column)
            return (int)place;
    return -1;
}

static bool holds_for(const struct dataset *dataset, const struct target *target,
                      const struct grouping *grouping, const struct str *values) {
    for (size_t i = 0; i < target->when_count; i++) {
        const struct column *column = condition_column(&target->when[i], dataset->table);
        int place = values ? place_of(grouping, column) : -1;
        if (place < 0 || !condition_fits(&target->when[i], column, values[place]))
            return false;
    }
    return true;
}

const struct target *wanted_for(const struct dataset *dataset, const struct measure_ref *ref,
                                const struct grouping *grouping, const struct str *values) {
    const struct target *best = NULL;
    for (size_t i = 0; i < dataset->targets.count; i++) {
        const struct target *target = &dataset->targets.items[i];
        if (measure_same(&target->ref, ref) && holds_for(dataset, target, grouping, values) &&
            (!best || target->when_count > best->when_count))
            best = target;
    }
    return best;
}

static void add_value(struct buf *text, struct str either, struct str value) {
    buf_printf(text, STR_FMT STR_FMT, STR_ARG(text->size ? either : STR("")), STR_ARG(value));
}

struct str wanted_values(const struct dataset *dataset, const struct policy_when *when,
                         const struct column *column, enum lang lang, struct str either,
                         struct arena *arena) {
    struct buf text = {0};
    bool coded = column && (column->type == COLUMN_DIMENSION || column->type == COLUMN_SET);
    for (uint32_t code = 0; coded && code < dict_size(column->dict); code++)
        if (code != DICT_NONE && condition_fits(when, column, dict_text(column->dict, code)))
            add_value(&text, either,
                      dataset_value_name(dataset, column, dict_text(column->dict, code), lang));
    for (size_t i = 0; !text.size && i < when->values.count; i++)
        add_value(&text, i ? either : STR(""), when->values.items[i]);
    struct str found = str_copy(arena, buf_str(&text));
    buf_free(&text);
    return found;
}
