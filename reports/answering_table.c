/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of an answer: its columns, names and figures. */
#include "reports/answering.h"

#include "analysis/measure/change.h"
#include "analysis/measure/notes.h"
#include "analysis/query/wanted.h"
#include "analysis/rules/mask.h"
#include "reports/composer.h"
#include "reports/kpi_text.h"
#include "reports/labels.h"

#include <string.h>

struct filling {
    const struct answering *a;
    struct report_column *columns;
    size_t column_count;
    struct cell *cells;
    size_t cell_count;
};

static struct str masked_person(const struct answering *a, const struct column *column, struct str value) {
    struct buf text = {0};
    mask_name(value, &text);
    buf_printf(&text, " #%u", dict_find(column->dict, value));
    struct str masked = str_copy(a->arena, buf_str(&text));
    buf_free(&text);
    return masked;
}

/* A value as it is shown; `column` NULL for periods and weekdays. */
static struct str shown_value(const struct answering *a, struct str name, const struct column *column,
                              struct str value) {
    if (a->question->names && value.size && !column && str_equal(name, STR("weekday")))
        return label(a->question->lang, str_printf(a->arena, "weekday." STR_FMT, STR_ARG(value)).data);
    bool person = column && (column->role == ROLE_CUSTOMER || column->role == ROLE_HANDLER);
    if (person && value.size && !a->question->unmasked)
        return masked_person(a, column, value);
    if (a->question->names && column && value.size)
        return dataset_value_name(a->data, column, value, a->question->lang);
    return value;
}

/* ---- columns ---- */

static void add_column(struct filling *f, struct report_column column, const char *suffix,
                       const char *words) {
    const struct answering *a = f->a;
    if (suffix) {
        column.key = str_printf(a->arena, STR_FMT "_%s", STR_ARG(column.key), suffix);
        struct str title = label(a->question->lang, words);
        column.name = str_printf(a->arena, STR_FMT ": " STR_FMT, STR_ARG(column.name), STR_ARG(title));
        column.interval = false;
    }
    f->columns[f->column_count++] = column;
}

/* Counts of what happened in a period: a longer one has more of them. */
static bool tells_per_day(const struct answering *a, const struct measure_ref *ref) {
    static const char *const keys[] = {"received", "received_distinct", "closed", "reopened"};
    bool flow = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        flow |= str_equal(str_of(ref->measure->key), str_of(keys[i]));
    return flow && a->question->per_day && a->question->compare != COMPARE_NONE;
}

static void add_verdict_columns(struct filling *f, struct report_column column) {
    if (!f->a->question->verdicts)
        return;
    add_column(f, column, "target", "kpi.target");
    column.role = COLUMN_NOTE;
    add_column(f, column, "verdict", "kpi.verdict");
}

/* A measure, its target, and what it is compared with. */
static void add_measure(struct filling *f, struct report_column column, const struct measure_ref *ref) {
    enum query_compare compare = f->a->question->compare;
    bool year = compare == COMPARE_YEAR;
    add_column(f, column, NULL, NULL);
    add_verdict_columns(f, column);
    if (compare == COMPARE_NONE)
        return;
    add_column(f, column, year ? "year" : "prev", year ? "column.year_ago" : "column.previous");
    column.unit = column.unit == UNIT_SHARE ? UNIT_POINTS : UNIT_CHANGE;
    add_column(f, column, "change", year ? "column.change_year" : "column.change_prev");
    if (tells_per_day(f->a, ref))
        add_column(f, column, "change_per_day", "column.change_per_day");
}

static struct report_column measure_column(const struct answering *a, size_t ref) {
    const struct measure_ref *asked = &a->refs[ref];
    return (struct report_column){.key = asked->text,
                                  .name = measure_title(asked, a->data->table, a->question->lang, a->arena),
                                  .role = COLUMN_VALUE,
                                  .unit = asked->measure->unit,
                                  .interval = a->question->intervals};
}

/* The measures under one value of --across; the value alone is the heading where there is one measure. */
static void add_spread(struct filling *f, struct str key, struct str name) {
    const struct answering *a = f->a;
    for (size_t ref = 0; ref < a->ref_count; ref++) {
        struct report_column column = measure_column(a, ref);
        bool alone = a->ref_count == 1;
        column.key =
            alone ? key : str_printf(a->arena, STR_FMT " " STR_FMT, STR_ARG(key), STR_ARG(column.key));
        column.name =
            alone ? name : str_printf(a->arena, STR_FMT ": " STR_FMT, STR_ARG(name), STR_ARG(column.name));
        add_measure(f, column, &a->refs[ref]);
    }
}

static bool has_sum_column(const struct answering *a) {
    return a->across.asked && a->question->total;
}

static void add_across(struct filling *f) {
    const struct answering *a = f->a;
    enum lang lang = a->question->lang;
    for (size_t i = 0; i < a->across.count; i++) {
        struct str value = shown_value(a, a->question->across, a->across.column, a->across.values[i]);
        add_spread(f, value.size ? value : STR("missing"), value.size ? value : label(lang, "value.missing"));
    }
    if (has_sum_column(a))
        add_spread(f, STR("total"), label(lang, a->across.overlaps ? "value.total_overlap" : "value.total"));
}

static void make_columns(struct filling *f) {
    const struct answering *a = f->a;
    const struct query_question *q = a->question;
    size_t blocks = a->across.asked ? a->across.count + has_sum_column(a) : 1;
    f->columns = arena_array(a->arena, q->by_count + 6 * blocks * a->ref_count, sizeof *f->columns);
    for (size_t place = 0; place < q->by_count; place++)
        f->columns[f->column_count++] = (struct report_column){
            .key = q->by[place], .name = column_title(a->arena, q->lang, q->by[place]), .role = COLUMN_LABEL};
    if (a->across.asked)
        add_across(f);
    for (size_t ref = 0; !a->across.asked && ref < a->ref_count; ref++)
        add_measure(f, measure_column(a, ref), &a->refs[ref]);
}

/* ---- cells ---- */

static void add_text(struct filling *f, struct str text) {
    f->cells[f->cell_count++] = (struct cell){.kind = text.size ? CELL_TEXT : CELL_EMPTY, .text = text};
}

/* What rests on too few cases is not shown, nor told by a change. */
static struct figure enough(const struct answering *a, struct figure figure) {
    bool few = a->question->least_n > 0 && !(figure.n >= a->question->least_n);
    return few ? figure_none(figure.unit, NULL) : figure;
}

/* No complaint is in the cell: none of anything that can be counted. */
static struct figure absent(const struct answering *a, const struct line *line, size_t ref) {
    const struct figure *all = answering_figure(a, line, SIZE_MAX, ref).now;
    return all && all->unit == UNIT_COUNT && figure_available(all)
               ? figure_count(0)
               : figure_none(a->refs[ref].measure->unit, NOTE_NO_CASES);
}

/* The target that holds for a line, and whether the figure meets it. */
static void add_verdict(struct filling *f, const struct line *line, size_t ref, const struct figure *now) {
    const struct answering *a = f->a;
    const struct grouping *grouping = &a->plain[LINE_GROUP].now.grouping;
    struct str values[GROUPING_MOST + 1];
    for (size_t place = 0; line->kind == LINE_GROUP && place < grouping->count; place++)
        values[place] = (int)place == grouping->period_at ? STR("") : answering_value(a, line, place);
    const struct target *target =
        line->kind == LINE_OTHERS
            ? NULL
            : wanted_for(a->data, &a->refs[ref], grouping, line->kind == LINE_GROUP ? values : NULL);
    struct figure wanted = figure_none(a->refs[ref].measure->unit, NULL);
    wanted.value = target ? target->value : wanted.value;
    enum verdict verdict =
        target ? target_verdict(now, target->value, target->comparator == TARGET_AT_MOST) : VERDICT_NONE;
    f->cells[f->cell_count++] = (struct cell){.kind = CELL_FIGURE, .figure = wanted};
    add_text(f, a->question->names ? kpi_verdict(a->question->lang, verdict) : str_of(target_word(verdict)));
}

static void add_figure(struct filling *f, const struct line *line, size_t column, size_t ref) {
    const struct answering *a = f->a;
    struct answered found = answering_figure(a, line, column, ref);
    struct figure now = enough(a, found.now ? *found.now : absent(a, line, ref));
    f->cells[f->cell_count++] = (struct cell){.kind = CELL_FIGURE, .figure = now};
    if (a->question->verdicts)
        add_verdict(f, line, ref, &now);
    if (a->question->compare == COMPARE_NONE)
        return;
    struct figure before = found.base ? enough(a, *found.base) : figure_none(now.unit, NULL);
    const struct day_pair *days = found.days;
    struct figure change =
        breaks_change(&a->data->breaks, &a->refs[ref], &before, &days->base, &now, found.period);
    f->cells[f->cell_count++] = (struct cell){.kind = CELL_FIGURE, .figure = before};
    f->cells[f->cell_count++] = (struct cell){.kind = CELL_FIGURE, .figure = change};
    if (!tells_per_day(a, &a->refs[ref]))
        return;
    bool known = figure_available(&change);
    struct figure daily = known ? change_per_day(&now, days->days_now, &before, days->days_base) : change;
    f->cells[f->cell_count++] = (struct cell){.kind = CELL_FIGURE, .figure = daily};
}

/* "Others" or "Total" in the first column that is no period; programs get the id. */
static struct str sum_name(const struct answering *a, enum line_kind kind) {
    bool overlaps = a->plain[LINE_GROUP].now.grouping.set_at >= 0;
    const char *words = kind == LINE_OTHERS ? overlaps ? "value.others_overlap" : "value.others"
                        : overlaps          ? "value.total_overlap"
                                            : "value.total";
    return a->question->names ? label(a->question->lang, words) : str_of(strchr(words, '.') + 1);
}

static void add_names(struct filling *f, const struct line *line) {
    const struct answering *a = f->a;
    const struct grouping *grouping = &a->plain[LINE_GROUP].now.grouping;
    bool named = false;
    for (size_t place = 0; place < a->question->by_count; place++) {
        bool time = (int)place == grouping->period_at;
        if (line->kind == LINE_GROUP)
            add_text(f, shown_value(a, grouping->names[place], grouping->columns[place],
                                    answering_value(a, line, place)));
        else if (line->kind == LINE_OTHERS && time)
            add_text(f, str_of(a->plain[LINE_OTHERS].now.periods[line->period].name));
        else {
            add_text(f, named ? STR("") : sum_name(a, line->kind));
            named = true;
        }
    }
}

static void add_line(struct filling *f, const struct line *line) {
    const struct answering *a = f->a;
    add_names(f, line);
    for (size_t column = 0; a->across.asked && column < a->across.count; column++)
        for (size_t ref = 0; ref < a->ref_count; ref++)
            add_figure(f, line, column, ref);
    for (size_t ref = 0; (!a->across.asked || has_sum_column(a)) && ref < a->ref_count; ref++)
        add_figure(f, line, SIZE_MAX, ref);
}

/* "Received, On-time rate by Product, Channel, 2026-10" */
static struct str title_of(const struct answering *a) {
    const struct query_question *q = a->question;
    struct buf measures = {0}, names = {0};
    const char *comma = label(q->lang, "list.comma").data;
    for (size_t ref = 0; ref < a->ref_count; ref++)
        buf_printf(&measures, "%s" STR_FMT, ref ? comma : "",
                   STR_ARG(measure_title(&a->refs[ref], a->data->table, q->lang, a->arena)));
    for (size_t i = 0; i < q->by_count + a->across.asked; i++)
        buf_printf(&names, "%s" STR_FMT, i ? comma : "",
                   STR_ARG(column_title(a->arena, q->lang, i < q->by_count ? q->by[i] : q->across)));
    struct str period = str_of(a->data->period.name);
    const struct str with[] = {buf_str(&measures), buf_str(&names), period},
                     without[] = {buf_str(&measures), period};
    struct str title = names.size ? label_fill(a->arena, q->lang, "query.title", with, 3)
                                  : label_fill(a->arena, q->lang, "query.title_all", without, 2);
    buf_free(&measures);
    buf_free(&names);
    return title;
}

/* Why a clock's measure is not available. */
static struct str clock_words(const struct answering *a, const struct measure_ref *ref) {
    const struct stage *stage = ref->stage.size ? table_stage(a->data->table, ref->stage) : NULL;
    struct buf lacking = {0};
    for (enum role role = 0; stage && stage->clock && role < ROLE_COUNT; role++)
        if (stage->clock->lacks & role_bit(role))
            buf_printf(&lacking, "%s" STR_FMT,
                       lacking.size ? label(a->question->lang, "list.comma").data : "",
                       STR_ARG(column_title(a->arena, a->question->lang, str_of(roles[role].name))));
    const struct str with[] = {measure_title(ref, a->data->table, a->question->lang, a->arena),
                               str_copy(a->arena, buf_str(&lacking))};
    struct str words =
        lacking.size ? label_fill(a->arena, a->question->lang, "clock.lacks", with, 2) : STR("");
    buf_free(&lacking);
    return words;
}

/* What rates leave out, and why a measure is not available. */
static struct str measure_notes(const struct answering *a) {
    enum line_kind kind = a->has[LINE_TOTAL] ? LINE_TOTAL : LINE_GROUP;
    struct buf notes = {0};
    for (size_t ref = 0; ref < a->ref_count; ref++) {
        const struct measure_ref *asked = &a->refs[ref];
        struct str words =
            asked->measure->parameter == PARAMETER_BASE
                ? exposure_words(a->data, a->plain[kind].now.exposure, asked, a->question->lang, a->arena)
                : clock_words(a, asked);
        buf_printf(&notes, "%s" STR_FMT, notes.size && words.size ? " " : "", STR_ARG(words));
    }
    struct str text = str_copy(a->arena, buf_str(&notes));
    buf_free(&notes);
    return text;
}

void answering_fill(const struct answering *a, struct report_table *table) {
    struct filling f = {.a = a};
    make_columns(&f);
    f.cells = arena_array(a->arena, f.column_count * a->line_count, sizeof *f.cells);
    for (size_t i = 0; i < a->line_count; i++)
        add_line(&f, &a->lines[i]);
    *table =
        (struct report_table){.key = STR("query"),
                              .title = title_of(a),
                              .note = STR(""),
                              .columns = f.columns,
                              .column_count = f.column_count,
                              .cells = f.cells,
                              .row_count = a->line_count,
                              .total_row = a->has[LINE_TOTAL],
                              .rest_row = a->has[LINE_OTHERS] && a->plain[LINE_OTHERS].now.period_count == 1};
    table->note = measure_notes(a);
    if (a->left_out)
        table->note = str_printf(a->arena, "%zu more periods are left out: they cannot be added up to one",
                                 a->left_out);
}
