/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "analysis/clock/deadline.h"
#include "analysis/query/backlog.h"
#include "analysis/rules/mask.h"
#include "reports/compose_cases.h"
#include "reports/snippet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A complaint of a table, and what is known of it beside its columns. */
struct listed {
    uint32_t row;
    unsigned counted; /* bits of enum counted */
    double age_days, days_over;
};

enum counted { COUNTED_RECEIVED = 1, COUNTED_CLOSED = 2, COUNTED_OPEN = 4, COUNTED_OVERDUE = 8 };
enum { TEXT_WIDTH = 60 };

/* ---- which complaints ---- */

static bool in_period(const struct composer *c, int64_t seconds) {
    const struct period *now = &c->periods[c->now];
    return seconds >= now->start && seconds < now->end && seconds < c->data->as_of;
}

static unsigned counted_in(const struct composer *c, size_t row) {
    const struct lifecycle *life = c->data->life;
    if (!dataset_selected(c->data, row) || life->received[row] == TIME_NONE)
        return 0;
    unsigned counted = in_period(c, life->received[row]) ? COUNTED_RECEIVED : 0;
    if (life->first_end[row] != TIME_NONE && in_period(c, life->first_end[row]))
        counted |= COUNTED_CLOSED;
    if (life->last_end && life->last_end[row] != TIME_NONE && in_period(c, life->last_end[row]))
        counted |= COUNTED_CLOSED;
    return counted;
}

static int by_time(const void *left, const void *right, void *context) {
    const uint32_t *received = context;
    const struct listed *a = left, *b = right;
    if (received[a->row] != received[b->row])
        return received[a->row] < received[b->row] ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* All complaints that are counted as one of `wanted`, by the time of their receipt. */
static struct listed *list_counted(struct composer *c, unsigned wanted, size_t *count) {
    size_t rows = c->data->table->rows, open_count;
    struct open_case *open = backlog_cases(c->data, c->arena, &open_count);
    struct listed *all = heap_array(rows ? rows : 1, sizeof *all);
    for (size_t row = 0; row < rows; row++)
        all[row] = (struct listed){(uint32_t)row, counted_in(c, row), NAN, NAN};
    for (size_t i = 0; i < open_count; i++) {
        struct listed *item = &all[open[i].row];
        item->counted |= COUNTED_OPEN | (open[i].overdue ? COUNTED_OVERDUE : 0);
        item->age_days = open[i].age_days;
        item->days_over = open[i].overdue ? open[i].days_over : NAN;
    }
    *count = 0;
    for (size_t row = 0; row < rows; row++)
        if (all[row].counted & wanted)
            all[(*count)++] = all[row];
    struct listed *list = arena_array(c->arena, *count, sizeof *list);
    if (*count)
        memcpy(list, all, *count * sizeof *list);
    heap_free(all);
    qsort_r(list, *count, sizeof *list, by_time, (void *)(uintptr_t)c->data->life->received);
    return list;
}

/* Open ones in the order of their urgency. */
static struct listed *list_open(struct composer *c, bool overdue, size_t *count) {
    size_t open_count;
    struct open_case *open = backlog_cases(c->data, c->arena, &open_count);
    struct listed *list = arena_array(c->arena, open_count, sizeof *list);
    *count = 0;
    for (size_t i = 0; i < open_count; i++)
        if (open[i].overdue || !overdue)
            list[(*count)++] =
                (struct listed){open[i].row, COUNTED_OPEN | (open[i].overdue ? COUNTED_OVERDUE : 0),
                                open[i].age_days, open[i].overdue ? open[i].days_over : NAN};
    return list;
}

/* What each table of cases lists and the columns that it has unless the template says others. */
static const struct cases_kind {
    const char *name, *columns;
    unsigned counted; /* 0: the open ones */
    bool overdue;
} kinds[] = {
    {"received_cases", "id,received,unit,channel,product,category,level,status,subject", COUNTED_RECEIVED,
     false},
    {"closed_cases", "id,unit,department,handler,level,received,closed,resolution_days,outcome,satisfaction",
     COUNTED_CLOSED, false},
    {"open_cases", "id,unit,department,handler,level,received,age_days,deadline,days_over,extended_to", 0,
     false},
    {"overdue_cases", "id,unit,department,handler,level,received,age_days,deadline,days_over,extended_to", 0,
     true},
    {"detail",
     "id,counted,received,closed,status,unit,region,channel,product,category,level,department,handler,"
     "deadline,"
     "days_over,resolution_days,outcome,satisfaction,escalated,subject,text",
     COUNTED_RECEIVED | COUNTED_CLOSED | COUNTED_OPEN, false},
};

/* ---- columns ---- */

struct shown_column {
    struct str name;
    const struct column *column; /* NULL: computed */
};

struct cases {
    struct composer *c;
    struct deadlines deadlines;
    struct shown_column *columns;
    size_t column_count;
    struct str missing; /* names of columns that the exports lack */
    struct buf scratch;
};

static bool is_computed(const struct cases *cases, struct str name) {
    if (str_equal(name, STR("deadline")) || str_equal(name, STR("days_over")))
        return deadlines_known(cases->c->data->table);
    const struct lifecycle *life = cases->c->data->life;
    return str_equal(name, STR("counted")) ||
           ((str_equal(name, STR("age_days")) || str_equal(name, STR("resolution_days"))) &&
            (life->closed_column || life->resolved_column));
}

static bool add_named(struct cases *cases, struct str name) {
    const struct column *column = table_column(cases->c->data->table, name);
    bool computed = is_computed(cases, name);
    if (computed || column)
        cases->columns[cases->column_count++] = (struct shown_column){name, computed ? NULL : column};
    return computed || column;
}

/* Of several names the first one that the reader may know: in English one of Latin letters. */
static struct str name_for_reader(const struct composer *c, const struct template_column *column) {
    for (size_t i = 0; c->lang == LANG_EN && i < column->count; i++)
        if (column->names[i].size && (unsigned char)column->names[i].data[0] < 0x80)
            return column->names[i];
    return column->names[0];
}

static void note_missing(const struct cases *cases, struct buf *missing,
                         const struct template_column *column) {
    struct str name = name_for_reader(cases->c, column);
    buf_printf(missing, "%s" STR_FMT, missing->size ? word(cases->c, "list.comma").data : "",
               STR_ARG(column_title(cases->c->arena, cases->c->lang, name)));
}

/* As the template asks; what the exports do not have is told. */
static void choose_columns(struct cases *cases, const struct template_item *item) {
    struct buf missing = {0};
    cases->columns = arena_array(cases->c->arena, item->column_count, sizeof *cases->columns);
    for (size_t i = 0; i < item->column_count; i++) {
        bool found = false;
        for (size_t k = 0; k < item->columns[i].count && !found; k++)
            found = add_named(cases, item->columns[i].names[k]);
        if (!found)
            note_missing(cases, &missing, &item->columns[i]);
    }
    cases->missing = str_copy(cases->c->arena, buf_str(&missing));
    buf_free(&missing);
}

/* The usual ones, without a word about those that are not there. */
static void usual_columns(struct cases *cases, const char *names) {
    size_t count;
    struct str *list = cube_split(str_of(names), cases->c->arena, &count);
    cases->columns = arena_array(cases->c->arena, count, sizeof *cases->columns);
    cases->missing = STR("");
    for (size_t i = 0; i < count; i++)
        add_named(cases, list[i]);
}

static struct str title_of(const struct composer *c, struct str name) {
    const char *id = str_printf(c->arena, "column." STR_FMT, STR_ARG(name)).data;
    return label_known(c->lang, id) ? word(c, id) : column_title(c->arena, c->lang, name);
}

static void add_columns(struct table_maker *m, const struct cases *cases) {
    for (size_t i = 0; i < cases->column_count; i++) {
        struct str name = cases->columns[i].name;
        const struct column *column = cases->columns[i].column;
        struct str title = title_of(m->c, name);
        if (!column && str_ends(name, STR("_days")))
            maker_value_column(m, name, title, UNIT_DAYS, false);
        else if (!column && str_equal(name, STR("days_over")))
            maker_value_column(m, name, title, UNIT_DAYS, false);
        else if (column && column->type == COLUMN_NUMBER)
            maker_value_column(m, name, title, column->role == ROLE_AMOUNT ? UNIT_MONEY : UNIT_SCORE, false);
        else if (column && column->type == COLUMN_TEXT && column->role != ROLE_ID_)
            maker_note_column(m, str_cstr(m->c->arena, name), title);
        else
            maker_label_column(m, str_cstr(m->c->arena, name), title);
    }
}

/* ---- cells ---- */

static struct str masked_person(const struct composer *c, struct str value) {
    struct buf text = {0};
    mask_name(value, &text);
    struct str masked = str_copy(c->arena, buf_str(&text));
    buf_free(&text);
    return masked;
}

/* A word of a dimension: people by their mask, other columns of the export as free text. */
static struct str dimension_text(const struct composer *c, const struct column *column, uint32_t code) {
    if (code == DICT_NONE)
        return STR("");
    struct str value = dict_text(column->dict, code);
    if (column->role == ROLE_CUSTOMER || column->role == ROLE_HANDLER)
        return masked_person(c, value);
    if (dataset_is_category(c->data, column))
        return value.size ? value_name(c, column, value) : value;
    return column->role == ROLE_NONE ? snippet_start(c->arena, value, TEXT_WIDTH, true) : value;
}

static struct str set_text(const struct composer *c, const struct column *column, uint32_t code) {
    struct buf out = {0};
    for (uint32_t i = column->sets.start[code]; i < column->sets.start[code + 1]; i++)
        buf_printf(&out, "%s" STR_FMT, out.size ? "; " : "",
                   STR_ARG(dimension_text(c, column, column->sets.items[i])));
    struct str text = str_copy(c->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static struct str counted_text(const struct composer *c, unsigned counted) {
    static const char *const words[] = {"counted.received", "counted.closed", "counted.open",
                                        "counted.overdue"};
    struct buf out = {0};
    for (unsigned i = 0; i < 4; i++)
        if (counted >> i & 1)
            buf_printf(&out, "%s" STR_FMT, out.size ? " · " : "", STR_ARG(word(c, words[i])));
    struct str text = str_copy(c->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static void add_number(struct table_maker *m, enum unit unit, double value) {
    struct figure figure = figure_none(unit, NULL);
    figure.value = value;
    maker_figure(m, figure);
}

/* As measures count it: nothing for what was closed before it was received. */
static double resolution_days(const struct composer *c, size_t row) {
    const struct lifecycle *life = c->data->life;
    int64_t seconds;
    if (life->closed[row] == TIME_NONE || (int64_t)life->closed[row] >= c->data->as_of)
        return NAN;
    bool day = life->closed_date_only && (life->closed_date_only[row / 64] >> (row % 64) & 1);
    return lifecycle_span(life->received[row], column_date_only(life->received_column, row),
                          life->closed[row], day, &seconds)
               ? (double)seconds / DATE_DAY
               : NAN;
}

static void add_computed(struct table_maker *m, struct cases *cases, struct str name,
                         const struct listed *item) {
    int64_t due = deadline_at(&cases->deadlines, item->row);
    if (str_equal(name, STR("counted")))
        maker_text(m, counted_text(m->c, item->counted));
    else if (str_equal(name, STR("age_days")))
        add_number(m, UNIT_DAYS, item->age_days);
    else if (str_equal(name, STR("days_over")))
        add_number(m, UNIT_DAYS, item->days_over);
    else if (str_equal(name, STR("resolution_days")))
        add_number(m, UNIT_DAYS, resolution_days(m->c, item->row));
    else if (due == DEADLINE_NONE)
        maker_text(m, STR(""));
    else
        maker_time(m, due, deadline_is_day(&cases->deadlines, item->row));
}

/* What happened after T is not yet known; deadlines lie ahead. */
static bool is_later(const struct composer *c, const struct column *column, size_t row) {
    bool ahead = column->role == ROLE_DUE || column->role == ROLE_PROMISED ||
                 column->role == ROLE_EXTENDED_TO || column->role == ROLE_PAUSE_TO ||
                 column->role == ROLE_NONE;
    return !ahead && (int64_t)column->codes[row] >= c->data->as_of;
}

static void add_cell(struct table_maker *m, struct cases *cases, const struct column *column, size_t row) {
    const struct composer *c = m->c;
    switch (column->type) {
    case COLUMN_TIME:
        if (column->codes[row] == TIME_NONE || is_later(c, column, row))
            maker_text(m, STR(""));
        else
            maker_time(m, column->codes[row], column_date_only(column, row));
        return;
    case COLUMN_DIMENSION:
        maker_text(m, dimension_text(c, column, column->codes[row]));
        return;
    case COLUMN_SET:
        maker_text(m, set_text(c, column, column->codes[row]));
        return;
    case COLUMN_FLAG:
        maker_text(m, column->flags[row] == FLAG_NONE
                          ? STR("")
                          : word(c, column->flags[row] ? "value.yes" : "value.no"));
        return;
    case COLUMN_NUMBER:
        add_number(m, column->role == ROLE_AMOUNT ? UNIT_MONEY : UNIT_SCORE,
                   column->numbers[row] == NUMBER_NONE ? NAN : (double)column->numbers[row] / NUMBER_UNIT);
        return;
    default:
        break;
    }
    struct str text = table_text(c->data->table, row, column, &cases->scratch);
    maker_text(m, column->role == ROLE_ID_ ? str_copy(c->arena, text)
                                           : snippet_start(c->arena, text, TEXT_WIDTH, true));
}

static void add_row(struct table_maker *m, struct cases *cases, const struct listed *item) {
    for (size_t i = 0; i < cases->column_count; i++)
        if (cases->columns[i].column)
            add_cell(m, cases, cases->columns[i].column, item->row);
        else
            add_computed(m, cases, cases->columns[i].name, item);
}

/* ---- the table ---- */

static struct str note_of(const struct composer *c, const struct cases *cases, size_t rows, size_t all) {
    struct figure shown_rows = figure_count((int64_t)rows), all_rows = figure_count((int64_t)all);
    struct str note = rows < all ? FILL(c, "cases.cut", shown(c, &shown_rows), shown(c, &all_rows))
                                 : FILL(c, "cases.all", shown(c, &all_rows));
    return cases->missing.size ? str_printf(c->arena, STR_FMT STR_FMT, STR_ARG(note),
                                            STR_ARG(FILL(c, "cases.missing", cases->missing)))
                               : note;
}

static const struct cases_kind *kind_of(const struct template_item *item) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, item->of->name) == 0)
            return &kinds[i];
    return NULL;
}

struct report_table *compose_cases(struct composer *c, const struct template_item *item, size_t most) {
    const struct cases_kind *kind = kind_of(item);
    size_t count;
    struct listed *list =
        kind->counted ? list_counted(c, kind->counted, &count) : list_open(c, kind->overdue, &count);
    struct cases cases = {.c = c, .deadlines = deadlines_of(c->data->table)};
    if (item->column_count)
        choose_columns(&cases, item);
    else
        usual_columns(&cases, kind->columns);
    if (count == 0 || cases.column_count == 0)
        return NULL;
    struct table_maker m = maker_begin(c, kind->name);
    add_columns(&m, &cases);
    size_t rows = count < most ? count : most;
    for (size_t i = 0; i < rows; i++)
        add_row(&m, &cases, &list[i]);
    m.table->note = note_of(c, &cases, rows, count);
    m.table->detail = true;
    maker_end(&m);
    buf_free(&cases.scratch);
    return m.table;
}
