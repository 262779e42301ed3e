/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_TESTS_SQL_ORACLE_H
#define REDRESS_TESTS_SQL_ORACLE_H

/* Random tables full of values on which comparisons could go wrong, and the same rows in a plain table of
 * SQLite, against which the virtual one is held. */

#include "analysis/query/vtab.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/hand_table.h"

/* ---- random tables */

static const char *const channels[] = {"",     "Web",     "web",  "WEB ",       "Phone",  "5",   "05",
                                       "5.0",  " 5",      "1e1",  "10",         "O'Neil", "a_b", "a%b",
                                       "微信", "手机APP", "+5",   "-5",         "0x5",    "Wéb", "5 ",
                                       "2026", "[x]",     "x\ty", "a \"\"b\"\""};
static const char *const level_names[] = {"", "1", "2", "3", "10", "high"};
static const char *const others[] = {"", "north", "South", "2026-10-01", "2026"};

#define PICK(list) list[hand_pick(state, sizeof list / sizeof *list)]

static inline void random_time(struct column *column, size_t row, uint64_t *state) {
    if (hand_pick(state, 8) == 0)
        return;
    int64_t day = date_days(2026, 9, 25) + (int64_t)hand_pick(state, 14);
    if (hand_pick(state, 20) == 0)
        day = date_days(1970 + (int)hand_pick(state, 130), 1, 1) + (int64_t)hand_pick(state, 365);
    bool date_only = hand_pick(state, 3) == 0;
    static const int clocks[] = {0, 1, 34200, 34201, 43200, 86399};
    hand_time(column, row, day * DATE_DAY + (date_only ? 0 : PICK(clocks)), date_only);
}

static inline struct hand *random_table(size_t rows, uint64_t seed) {
    uint64_t *state = &seed;
    struct hand *hand = hand_new(rows);
    struct column *received = hand_add(hand, "received", COLUMN_TIME);
    struct column *closed = hand_add(hand, "closed", COLUMN_TIME);
    struct column *channel = hand_add(hand, "channel", COLUMN_DIMENSION);
    struct column *level = hand_add(hand, "level", COLUMN_DIMENSION);
    struct column *on_time = hand_add(hand, "on_time", COLUMN_FLAG);
    struct column *amount = hand_add(hand, "amount", COLUMN_NUMBER);
    struct column *replies = hand_add(hand, "replies", COLUMN_NUMBER);
    struct column *extra = hand_add(hand, "Sales region", COLUMN_DIMENSION);
    struct column *month = hand_add(hand, "Month", COLUMN_DIMENSION);
    struct column *all = hand_add(hand, "category_all", COLUMN_SET);
    struct column *text = hand_add(hand, "text", COLUMN_TEXT);
    static const uint32_t sets[] = {1, 2, 3, 5};
    dict_add(all->dict, STR("card.fraud"));
    dict_add(all->dict, STR("app"));
    dict_add(all->dict, STR("费用"));
    hand_sets(all, sets, 4);
    for (size_t row = 0; row < rows; row++) {
        random_time(received, row, state);
        random_time(closed, row, state);
        hand_dimension(channel, row, PICK(channels));
        hand_dimension(level, row, PICK(level_names));
        on_time->flags[row] = (int8_t)((int)hand_pick(state, 3) - 1);
        static const int64_t amounts[] = {NUMBER_NONE, 0, 10000, 15000, 1234567, -50000, 1000000};
        amount->numbers[row] = PICK(amounts);
        replies->numbers[row] = PICK(amounts);
        hand_dimension(extra, row, PICK(others));
        hand_dimension(month, row, PICK(others));
        all->codes[row] = (uint32_t)hand_pick(state, 5);
        hand_text(hand, text, row, PICK(channels));
    }
    return hand;
}

/* ---- the slow second computation: the same rows in a plain table */

static inline void must(int rc, sqlite3 *db) {
    if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
        fail_msg("%s", sqlite3_errmsg(db));
}

static inline sqlite3 *plain_copy(struct view *view) {
    sqlite3 *db;
    must(sqlite3_open(":memory:", &db), db);
    must(vtab_declare(db, "virtual", view, NULL), db);
    struct buf sql = {0};
    buf_printf(&sql, "create table complaints(");
    for (size_t i = 0; i < view->column_count; i++)
        buf_printf(&sql, "%s\"" STR_FMT "\" %s", i ? "," : "", STR_ARG(view->columns[i].name),
                   view_affinity(view->columns[i].kind));
    buf_printf(&sql, "); insert into complaints select * from virtual");
    buf_add_char(&sql, '\0');
    must(sqlite3_exec(db, sql.data, NULL, NULL, NULL), db);
    buf_free(&sql);
    return db;
}

static inline struct view_options options_of(const struct table *table) {
    return (struct view_options){.table = table, .as_of = VIEW_NO_TIME, .now = VIEW_NO_TIME};
}

#endif
