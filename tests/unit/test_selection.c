/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/selection.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/sql_oracle.h"

#include <stdio.h>
#include <string.h>

/* ---- random conditions */

static const char *const text_columns[] = {
    "received", "received",           "closed",       "channel", "channel", "channel",
    "level",    "\"Sales region\"",   "category_all", "month",   "week",    "year",
    "day",      "\"Month (export)\"", "half",         "quarter", "text"};
static const char *const number_columns[] = {"on_time", "amount", "replies", "weekday", "rowid"};
static const char *const literals[] = {"'2026-10-01'",
                                       "'2026-10-01 09:30:00'",
                                       "'2026-10-01 09:30'",
                                       "'2026-10'",
                                       "'2026'",
                                       "'2026-10-01 00:00:00'",
                                       "'2026-1'",
                                       "'2026-9-30'",
                                       "'2026-09-30 23:59:59'",
                                       "''",
                                       "'z'",
                                       "'Web'",
                                       "'web'",
                                       "'O''Neil'",
                                       "'5'",
                                       "5",
                                       "'05'",
                                       "5.0",
                                       "-5",
                                       "10",
                                       "'10'",
                                       "2026",
                                       "null",
                                       "'微信'",
                                       "'手机APP'",
                                       "x'576562'",
                                       "'high'",
                                       "'north'",
                                       "'app'",
                                       "'card.fraud;app'",
                                       "'2026-W40'",
                                       "'2026-Q3'",
                                       "'2026-H2'",
                                       "1",
                                       "0",
                                       "2",
                                       "1.5",
                                       "123.4567",
                                       "100",
                                       "'1'",
                                       "cast('5' as integer)",
                                       "cast(5 as text)",
                                       "'2106-02-07'",
                                       "'1970-01-01'",
                                       "'1969'",
                                       "1e400"};
static const char *const values[] = {"date('2026-10-01')",
                                     "date('2026-10-01','-3 days')",
                                     "lower('WEB')",
                                     "(select max(received) from complaints)",
                                     "(select 5)",
                                     "(select amount from complaints where rowid = 2)",
                                     "channel",
                                     "level",
                                     "closed",
                                     "datetime('2026-10-01 09:30:00')",
                                     "(select null)",
                                     "substr('Web',1,3)",
                                     "(select '5')"};
static const char *const tests[] = {"=", "=", "<>", "<", "<=", ">", ">=", "is", "is not", "==", "!="};
static const char *const patterns[] = {"'2026-10%'", "'2026-10-01%'", "'%'",          "'W%'",    "'%eb'",
                                       "'_eb'",      "'手%'",         "'2026-10-0_'", "'a\\_b'", "5",
                                       "null",       "'5%'",          "'2026%1'",     "'%;%'",   "'x%'"};
static const char *const globs[] = {"'W*'", "'*'", "'2026-10*'", "'[Ww]eb'", "'?eb'", "'[[]x]'", "null"};
static const char *const lists[] = {"('Web','5')",
                                    "(5, 'web')",
                                    "()",
                                    "('Web', null)",
                                    "(select level from complaints)",
                                    "(select replies from complaints)",
                                    "('2026-10-01','2026-09-30 23:59:59')",
                                    "(5)",
                                    "('2026-10', '2026-W40')",
                                    "(select '5' union select amount from complaints)",
                                    "(1,0)"};
static const char *const collates[] = {
    "", "", "", "", "", " collate nocase", " collate binary", " collate rtrim"};

static void random_atom(struct buf *out, uint64_t *state) {
    const char *column = hand_pick(state, 4) ? PICK(text_columns) : PICK(number_columns);
    switch (hand_pick(state, 12)) {
    case 0:
        buf_printf(out, "%s is %snull", column, hand_pick(state, 2) ? "not " : "");
        break;
    case 1:
        buf_printf(out, "%s %sin %s", column, hand_pick(state, 3) ? "" : "not ", PICK(lists));
        break;
    case 2:
        buf_printf(out, "%s %slike %s", column, hand_pick(state, 3) ? "" : "not ", PICK(patterns));
        break;
    case 3:
        buf_printf(out, "%s %sglob %s", column, hand_pick(state, 3) ? "" : "not ", PICK(globs));
        break;
    case 4:
        buf_printf(out, "%s %sbetween %s and %s", column, hand_pick(state, 3) ? "" : "not ", PICK(literals),
                   PICK(literals));
        break;
    case 5:
        buf_printf(out, "%s %s %s%s", column, PICK(tests), PICK(values), PICK(collates));
        break;
    case 6:
        buf_printf(out, "%s%s %s %s", column, PICK(collates), PICK(tests), PICK(literals));
        break;
    case 7:
        buf_printf(out, "%s %s %s", PICK(literals), PICK(tests), column);
        break;
    default:
        buf_printf(out, "%s %s %s%s", column, PICK(tests), PICK(literals), PICK(collates));
    }
}

static void random_condition(struct buf *out, uint64_t *state, int depth) {
    size_t shape = depth ? hand_pick(state, 6) : 5;
    if (shape >= 4) {
        random_atom(out, state);
        return;
    }
    if (shape == 3) {
        buf_printf(out, "not (");
        random_condition(out, state, depth - 1);
        buf_printf(out, ")");
        return;
    }
    buf_printf(out, "(");
    random_condition(out, state, depth - 1);
    buf_printf(out, shape == 2 ? ") or (" : ") and (");
    random_condition(out, state, depth - 1);
    buf_printf(out, ")");
}

/* Bits of the rows for which the condition holds; false when SQLite finds it wrong. */
static bool plain_where(sqlite3 *db, struct str condition, uint64_t *bits) {
    struct buf sql = {0};
    buf_printf(&sql, "select rowid from complaints where (" STR_FMT ")", STR_ARG(condition));
    sqlite3_stmt *statement;
    int rc = sqlite3_prepare_v2(db, sql.data, (int)sql.size, &statement, NULL);
    buf_free(&sql);
    if (rc != SQLITE_OK)
        return false;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
        size_t row = (size_t)sqlite3_column_int64(statement, 0) - 1;
        bits[row / 64] |= (uint64_t)1 << (row % 64);
    }
    return sqlite3_finalize(statement) == SQLITE_OK;
}

static void compare(const struct table *table, sqlite3 *plain, struct str condition, unsigned jobs) {
    size_t words = (table->rows + 63) / 64;
    uint64_t *expected = heap_array(words, 8), *bits = NULL;
    bool valid = plain_where(plain, condition, expected);
    struct view_options options = options_of(table);
    struct err err = {0};
    bool ok = selection_where(&options, condition, &(struct selection_options){.jobs = jobs}, &bits, &err);
    if (ok != valid)
        fail_msg("%.*s: %s", STR_ARG(condition), err.message);
    for (size_t i = 0; ok && i < table->rows; i++)
        if ((expected[i / 64] ^ bits[i / 64]) >> (i % 64) & 1)
            fail_msg("%.*s: row %zu", STR_ARG(condition), i + 1);
    heap_free(expected);
    heap_free(bits);
}

static void conditions_choose_what_sqlite_would(void **unused) {
    (void)unused;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct hand *hand = random_table(700, seed);
        struct view_options options = options_of(&hand->table);
        struct view *view = view_new(&options);
        sqlite3 *plain = plain_copy(view);
        struct buf condition = {0};
        uint64_t state = seed * 1000;
        for (int i = 0; i < 1200; i++) {
            buf_clear(&condition);
            random_condition(&condition, &state, i % 4);
            compare(&hand->table, plain, buf_str(&condition), 1);
        }
        buf_free(&condition);
        sqlite3_close(plain);
        view_free(view);
        hand_free(hand);
    }
}

/* The other side's affinity, NULL and collation at their most treacherous. */
static const char *const tricky[] = {
    "channel = (select x from (select amount as x from complaints where rowid = 1 union all select '5') "
    "limit 1 "
    "offset 1)",
    "received is (select null)",
    "received is not (select null)",
    "closed is received",
    "channel is null or channel is not 'Web'",
    "not (channel <> 'Web')",
    "(channel, level) = ('Web', '1')",
    "(received, closed) > ('2026-10-01', '2026-10-02')",
    "(received, level) in (select received, level from complaints where rowid < 40)",
    "channel in (select channel from complaints where received < '2026-09-27') and level = '1'",
    "rowid in (3, 5, '7', 8.0, null)",
    "rowid > 3.5 and rowid < '60' and rowid <> 9",
    "rowid = 9223372036854775807 or rowid = -9223372036854775808 or rowid <= 0",
    "received >= '2026-10-01' is true",
    "+channel = 'Web'",
    "channel || '' = 'Web'",
    "channel like 'w%' escape 'w'",
    "received like '%'",
    "received like '2026-10-01 0%' or closed glob '2026-10-01 [0-9]*'",
    "channel < 'web' and channel > 'Phone' and channel <> 'WEB ' and channel is not 'Wéb'",
    "case when channel = 'Web' then received >= '2026-10-01' else level = 1 end",
    "year = 2026 and month = '2026-10' and weekday between 2 and 4",
    "year = 2026.0",
    "week in ('2026-W40', '2026-W41') and day <> '2026-10-01'",
    "amount = '1.5' or replies = '0'",
    "exists (select 1 from complaints c where c.channel = complaints.channel and c.rowid < complaints.rowid "
    "- 650)",
};

static void treacherous_conditions_too(void **unused) {
    (void)unused;
    struct hand *hand = random_table(700, 77);
    struct view_options options = options_of(&hand->table);
    struct view *view = view_new(&options);
    sqlite3 *plain = plain_copy(view);
    for (size_t i = 0; i < sizeof tricky / sizeof *tricky; i++)
        compare(&hand->table, plain, str_of(tricky[i]), 1);
    sqlite3_close(plain);
    view_free(view);
    hand_free(hand);
}

/* Bytes changed, lost, doubled: whatever is accepted must mean what it would mean in parentheses. */
static void mangled_conditions_are_refused_or_mean_the_same(void **unused) {
    (void)unused;
    struct hand *hand = random_table(60, 12);
    struct view_options options = options_of(&hand->table);
    struct view *view = view_new(&options);
    sqlite3 *plain = plain_copy(view);
    static const char spice[] = "()';\"-/*%,=<> \n1a[]`?:@$\\\0";
    uint64_t state = 99, *rolls = &state;
    size_t accepted = 0;
    for (int i = 0; i < 4000; i++) {
        struct buf condition = {0};
        random_condition(&condition, rolls, i % 3);
        for (size_t edits = 1 + hand_pick(rolls, 3); edits--;) {
            size_t at = hand_pick(rolls, condition.size);
            if (hand_pick(rolls, 2))
                condition.data[at] = spice[hand_pick(rolls, sizeof spice)];
            else
                condition.size = hand_pick(rolls, 3) ? condition.size : at + 1;
        }
        uint64_t bits[1] = {0}, *chosen;
        struct err err = {0};
        if (selection_where(&options, buf_str(&condition), &(struct selection_options){.jobs = 1}, &chosen,
                            &err)) {
            accepted++;
            buf_add_char(&condition, '\n'); /* a comment may end it */
            assert_true(str_trim(buf_str(&condition)).size == 0 ||
                        plain_where(plain, buf_str(&condition), bits));
            if (str_trim(buf_str(&condition)).size && chosen[0] != bits[0])
                fail_msg("%.*s", (int)condition.size, condition.data);
            heap_free(chosen);
        } else {
            assert_int_equal(err.kind, ERR_USAGE);
        }
        buf_free(&condition);
    }
    assert_in_range(accepted, 400, 3000);
    sqlite3_close(plain);
    view_free(view);
    hand_free(hand);
}

static void threads_change_nothing(void **unused) {
    (void)unused;
    static const char *const list[] = {
        "channel = 'Web' and received >= '2026-10-01'",
        "amount > 1 or level in ('1', '2')",
        "amount > (select avg(amount) from complaints)",
        "rowid % 7 = 3",
        "(select count(*) from complaints c where c.level = complaints.level and c.rowid < 9) > 2",
        "received like '2026-10-0%' and on_time = 1",
    };
    struct hand *hand = random_table(150000, 9);
    struct view_options options = options_of(&hand->table);
    struct view *view = view_new(&options);
    sqlite3 *plain = plain_copy(view);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        for (unsigned jobs = 1; jobs <= 7; jobs += jobs == 1 ? 1 : 5)
            compare(&hand->table, plain, str_of(list[i]), jobs);
    sqlite3_close(plain);
    view_free(view);
    hand_free(hand);
}

/* ---- what is refused */

static const char *message_of(const char *condition, struct sql_limits limits, char out[512]) {
    struct hand *hand = random_table(100, 3);
    struct view_options options = options_of(&hand->table);
    struct err err = {0};
    struct buf text = {0};
    uint64_t *bits = NULL;
    struct selection_options how = {.jobs = 2, .origin = "--where", .limits = limits};
    if (selection_where(&options, str_of(condition), &how, &bits, &err))
        buf_printf(&text, "%zu rows", selection_count(bits, 100));
    else
        err_format(&err, &text);
    snprintf(out, 512, STR_FMT, STR_ARG(buf_str(&text)));
    buf_free(&text);
    heap_free(bits);
    hand_free(hand);
    return out;
}

static void wrong_conditions_say_what_and_where(void **unused) {
    (void)unused;
    static const char *const list[][2] = {
        {"", "100 rows"},
        {"  \n ", "100 rows"},
        {"1 -- all of them", "100 rows"},
        {"1 /* all */", "100 rows"},
        {"chanel = 'Web'", "--where:1:1: no such column: chanel; did you mean channel?"},
        {"level = '1'\n and chanel = 'Web'", "--where:2:6: no such column: chanel; did you mean channel?"},
        {"channel = '微信' and Unit = 'A'",
         "--where:1:20: no such column: Unit; redress check lists the columns"},
        {"unit = 'A'",
         "--where:1:1: no such column: unit; no export has it; --map unit=HEADER says which column it is"},
        {"channel = \"Web\"",
         "--where:1:11: no such column: Web; double quotes name columns; texts stand in single ones: 'Web'"},
        {"channel = ", "--where:1:11: the condition is not complete"},
        {"(channel = 'Web'", "--where:1:17: the condition is not complete"},
        {"channel = 'Web", "--where:1:11: the quote that opens here is not closed"},
        {"channel = \\ 3", "--where:1:11: this means nothing in SQL"},
        {"channel == = 'x'", "--where:1:12: near \"=\": syntax error"},
        {"foo(channel)", "--where:1:1: no such function: foo"},
        {"1) or (1", "--where:1:2: near \")\": syntax error"},
        {"1; drop table complaints", "--where:1:2: near \";\": syntax error"},
        {"1 then 2 when 1", "--where:1:3: near \"then\": syntax error"},
        {"1 /*", "--where:1:5: the condition is not complete"},
        {"1)--", "--where:1:2: near \")\": syntax error"},
        {"1 limit 3", "--where:1:3: near \"limit\": syntax error"},
        {"1 end from complaints --", "--where:1:3: near \"end\": syntax error"},
        {"count(*) > 1", "--where:1:1: misuse of aggregate function count()"},
        {"rowid = ?", "--where:1:1: a parameter (?, :name, @name, $name) has no value here"},
        {"random() > 0", "--where:1:1: the function random may not be used in a condition; a condition only "
                         "reads, from the tables complaints and matches"},
        {"load_extension('x')", "--where:1:1: the function load_extension may not be used in a condition; a "
                                "condition only reads, from the tables complaints and matches"},
        {"(select count(*) from sqlite_master) > 0",
         "--where:1:1: the table sqlite_master may not be used in a condition; a condition only reads, from "
         "the tables complaints and matches"},
        {"exists (select * from pragma_compile_options)",
         "--where:1:1: anything but SELECT may not be used in a condition; a condition only reads, from the "
         "tables complaints and matches"},
        {"readfile('/etc/passwd') is null", "--where:1:1: no such function: readfile"},
        {"received < date('now')", "--where:1:1: the condition asks for 'now', which is not known here; "
                                   "write the date, or give --today"},
        {"channel = (select x from (delete from complaints returning x))",
         "--where:1:27: near \"delete\": syntax error"},
    };
    char out[512];
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        assert_string_equal(message_of(list[i][0], (struct sql_limits){0}, out), list[i][1]);
}

static void endless_conditions_are_stopped(void **unused) {
    (void)unused;
    char out[512];
    static const char endless[] =
        "(with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n) > 0";
    assert_string_equal(message_of(endless, (struct sql_limits){.seconds = 0.05}, out),
                        "--where:1:1: the condition ran longer than 0.05 seconds and was stopped; make it "
                        "simpler, or look at fewer rows");
    volatile sig_atomic_t stop = 1;
    assert_string_equal(message_of(endless, (struct sql_limits){.interrupted = &stop}, out), "interrupted");
}

static void now_is_the_reports(void **unused) {
    (void)unused;
    struct hand *hand = random_table(5000, 5);
    struct view_options options = options_of(&hand->table);
    options.now = date_days(2026, 10, 3) * DATE_DAY;
    struct err err = {0};
    uint64_t *a, *b;
    assert_true(selection_where(&options, STR("received >= date('now', '-2 days')"),
                                &(struct selection_options){.jobs = 1}, &a, &err));
    assert_true(selection_where(&options, STR("received >= '2026-10-01'"),
                                &(struct selection_options){.jobs = 1}, &b, &err));
    assert_memory_equal(a, b, (5000 + 63) / 64 * 8);
    assert_true(selection_count(a, 5000) > 1000);
    heap_free(a);
    heap_free(b);
    hand_free(hand);
}

int main(void) {
    const struct CMUnitTest list[] = {
        cmocka_unit_test(conditions_choose_what_sqlite_would),
        cmocka_unit_test(treacherous_conditions_too),
        cmocka_unit_test(mangled_conditions_are_refused_or_mean_the_same),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(wrong_conditions_say_what_and_where),
        cmocka_unit_test(endless_conditions_are_stopped),
        cmocka_unit_test(now_is_the_reports),
    };
    return cmocka_run_group_tests(list, NULL, NULL);
}
