/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/vtab.h"

#include <string.h>

enum place { MATCHES_COMPLAINT, MATCHES_AXIS, MATCHES_CATEGORY, MATCHES_RULE };

/* A several-valued column is called AXIS_all; beside it stands the column AXIS of the first matches. */
struct axis_column {
    const struct column *all;
    struct str axis;
    const struct column *first; /* NULL when there is none */
};

struct matches_module {
    const struct view *view;
    struct axis_column *axes;
    size_t axis_count;
    const struct column *rule; /* rules of the categories' first matches; NULL when not derived */
    struct arena *arena;
};

struct matches_vtab {
    sqlite3_vtab base;
    const struct matches_module *module;
};

struct matches_cursor {
    sqlite3_vtab_cursor base;
    const struct matches_module *module;
    size_t row, last, axis; /* rows up to last − 1 */
    uint32_t item;          /* within the set of the row */
};

static int matches_connect(sqlite3 *db, void *context, int argc, const char *const *argv, sqlite3_vtab **made,
                           char **message) {
    (void)argc, (void)argv, (void)message;
    int rc =
        sqlite3_declare_vtab(db, "create table x(complaint integer, axis text, category text, rule text)");
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
    struct matches_vtab *vtab = heap_array(1, sizeof *vtab);
    vtab->module = context;
    *made = &vtab->base;
    return SQLITE_OK;
}

static int matches_disconnect(sqlite3_vtab *base) {
    heap_free(base);
    return SQLITE_OK;
}

/* Joins ask for the matches of one complaint; everything else is read through. */
static int matches_plan(sqlite3_vtab *base, sqlite3_index_info *info) {
    const struct matches_module *module = ((struct matches_vtab *)base)->module;
    double rows = module->view->options.table ? (double)module->view->rows : 1e6;
    info->estimatedCost = rows * 2 + 1;
    info->estimatedRows = (sqlite3_int64)(rows * 2) + 1;
    for (int i = 0; i < info->nConstraint; i++) {
        const struct sqlite3_index_constraint *constraint = &info->aConstraint[i];
        if (!constraint->usable || constraint->iColumn != MATCHES_COMPLAINT ||
            constraint->op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        info->aConstraintUsage[i].argvIndex = 1;
        info->idxNum = 1;
        info->estimatedRows = 3;
        info->estimatedCost = 3;
        break;
    }
    return SQLITE_OK;
}

static int matches_open(sqlite3_vtab *base, sqlite3_vtab_cursor **made) {
    struct matches_cursor *cursor = heap_array(1, sizeof *cursor);
    cursor->module = ((struct matches_vtab *)base)->module;
    *made = &cursor->base;
    return SQLITE_OK;
}

static int matches_close(sqlite3_vtab_cursor *base) {
    heap_free(base);
    return SQLITE_OK;
}

static bool is_complaint(const struct view *view, size_t row) {
    const uint64_t *selected = view->options.selected;
    return !selected || (selected[row / 64] >> (row % 64) & 1);
}

static const struct set_list *sets_of(const struct matches_cursor *cursor, uint32_t *code) {
    const struct column *column = cursor->module->axes[cursor->axis].all;
    *code = column->codes[cursor->row];
    return &column->sets;
}

/* Moves on to the first match at or behind the cursor's place. */
static void settle(struct matches_cursor *cursor) {
    for (; cursor->row < cursor->last; cursor->row++, cursor->axis = 0) {
        if (!is_complaint(cursor->module->view, cursor->row))
            continue;
        for (; cursor->axis < cursor->module->axis_count; cursor->axis++, cursor->item = 0) {
            uint32_t code;
            const struct set_list *sets = sets_of(cursor, &code);
            if (cursor->item < sets->start[code + 1] - sets->start[code])
                return;
        }
    }
}

static int matches_filter(sqlite3_vtab_cursor *base, int number, const char *text, int argc,
                          sqlite3_value **argv) {
    (void)text, (void)argc;
    struct matches_cursor *cursor = (struct matches_cursor *)base;
    cursor->row = cursor->axis = cursor->item = 0;
    cursor->last = cursor->module->axis_count ? cursor->module->view->rows : 0;
    if (number == 1 && sqlite3_value_type(argv[0]) == SQLITE_INTEGER) {
        sqlite3_int64 rowid = sqlite3_value_int64(argv[0]);
        bool there = rowid >= 1 && (uint64_t)rowid <= cursor->last;
        cursor->row = there ? (size_t)rowid - 1 : 0;
        cursor->last = there ? (size_t)rowid : 0;
    }
    settle(cursor);
    return SQLITE_OK;
}

static int matches_next(sqlite3_vtab_cursor *base) {
    struct matches_cursor *cursor = (struct matches_cursor *)base;
    cursor->item++;
    settle(cursor);
    return SQLITE_OK;
}

static int matches_eof(sqlite3_vtab_cursor *base) {
    const struct matches_cursor *cursor = (const struct matches_cursor *)base;
    return cursor->row >= cursor->last;
}

static void give(sqlite3_context *context, struct str text) {
    if (text.size)
        sqlite3_result_text(context, text.data, (int)text.size, SQLITE_STATIC);
}

/* Only the rule of the category that was chosen is kept; other matches leave it NULL. */
static void give_rule(const struct matches_cursor *cursor, sqlite3_context *context, struct str category) {
    const struct axis_column *axis = &cursor->module->axes[cursor->axis];
    const struct column *rule = cursor->module->rule;
    if (!rule || !axis->first || !str_equal(axis->axis, STR("category")))
        return;
    if (str_equal(dict_text(axis->first->dict, axis->first->codes[cursor->row]), category))
        give(context, dict_text(rule->dict, rule->codes[cursor->row]));
}

static int matches_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int place) {
    const struct matches_cursor *cursor = (const struct matches_cursor *)base;
    const struct axis_column *axis = &cursor->module->axes[cursor->axis];
    uint32_t code;
    const struct set_list *sets = sets_of(cursor, &code);
    struct str category = dict_text(axis->all->dict, sets->items[sets->start[code] + cursor->item]);
    switch ((enum place)place) {
    case MATCHES_COMPLAINT:
        sqlite3_result_int64(context, (sqlite3_int64)cursor->row + 1);
        break;
    case MATCHES_AXIS:
        give(context, axis->axis);
        break;
    case MATCHES_CATEGORY:
        give(context, category);
        break;
    case MATCHES_RULE:
        give_rule(cursor, context, category);
        break;
    }
    return SQLITE_OK;
}

/* Complaint, axis and place in the set in one number. */
static int matches_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid) {
    const struct matches_cursor *cursor = (const struct matches_cursor *)base;
    *rowid = (sqlite3_int64)(cursor->row << 28 | cursor->axis << 20 | cursor->item);
    return SQLITE_OK;
}

static const sqlite3_module matches_table = {
    .xConnect = matches_connect,
    .xBestIndex = matches_plan,
    .xDisconnect = matches_disconnect,
    .xOpen = matches_open,
    .xClose = matches_close,
    .xFilter = matches_filter,
    .xNext = matches_next,
    .xEof = matches_eof,
    .xColumn = matches_column,
    .xRowid = matches_rowid,
};

static const struct column *source_of(const struct view *view, struct str name) {
    const struct view_column *column = view_column(view, name);
    return column && column->column && column->column->type == COLUMN_DIMENSION ? column->column : NULL;
}

static void module_free(void *context) {
    struct matches_module *module = context;
    arena_free(module->arena);
    heap_free(module);
}

int vtab_declare_matches(sqlite3 *db, const char *name, const struct view *view) {
    struct matches_module *module = heap_array(1, sizeof *module);
    module->view = view;
    module->arena = arena_new();
    module->axes = arena_array(module->arena, view->column_count, sizeof *module->axes);
    module->rule = source_of(view, STR("rule"));
    for (size_t i = 0; i < view->column_count; i++) {
        const struct view_column *column = &view->columns[i];
        if (column->kind != VIEW_SET || !column->column || !str_ends(column->name, STR("_all")))
            continue;
        struct str axis = str_sub(column->name, 0, column->name.size - 4);
        module->axes[module->axis_count++] =
            (struct axis_column){column->column, str_copy(module->arena, axis), source_of(view, axis)};
    }
    return sqlite3_create_module_v2(db, name, &matches_table, module, module_free);
}
