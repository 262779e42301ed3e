/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/tally.h"

/* How well the records are kept, of the complaints received in the period: flags of a quality check, and
 * whether what must be filled in is. */

enum option { QUALITY, DISPATCH, FILLED };

enum counter { RECEIVED, QUALITY_YES, QUALITY_NO, DISPATCH_YES, DISPATCH_NO, COUNTERS };
/* From COUNTERS on, one counter for each filled_rate asked for. */

struct quality {
    struct tally *tally;
    const struct measure_ref *refs; /* all, of which `filled` are the places of filled_rate */
    size_t *filled, filled_count;
    const struct column **columns; /* of all lists, each ended by NULL */
    size_t *first;                 /* place in columns, for each of `filled`; SIZE_MAX = one is not there */
};

/* Puts the columns of a list at `at`, ended by NULL; SIZE_MAX when the exports lack one. */
static size_t find_columns(struct quality *quality, const struct table *table, struct str list, size_t at) {
    struct str name;
    while (measure_next_name(&list, &name)) {
        quality->columns[at] = table_column(table, name);
        if (!quality->columns[at++])
            return SIZE_MAX;
    }
    quality->columns[at] = NULL;
    return at + 1;
}

static void *quality_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    struct quality *quality = heap_array(1, sizeof *quality);
    size_t names = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        names += refs[i].parameter.size + 1;
    quality->refs = refs;
    quality->filled = heap_array(count, sizeof *quality->filled);
    quality->first = heap_array(count, sizeof *quality->first);
    quality->columns = heap_array(names, sizeof *quality->columns);
    for (size_t i = 0; i < count; i++)
        if (refs[i].measure->option == FILLED) {
            size_t after = find_columns(quality, frame->table, refs[i].parameter, at);
            quality->first[quality->filled_count] = after == SIZE_MAX ? SIZE_MAX : at;
            quality->filled[quality->filled_count++] = i;
            at = after == SIZE_MAX ? at : after;
        }
    quality->tally = tally_new(frame, COUNTERS + quality->filled_count);
    return quality;
}

static bool is_filled(const struct column *column, size_t row) {
    switch (column->type) {
    case COLUMN_TIME:
        return column->codes[row] != TIME_NONE;
    case COLUMN_DIMENSION:
    case COLUMN_SET:
        return column->codes[row] != DICT_NONE;
    case COLUMN_FLAG:
        return column->flags[row] != FLAG_NONE;
    case COLUMN_NUMBER:
        return column->numbers[row] != NUMBER_NONE;
    case COLUMN_TEXT:
        break;
    }
    return column->texts[row] != TEXT_NONE;
}

static bool all_filled(const struct column *const *columns, size_t row) {
    for (; *columns; columns++)
        if (!is_filled(*columns, row))
            return false;
    return true;
}

static void add_flag(int64_t *yes, int64_t *no, const struct column *column, size_t row, int64_t weight) {
    int flag = column ? column->flags[row] : FLAG_NONE;
    *yes += (flag == 1) * weight;
    *no += (flag == 0) * weight;
}

static void quality_add(void *state, const struct batch *batch) {
    struct quality *quality = state;
    const struct table *table = quality->tally->frame->table;
    for (size_t i = 0; i < batch->size; i++) {
        size_t row = batch->rows[i];
        if (batch->received[i] == CELL_NONE)
            continue;
        int64_t *cell = tally_cell(quality->tally, batch->received[i]), weight = batch_weight(batch, i);
        cell[RECEIVED] += weight;
        add_flag(&cell[QUALITY_YES], &cell[QUALITY_NO], table->by_role[ROLE_QUALITY_OK], row, weight);
        add_flag(&cell[DISPATCH_YES], &cell[DISPATCH_NO], table->by_role[ROLE_DISPATCH_OK], row, weight);
        for (size_t j = 0; j < quality->filled_count; j++)
            if (quality->first[j] != SIZE_MAX && all_filled(quality->columns + quality->first[j], row))
                cell[COUNTERS + j] += weight;
    }
}

static void quality_merge(void *into, void *from) {
    tally_merge(((struct quality *)into)->tally, ((struct quality *)from)->tally);
}

static struct figure quality_figure(const void *state, const struct measure_ref *ref, size_t group,
                                    size_t period) {
    const struct quality *quality = state;
    const int64_t *cell = tally_at(quality->tally, group, period);
    bool dispatch = ref->measure->option == DISPATCH;
    if (ref->measure->option == FILLED) {
        size_t at = 0;
        while (!str_equal(quality->refs[quality->filled[at]].parameter, ref->parameter))
            at++;
        if (quality->first[at] == SIZE_MAX)
            return figure_none(UNIT_SHARE, NOTE_NO_COLUMN);
        return figure_share(cell[COUNTERS + at], cell[RECEIVED], 0);
    }
    int64_t yes = cell[dispatch ? DISPATCH_YES : QUALITY_YES], no = cell[dispatch ? DISPATCH_NO : QUALITY_NO];
    return figure_share(yes, yes + no, cell[RECEIVED] - yes - no);
}

static void quality_close(void *state) {
    struct quality *quality = state;
    tally_close(quality->tally);
    heap_free(quality->filled);
    heap_free(quality->first);
    heap_free(quality->columns);
    heap_free(quality);
}

static bool quality_check(const struct table *table, const struct measure_ref *ref, struct err *err) {
    struct str list = ref->parameter, name;
    while (ref->measure->option == FILLED && measure_next_name(&list, &name))
        if (role_find(name) == ROLE_NONE && !table_column(table, name))
            return err_set(err, ERR_USAGE, "%s: there is no column \"" STR_FMT "\"", ref->measure->key,
                           STR_ARG(name));
    return true;
}

static const struct measure measures[] = {
    {.key = "quality_rate",
     .unit = UNIT_SHARE,
     .option = QUALITY,
     .roles = (role_set)1 << ROLE_QUALITY_OK,
     .name = {"工单合格率", "Quality rate"},
     .definition = {"期内受理、有质检结果的投诉中合格的比例。",
                    "Of the complaints received in the period that were checked, those recorded well."}},
    {.key = "dispatch_rate",
     .unit = UNIT_SHARE,
     .option = DISPATCH,
     .roles = (role_set)1 << ROLE_DISPATCH_OK,
     .name = {"流转有效率", "Dispatch rate"},
     .definition = {"期内受理、有流转结果的投诉中流转有效的比例。",
                    "Of the complaints received in the period that were dispatched, those dispatched "
                    "rightly."}},
    {.key = "filled_rate",
     .unit = UNIT_SHARE,
     .parameter = PARAMETER_COLUMNS,
     .option = FILLED,
     .name = {"要素完整率", "Completeness"},
     .definition = {"期内受理的投诉中，所列各栏都已填写的比例。",
                    "Of the complaints received in the period, those with all the named columns filled."}},
};

const struct family quality_family = {
    .name = "quality",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .reads = (role_set)1 << ROLE_QUALITY_OK | (role_set)1 << ROLE_DISPATCH_OK,
    .open = quality_open,
    .add = quality_add,
    .merge = quality_merge,
    .figure = quality_figure,
    .close = quality_close,
    .check = quality_check,
};
