/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/pushdown.h"

#include <stdlib.h>
#include <string.h>

/* The letters of a plan. */
enum step {
    STEP_TEXT = 'T',    /* coded text column against a literal text: test, column */
    STEP_INTEGER = 'I', /* weekday or flag against a literal integer: test, column */
    STEP_TIME = 'S',    /* time against a text: test, column */
    STEP_EQUAL = 'E',   /* coded text column equal to a value of run time: 0, column */
    STEP_IN = 'V',      /* coded text column equal to any of a list: 0, column */
    STEP_ROWID = 'R',   /* rowid against a value of run time: test, 0 */
    STEP_ORDER = 'O'    /* no argument: descending, column */
};

struct offer {
    enum step step;
    enum filter_test test;
    bool alone;      /* SQLite need not check again */
    double fraction; /* of the rows that is thought to pass */
};

static bool test_of(unsigned char op, enum filter_test *test, double *fraction) {
    static const struct {
        unsigned char op;
        enum filter_test test;
        double fraction;
    } list[] = {
        {SQLITE_INDEX_CONSTRAINT_EQ, TEST_EQUAL, 0.1},
        {SQLITE_INDEX_CONSTRAINT_IS, TEST_EQUAL, 0.1},
        {SQLITE_INDEX_CONSTRAINT_NE, TEST_NOT_EQUAL, 0.9},
        {SQLITE_INDEX_CONSTRAINT_ISNOT, TEST_IS_NOT, 0.9},
        {SQLITE_INDEX_CONSTRAINT_LT, TEST_LESS, 0.5},
        {SQLITE_INDEX_CONSTRAINT_LE, TEST_LESS_EQUAL, 0.5},
        {SQLITE_INDEX_CONSTRAINT_GT, TEST_GREATER, 0.5},
        {SQLITE_INDEX_CONSTRAINT_GE, TEST_GREATER_EQUAL, 0.5},
        {SQLITE_INDEX_CONSTRAINT_ISNULL, TEST_IS_NULL, 0.2},
        {SQLITE_INDEX_CONSTRAINT_ISNOTNULL, TEST_IS_NOT_NULL, 0.9},
        {SQLITE_INDEX_CONSTRAINT_LIKE, TEST_LIKE, 0.2},
        {SQLITE_INDEX_CONSTRAINT_GLOB, TEST_GLOB, 0.2},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (list[i].op == op) {
            *test = list[i].test;
            *fraction = list[i].fraction;
            return true;
        }
    return false;
}

static bool is_order_test(enum filter_test test) {
    return test == TEST_EQUAL || (test >= TEST_LESS && test <= TEST_GREATER_EQUAL);
}

static bool is_null_test(enum filter_test test) {
    return test == TEST_IS_NULL || test == TEST_IS_NOT_NULL;
}

/* ---- xBestIndex */

static struct str text_of(sqlite3_value *value) {
    const char *text = (const char *)sqlite3_value_text(value);
    return (struct str){text ? text : "", text ? (size_t)sqlite3_value_bytes(value) : 0};
}

static bool offer_text(sqlite3_index_info *info, int i, sqlite3_value *literal, struct offer *offer) {
    enum { PATTERN_MOST = 1000 };
    int type = literal ? sqlite3_value_type(literal) : SQLITE_NULL;
    bool pattern = offer->test == TEST_LIKE || offer->test == TEST_GLOB;
    if (is_null_test(offer->test) || type == SQLITE_TEXT) {
        offer->step = STEP_TEXT;
        offer->alone = true;
        return !pattern || sqlite3_value_bytes(literal) < PATTERN_MOST;
    }
    if (info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
        return false;
    offer->step = sqlite3_vtab_in(info, i, 1) ? STEP_IN : STEP_EQUAL;
    return true;
}

static bool offer_integer(sqlite3_value *literal, struct offer *offer) {
    int type = literal ? sqlite3_value_type(literal) : SQLITE_NULL;
    offer->step = STEP_INTEGER;
    offer->alone = true;
    return is_null_test(offer->test) ||
           (type == SQLITE_INTEGER && offer->test != TEST_LIKE && offer->test != TEST_GLOB);
}

static bool offer_time(sqlite3_index_info *info, int i, sqlite3_value *literal, struct offer *offer) {
    bool text = literal && sqlite3_value_type(literal) == SQLITE_TEXT;
    offer->step = STEP_TIME;
    offer->alone = text || is_null_test(offer->test);
    if (offer->test == TEST_LIKE)
        return text && filter_takes_pattern(text_of(literal));
    if (offer->alone)
        return offer->test != TEST_GLOB;
    return is_order_test(offer->test) && info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_IS &&
           !sqlite3_vtab_in(info, i, -1);
}

static bool offer_for(const struct view *view, size_t columns, sqlite3_index_info *info, int i,
                      struct offer *offer) {
    const struct sqlite3_index_constraint *constraint = &info->aConstraint[i];
    *offer = (struct offer){0};
    if (!constraint->usable || !test_of(constraint->op, &offer->test, &offer->fraction) ||
        sqlite3_stricmp(sqlite3_vtab_collation(info, i), "BINARY") != 0)
        return false;
    if (constraint->iColumn < 0) {
        offer->step = STEP_ROWID;
        return is_order_test(offer->test) && constraint->op != SQLITE_INDEX_CONSTRAINT_IS;
    }
    if ((size_t)constraint->iColumn >= columns)
        return false;
    sqlite3_value *literal = NULL;
    if (sqlite3_vtab_rhs_value(info, i, &literal) != SQLITE_OK)
        literal = NULL;
    switch (view->columns[constraint->iColumn].kind) {
    case VIEW_DIMENSION:
    case VIEW_SET:
    case VIEW_PERIOD:
        return offer_text(info, i, literal, offer);
    case VIEW_WEEKDAY:
    case VIEW_FLAG:
        return offer_integer(literal, offer);
    case VIEW_TIME:
        return offer_time(info, i, literal, offer);
    default:
        return false;
    }
}

/* Any order of the groups will do (GROUP BY, DISTINCT), or it must be that of the values. */
static bool any_order(sqlite3_index_info *info) {
    int distinct = sqlite3_vtab_distinct(info);
    return distinct == 1 || distinct == 2;
}

static bool can_sort(const struct view *view, size_t columns, sqlite3_index_info *info) {
    for (int i = 0; i < info->nOrderBy; i++) {
        int place = info->aOrderBy[i].iColumn;
        if (place < 0 || (size_t)place >= columns || !ordering_takes(&view->columns[place], any_order(info)))
            return false;
    }
    return info->nOrderBy > 0 && info->nOrderBy <= ORDERING_COLUMNS_MOST;
}

static void offer_order(const struct view *view, size_t columns, sqlite3_index_info *info,
                        sqlite3_str *plan) {
    if (!can_sort(view, columns, info))
        return;
    for (int i = 0; i < info->nOrderBy; i++)
        sqlite3_str_appendf(plan, "%c%d,%d ", STEP_ORDER, info->aOrderBy[i].desc, info->aOrderBy[i].iColumn);
    info->orderByConsumed = 1;
}

int pushdown_make(const struct view *view, size_t columns, sqlite3_index_info *info) {
    sqlite3_str *plan = sqlite3_str_new(NULL);
    double rows = view->options.table ? (double)view->rows : 1e6, found = rows;
    int argument = 0;
    for (int i = 0; i < info->nConstraint; i++) {
        struct offer offer;
        int place = info->aConstraint[i].iColumn;
        if (!offer_for(view, columns, info, i, &offer))
            continue;
        sqlite3_str_appendf(plan, "%c%d,%d ", offer.step, offer.test, place < 0 ? 0 : place);
        info->aConstraintUsage[i].argvIndex = ++argument;
        info->aConstraintUsage[i].omit = offer.alone;
        bool unique = offer.step == STEP_ROWID && offer.test == TEST_EQUAL;
        found = unique ? 1 : found * offer.fraction;
        if (unique)
            info->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
    }
    offer_order(view, columns, info, plan);
    info->estimatedRows = found > 1 ? (sqlite3_int64)found : 1;
    info->estimatedCost = info->idxFlags & SQLITE_INDEX_SCAN_UNIQUE ? 1 : rows * 0.05 + found + 1;
    info->needToFreeIdxStr = 1;
    info->idxStr = sqlite3_str_finish(plan);
    if (!info->idxStr)
        info->idxStr = sqlite3_mprintf("");
    return info->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}

/* ---- xFilter */

/* One step of a plan; moves *plan behind it. False at the end. */
static bool next_step(const char **plan, enum step *step, int *first, int *second) {
    if (!**plan)
        return false;
    char *end;
    *step = (enum step)(unsigned char)**plan;
    *first = (int)strtol(*plan + 1, &end, 10);
    *second = (int)strtol(end + 1, &end, 10);
    *plan = end + 1;
    return true;
}

static bool apply_rowid(struct filter *filter, enum filter_test test, sqlite3_value *value) {
    if (sqlite3_value_type(value) != SQLITE_INTEGER)
        return sqlite3_value_type(value) != SQLITE_NULL;
    int64_t rowid = sqlite3_value_int64(value), first = 1, last = INT64_MAX;
    if (test == TEST_EQUAL || test == TEST_GREATER_EQUAL)
        first = rowid;
    if (test == TEST_EQUAL || test == TEST_LESS_EQUAL)
        last = rowid;
    if (test == TEST_GREATER)
        first = rowid < INT64_MAX ? rowid + 1 : rowid;
    if (test == TEST_LESS)
        last = rowid > 0 ? rowid - 1 : 0;
    if (first > (int64_t)filter->first + 1)
        filter->first = (size_t)first - 1;
    if (last < (int64_t)filter->last)
        filter->last = last < 0 ? 0 : (size_t)last;
    return true;
}

static bool apply_equal(struct filter *filter, const struct view_column *column, sqlite3_value *value) {
    struct str text;
    switch (sqlite3_value_type(value)) {
    case SQLITE_NULL:
        return false;
    case SQLITE_INTEGER:
        filter_text_like_integer(filter, column, sqlite3_value_int64(value));
        return true;
    case SQLITE_TEXT:
        text = text_of(value);
        if (!filter_may_be_number(text)) /* else the other side's affinity could make numbers of both */
            filter_text(filter, column, TEST_EQUAL, text);
        return true;
    default:
        return true;
    }
}

/* The members of a list have been brought to the affinity of the comparison, so a text is compared as text;
 * with any other member the list is left to SQLite. */
static void apply_in(struct filter *filter, const struct view_column *column, sqlite3_value *list) {
    struct arena *arena = arena_new();
    struct str *texts = NULL;
    size_t count = 0, capacity = 0;
    bool all_text = true;
    sqlite3_value *member;
    for (int rc = sqlite3_vtab_in_first(list, &member); rc == SQLITE_OK && all_text;
         rc = sqlite3_vtab_in_next(list, &member)) {
        int type = sqlite3_value_type(member);
        if (type == SQLITE_NULL)
            continue;
        all_text = type == SQLITE_TEXT;
        texts = heap_grow(texts, &capacity, count + 1, sizeof *texts);
        texts[count++] = str_copy(arena, text_of(member));
    }
    if (all_text)
        filter_text_in(filter, column, texts, count);
    heap_free(texts);
    arena_free(arena);
}

static bool apply_time(struct filter *filter, const struct column *column, enum filter_test test,
                       sqlite3_value *value) {
    int type = sqlite3_value_type(value);
    if (is_null_test(test))
        filter_time(filter, column, test, STR(""));
    else if (type == SQLITE_TEXT)
        filter_time(filter, column, test, text_of(value));
    return is_null_test(test) || type != SQLITE_NULL;
}

/* False when no row can pass. */
static bool apply(enum step step, enum filter_test test, const struct view_column *column,
                  sqlite3_value *value, struct filter *filter) {
    switch (step) {
    case STEP_ROWID:
        return apply_rowid(filter, test, value);
    case STEP_TEXT:
        filter_text(filter, column, test, text_of(value));
        return true;
    case STEP_INTEGER:
        filter_integer(filter, column, test, (double)sqlite3_value_int64(value));
        return true;
    case STEP_EQUAL:
        return apply_equal(filter, column, value);
    case STEP_IN:
        apply_in(filter, column, value);
        return true;
    case STEP_TIME:
        return apply_time(filter, column->column, test, value);
    default:
        return true;
    }
}

void pushdown_apply(const char *plan, const struct view *view, int argc, sqlite3_value **argv,
                    struct filter *filter) {
    enum step step;
    int test, place, argument = 0;
    bool possible = true;
    while (next_step(&plan, &step, &test, &place) && argument < argc)
        if (step != STEP_ORDER)
            possible &= apply(step, (enum filter_test)test, &view->columns[place], argv[argument++], filter);
    filter->nothing |= !possible;
}

/* ---- order */

bool pushdown_is_sorted(const char *plan) {
    return strchr(plan, STEP_ORDER) != NULL;
}

void pushdown_sort(const char *plan, const struct view *view, const struct filter *filter,
                   struct ordering *ordering) {
    struct ordering_key keys[ORDERING_COLUMNS_MOST];
    size_t count = 0;
    enum step step;
    for (int descending, place; next_step(&plan, &step, &descending, &place);)
        if (step == STEP_ORDER && count < ORDERING_COLUMNS_MOST)
            keys[count++] = (struct ordering_key){&view->columns[place], descending != 0};
    ordering_make(keys, count, filter, ordering);
}
