/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/vtab.h"

#include "analysis/query/filter.h"
#include "analysis/query/pushdown.h"
#include "analysis/rules/mask.h"

#include <string.h>

enum { COLUMNS_MOST = 1900 }; /* SQLite has at most 2000 */

struct module {
    struct view *view;
    const struct vtab_span *span;
};

struct vtab {
    sqlite3_vtab base;
    struct module *module;
    size_t columns; /* declared, without the hidden one */
};

struct cursor {
    sqlite3_vtab_cursor base;
    struct view *view;
    struct filter filter;
    size_t at;            /* where the filter goes on */
    const uint32_t *rows; /* `block`, or those of `ordering` */
    size_t count, position;
    bool sorted;
    struct ordering ordering;
    size_t group; /* of `ordering` */
    struct buf scratch, masked;
    uint32_t block[FILTER_BLOCK];
};

/* ---- declaring */

static void add_quoted(struct buf *sql, struct str name) {
    buf_add_char(sql, '"');
    for (size_t i = 0; i < name.size; i++) {
        if (name.data[i] == '"')
            buf_add_char(sql, '"');
        buf_add_char(sql, name.data[i]);
    }
    buf_add_char(sql, '"');
}

static size_t add_columns(const struct view *view, size_t from, size_t to, const char *hidden,
                          struct buf *sql) {
    size_t end = to < COLUMNS_MOST ? to : COLUMNS_MOST;
    for (size_t i = from; i < end; i++) {
        add_quoted(sql, view->columns[i].name);
        buf_printf(sql, " %s%s, ", view_affinity(view->columns[i].kind), hidden);
    }
    return end;
}

size_t vtab_columns(const struct view *view, struct buf *sql) {
    return add_columns(view, 0, view->visible, "", sql);
}

static int vtab_connect(sqlite3 *db, void *context, int argc, const char *const *argv, sqlite3_vtab **made,
                        char **message) {
    (void)argc, (void)argv, (void)message;
    struct module *module = context;
    struct buf sql = {0};
    buf_printf(&sql, "create table x(");
    size_t count = vtab_columns(module->view, &sql);
    count = add_columns(module->view, count, module->view->column_count, " hidden", &sql);
    buf_printf(&sql, "\"" VTAB_ROW "\" integer hidden)");
    buf_add_char(&sql, '\0');
    int rc = sqlite3_declare_vtab(db, sql.data);
    buf_free(&sql);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
    struct vtab *vtab = heap_array(1, sizeof *vtab);
    vtab->module = module;
    vtab->columns = count;
    *made = &vtab->base;
    return SQLITE_OK;
}

static int vtab_disconnect(sqlite3_vtab *base) {
    heap_free(base);
    return SQLITE_OK;
}

static int vtab_plan(sqlite3_vtab *base, sqlite3_index_info *info) {
    struct vtab *vtab = (struct vtab *)base;
    struct view *view = vtab->module->view;
    for (size_t i = 0; i < vtab->columns; i++)
        if (info->colUsed >> (i < 63 ? i : 63) & 1)
            view_need(view, &view->columns[i]);
    return pushdown_make(view, vtab->columns, info);
}

/* ---- reading */

static int vtab_open(sqlite3_vtab *base, sqlite3_vtab_cursor **made) {
    struct cursor *cursor = heap_array(1, sizeof *cursor);
    cursor->view = ((struct vtab *)base)->module->view;
    *made = &cursor->base;
    return SQLITE_OK;
}

static void cursor_reset(struct cursor *cursor) {
    filter_clear(&cursor->filter);
    ordering_free(&cursor->ordering);
    cursor->sorted = false;
    cursor->group = 0;
    cursor->rows = cursor->block;
    cursor->count = cursor->position = 0;
}

static int vtab_close(sqlite3_vtab_cursor *base) {
    struct cursor *cursor = (struct cursor *)base;
    cursor_reset(cursor);
    filter_free(&cursor->filter);
    buf_free(&cursor->scratch);
    buf_free(&cursor->masked);
    heap_free(cursor);
    return SQLITE_OK;
}

static int vtab_filter(sqlite3_vtab_cursor *base, int number, const char *text, int argc,
                       sqlite3_value **argv) {
    (void)number;
    struct cursor *cursor = (struct cursor *)base;
    const struct vtab_span *span = ((struct vtab *)base->pVtab)->module->span;
    cursor_reset(cursor);
    cursor->filter.first = span ? span->first : 0;
    cursor->filter.last = span ? span->last : cursor->view->rows;
    cursor->filter.selected = cursor->view->options.selected;
    pushdown_apply(text, cursor->view, argc, argv, &cursor->filter);
    cursor->at = cursor->filter.first;
    if (pushdown_is_sorted(text)) {
        pushdown_sort(text, cursor->view, &cursor->filter, &cursor->ordering);
        cursor->sorted = true;
        cursor->rows = cursor->ordering.rows;
        cursor->count = cursor->ordering.count;
    } else {
        cursor->count = filter_next(&cursor->filter, &cursor->at, cursor->block);
    }
    return SQLITE_OK;
}

static int vtab_next(sqlite3_vtab_cursor *base) {
    struct cursor *cursor = (struct cursor *)base;
    const struct ordering *ordering = &cursor->ordering;
    cursor->position++;
    if (ordering->group_count && cursor->position == ordering->ends[cursor->group])
        cursor->group++;
    if (cursor->position < cursor->count || cursor->sorted)
        return SQLITE_OK;
    cursor->position = 0;
    cursor->count = filter_next(&cursor->filter, &cursor->at, cursor->block);
    return SQLITE_OK;
}

static int vtab_eof(sqlite3_vtab_cursor *base) {
    const struct cursor *cursor = (struct cursor *)base;
    return cursor->position >= cursor->count;
}

static int vtab_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid) {
    const struct cursor *cursor = (struct cursor *)base;
    *rowid = (sqlite3_int64)cursor->rows[cursor->position] + 1;
    return SQLITE_OK;
}

static void give_text(sqlite3_context *context, struct str text, bool stays) {
    if (text.size)
        sqlite3_result_text(context, text.data, (int)text.size, stays ? SQLITE_STATIC : SQLITE_TRANSIENT);
}

static void give_time(sqlite3_context *context, const struct column *column, size_t row) {
    if (column->codes[row] == TIME_NONE)
        return;
    char text[DATE_TEXT];
    size_t size = view_time_text(column->codes[row], column_date_only(column, row), text);
    give_text(context, (struct str){text, size}, false);
}

static void give_number(sqlite3_context *context, const struct view_column *column, size_t row) {
    int64_t number = column->column->numbers[row];
    if (number == NUMBER_NONE)
        return;
    if (column->kind == VIEW_WHOLE_NUMBER && number % NUMBER_UNIT == 0)
        sqlite3_result_int64(context, number / NUMBER_UNIT);
    else
        sqlite3_result_double(context, (double)number / NUMBER_UNIT);
}

static void give_code(sqlite3_context *context, const struct view_column *column, uint32_t code) {
    if (code == 0)
        return;
    if (column->kind == VIEW_WEEKDAY || column->kind == VIEW_FLAG)
        sqlite3_result_int64(context, view_code_integer(column, code));
    else
        give_text(context, view_code_text(column, code), true);
}

/* The code of a column in the group that the cursor is in, without a look at the row. */
static bool group_code(const struct cursor *cursor, const struct view_column *column, uint32_t *code) {
    const struct ordering *ordering = &cursor->ordering;
    for (size_t i = 0; i < ordering->column_count && ordering->group_count; i++)
        if (ordering->columns[i] == column) {
            *code = ordering->codes[cursor->group * ordering->column_count + i];
            return true;
        }
    return false;
}

static void give_table_text(struct cursor *cursor, sqlite3_context *context, const struct view_column *column,
                            size_t row) {
    struct str text = table_text(cursor->view->options.table, row, column->column, &cursor->scratch);
    if (!cursor->view->options.masked || column->role == ROLE_ID_ || column->role == ROLE_SYSTEM) {
        give_text(context, text, text.data != cursor->scratch.data);
        return;
    }
    buf_clear(&cursor->masked);
    mask_text(text, &cursor->masked);
    give_text(context, buf_str(&cursor->masked), false);
}

static void give_value(struct cursor *cursor, sqlite3_context *context, const struct view_column *column,
                       size_t row) {
    double days;
    switch (column->kind) {
    case VIEW_TIME:
        give_time(context, column->column, row);
        break;
    case VIEW_NUMBER:
    case VIEW_WHOLE_NUMBER:
        give_number(context, column, row);
        break;
    case VIEW_TEXT:
        give_table_text(cursor, context, column, row);
        break;
    case VIEW_RESOLUTION:
    case VIEW_WORKDAYS:
    case VIEW_AGE:
        if (view_days(cursor->view, column->kind, row, &days))
            sqlite3_result_double(context, days);
        break;
    default:
        break;
    }
}

/* Sorted rows lie far apart: asks for the cell of a later row while this one is worked on. Inlined by force:
 * gcc takes a call that only prefetches for one without effect and drops it. */
static inline __attribute__((always_inline)) void look_ahead(const struct cursor *cursor,
                                                             const struct column *column) {
    enum { AHEAD = 12 };
    if (!cursor->sorted || cursor->position + AHEAD >= cursor->count)
        return;
    size_t row = cursor->rows[cursor->position + AHEAD];
    if (column->codes)
        __builtin_prefetch(&column->codes[row]);
    else if (column->numbers)
        __builtin_prefetch(&column->numbers[row]);
}

static void give_cell(struct cursor *cursor, sqlite3_context *context, const struct view_column *column) {
    uint32_t code;
    if (group_code(cursor, column, &code)) {
        give_code(context, column, code);
        return;
    }
    look_ahead(cursor, column->column);
    if (view_is_coded(column))
        give_code(context, column, view_code(column, cursor->rows[cursor->position]));
    else
        give_value(cursor, context, column, cursor->rows[cursor->position]);
}

static int vtab_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int place) {
    struct cursor *cursor = (struct cursor *)base;
    const struct vtab *vtab = (const struct vtab *)base->pVtab;
    if ((size_t)place < vtab->columns)
        give_cell(cursor, context, &cursor->view->columns[place]);
    else
        sqlite3_result_int64(context, (sqlite3_int64)cursor->rows[cursor->position] + 1);
    return SQLITE_OK;
}

/* No xCreate: the table exists under the name of its module. No xUpdate: it is read-only. */
static const sqlite3_module table_module = {
    .xConnect = vtab_connect,
    .xBestIndex = vtab_plan,
    .xDisconnect = vtab_disconnect,
    .xOpen = vtab_open,
    .xClose = vtab_close,
    .xFilter = vtab_filter,
    .xNext = vtab_next,
    .xEof = vtab_eof,
    .xColumn = vtab_column,
    .xRowid = vtab_rowid,
};

int vtab_declare(sqlite3 *db, const char *name, struct view *view, const struct vtab_span *span) {
    struct module *module = heap_array(1, sizeof *module);
    *module = (struct module){view, span};
    return sqlite3_create_module_v2(db, name, &table_module, module, heap_free);
}
