/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/classify.h"
#include "tests/unit/cmocka_all.h"

#include <string.h>

/* A table in memory, so that rules are tested without exports: the functions of intake that classify uses. */
enum { MOST_COLUMNS = 24 };
struct table_store {
    struct column list[MOST_COLUMNS];
    struct column *pointers[MOST_COLUMNS];
    struct arena *arena;
    const char *texts[8];
    size_t text_count;
};

const struct column *table_column(const struct table *table, struct str name) {
    for (size_t i = 0; i < table->column_count; i++)
        if (str_equal(table->columns[i]->name, name))
            return table->columns[i];
    return NULL;
}

bool table_has(const struct table *table, struct str name) {
    return table_column(table, name) != NULL;
}

struct column *table_add(struct table *table, struct str name, enum column_type type) {
    struct table_store *store = table->store;
    struct column *column = &store->list[table->column_count];
    *column = (struct column){.name = str_copy(store->arena, name), .role = ROLE_NONE, .type = type};
    store->pointers[table->column_count++] = column;
    table->columns = store->pointers;
    return column;
}

void table_expect_text(const struct table *table, size_t row, const struct column *column) {
    (void)table, (void)row, (void)column;
}

/* The text of a row is one of a few, in a fixed order that is not periodic in the ranges of classify. */
struct str table_text(const struct table *table, size_t row, const struct column *column,
                      struct buf *scratch) {
    const struct table_store *store = table->store;
    (void)column;
    uint64_t mixed = (row + 1) * 0x9E3779B97F4A7C15U;
    buf_clear(scratch);
    buf_add(scratch, str_of(store->texts[(mixed >> 40) % store->text_count]));
    return buf_str(scratch);
}

static struct table *make_table(size_t rows, const char *const *texts, size_t count) {
    struct table *table = heap_array(1, sizeof *table);
    struct table_store *store = heap_array(1, sizeof *store);
    store->arena = arena_new();
    *table = (struct table){.rows = rows, .store = store};
    for (size_t i = 0; i < count; i++)
        store->texts[i] = texts[i];
    store->text_count = count;
    struct column *text = table_add(table, STR("text"), COLUMN_TEXT);
    text->role = ROLE_TEXT_;
    table->by_role[ROLE_TEXT_] = text;
    struct column *cause = table_add(table, STR("cause"), COLUMN_DIMENSION);
    cause->role = ROLE_CAUSE;
    cause->dict = dict_new();
    cause->codes = heap_array(rows, sizeof *cause->codes);
    return table;
}

static void drop_table(struct table *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        struct column *column = &table->store->list[i];
        dict_free(column->dict);
        heap_free(column->codes);
        heap_free(column->sets.start);
        heap_free(column->sets.items);
    }
    arena_free(table->store->arena);
    heap_free(table->store);
    heap_free(table);
}

static const char rules[] = "language: zh\n"
                            "categories:\n"
                            "  - {id: fraud, any: [盗刷], severity: high}\n"
                            "  - {id: fee, any: [年费, fee*]}\n"
                            "  - {id: slow, any: [排队, /wait(ed|ing)/], severity: low}\n"
                            "  - {id: late, category: slow, any: [等了]}\n"
                            "axes:\n"
                            "  cause: [{id: staff, any: [柜员]}, {id: system, otherwise: true}]\n";
static const char *const texts[] = {
    "我的卡被盗刷还收年费", "柜台排队，等了两小时，柜员聊天", "Fees and WAITING", "无关的话", "", "等了很久"};
enum { TEXTS = sizeof texts / sizeof *texts, ROWS = 50000 };

static struct rulebook *parse(void) {
    struct rulebook *book;
    struct err err = {0};
    if (!rulebook_parse(str_of(rules), "x.yaml", &book, &err))
        fail_msg("%s", err.message);
    return book;
}

static void assert_set(const struct table *table, const char *name, size_t row, const char *expected) {
    const struct column *column = table_column(table, str_of(name));
    struct buf out = {0};
    uint32_t set = column->codes[row];
    for (uint32_t i = column->sets.start[set]; i < column->sets.start[set + 1]; i++)
        buf_printf(&out, STR_FMT " ", STR_ARG(dict_text(column->dict, column->sets.items[i])));
    assert_string_equal(out.data, expected);
    buf_free(&out);
}

static void assert_value(const struct table *table, const char *name, size_t row, const char *expected) {
    const struct column *column = table_column(table, str_of(name));
    struct str text = dict_text(column->dict, column->codes[row]);
    assert_int_equal(text.size, strlen(expected));
    assert_memory_equal(text.data, expected, text.size);
}

static size_t row_with(const struct table *table, const char *text) {
    struct buf scratch = {0};
    size_t row = 0;
    while (row < table->rows && !str_equal(table_text(table, row, NULL, &scratch), str_of(text)))
        row++;
    buf_free(&scratch);
    return row;
}

static void rows_get_their_categories(void **state) {
    (void)state;
    struct rulebook *book = parse();
    struct table *table = make_table(ROWS, texts, TEXTS);
    struct classify_report report;
    struct err err = {0};
    assert_true(classify(table, book, 2, NULL, &report, &err));
    size_t row = row_with(table, texts[0]);
    assert_value(table, "category", row, "fraud");
    assert_value(table, "severity", row, "high");
    assert_set(table, "category_all", row, "fraud fee ");
    row = row_with(table, texts[1]);
    assert_value(table, "category", row, "slow");
    assert_value(table, "rule", row, "slow");
    assert_set(table, "category_all", row, "slow ");
    assert_value(table, "cause (rules)", row, "staff");
    assert_set(table, "cause_all", row, "staff ");
    row = row_with(table, texts[5]);
    assert_value(table, "category", row, "slow");
    assert_value(table, "rule", row, "late");
    assert_value(table, "severity", row, "");
    row = row_with(table, texts[3]);
    assert_value(table, "category", row, "other");
    assert_value(table, "rule", row, "");
    assert_set(table, "category_all", row, "other ");
    assert_value(table, "cause (rules)", row, "system");
    assert_int_equal(report.rows, ROWS);
    assert_int_equal(report.rule_count, 6);
    assert_true(report.textless > 0 && report.textless < ROWS / 3);
    assert_int_equal(report.hits[1], report.wins[1] + report.wins[0]);
    assert_int_equal(report.wins[4] + report.wins[5], ROWS);
    assert_int_equal(report.limited, 0);
    classify_report_free(&report);
    assert_false(classify(table, book, 1, NULL, NULL, &err));
    rulebook_free(book);
    drop_table(table);
}

static void threads_change_nothing(void **state) {
    (void)state;
    struct rulebook *book = parse();
    struct table *one = make_table(ROWS, texts, TEXTS), *many = make_table(ROWS, texts, TEXTS);
    struct err err = {0};
    assert_true(classify(one, book, 1, NULL, NULL, &err) && classify(many, book, 7, NULL, NULL, &err));
    assert_int_equal(one->column_count, many->column_count);
    for (size_t i = 2; i < one->column_count; i++) {
        const struct column *a = one->columns[i], *b = many->columns[i];
        assert_memory_equal(a->codes, b->codes, ROWS * sizeof *a->codes);
        assert_int_equal(a->missing, b->missing);
        assert_int_equal(a->sets.count, b->sets.count);
        if (a->type == COLUMN_SET)
            assert_memory_equal(a->sets.items, b->sets.items,
                                a->sets.start[a->sets.count] * sizeof(uint32_t));
    }
    rulebook_free(book);
    drop_table(one);
    drop_table(many);
}

static void no_rows_and_the_pack_that_fits(void **state) {
    (void)state;
    struct rulebook *book = parse();
    struct table *empty = make_table(0, texts, TEXTS);
    struct err err = {0};
    assert_true(classify(empty, book, 3, NULL, NULL, &err));
    drop_table(empty);
    rulebook_free(book);
    static const char *const english[] = {"The ATM kept my card", "汇款 transfer failed, nobody answers"};
    struct table *table = make_table(900, english, 2);
    assert_string_equal(rules_default(table, STR("")), "bank-en");
    assert_string_equal(rules_default(table, STR("zh")), "bank-zh");
    drop_table(table);
    table = make_table(900, texts, TEXTS);
    assert_string_equal(rules_default(table, STR("")), "bank-zh");
    drop_table(table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_get_their_categories),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(no_rows_and_the_pack_that_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
