/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/intake.h"
#include "analysis/intake/load.h"
#include "tests/unit/cmocka_all.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A folder of exports, and what an intake of it says. */
struct desk {
    char folder[64];
    struct buf told;
    struct err err;
    const char *maps[16];
    size_t map_count;
    const char *profile;
    unsigned jobs;
    double max_refused;
    bool strict, rows;
};

static int set_up(void **state) {
    struct desk *desk = heap_array(1, sizeof *desk);
    strcpy(desk->folder, "/tmp/redress-test.XXXXXX");
    assert_non_null(mkdtemp(desk->folder));
    desk->max_refused = 1;
    desk->rows = true;
    *state = desk;
    return 0;
}

static int tear_down(void **state) {
    struct desk *desk = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", desk->folder);
    assert_int_equal(system(command), 0);
    buf_free(&desk->told);
    heap_free(desk);
    return 0;
}

static const char *path_of(struct desk *desk, const char *name, char out[256]) {
    snprintf(out, 256, "%s%s%s", desk->folder, *name ? "/" : "", name);
    return out;
}

static void put(struct desk *desk, const char *name, struct str bytes) {
    char path[256];
    assert_true(file_write(path_of(desk, name, path), bytes, 0600, &desk->err));
}

static void tell_cell(const struct table *table, const struct column *column, size_t row, struct buf *out) {
    struct buf scratch = {0};
    char time[DATE_TEXT] = "";
    switch (column->type) {
    case COLUMN_TIME:
        if (column->codes[row] != TIME_NONE)
            date_format(column->codes[row], column_date_only(column, row), time);
        buf_printf(out, "%s", time);
        break;
    case COLUMN_FLAG:
        buf_printf(out, "%d", column->flags[row]);
        break;
    case COLUMN_NUMBER:
        buf_printf(out, "%lld", (long long)column->numbers[row]);
        break;
    case COLUMN_TEXT:
        buf_add(out, table_text(table, row, column, &scratch));
        break;
    default:
        buf_printf(out, "%u=", column->codes[row]);
        buf_add(out, dict_text(column->dict, column->codes[row]));
    }
    buf_free(&scratch);
}

static void tell_table(const struct table *table, struct buf *out) {
    for (size_t i = 0; i < table->column_count; i++)
        buf_printf(out, STR_FMT "%s", STR_ARG(table->columns[i]->name),
                   i + 1 < table->column_count ? "|" : "\n");
    for (size_t row = 0; row < table->rows; row++)
        for (size_t i = 0; i < table->column_count; i++) {
            tell_cell(table, table->columns[i], row, out);
            buf_add_char(out, i + 1 < table->column_count ? '|' : '\n');
        }
}

static void tell_reports(const struct intake *intake, struct buf *out) {
    size_t count;
    const struct file_report *files = intake_files(intake, &count);
    for (size_t i = 0; i < count; i++)
        if (files[i].skipped)
            buf_printf(out, STR_FMT " skipped: " STR_FMT "\n", STR_ARG(files[i].name),
                       STR_ARG(files[i].skip_reason[LANG_EN]));
        else
            buf_printf(out, STR_FMT " %llu=%llu+%llu+%llu\n", STR_ARG(files[i].name),
                       (unsigned long long)files[i].read, (unsigned long long)files[i].used,
                       (unsigned long long)files[i].merged, (unsigned long long)files[i].refused);
    const struct trouble_entry *troubles = intake_troubles(intake, &count);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "trouble %d %u:%zu:%zu " STR_FMT "\n", troubles[i].kind, troubles[i].file,
                   troubles[i].line, troubles[i].column, STR_ARG(troubles[i].text));
    const struct answer_found *answers = intake_answers(intake, &count);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "answer " STR_FMT " %d %llu\n", STR_ARG(answers[i].word), answers[i].meaning,
                   (unsigned long long)answers[i].rows);
}

static struct intake *open_intake(struct desk *desk, const char *const *names, size_t count) {
    static char paths[8][256];
    const char *list[8];
    for (size_t i = 0; i < count; i++)
        list[i] = path_of(desk, names[i], paths[i]);
    struct intake_options options = {.paths = list,
                                     .path_count = count,
                                     .profile = desk->profile,
                                     .maps = desk->maps,
                                     .map_count = desk->map_count,
                                     .max_refused = desk->max_refused,
                                     .strict = desk->strict,
                                     .jobs = desk->jobs};
    struct intake *intake = NULL;
    intake_open(&options, &intake, &desk->err);
    return intake;
}

/* Reports, rows and error of an intake of these files as one text; places in messages without the folder. */
static const char *take_in(struct desk *desk, const char *const *names, size_t count) {
    const struct intake_need need = {.roles = ROLE_ALL, .all_headers = true, .records = true};
    struct table *table = NULL;
    desk->err = (struct err){0};
    buf_clear(&desk->told);
    struct intake *intake = open_intake(desk, names, count);
    if (intake && intake_load(intake, &need, &table, &desk->err)) {
        tell_reports(intake, &desk->told);
        if (desk->rows)
            tell_table(table, &desk->told);
    }
    if (desk->err.kind) {
        struct buf message = {0};
        err_format(&desk->err, &message);
        buf_printf(&desk->told, "%d ", desk->err.kind);
        for (struct str left = buf_str(&message); left.size;) {
            size_t at = str_find(left, str_of(desk->folder)), next = at + strlen(desk->folder);
            buf_add(&desk->told, str_sub(left, 0, at));
            left = str_sub(left, next < left.size ? next : left.size, left.size);
        }
        buf_free(&message);
    }
    table_free(table);
    intake_free(intake);
    buf_add(&desk->told, STR(""));
    return desk->told.data;
}

static const char *take_one(struct desk *desk, const char *name) {
    return take_in(desk, &name, 1);
}

static void map(struct desk *desk, const char *text) {
    desk->maps[desk->map_count++] = text;
}

static void map_basics(struct desk *desk) {
    map(desk, "id=No");
    map(desk, "received=In");
    map(desk, "closed=Out");
}

static void the_latest_state_of_a_case_stands(void **state) {
    struct desk *desk = *state;
    map_basics(desk);
    map(desk, "updated=Seen");
    put(desk, "a.csv", STR("No,In,Out,Seen\n1,2026-01-01,,2026-01-02\n2,2026-01-01,,\n"));
    put(desk, "b.csv",
        STR("No,In,Out,Seen\n1,2026-01-01,,2026-01-01\n2,2026-01-01,2026-01-09,\n3,2026-02-01,,\n"
            ",2026-02-01,,\n,2026-02-01,,\n"));
    assert_string_equal(take_one(desk, ""), "a.csv 2=1+1+0\n"
                                            "b.csv 5=4+1+0\n"
                                            "id|received|closed|updated\n"
                                            "1|2026-01-01||2026-01-02\n"
                                            "2|2026-01-01|2026-01-09|\n"
                                            "3|2026-02-01||\n"
                                            "|2026-02-01||\n"
                                            "|2026-02-01||\n");
}

static void ids_are_compared_without_spreadsheet_marks(void **state) {
    struct desk *desk = *state;
    map_basics(desk);
    put(desk, "a.csv",
        STR("No,In,Out\n007,2026-01-01,\n'007,2026-01-01,2026-01-02\n\t007 ,2026-01-01,2026-01-03\n"
            "\"=\"\"007\"\"\",2026-01-01,2026-01-04\n7,2026-01-01,\n4.2E+17,2026-01-01,\n4.2E+17,2026-01-01,"
            "\n"));
    assert_string_equal(take_one(desk, "a.csv"), "a.csv 7=4+3+0\n"
                                                 "trouble 10 0:7:1 4.2E+17\n"
                                                 "trouble 10 0:8:1 4.2E+17\n"
                                                 "id|received|closed\n"
                                                 "007|2026-01-01|2026-01-04\n"
                                                 "7|2026-01-01|\n"
                                                 "4.2E+17|2026-01-01|\n"
                                                 "4.2E+17|2026-01-01|\n");
}

static void a_number_that_starts_anew_is_no_id(void **state) {
    struct desk *desk = *state;
    struct buf first = {0}, second = {0};
    map_basics(desk);
    desk->rows = false;
    buf_printf(&first, "No,In,Out\n");
    buf_printf(&second, "No,In,Out\n");
    for (int i = 0; i < 40; i++) {
        buf_printf(&first, "%d,2026-01-%02d,\n", i, i % 28 + 1);
        buf_printf(&second, "%d,2026-02-%02d,\n", i, i % 28 + 1);
    }
    put(desk, "1.csv", buf_str(&first));
    put(desk, "2.csv", buf_str(&second));
    assert_string_equal(take_one(desk, ""), "1.csv 40=40+0+0\n2.csv 40=40+0+0\n");
    buf_free(&first);
    buf_free(&second);
}

static void a_case_open_again_later_was_reopened(void **state) {
    struct desk *desk = *state;
    desk->profile = path_of(desk, "p.yaml", (char[256]){0});
    put(desk, "p.yaml",
        STR("roles: {id: No, received: In, closed: Out, status: State, updated: Seen}\n"
            "closed_when: {status: [shut]}\n"));
    put(desk, "a.csv",
        STR("No,In,Out,State,Seen\n"
            "1,2026-01-01,2026-01-05,shut,2026-01-05\n" /* open again in the next export */
            "2,2026-01-01,2026-01-05,shut,2026-01-05\n" /* the same, and closed again in it */
            "3,2026-01-01,2026-01-05,shut,\n"           /* no date of the newer state */
            "4,2026-01-01,,open,\n4,2026-01-01,2026-01-02,shut,\n4,2026-01-01,,open,\n"
            "5,2026-01-01,2026-01-05 10:00,shut,2026-01-05\n"));
    put(desk, "b.csv",
        STR("No,In,Out,State,Seen\n"
            "1,2026-01-01,,open,2026-02-03\n"
            "2,2026-01-01,,open,2026-02-03 10:00\n2,2026-01-01,2026-02-09,shut,2026-02-10\n"
            "3,2026-01-01,,open,\n"
            "5,2026-01-01,,open,2026-01-05 09:00\n" /* before it was closed: no reopening */
            "6,2026-02-20,,open,\n"));
    assert_string_equal(take_one(desk, ""),
                        "a.csv 7=1+6+0\n"
                        "b.csv 6=5+1+0\n"
                        "id|received|closed|first_closed|reopened|updated|status\n"
                        "4|2026-01-01|||||1=open\n"
                        "1|2026-01-01||2026-01-05|2026-02-03|2026-02-03|1=open\n"
                        "2|2026-01-01|2026-02-09|2026-01-05|2026-02-03 10:00:00|2026-02-10|2=shut\n"
                        "3|2026-01-01||2026-01-05|2026-02-20 00:00:00||1=open\n"
                        "5|2026-01-01||||2026-01-05 09:00:00|1=open\n"
                        "6|2026-02-20|||||1=open\n");
}

static void an_event_log_ends_in_its_latest_states(void **state) {
    struct desk *desk = *state;
    put(desk, "log.csv",
        STR("number,incident_state,opened_at,sys_updated_at,closed_at,caller_id\n"
            "INC1,New,29-02-2016 01:16,29-02-2016 01:23,?,Caller 1\n"
            "INC1,Closed,29-02-2016 01:16,05-03-2016 12:00,05-03-2016 12:00,?\n"
            "INC1,Active,29-02-2016 01:16,01-03-2016 12:00,?,Caller 1\n"));
    assert_string_equal(take_one(desk, "log.csv"),
                        "log.csv 3=1+2+0\n"
                        "id|received|closed|updated|status|customer\n"
                        "INC1|2016-02-29 01:16:00|2016-03-05 12:00:00|2016-03-05 12:00:00|1=Closed|0=\n");
}

static void cells_become_values(void **state) {
    struct desk *desk = *state;
    desk->profile = path_of(desk, "p.yaml", (char[256]){0});
    put(desk, "p.yaml",
        STR("roles: {id: No, received: In, product: Product, amount: Paid, text: Words, "
            "satisfaction: Mark}\n"
            "flags: {on_time: {column: Good, yes: [y], no: [n]}}\n"
            "satisfaction: {satisfied: [5], valid: [1, 5]}\n"
            "missing: [N/A]\n"));
    put(desk, "a.csv",
        STR("No,In,Product,Paid,Words,Good,Mark,Product (2),Month\n"
            "1,2026-01-01 10:00,\" A \"\"x\"\"\",\"1,200.5\",\"say \"\"no\"\"\nnever\",y,5,z,May\n"
            "2,2026-02-30,A,ten,  ,maybe,9,N/A,\n"
            "3,n/a,N/A,N/A,N/A,N,5.0\n"
            "4,,,,,,,,,,\n"
            "5,,,,,,,,,x,\n"
            ",,,,,,,,\n\n"));
    assert_string_equal(take_one(desk, "a.csv"),
                        "a.csv 5=4+0+1\n"
                        "trouble 6 0:4:2 2026-02-30\n"
                        "trouble 7 0:4:4 ten\n"
                        "trouble 8 0:4:6 maybe\n"
                        "trouble 5 0:5:0 3,n/a,N/A,N/A,N/A,N,5.0\n"
                        "trouble 4 0:7:0 5,,,,,,,,,x,\n"
                        "answer 5 2 1\nanswer 9 0 1\nanswer 5.0 2 1\n"
                        "id|received|product|satisfaction|on_time|amount|text|Product (2)|Month (export)\n"
                        "1|2026-01-01 10:00:00|1=A \"x\"|1=5|1|12005000|say \"no\"\nnever|1=z|1=May\n"
                        "2||2=A|2=9|-1|-9223372036854775808||0=|0=\n"
                        "3||0=|3=5.0|0|-9223372036854775808||0=|0=\n"
                        "4||0=|0=|-1|-9223372036854775808||0=|0=\n");
}

/* UTF-8 to another encoding. */
static void convert(const char *encoding, const char *text, struct buf *out) {
    char bytes[4096], *in = (char *)(uintptr_t)text, *to = bytes;
    size_t left = strlen(text), room = sizeof bytes;
    iconv_t converter = iconv_open(encoding, "UTF-8");
    assert_int_equal(iconv(converter, &in, &left, &to, &room), 0);
    iconv_close(converter);
    buf_clear(out);
    buf_add(out, (struct str){bytes, (size_t)(to - bytes)});
}

static void encodings_read_alike(void **state) {
    struct desk *desk = *state;
    struct buf bytes = {0};
    const char *text = "编号,受理时间,内容\n1,2026年1月2日,银行卡在自动取款机被吞，客服电话一直无人接听\n";
    const char *told = "a.csv 1=1+0+0\nid|received|text\n"
                       "1|2026-01-02|银行卡在自动取款机被吞，客服电话一直无人接听\n";
    map(desk, "id=编号");
    map(desk, "received=受理时间");
    put(desk, "a.csv", str_of(text));
    assert_string_equal(take_one(desk, "a.csv"), told);
    buf_printf(&bytes, "\xEF\xBB\xBF%s", text);
    put(desk, "a.csv", buf_str(&bytes));
    assert_string_equal(take_one(desk, "a.csv"), told);
    convert("GB18030", text, &bytes);
    put(desk, "a.csv", buf_str(&bytes));
    assert_string_equal(take_one(desk, "a.csv"), told);
    buf_free(&bytes);
}

static void undecodable_bytes_are_shown(void **state) {
    struct desk *desk = *state;
    map_basics(desk);
    put(desk, "a.csv", STR("No,In,Out,投诉内容\n1,2026-01-01,,银行\xFF卡\n"));
    assert_string_equal(take_one(desk, "a.csv"), "a.csv 1=1+0+0\n"
                                                 "trouble 9 0:2:0 1,2026-01-01,,银行\xEF\xBF\xBD卡\n"
                                                 "id|received|closed|text\n"
                                                 "1|2026-01-01||银行\xEF\xBF\xBD卡\n");
}

/* The first 4 MiB are plain ASCII: only reading shows what the file is written in. */
static void encodings_show_late(void **state) {
    struct desk *desk = *state;
    struct buf text = {0}, late = {0};
    map_basics(desk);
    desk->rows = false;
    buf_printf(&text, "No,In,Out,Product\n");
    for (int i = 0; text.size < SOURCE_SAMPLE + 100000; i++)
        buf_printf(&text, "%d,2026-01-01,,plain words of some length to fill the file\n", i);
    size_t plain = text.size;
    convert("GB18030", "x,soon,,银行卡在自动取款机被吞客服电话一直无人接听\n", &late);
    buf_add(&text, buf_str(&late));
    put(desk, "a.csv", buf_str(&text));
    assert_non_null(strstr(take_one(desk, "a.csv"), ":2 soon\n"));
    text.size = plain;
    buf_printf(&text, "x,soon,,银行卡在自动取款机被吞\xFF客服电话\n");
    put(desk, "a.csv", buf_str(&text));
    assert_non_null(strstr(take_one(desk, "a.csv"), "x,soon,,银行卡在自动取款机被吞\xEF\xBF\xBD客服电话\n"));
    buf_free(&text);
    buf_free(&late);
}

static void compressed_files_are_read(void **state) {
    struct desk *desk = *state;
    char path[256], command[512];
    map_basics(desk);
    put(desk, "a.csv", STR("No,In,Out\n1,2026-01-01,\n"));
    snprintf(command, sizeof command, "gzip -c %s > %s/b", path_of(desk, "a.csv", path), desk->folder);
    assert_int_equal(system(command), 0);
    assert_string_equal(take_one(desk, "b"), "b 1=1+0+0\nid|received|closed\n1|2026-01-01|\n");
    snprintf(command, sizeof command, "head -c 30 %s/b > %s/c", desk->folder, desk->folder);
    assert_int_equal(system(command), 0);
    assert_non_null(strstr(take_one(desk, "c"), "4 cannot unpack /c: "));
}

static void bad_input_ends_with_a_reason(void **state) {
    struct desk *desk = *state;
    const char *two[] = {"a.csv", "none.csv"};
    assert_string_equal(take_one(desk, ""),
                        "2 the folder  holds no exports (*.csv, *.xlsx); name the folder that "
                        "holds them, or the files themselves");
    put(desk, "a.csv", STR("No,In,Out\n1,2026-01-01,\n"));
    assert_string_equal(take_in(desk, two, 2), "2 cannot open /none.csv: No such file or directory");
    assert_string_equal(
        take_one(desk, "a.csv"),
        "2 /a.csv:1: the header is not understood: no column is surely received (In 0.20) or closed; columns "
        "are "
        "No, In, Out; say which is which: --map received=In --map closed=COLUMN (--map closed= when there is "
        "none), or --profile FILE");
    map(desk, "received=Date");
    assert_string_equal(take_one(desk, "a.csv"),
                        "2 /a.csv:1: there is no column \"Date\" for the role received; columns are No, In, "
                        "Out; name another with --map received=COLUMN");
    desk->maps[0] = "received=In";
    put(desk, "a.csv", STR(""));
    assert_string_equal(take_one(desk, "a.csv"), "3 /a.csv: the file is empty; export it again");
    put(desk, "a.csv", STR("\xEF\xBB\xBF\r\n\r\n"));
    assert_string_equal(take_one(desk, "a.csv"), "3 /a.csv: there is no header; export it again");
    put(desk, "a.csv", STR("No,In,Out\r\n"));
    assert_string_equal(take_one(desk, "a.csv"), "3 /a.csv: there is no usable row; the export has a header "
                                                 "and nothing else; export it again");
    put(desk, "a.csv", STR("No,In,Out\n1,2026-01-01,\n\"2\"x,2026-01-01,\n"));
    desk->strict = true;
    assert_string_equal(take_one(desk, "a.csv"),
                        "3 /a.csv:3: 1 row was refused, and --strict allows none; the first of them has "
                        "quotes inside a field; redress check --refused FILE lists all");
    desk->strict = false;
    desk->max_refused = 0.01;
    assert_string_equal(take_one(desk, "a.csv"),
                        "3 /a.csv:3: 1 of 2 rows were refused, more than the 1 % allowed; the first of them "
                        "has quotes inside a field; redress check --refused FILE lists all");
}

/* Loads an intake whose file was changed after it was opened. */
static enum err_kind load_changed(struct desk *desk, struct str more, off_t size) {
    const struct intake_need need = {.roles = ROLE_ALL};
    const char *name = "changing.csv";
    char path[256];
    struct table *table = NULL;
    struct intake *intake = open_intake(desk, &name, 1);
    assert_non_null(intake);
    FILE *file = fopen(path_of(desk, name, path), "r+");
    fseek(file, 0, SEEK_END);
    fwrite(more.data, 1, more.size, file);
    fclose(file);
    if (size >= 0)
        assert_int_equal(truncate(path, size), 0);
    bool loaded = intake_load(intake, &need, &table, &desk->err);
    assert_true(loaded == !desk->err.kind);
    table_free(table);
    intake_free(intake);
    return desk->err.kind;
}

static void a_file_that_changes_while_read_is_not_used(void **state) {
    struct desk *desk = *state;
    struct buf rows = {0};
    map_basics(desk);
    buf_printf(&rows, "No,In,Out\n");
    for (int i = 0; i < 4000; i++)
        buf_printf(&rows, "%d,2026-01-01,\n", i);
    put(desk, "changing.csv", buf_str(&rows));
    assert_int_equal(load_changed(desk, STR(""), -1), ERR_NONE);
    desk->err = (struct err){0};
    assert_int_equal(load_changed(desk, STR("4000,2026-01-01,\n"), -1), ERR_IO);
    assert_non_null(strstr(desk->err.message, "changed"));
    /* What shrinks is no longer there to be read: the program ends at once. */
    pid_t child = fork();
    if (child == 0) {
        freopen("/dev/null", "w", stderr);
        desk->err = (struct err){0};
        _exit(load_changed(desk, STR(""), 10) == ERR_IO ? 4 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 4);
    buf_free(&rows);
}

static void folders_skip_what_is_no_export(void **state) {
    struct desk *desk = *state;
    char path[256];
    map(desk, "received=In");
    put(desk, "a.csv", STR("No,In\n1,2026-01-01\n"));
    put(desk, "b.csv", STR("branch,customers\nX,100\n"));
    put(desk, "c.txt", STR("No,In\n1,2026-01-01\n"));
    put(desk, ".d.csv", STR("No,In\n1,2026-01-01\n"));
    assert_int_equal(mkdir(path_of(desk, "e.csv", path), 0700), 0);
    assert_string_equal(take_one(desk, ""),
                        "a.csv 1=1+0+0\n"
                        "b.csv skipped: there is no column \"In\" for the role received; columns are branch, "
                        "customers\n"
                        "id|received\n1|2026-01-01\n");
    /* The same file under two names is one file; named, b.csv is an error. */
    const char *twice[] = {"", "a.csv", "link.csv"};
    char target[256];
    assert_int_equal(symlink(path_of(desk, "a.csv", target), path_of(desk, "link.csv", path)), 0);
    assert_non_null(strstr(take_in(desk, twice, 3), "a.csv 1=1+0+0\nb.csv skipped"));
    const char *named[] = {"a.csv", "b.csv"};
    assert_int_equal(*take_in(desk, named, 2), '2');
}

static uint64_t next_random(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* An export of rows some of which are broken, quoted over lines, repeated, or full of quotes. */
static void nasty_export(uint64_t *seed, size_t rows, struct buf *out) {
    buf_clear(out);
    buf_printf(out, "No,In,Out,Product,Words\n");
    for (size_t i = 0; i < rows; i++) {
        unsigned id = (unsigned)(next_random(seed) % (2 * rows)),
                 day = (unsigned)(next_random(seed) % 28 + 1);
        switch (next_random(seed) % 24) {
        case 0:
            buf_printf(out, "%u,2026-01-%02u,,\"P\"x,w\n", id, day);
            break;
        case 1:
            buf_printf(out, "%u,2026-01-%02u,,\"open,w\n", id, day);
            break;
        case 2:
            buf_printf(out, "%u,2026-01-01,,P,\"lines\n\n\"\"of\"\", text\r\nhere\"\r\n", id);
            break;
        case 3:
            buf_printf(out, "%u,2026-13-%02u,,P\n\n", id, day);
            break;
        case 4:
            buf_printf(out, "%u,2026-01-01,,P,w,extra\n", id);
            break;
        case 5:
            buf_printf(out, "%u,2026-01-01,,P,\"w\n\"\"\n\"\n", id);
            break;
        default:
            buf_printf(out, "%u,2026-01-01,2026-02-%02u,P%u,\"word \"\"%u\"\"\"\n", id, day, day % 5, id);
        }
    }
}

/* Everything the parts hold, without where they were cut. */
static void tell_parts(const struct plan *plan, const struct load_parts *parts, struct buf *out) {
    uint64_t read = 0, refused = 0, blank = 0;
    struct buf troubles = {0};
    buf_clear(out);
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->items[i];
        for (size_t row = 0; row < part->rows; row++) {
            buf_printf(out, "%llx", (unsigned long long)part->ids[row]);
            for (size_t c = 0; c < plan->column_count; c++) {
                uint32_t code = part->columns[c].codes[row];
                const struct nearby *dict =
                    &parts->workers[part->worker].dicts[part->file->profile * plan->column_count + c];
                if (plan->columns[c].type == COLUMN_DIMENSION && code)
                    buf_printf(out, "|" STR_FMT, STR_ARG(dict->cells[code - 1]));
                else if (plan->columns[c].type == COLUMN_TEXT)
                    buf_printf(out, "|%llx", (unsigned long long)part->columns[c].texts[row]);
                else
                    buf_printf(out, "|%u", code);
            }
            buf_add_char(out, '\n');
        }
        for (size_t t = 0; t < part->trouble_count; t++)
            buf_printf(&troubles, "%d at %zu field %u\n", part->troubles[t].kind, part->troubles[t].at,
                       part->troubles[t].field);
        read += part->read;
        refused += part->refused;
        blank += part->blank_lines;
    }
    buf_add(out, buf_str(&troubles));
    buf_free(&troubles);
    buf_printf(out, "%llu %llu %llu\n", (unsigned long long)read, (unsigned long long)refused,
               (unsigned long long)blank);
}

static void parts_hold_what_one_reader_reads(void **state) {
    struct desk *desk = *state;
    enum { ROUNDS = 60 };
    static const size_t grids[] = {1, 7, 64, 100, 333, 1024, 5000};
    uint64_t seed = 42;
    struct buf text = {0}, whole = {0}, parts_told = {0};
    const char *name = "a.csv";
    map_basics(desk);
    map(desk, "product=Product");
    map(desk, "text=Words");
    const struct intake_need need = {.roles = ROLE_ALL};
    for (int round = 0; round < ROUNDS; round++) {
        nasty_export(&seed, 150, &text);
        put(desk, name, buf_str(&text));
        struct intake *intake = open_intake(desk, &name, 1);
        assert_non_null(intake);
        struct arena *arena = arena_new();
        struct plan plan;
        struct load_parts parts;
        plan_make(intake, &need, arena, &plan);
        load_parts(&plan, 1, NULL, &parts);
        assert_int_equal(parts.count, 1);
        tell_parts(&plan, &parts, &whole);
        load_free_parts(&plan, &parts);
        for (size_t g = 0; g < sizeof grids / sizeof *grids; g++) {
            plan.part_bytes = grids[g];
            load_parts(&plan, 1 + (unsigned)g % 3, NULL, &parts);
            tell_parts(&plan, &parts, &parts_told);
            load_free_parts(&plan, &parts);
            assert_string_equal(parts_told.data, whole.data);
        }
        arena_free(arena);
        intake_free(intake);
    }
    buf_free(&text);
    buf_free(&whole);
    buf_free(&parts_told);
}

static void nothing_depends_on_threads_or_order(void **state) {
    struct desk *desk = *state;
    uint64_t seed = 11;
    struct buf text = {0}, first = {0};
    const char *orders[][4] = {{"a.csv", "b.csv", "c.csv", "d.csv"}, {"d.csv", "b.csv", "a.csv", "c.csv"}};
    map_basics(desk);
    map(desk, "product=Product");
    map(desk, "text=Words");
    for (int f = 0; f < 4; f++) {
        nasty_export(&seed, f == 2 ? 100000 : 3000, &text);
        put(desk, orders[0][f], buf_str(&text));
    }
    static const unsigned jobs[] = {1, 2, 7};
    for (int i = 0; i < 6; i++) {
        desk->jobs = jobs[i % 3];
        const char *told = take_in(desk, orders[i / 3], 4);
        if (i == 0)
            buf_add(&first, buf_str(&desk->told));
        assert_true(first.size > 3000000);
        assert_int_equal(strcmp(told, first.data), 0);
    }
    buf_free(&text);
    buf_free(&first);
}

static void records_stay_verbatim(void **state) {
    struct desk *desk = *state;
    const char *name = "a.csv";
    map_basics(desk);
    put(desk, name, STR("No,In,Out\r\n\"1\",2026-01-01,\"\"\r\n\"\"\"2\"\n,2026-01-01"));
    const struct intake_need need = {.records = true};
    struct table *table = NULL;
    size_t file;
    struct intake *intake = open_intake(desk, &name, 1);
    assert_true(intake_load(intake, &need, &table, &desk->err));
    assert_int_equal(table->rows, 3);
    assert_true(str_equal(table_record(table, 0, &file), STR("\"1\",2026-01-01,\"\"")));
    assert_int_equal(file, 0);
    assert_true(str_equal(table_record(table, 1, &file), STR("\"\"\"2\"")));
    assert_true(str_equal(table_record(table, 2, &file), STR(",2026-01-01")));
    intake_free(intake);
    table_free(table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_latest_state_of_a_case_stands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ids_are_compared_without_spreadsheet_marks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_number_that_starts_anew_is_no_id, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_case_open_again_later_was_reopened, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_event_log_ends_in_its_latest_states, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cells_become_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(encodings_read_alike, set_up, tear_down),
        cmocka_unit_test_setup_teardown(undecodable_bytes_are_shown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(encodings_show_late, set_up, tear_down),
        cmocka_unit_test_setup_teardown(compressed_files_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bad_input_ends_with_a_reason, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_changes_while_read_is_not_used, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folders_skip_what_is_no_export, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_hold_what_one_reader_reads, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_depends_on_threads_or_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(records_stay_verbatim, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
