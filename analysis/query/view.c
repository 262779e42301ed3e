/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/view.h"

#include "analysis/base/nearest.h"
#include "analysis/measure/frame.h"
#include "analysis/rules/mask.h"

#include <stdlib.h>
#include <string.h>

/* Columns made from others. Their order is the order in `select *`, after the columns of the table. */
static const struct computed {
    const char *name;
    enum view_kind kind;
    enum period_kind period;
    role_set roles; /* bits shifted in below: received alone, or what lifecycle.h needs */
} computed_columns[] = {
    {"year", VIEW_PERIOD, PERIOD_YEAR, 0},
    {"half", VIEW_PERIOD, PERIOD_HALF, 0},
    {"quarter", VIEW_PERIOD, PERIOD_QUARTER, 0},
    {"month", VIEW_PERIOD, PERIOD_MONTH, 0},
    {"week", VIEW_PERIOD, PERIOD_WEEK, 0},
    {"day", VIEW_PERIOD, PERIOD_DAY, 0},
    {"weekday", VIEW_WEEKDAY, PERIOD_DAY, 0},
    {"resolution_days", VIEW_RESOLUTION, PERIOD_DAY, 0},
    {"resolution_workdays", VIEW_WORKDAYS, PERIOD_DAY, 0},
    {"age_days", VIEW_AGE, PERIOD_DAY, 0},
};
enum { COMPUTED = sizeof computed_columns / sizeof *computed_columns };

role_set view_rests_on(const struct view_column *column) {
    if (column->origin != VIEW_COMPUTED)
        return 0;
    role_set received = role_bit(ROLE_RECEIVED);
    if (column->kind == VIEW_TIME)
        return role_bit(ROLE_DUE);
    if (column->kind < VIEW_RESOLUTION)
        return received;
    return received | role_bit(ROLE_RESOLVED) | role_bit(ROLE_CLOSED) | role_bit(ROLE_FIRST_CLOSED) |
           role_bit(ROLE_REOPENED) | role_bit(ROLE_STATUS);
}

const char *view_affinity(enum view_kind kind) {
    switch (kind) {
    case VIEW_WEEKDAY:
    case VIEW_FLAG:
        return "INTEGER";
    case VIEW_NUMBER:
    case VIEW_RESOLUTION:
    case VIEW_WORKDAYS:
    case VIEW_AGE:
        return "REAL";
    case VIEW_WHOLE_NUMBER:
        return "NUMERIC";
    default:
        return "TEXT";
    }
}

/* ---- columns and their names */

static enum view_kind kind_of_role(enum role role) {
    switch (roles[role].type) {
    case ROLE_TIME:
        return VIEW_TIME;
    case ROLE_FLAG:
        return VIEW_FLAG;
    case ROLE_NUMBER:
        return role == ROLE_AMOUNT ? VIEW_NUMBER : VIEW_WHOLE_NUMBER;
    case ROLE_DIMENSION:
        return VIEW_DIMENSION;
    default:
        return VIEW_TEXT;
    }
}

static enum view_kind kind_of_column(const struct column *column) {
    static const enum view_kind kinds[] = {
        [COLUMN_TIME] = VIEW_TIME, [COLUMN_DIMENSION] = VIEW_DIMENSION, [COLUMN_SET] = VIEW_SET,
        [COLUMN_FLAG] = VIEW_FLAG, [COLUMN_NUMBER] = VIEW_NUMBER,       [COLUMN_TEXT] = VIEW_TEXT,
    };
    bool whole = column->type == COLUMN_NUMBER && column->role != ROLE_NONE;
    return whole ? kind_of_role(column->role) : kinds[column->type];
}

static struct view_column *add(struct view *view, struct str name, enum view_kind kind,
                               enum view_origin origin) {
    struct view_column *column = &view->columns[view->column_count++];
    *column = (struct view_column){.name = name, .kind = kind, .origin = origin, .role = ROLE_NONE};
    return column;
}

static void add_computed(struct view *view, const struct column *received) {
    for (size_t i = 0; i < COMPUTED; i++) {
        const struct computed *made = &computed_columns[i];
        struct view_column *column = add(view, str_of(made->name), made->kind, VIEW_COMPUTED);
        column->period = made->period;
        column->column = received;
    }
}

/* `deadline` of the main clock: without a policy the exports' own due date. */
static void add_deadline(struct view *view, const struct column *due) {
    struct view_column *column = add(view, STR("deadline"), VIEW_TIME, VIEW_COMPUTED);
    column->role = ROLE_DUE;
    column->column = due;
}

static bool is_taken(const struct view *view, const bool *named, struct str name) {
    for (size_t i = 0; i < view->column_count; i++)
        if (named[i] && str_equal_ascii_nocase(view->columns[i].name, name))
            return true;
    return false;
}

/* Roles and computed columns first, then the others from the last to the first. */
static void settle_names(struct view *view) {
    bool *named = heap_array(view->column_count, sizeof *named);
    for (size_t i = 0; i < view->column_count; i++)
        named[i] = view->columns[i].origin == VIEW_ROLE || view->columns[i].origin == VIEW_COMPUTED;
    for (size_t i = view->column_count; i-- > 0;) {
        struct view_column *column = &view->columns[i];
        if (named[i])
            continue;
        while (is_taken(view, named, column->name))
            column->name = str_printf(view->arena, STR_FMT " (export)", STR_ARG(column->name));
        named[i] = true;
    }
    heap_free(named);
}

/* A role's header is a second name for the same column, where no other column has it. */
static void add_aliases(struct view *view, const struct alias *aliases, size_t count) {
    view->visible = view->column_count;
    for (size_t i = 0; i < count; i++) {
        const struct view_column *column = view_column(view, str_of(roles[aliases[i].role].name));
        if (!column || column->origin != VIEW_ROLE || view_column(view, aliases[i].header))
            continue;
        struct view_column *other = &view->columns[view->column_count++];
        *other = *column;
        other->name = aliases[i].header;
    }
}

static struct view *start(size_t columns) {
    struct view *view = heap_array(1, sizeof *view);
    view->arena = arena_new();
    view->columns = arena_array(view->arena, columns + COMPUTED + 1, sizeof *view->columns);
    return view;
}

struct view *view_new(const struct view_options *options) {
    const struct table *table = options->table;
    struct view *view = start(table->column_count + table->alias_count);
    view->options = *options;
    view->rows = table->rows;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *source = table->columns[i];
        bool role = source->role != ROLE_NONE;
        struct view_column *column =
            add(view, source->name, kind_of_column(source), role ? VIEW_ROLE : VIEW_OTHER);
        column->role = source->role;
        column->column = source;
    }
    if (table->by_role[ROLE_RECEIVED])
        add_computed(view, table->by_role[ROLE_RECEIVED]);
    if (table->by_role[ROLE_DUE] && !view_column(view, STR("deadline")))
        add_deadline(view, table->by_role[ROLE_DUE]);
    settle_names(view);
    add_aliases(view, table->aliases, table->alias_count);
    return view;
}

struct view *view_of_names(const struct view_names *names) {
    struct view *view = start(ROLE_COUNT + names->header_count + names->derived_count + names->alias_count);
    view->options = (struct view_options){.as_of = VIEW_NO_TIME, .now = VIEW_NO_TIME};
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if (names->roles & role_bit(role))
            add(view, str_of(roles[role].name), kind_of_role(role), VIEW_ROLE)->role = role;
    for (size_t i = 0; i < names->header_count; i++)
        add(view, names->headers[i], VIEW_DIMENSION, VIEW_OTHER)->index = i;
    for (size_t i = 0; i < names->derived_count; i++)
        add(view, names->derived[i], VIEW_DIMENSION, VIEW_DERIVED)->index = i;
    if (names->roles & role_bit(ROLE_RECEIVED))
        add_computed(view, NULL);
    if ((names->roles & role_bit(ROLE_DUE)) && !view_column(view, STR("deadline")))
        add_deadline(view, NULL);
    settle_names(view);
    add_aliases(view, names->aliases, names->alias_count);
    return view;
}

void view_free(struct view *view) {
    if (!view)
        return;
    arena_free(view->arena);
    heap_free(view);
}

struct view_column *view_column(const struct view *view, struct str name) {
    for (size_t i = 0; i < view->column_count; i++)
        if (str_equal_ascii_nocase(view->columns[i].name, name))
            return &view->columns[i];
    return NULL;
}

void view_nearest(const struct view *view, struct str name, struct buf *out) {
    enum { MOST = 3 };
    size_t found = 0;
    for (size_t distance = 0; distance < NEAREST_LONGEST && found < MOST; distance++)
        for (size_t i = 0; i < view->column_count && found < MOST; i++) {
            struct str candidate = view->columns[i].name;
            if (nearest_distance(name, candidate) == distance && nearest_is_near(name, candidate))
                buf_printf(out, "%s" STR_FMT, found++ ? ", " : "", STR_ARG(candidate));
        }
}

/* ---- codes */

static void day_range(const struct column *received, size_t rows, int64_t *first, int64_t *days) {
    uint32_t low = TIME_NONE, high = 0;
    for (size_t row = 0; row < rows; row++) {
        uint32_t seconds = received->codes[row];
        low = seconds < low ? seconds : low;
        high = seconds != TIME_NONE && seconds > high ? seconds : high;
    }
    *first = low == TIME_NONE ? 0 : low / DATE_DAY;
    *days = low == TIME_NONE ? 0 : high / DATE_DAY - *first + 1;
}

/* Numbers the periods from 1 in order of time; code 0 is the missing one. */
static void make_periods(struct view *view, struct view_column *column) {
    struct view_codes *codes = &column->codes;
    uint32_t *of_day = arena_array(view->arena, (size_t)codes->days, sizeof *of_day);
    struct str *names = arena_array(view->arena, (size_t)codes->days + 1, sizeof *names);
    uint32_t count = 0;
    int64_t end = 0;
    for (int64_t i = 0; i < codes->days; i++) {
        int64_t day = codes->first_day + i;
        if (count == 0 || day * DATE_DAY >= end) {
            struct period period = period_holding(column->period, day, view->options.week_start);
            names[++count] = str_copy(view->arena, str_of(period.name));
            end = period.end;
        }
        of_day[i] = count;
    }
    names[0] = STR("");
    codes->names = names;
    codes->count = (size_t)count + 1;
    codes->of_day = of_day;
}

static void make_weekdays(struct view *view, struct view_codes *codes) {
    uint32_t *of_day = arena_array(view->arena, (size_t)codes->days, sizeof *of_day);
    for (int64_t i = 0; i < codes->days; i++)
        of_day[i] = (uint32_t)date_weekday(codes->first_day + i) + 1;
    codes->of_day = of_day;
    codes->count = 8;
}

static void make_set_names(struct view *view, struct view_column *column) {
    const struct set_list *sets = &column->column->sets;
    struct str *names = arena_array(view->arena, sets->count + 1, sizeof *names);
    struct buf text = {0};
    for (size_t set = 0; set < sets->count; set++) {
        buf_clear(&text);
        for (uint32_t i = sets->start[set]; i < sets->start[set + 1]; i++) {
            if (text.size)
                buf_add_char(&text, ';');
            buf_add(&text, dict_text(column->column->dict, sets->items[i]));
        }
        names[set] = str_copy(view->arena, buf_str(&text));
    }
    buf_free(&text);
    column->codes.names = names;
    column->codes.count = sets->count ? sets->count : 1;
}

static bool is_person(const struct view_column *column) {
    return column->role == ROLE_CUSTOMER || column->role == ROLE_HANDLER;
}

/* Names given so far: their texts, and by code how many values came to each. */
struct masked_names {
    struct dict *taken;
    uint32_t *values;
};

/* A value as a masked view shows it, told apart from those before it. */
static struct str masked_name(struct view *view, bool person, struct str value, struct masked_names *names) {
    struct buf text = {0};
    if (person)
        mask_name(value, &text);
    else
        mask_text(value, &text);
    size_t size = text.size, known = dict_size(names->taken);
    uint32_t code = dict_add(names->taken, buf_str(&text)), *before = &names->values[code];
    for (bool unique = code >= known; !unique; unique = code >= known) {
        text.size = size;
        buf_printf(&text, " #%u", ++*before + 1);
        known = dict_size(names->taken);
        code = dict_add(names->taken, buf_str(&text));
    }
    struct str name = str_copy(view->arena, buf_str(&text));
    buf_free(&text);
    return name;
}

static void make_masked_names(struct view *view, struct view_column *column) {
    const struct dict *dict = column->column->dict;
    size_t count = dict_size(dict);
    struct masked_names made = {.taken = dict_new(), .values = heap_array(2 * count, sizeof *made.values)};
    struct str *names = arena_array(view->arena, count, sizeof *names);
    names[0] = STR("");
    for (uint32_t code = 1; code < count; code++)
        names[code] = masked_name(view, is_person(column), dict_text(dict, code), &made);
    heap_free(made.values);
    dict_free(made.taken);
    column->codes.names = names;
    column->codes.count = count;
}

static bool needs_mask(const struct view *view, const struct view_column *column) {
    return view->options.masked && column->kind == VIEW_DIMENSION &&
           (is_person(column) || column->origin == VIEW_OTHER);
}

void view_need(struct view *view, struct view_column *column) {
    struct view_codes *codes = &column->codes;
    if (!view_is_coded(column) || codes->count || !column->column)
        return;
    if (column->kind == VIEW_PERIOD || column->kind == VIEW_WEEKDAY)
        day_range(column->column, view->rows, &codes->first_day, &codes->days);
    if (column->kind == VIEW_PERIOD)
        make_periods(view, column);
    else if (column->kind == VIEW_WEEKDAY)
        make_weekdays(view, codes);
    else if (column->kind == VIEW_SET)
        make_set_names(view, column);
    else if (needs_mask(view, column))
        make_masked_names(view, column);
    else
        codes->count = column->kind == VIEW_FLAG ? 3 : dict_size(column->column->dict);
}

struct str view_code_text(const struct view_column *column, uint32_t code) {
    return column->codes.names ? column->codes.names[code] : dict_text(column->column->dict, code);
}

static int by_text(const void *a, const void *b, void *context) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return str_compare(view_code_text(context, x), view_code_text(context, y));
}

uint32_t *view_ranks(const struct view_column *column) {
    size_t count = column->codes.count;
    uint32_t *ranks = heap_array(count, sizeof *ranks);
    bool ordered = column->kind != VIEW_DIMENSION && column->kind != VIEW_SET;
    uint32_t *order = heap_array(count, sizeof *order);
    for (uint32_t code = 0; code < count; code++)
        order[code] = code;
    if (!ordered)
        qsort_r(order + 1, count - 1, sizeof *order, by_text, (void *)column);
    for (uint32_t rank = 0; rank < count; rank++)
        ranks[order[rank]] = rank;
    heap_free(order);
    return ranks;
}

/* ---- values */

size_t view_time_text(uint32_t seconds, bool date_only, char out[DATE_TEXT]) {
    date_format(seconds, date_only, out);
    return date_only ? 10 : 19;
}

/* Without a T everything is known. */
static struct frame frame_at(const struct view *view) {
    int64_t as_of = view->options.as_of;
    return (struct frame){.table = view->options.table,
                          .life = view->options.life,
                          .as_of = as_of == VIEW_NO_TIME ? (int64_t)TIME_NONE : as_of};
}

static bool age(const struct frame *frame, size_t row, int64_t *seconds) {
    const struct lifecycle *life = frame->life;
    int64_t from = life->received[row];
    if (life->marks[row] & LIFE_CLOSED_UNDATED || from >= frame->as_of ||
        frame_close(frame, row) != TIME_NONE)
        return false;
    bool date_only = column_date_only(life->received_column, row);
    *seconds = date_only ? (date_day_of(frame->as_of) - date_day_of(from)) * DATE_DAY : frame->as_of - from;
    return true;
}

static bool workdays(const struct view *view, size_t row, uint32_t close, double *days) {
    const struct calendar *calendar = view->options.calendar;
    int64_t from = view->options.life->received[row] / DATE_DAY, to = close / DATE_DAY;
    int64_t count = calendar ? calendar_workdays(calendar, from, to) : CALENDAR_UNKNOWN;
    *days = (double)count;
    return count != CALENDAR_UNKNOWN;
}

bool view_days(const struct view *view, enum view_kind kind, size_t row, double *days) {
    const struct frame frame = frame_at(view);
    if (!frame.life || frame.life->marks[row] & LIFE_NO_RECEIPT)
        return false;
    struct span span;
    uint32_t close;
    bool known = kind == VIEW_AGE ? view->options.as_of != VIEW_NO_TIME && age(&frame, row, &span.seconds)
                                  : frame_span(&frame, row, &span, &close);
    if (known && kind == VIEW_WORKDAYS)
        return workdays(view, row, close, days);
    if (known)
        *days = (double)span.seconds / DATE_DAY;
    return known;
}
