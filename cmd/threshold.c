/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/threshold.h"

#include "analysis/query/cube.h"
#include "reports/format.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum comparison { ABOVE, AT_LEAST, BELOW, AT_MOST, EQUAL, DIFFERENT };

struct threshold {
    struct str text; /* as given */
    enum comparison comparison;
    double value;
};

enum { ROWS_NAMED = 3 };

/* ---- reading ---- */

static bool split(struct str text, struct str *name, enum comparison *comparison, struct str *value) {
    static const struct {
        const char *sign;
        enum comparison comparison;
    } signs[] = {{">=", AT_LEAST}, {"<=", AT_MOST}, {"<>", DIFFERENT}, {"!=", DIFFERENT},
                 {"==", EQUAL},    {">", ABOVE},    {"<", BELOW},      {"=", EQUAL}};
    for (size_t at = 0; at < text.size; at++)
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            struct str rest = str_sub(text, at, text.size), sign = str_of(signs[i].sign);
            if (!str_starts(rest, sign))
                continue;
            *name = str_trim(str_sub(text, 0, at));
            *comparison = signs[i].comparison;
            *value = str_trim(str_sub(rest, sign.size, rest.size));
            return true;
        }
    return false;
}

static bool read_number(const char *text, double *value) {
    char *end;
    *value = strtod(text, &end);
    if (end != text && strcmp(end, "%") == 0)
        *value /= 100;
    else if (end == text || *end)
        return false;
    return isfinite(*value);
}

static bool read_one(const char *condition, struct arena *arena, struct measure_ref *ref,
                     struct threshold *threshold, struct err *err) {
    struct str name, value;
    threshold->text = str_trim(str_of(condition));
    if (!split(threshold->text, &name, &threshold->comparison, &value) || !name.size ||
        !read_number(str_cstr(arena, value), &threshold->value)) {
        err_set(err, ERR_USAGE, "--fail-on should be a measure, a comparison and a number, not \"%s\"",
                condition);
        return err_hint(err, "for example --fail-on 'overdue_open>0' or 'on_time_rate<90%%'");
    }
    if (!measure_find(name, arena, ref, err))
        return false;
    if (ref->measure->unit != UNIT_SHARE || fabs(threshold->value) <= 1)
        return true;
    err_set(err, ERR_USAGE, "--fail-on " STR_FMT ": a share lies between 0 and 1", STR_ARG(threshold->text));
    return err_hint(err, "write per cent with its sign: " STR_FMT "%%", STR_ARG(threshold->text));
}

bool thresholds_read(const struct text_list *conditions, struct arena *arena, struct thresholds *thresholds,
                     struct err *err) {
    struct measure_ref *refs = arena_array(arena, conditions->count, sizeof *refs);
    struct threshold *list = arena_array(arena, conditions->count, sizeof *list);
    for (size_t i = 0; i < conditions->count; i++)
        if (!read_one(conditions->items[i], arena, &refs[i], &list[i], err))
            return false;
    *thresholds = (struct thresholds){refs, list, conditions->count};
    return true;
}

bool thresholds_need(const struct thresholds *thresholds, struct dataset *dataset, struct dataset_need *need,
                     struct err *err) {
    return dataset_need_measures(dataset, thresholds->refs, thresholds->count, need, err);
}

/* ---- comparing ---- */

static bool holds(const struct threshold *threshold, double value) {
    switch (threshold->comparison) {
    case ABOVE:
        return value > threshold->value;
    case AT_LEAST:
        return value >= threshold->value;
    case BELOW:
        return value < threshold->value;
    case AT_MOST:
        return value <= threshold->value;
    case EQUAL:
        return value == threshold->value;
    case DIFFERENT:
        break;
    }
    return value != threshold->value;
}

static void say_crossed(struct context *context, const struct threshold *threshold,
                        const struct measure_ref *ref, const struct figure *figure, struct str where) {
    struct str shown = format_figure_n(context->arena, LANG_EN, figure);
    context->crossed = true;
    fprintf(context->notes, "redress: threshold " STR_FMT " crossed: " STR_FMT " is " STR_FMT STR_FMT "\n",
            STR_ARG(threshold->text), STR_ARG(ref->text), STR_ARG(shown), STR_ARG(where));
}

static void say_unknown(struct context *context, const struct threshold *threshold,
                        const struct measure_ref *ref) {
    fprintf(context->notes, "redress: threshold " STR_FMT " not compared: " STR_FMT " is not available\n",
            STR_ARG(threshold->text), STR_ARG(ref->text));
}

bool thresholds_check(const struct thresholds *thresholds, const struct dataset *dataset,
                      struct context *context, struct err *err) {
    struct cube_request request = {.periods = &dataset->period,
                                   .period_count = 1,
                                   .refs = thresholds->refs,
                                   .ref_count = thresholds->count};
    struct cube cube;
    if (thresholds->count == 0)
        return true;
    if (!cube_run(dataset, &request, context->arena, &cube, err))
        return false;
    for (size_t i = 0; i < thresholds->count; i++) {
        const struct figure *figure = cube_figure(&cube, 0, 0, i);
        if (!figure_available(figure))
            say_unknown(context, &thresholds->list[i], &thresholds->refs[i]);
        else if (holds(&thresholds->list[i], figure->value))
            say_crossed(context, &thresholds->list[i], &thresholds->refs[i], figure, STR(""));
    }
    cube_free(&cube);
    return true;
}

/* ---- answers ---- */

/* " for Loans, Branch"; empty for an answer without groups. */
static struct str row_name(struct arena *arena, const struct report_table *table, size_t row) {
    struct buf name = {0};
    for (size_t i = 0; i < table->column_count; i++) {
        const struct cell *cell = &table->cells[row * table->column_count + i];
        if (table->columns[i].role == COLUMN_LABEL && cell->kind == CELL_TEXT)
            buf_printf(&name, "%s" STR_FMT, name.size ? ", " : " for ", STR_ARG(cell->text));
    }
    struct str copy = str_copy(arena, buf_str(&name));
    buf_free(&name);
    return copy;
}

static size_t value_column(const struct report_table *table, struct str key) {
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].role == COLUMN_VALUE && str_equal(table->columns[i].key, key))
            return i;
    return SIZE_MAX;
}

static void check_column(const struct report_table *table, size_t column, const struct threshold *threshold,
                         const struct measure_ref *ref, struct context *context) {
    size_t crossed = 0, known = 0;
    for (size_t row = 0; row < table->row_count; row++) {
        const struct cell *cell = &table->cells[row * table->column_count + column];
        if (cell->kind != CELL_FIGURE || !figure_available(&cell->figure))
            continue;
        known++;
        if (holds(threshold, cell->figure.value) && crossed++ < ROWS_NAMED)
            say_crossed(context, threshold, ref, &cell->figure, row_name(context->arena, table, row));
    }
    if (crossed > ROWS_NAMED)
        fprintf(context->notes, "redress: threshold " STR_FMT " crossed in %zu more row%s\n",
                STR_ARG(threshold->text), crossed - ROWS_NAMED, crossed == ROWS_NAMED + 1 ? "" : "s");
    if (!known)
        say_unknown(context, threshold, ref);
}

bool thresholds_check_table(const struct thresholds *thresholds, const struct report_table *table,
                            struct context *context, struct err *err) {
    for (size_t i = 0; i < thresholds->count; i++) {
        size_t column = value_column(table, thresholds->refs[i].text);
        if (column == SIZE_MAX) {
            err_set(err, ERR_USAGE, "--fail-on " STR_FMT ": the answer has no " STR_FMT,
                    STR_ARG(thresholds->list[i].text), STR_ARG(thresholds->refs[i].text));
            return err_hint(err, "name it in --show");
        }
        check_column(table, column, &thresholds->list[i], &thresholds->refs[i], context);
    }
    return true;
}
