/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/measure.h"
#include "analysis/query/reads.h"
#include "analysis/query/save.h"
#include "analysis/query/sql.h"
#include "tests/unit/sql_oracle.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- rows as lines of text */

static bool ignore_columns(void *context, const struct str *names, size_t count, struct err *err) {
    (void)context, (void)names, (void)count, (void)err;
    return true;
}

static bool show_columns(void *context, const struct str *names, size_t count, struct err *err) {
    (void)err;
    for (size_t i = 0; i < count; i++)
        buf_printf(context, "%s" STR_FMT, i ? "|" : "", STR_ARG(names[i]));
    buf_add_char(context, '\n');
    return true;
}

static bool show_row(void *context, const struct sql_value *values, size_t count, struct err *err) {
    (void)err;
    for (size_t i = 0; i < count; i++) {
        buf_printf(context, "%s", i ? "|" : "");
        if (values[i].type == SQL_INTEGER)
            buf_printf(context, "%lld", (long long)values[i].integer);
        else if (values[i].type == SQL_REAL)
            buf_printf(context, "%.10g.", values[i].real);
        else if (values[i].type == SQL_TEXT)
            buf_add(context, values[i].text);
        else
            buf_printf(context, "null");
    }
    buf_add_char(context, '\n');
    return true;
}

static bool run(const struct view_options *view, const char *statement, struct buf *out, struct err *err) {
    struct sql_query query = {.view = *view, .statement = str_of(statement), .origin = "SQL"};
    return sql_run(&query, &(struct sql_sink){ignore_columns, show_row, out}, err);
}

/* What a plain table gives. */
static void run_plain(sqlite3 *db, const char *statement, struct buf *out) {
    sqlite3_stmt *compiled;
    must(sqlite3_prepare_v2(db, statement, -1, &compiled, NULL), db);
    while (sqlite3_step(compiled) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(compiled); i++) {
            int type = sqlite3_column_type(compiled, i);
            buf_printf(out, "%s", i ? "|" : "");
            if (type == SQLITE_FLOAT)
                buf_printf(out, "%.10g.", sqlite3_column_double(compiled, i));
            else
                buf_printf(out, "%s",
                           type == SQLITE_NULL ? "null" : (const char *)sqlite3_column_text(compiled, i));
        }
        buf_add_char(out, '\n');
    }
    must(sqlite3_finalize(compiled), db);
}

static int by_line(const void *a, const void *b) {
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static void sort_lines(struct buf *text) {
    struct str rest = buf_str(text), lines[4096];
    size_t count = 0;
    while (rest.size && count < 4096) {
        size_t end = str_find_char(rest, '\n');
        lines[count++] = str_sub(rest, 0, end);
        rest = str_sub(rest, end + 1, rest.size);
    }
    qsort(lines, count, sizeof *lines, by_line);
    struct buf sorted = {0};
    for (size_t i = 0; i < count; i++)
        buf_printf(&sorted, STR_FMT "\n", STR_ARG(lines[i]));
    buf_free(text);
    *text = sorted;
}

static void same(const struct view_options *view, sqlite3 *plain, const char *statement, bool ordered) {
    struct buf mine = {0}, theirs = {0};
    struct err err = {0};
    if (!run(view, statement, &mine, &err))
        fail_msg("%s: %s", statement, err.message);
    run_plain(plain, statement, &theirs);
    if (!ordered) {
        sort_lines(&mine);
        sort_lines(&theirs);
    }
    if (!str_equal(buf_str(&mine), buf_str(&theirs)))
        fail_msg("%s:\n%.*s\nbut SQLite gives\n%.*s", statement, (int)mine.size, mine.data, (int)theirs.size,
                 theirs.data);
    buf_free(&mine);
    buf_free(&theirs);
}

/* ---- grouping and sorting */

static const char *const keys[] = {"channel",
                                   "level",
                                   "on_time",
                                   "month",
                                   "year",
                                   "weekday",
                                   "week",
                                   "day",
                                   "quarter",
                                   "half",
                                   "category_all",
                                   "\"Sales region\"",
                                   "\"Month (export)\"",
                                   "received",
                                   "amount",
                                   "lower(channel)"};
static const char *const shown[] = {"count(*)",
                                    "sum(amount)",
                                    "max(received)",
                                    "count(distinct channel)",
                                    "avg(replies)",
                                    "min(rowid)",
                                    "group_concat(distinct level)"};
static const char *const wheres[] = {"",
                                     "where channel = 'Web'",
                                     "where received >= '2026-10-01'",
                                     "where amount > 1",
                                     "where level in ('1','2') and month = '2026-10'",
                                     "where channel = 'nobody'"};

static void random_query(struct buf *out, uint64_t *state, bool *ordered) {
    struct buf list = {0};
    size_t count = 1 + hand_pick(state, 3);
    for (size_t i = 0; i < count; i++)
        buf_printf(&list, "%s%s", i ? ", " : "", PICK(keys));
    size_t shape = hand_pick(state, 5);
    const char *where = PICK(wheres);
    *ordered = shape == 1 || shape == 3;
    if (shape <= 1)
        buf_printf(out, "select " STR_FMT ", %s from complaints %s group by " STR_FMT,
                   STR_ARG(buf_str(&list)), PICK(shown), where, STR_ARG(buf_str(&list)));
    else if (shape == 2)
        buf_printf(out, "select distinct " STR_FMT " from complaints %s", STR_ARG(buf_str(&list)), where);
    else if (shape == 3)
        buf_printf(out, "select distinct " STR_FMT " from complaints %s", STR_ARG(buf_str(&list)), where);
    else
        buf_printf(out, "select rowid, " STR_FMT " from complaints %s", STR_ARG(buf_str(&list)), where);
    if (*ordered)
        buf_printf(out, " order by " STR_FMT "%s", STR_ARG(buf_str(&list)),
                   hand_pick(state, 2) ? " desc" : "");
    if (shape == 4) {
        buf_printf(out, " order by " STR_FMT " desc, rowid", STR_ARG(buf_str(&list)));
        *ordered = true;
    }
    buf_free(&list);
}

static const char *const queries[] = {
    "select count(*) from complaints",
    "select * from complaints order by rowid limit 50",
    "select channel from complaints group by 1 having count(*) > 30 order by count(*) desc, channel",
    "select a.channel, count(*) from complaints a join complaints b on a.rowid = b.rowid group by a.channel "
    "order by 1",
    "select a.channel, count(*) from complaints a join (select distinct channel from complaints where level "
    "= '1') b "
    "on a.channel = b.channel group by a.channel order by 1",
    "select a.level, b.level, count(*) from complaints a, complaints b where a.rowid = b.rowid + 1 and "
    "a.month = "
    "'2026-10' group by a.level, b.level order by 1, 2",
    "select channel, level from complaints where rowid < 30 union select level, channel from complaints "
    "order by 1, 2",
    "select level, row_number() over (partition by level order by rowid) from complaints where rowid < 99 "
    "order by 1, 2",
    "select distinct level, month from complaints order by month desc, level limit 7",
    "select channel collate nocase as c, count(*) from complaints group by c order by c",
    "select max(received), channel from complaints where received like '2026-10%'",
    "select channel from complaints where level = '2' order by channel limit 3 offset 4",
    "with a as (select level, count(*) n from complaints group by level) select * from a order by n, level",
    "select sum(n) from (select count(*) n from complaints group by channel, level)",
    "select min(channel), max(channel), count(channel), count(distinct channel) from complaints",
    "select channel, (select count(*) from complaints c where c.channel = complaints.channel) from "
    "complaints "
    "where rowid <= 20 order by rowid",
    "select level, (select group_concat(channel) from (select channel from complaints c where c.level = "
    "complaints.level and c.rowid < 60 group by channel)) from complaints where rowid <= 20 order by rowid",
    "select day, week, count(*) from complaints where rowid <= 5 group by day, week order by day desc, week "
    "desc",
    "select exists (select 1 from complaints where channel = 'Web' and level = 'high')",
};

static void groups_and_orders_are_those_of_sqlite(void **unused) {
    (void)unused;
    for (uint64_t seed = 1; seed <= 2; seed++) {
        struct hand *hand = random_table(400, seed);
        struct view_options options = options_of(&hand->table);
        struct view *view = view_new(&options);
        sqlite3 *plain = plain_copy(view);
        for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
            same(&options, plain, queries[i], true);
        uint64_t state = seed;
        struct buf query = {0};
        for (int i = 0; i < 800; i++) {
            bool ordered;
            buf_clear(&query);
            random_query(&query, &state, &ordered);
            buf_add_char(&query, '\0');
            same(&options, plain, query.data, ordered);
        }
        buf_free(&query);
        sqlite3_close(plain);
        view_free(view);
        hand_free(hand);
    }
}

/* ---- values */

/* Three complaints: a day, an instant, nothing. */
static struct hand *small_table(void) {
    struct hand *hand = hand_new(3);
    struct column *received = hand_add(hand, "received", COLUMN_TIME);
    struct column *closed = hand_add(hand, "closed", COLUMN_TIME);
    struct column *channel = hand_add(hand, "channel", COLUMN_DIMENSION);
    struct column *clash = hand_add(hand, "Channel", COLUMN_DIMENSION);
    struct column *amount = hand_add(hand, "amount", COLUMN_NUMBER);
    struct column *replies = hand_add(hand, "replies", COLUMN_NUMBER);
    struct column *on_time = hand_add(hand, "on_time", COLUMN_FLAG);
    struct column *text = hand_add(hand, "text", COLUMN_TEXT);
    struct column *category = hand_add(hand, "category", COLUMN_DIMENSION);
    struct column *all = hand_add(hand, "category_all", COLUMN_SET);
    struct column *rule = hand_add(hand, "rule", COLUMN_DIMENSION);
    int64_t day = date_days(2026, 10, 21) * DATE_DAY;
    hand_time(received, 0, day, true);
    hand_time(closed, 0, day + 3 * DATE_DAY, true);
    hand_time(received, 1, day + 34200, false);
    hand_dimension(channel, 0, "Web");
    hand_dimension(clash, 0, "a \"b\"");
    amount->numbers[0] = 1234567;
    amount->numbers[1] = 30000;
    amount->numbers[2] = NUMBER_NONE;
    replies->numbers[0] = 30000;
    replies->numbers[1] = 15000;
    replies->numbers[2] = NUMBER_NONE;
    on_time->flags[0] = 1;
    on_time->flags[2] = FLAG_NONE;
    hand_text(hand, text, 0, "钱\"\"没\"\"到账");
    dict_add(all->dict, STR("app"));
    dict_add(all->dict, STR("card.fraud"));
    hand_sets(all, (const uint32_t[]){3, 1}, 2);
    all->codes[0] = 1;
    all->codes[1] = 2;
    hand_dimension(category, 0, "card.fraud");
    hand_dimension(category, 1, "app");
    hand_dimension(rule, 0, "card.fraud.online");
    return hand;
}

static void check_sql(const struct view_options *options, const char *statement, const char *expected) {
    struct sql_query query = {.view = *options, .statement = str_of(statement), .origin = "SQL"};
    struct buf out = {0};
    struct err err = {0};
    if (!sql_run(&query, &(struct sql_sink){show_columns, show_row, &out}, &err)) {
        buf_clear(&out);
        err_format(&err, &out);
    }
    buf_add_char(&out, '\0');
    assert_string_equal(out.data, expected);
    buf_free(&out);
}

static void values_are_as_promised(void **unused) {
    (void)unused;
    struct hand *hand = small_table();
    struct view_options options = options_of(&hand->table);
    check_sql(&options, "select rowid, * from complaints",
              "rowid|received|closed|channel|Channel "
              "(export)|amount|replies|on_time|text|category|category_all|rule|"
              "year|half|quarter|month|week|day|weekday|resolution_days|resolution_workdays|age_days\n"
              "1|2026-10-21|2026-10-24|Web|a "
              "\"b\"|123.4567.|3|1|钱\"没\"到账|card.fraud|app;card.fraud|card.fraud.online|"
              "2026|2026-H2|2026-Q4|2026-10|2026-W43|2026-10-21|3|null|null|null\n"
              "2|2026-10-21 09:30:00|null|null|null|3.|1.5.|0|null|app|app|null|"
              "2026|2026-H2|2026-Q4|2026-10|2026-W43|2026-10-21|3|null|null|null\n"
              "3|null|null|null|null|null|null|null|null|null|null|null|"
              "null|null|null|null|null|null|null|null|null|null\n");
    check_sql(&options, "select * from matches",
              "complaint|axis|category|rule\n1|category|app|null\n1|category|card.fraud|card.fraud.online\n"
              "2|category|app|null\n");
    check_sql(&options,
              "select m.category, count(*), max(c.received) from complaints c join matches m on m.complaint "
              "= c.rowid "
              "group by 1 order by 1",
              "category|count(*)|max(c.received)\napp|2|2026-10-21 09:30:00\ncard.fraud|1|2026-10-21\n");
    check_sql(&options, "select x'00ff' as a, cast(x'ff' as text) as b, 1e999 as c", "a|b|c\n00FF|FF|inf.\n");
    uint64_t selected = 2;
    options.selected = &selected;
    check_sql(&options, "select rowid, channel from complaints", "rowid|channel\n2|null\n");
    check_sql(&options, "select * from matches", "complaint|axis|category|rule\n2|category|app|null\n");
    hand_free(hand);
}

static void durations_follow_the_life_of_a_case(void **unused) {
    (void)unused;
    struct hand *hand = small_table();
    struct lifecycle *life = lifecycle_new(&hand->table, 1);
    struct view_options options = options_of(&hand->table);
    options.life = life;
    options.as_of = date_days(2026, 11, 1) * DATE_DAY;
    check_sql(&options, "select resolution_days, age_days from complaints",
              "resolution_days|age_days\n3.|null\nnull|10.60416667.\nnull|null\n");
    options.as_of = date_days(2026, 10, 23) * DATE_DAY; /* the close is not known yet */
    check_sql(&options, "select resolution_days, age_days from complaints",
              "resolution_days|age_days\nnull|2.\nnull|1.604166667.\nnull|null\n");
    check_sql(&options, "select date('now'), current_date",
              "date('now')|current_date\n2026-10-23|2026-10-23\n");
    lifecycle_free(life);
    hand_free(hand);
}

/* ---- measures */

static void measures_are_the_native_ones(void **unused) {
    (void)unused;
    static const char *const measures[] = {"received",     "closed",   "open",
                                           "closure_rate", "p50_days", "mean_days"};
    struct hand *hand = random_table(3000, 8);
    struct lifecycle *life = lifecycle_new(&hand->table, 1);
    struct view_options options = options_of(&hand->table);
    options.life = life;
    options.period = period_range(date_days(2026, 9, 28), date_days(2026, 10, 5));
    options.as_of = options.period.end;
    struct arena *arena = arena_new();
    const struct column *level = hand->table.columns[3];
    size_t levels = dict_size(level->dict);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        struct measure_ref ref;
        struct err err = {0};
        struct figure *figures;
        assert_true(measure_find(str_of(measures[i]), arena, &ref, &err));
        struct measure_request request = {.table = &hand->table,
                                          .life = life,
                                          .periods = &options.period,
                                          .period_count = 1,
                                          .as_of = options.as_of,
                                          .groups = level->codes,
                                          .group_count = levels,
                                          .refs = &ref,
                                          .ref_count = 1,
                                          .jobs = 1};
        assert_true(measure_run(&request, arena, &figures, &err));
        struct buf out = {0}, expected = {0};
        char statement[200];
        snprintf(statement, sizeof statement, "select %s(rowid) from complaints group by level", measures[i]);
        assert_true(run(&options, statement, &out, &err));
        struct view *view = view_new(&options);
        struct view_column *column = view_column(view, STR("level"));
        view_need(view, column);
        uint32_t *ranks = view_ranks(column);
        for (uint32_t rank = 0; rank < levels; rank++)
            for (uint32_t code = 0; code < levels; code++)
                if (ranks[code] == rank) {
                    double value = figures[code].value;
                    buf_printf(&expected,
                               isnan(value)                      ? "null\n"
                               : ref.measure->unit == UNIT_COUNT ? "%.0f\n"
                                                                 : "%.10g.\n",
                               value);
                }
        assert_int_equal(out.size, expected.size);
        assert_memory_equal(out.data, expected.data, out.size);
        heap_free(ranks);
        view_free(view);
        buf_free(&out);
        buf_free(&expected);
    }
    arena_free(arena);
    lifecycle_free(life);
    hand_free(hand);
}

/* ---- regexes */

static void regexes_are_those_of_rules(void **unused) {
    (void)unused;
    struct hand *hand = small_table();
    struct view_options options = options_of(&hand->table);
    check_sql(&options, "select rowid from complaints where channel regexp '^wEb$' and text regexp '沒.到'",
              "rowid\n1\n");
    check_sql(&options,
              "select 'ＡＰＰ闪退' regexp 'app(闪退|crash)' as a, null regexp 'x' as b, 'y' regexp 'x' as c",
              "a|b|c\n1|null|0\n");
    check_sql(&options, "select channel regexp '(' from complaints",
              "SQL:1:1: not a regular expression, /(/: missing closing parenthesis; look at character 3");
    check_sql(&options, "select v regexp v as same from (select 'a' as v union all select 'b')",
              "same\n1\n1\n");
    hand_free(hand);
}

/* ---- what is refused */

static void wrong_statements_say_what_and_where(void **unused) {
    (void)unused;
    static const char *const list[][2] = {
        {"", "SQL:1:1: there is no SQL in it"},
        {"-- nothing", "SQL:1:1: there is no SQL in it"},
        {"select 1; select 2", "SQL:1:10: one statement only"},
        {"select 1 as a; -- done", "a\n1\n"},
        {"select 1 as a ;;", "a\n1\n"},
        {"selekt 1", "SQL:1:1: near \"selekt\": syntax error"},
        {"select", "SQL:1:7: the statement is not complete"},
        {"select * from complaint",
         "SQL:1:1: no such table: complaint; the tables are complaints and matches"},
        {"select p50_day(rowid) from complaints",
         "SQL:1:8: no such function: p50_day; did you mean p50_days, p90_days?"},
        {"delete from complaints", "SQL:1:1: table complaints may not be modified"},
        {"create table x(a)",
         "SQL:1:1: anything but SELECT may not be used in a statement; a statement only reads, "
         "from the tables complaints and matches"},
        {"attach 'x.db' as x",
         "SQL:1:1: ATTACH may not be used in a statement; a statement only reads, from the "
         "tables complaints and matches"},
        {"pragma table_info(complaints)",
         "SQL:1:1: PRAGMA may not be used in a statement; a statement only reads, from "
         "the tables complaints and matches"},
        {"vacuum into 'x.db'", "SQL:1:1: only SELECT may be used"},
        {"begin", "SQL:1:1: anything but SELECT may not be used in a statement; a statement only reads, from "
                  "the tables "
                  "complaints and matches"},
        {"explain select 1", "SQL:1:1: only SELECT may be used"},
        {"select * from dbstat",
         "SQL:1:1: anything but SELECT may not be used in a statement; a statement only reads, from "
         "the tables complaints and matches"},
        {"select date(received, 'localtime') from complaints",
         "SQL:1:23: times are in the report's zone; there is no other"},
        {"select p50_days(received) from complaints",
         "SQL:1:1: a measure takes the rowid of complaints, as in p50_days(rowid)"},
        {"select p50_days(rowid) from complaints", "SQL:1:1: measures are not known here"},
        {"select value from json_each('[3,4]')", "value\n3\n4\n"},
        {"select writefile('x', 'y')", "SQL:1:8: no such function: writefile"},
        {"select * from complaints where channel match 'x'",
         "SQL:1:40: the function match may not be used in a statement; a statement only reads, from the "
         "tables complaints "
         "and matches"},
    };
    struct hand *hand = small_table();
    struct view_options options = options_of(&hand->table);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        check_sql(&options, list[i][0], list[i][1]);
    hand_free(hand);
}

static void endless_statements_are_stopped(void **unused) {
    (void)unused;
    struct hand *hand = random_table(3000, 4);
    static const char *const list[] = {
        "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
        "select count(*) from complaints a, complaints b, complaints c where a.amount + b.amount + c.amount "
        "= 7",
    };
    for (size_t i = 0; i < 2; i++) {
        struct sql_query query = {
            .view = options_of(&hand->table), .statement = str_of(list[i]), .limits = {.seconds = 0.05}};
        struct buf out = {0};
        struct err err = {0};
        assert_false(sql_run(&query, &(struct sql_sink){ignore_columns, show_row, &out}, &err));
        assert_string_equal(err.message, "the statement ran longer than 0.05 seconds and was stopped");
        buf_free(&out);
    }
    hand_free(hand);
}

/* ---- a plain database */

static void a_saved_database_holds_the_same(void **unused) {
    (void)unused;
    struct hand *hand = random_table(300, 6);
    struct view_options options = options_of(&hand->table);
    char folder[] = "/tmp/redress-save-XXXXXX", path[64], wrong[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/all.db", folder);
    snprintf(wrong, sizeof wrong, "%s/none/all.db", folder);
    struct err err = {0};
    for (int round = 0; round < 2; round++) /* also over an older one */
        assert_true(save_database(&options, &(struct sql_limits){0}, path, &err));
    sqlite3 *db;
    must(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), db);
    same(&options, db,
         "select rowid, channel, received, category_all, year, amount from complaints order by rowid", true);
    same(&options, db, "select * from matches order by complaint, category", true);
    sqlite3_close(db);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_false(save_database(&options, &(struct sql_limits){0}, wrong, &err));
    assert_int_equal(err.kind, ERR_IO);
    volatile sig_atomic_t stop = 1;
    err = (struct err){0};
    assert_false(save_database(&options, &(struct sql_limits){.interrupted = &stop}, path, &err));
    assert_string_equal(err.message, "interrupted");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0); /* nothing else was left */
    hand_free(hand);
}

/* ---- two phases */

static void reading_is_known_before_loading(void **unused) {
    (void)unused;
    struct str headers[] = {STR("Sales region"), STR("Case type"), STR("month (export)")};
    struct str derived[] = {STR("category"), STR("category_all"), STR("severity")};
    struct view_names known = {.roles = role_bit(ROLE_RECEIVED) | role_bit(ROLE_CHANNEL) |
                                        role_bit(ROLE_AMOUNT) | role_bit(ROLE_CLOSED),
                               .headers = headers,
                               .header_count = 3,
                               .derived = derived,
                               .derived_count = 3};
    struct arena *arena = arena_new();
    struct sql_reads reads = {0};
    struct err err = {0};
    assert_true(reads_find(STR("amount > 5 and \"case TYPE\" = 'x'"), SQL_CONDITION, &known, "--where", arena,
                           &reads, &err));
    assert_true(reads.roles == role_bit(ROLE_AMOUNT));
    assert_int_equal(reads.header_count, 1);
    assert_true(str_equal(reads.headers[0], headers[1]));
    assert_false(reads.lifecycle || reads.matches || reads.all_headers);
    assert_true(reads_find(
        STR("select month, severity, p50_days(complaints.rowid) from complaints join matches on complaint = "
            "complaints.rowid group by 1"),
        SQL_STATEMENT, &known, NULL, arena, &reads, &err));
    assert_true(reads.roles & role_bit(ROLE_RECEIVED) && reads.roles & role_bit(ROLE_CLOSED));
    assert_int_equal(reads.derived_count, 1);
    assert_true(reads.lifecycle && reads.matches);
    assert_false(reads_find(STR("chanel = 'x'"), SQL_CONDITION, &known, "--where", arena, &reads, &err));
    assert_string_equal(err.hint, "did you mean channel?");
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest list[] = {
        cmocka_unit_test(groups_and_orders_are_those_of_sqlite),
        cmocka_unit_test(values_are_as_promised),
        cmocka_unit_test(durations_follow_the_life_of_a_case),
        cmocka_unit_test(measures_are_the_native_ones),
        cmocka_unit_test(regexes_are_those_of_rules),
        cmocka_unit_test(wrong_statements_say_what_and_where),
        cmocka_unit_test(endless_statements_are_stopped),
        cmocka_unit_test(a_saved_database_holds_the_same),
        cmocka_unit_test(reading_is_known_before_loading),
    };
    return cmocka_run_group_tests(list, NULL, NULL);
}
