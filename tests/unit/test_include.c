/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/include.h"
#include "analysis/rules/rulebook.h"
#include "analysis/rules/verdict.h"
#include "tests/unit/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Files by path, ended by a NULL. */
struct shelf {
    const char *path, *text;
};

static bool read_shelf(void *context, const char *path, struct arena *arena, struct str *bytes,
                       struct err *err) {
    (void)arena;
    for (const struct shelf *file = context; file->path; file++)
        if (strcmp(file->path, path) == 0) {
            *bytes = str_of(file->text);
            return true;
        }
    return err_set(err, ERR_USAGE, "cannot open %s: No such file or directory", path);
}

/* The first file includes the others. */
static bool read_book(struct shelf *files, struct rulebook **book, struct err *err) {
    struct include_reader reader = {read_shelf, files};
    return rulebook_parse_with(str_of(files[0].text), files[0].path, &reader, book, err);
}

/* "id id|id id": the rules of each axis in order. */
static void assert_rules(struct shelf *files, const char *expected) {
    struct rulebook *book;
    struct err err = {0};
    struct buf out = {0};
    if (!read_book(files, &book, &err))
        fail_msg("%s:%zu:%zu: %s; %s", err.file, err.line, err.column, err.message, err.hint);
    for (size_t a = 0; a < book->axis_count; a++) {
        if (a)
            buf_printf(&out, "|" STR_FMT ":", STR_ARG(book->axes[a].name));
        for (size_t i = 0; i < book->axes[a].rule_count; i++)
            buf_printf(&out, "%s" STR_FMT, i ? " " : "", STR_ARG(book->axes[a].rules[i].id));
    }
    buf_add_char(&out, 0);
    assert_string_equal(out.data, expected);
    buf_free(&out);
    rulebook_free(book);
}

static void assert_error(struct shelf *files, const char *expected) {
    struct rulebook *book;
    struct err err = {0};
    struct buf buf = {0};
    assert_false(read_book(files, &book, &err));
    assert_null(book);
    err_format(&err, &buf);
    assert_string_equal(buf.data, expected);
    assert_int_equal(err.kind, ERR_USAGE);
    buf_free(&buf);
}

#define BASE "language: zh\ncategories:\n  - {id: a, any: [甲]}\n  - {id: b, any: [乙]}\n"

static void own_rules_come_first_and_replace_in_place(void **state) {
    (void)state;
    assert_rules((struct shelf[]){{"own/x.yaml", "include: base.yaml\ncategories: [{id: c, any: [丙]}]"},
                                  {"own/base.yaml", BASE},
                                  {0}},
                 "c a b");
    assert_rules((struct shelf[]){{"x.yaml", "include: [base.yaml]\ncategories: [{id: c, any: [丙]}, {id: a, "
                                             "any: [丁]}]"},
                                  {"base.yaml", BASE},
                                  {0}},
                 "c a b");
    assert_rules(
        (struct shelf[]){{"x.yaml", "include: [base.yaml, more.yaml]"},
                         {"base.yaml", BASE "  - {id: rest, otherwise: true}"},
                         {"more.yaml", "language: en\ncategories: [{id: m, any: [x]}, {id: n, any: [y]}]"},
                         {0}},
        "a b m n rest");
    assert_rules((struct shelf[]){{"x.yaml", "include: base.yaml\ncategories: [{id: c, any: [丙]}, {id: "
                                             "mine, otherwise: true}]"},
                                  {"base.yaml", BASE "  - {id: rest, otherwise: true}"},
                                  {0}},
                 "c a b mine");
}

static void axes_are_joined_by_name(void **state) {
    (void)state;
    assert_rules(
        (struct shelf[]){{"x.yaml", "include: base.yaml\naxes: {q: [{id: q1, any: [甲]}], p: [{id: "
                                    "p3, any: [甲]}, {id: p2, any: [乙]}]}"},
                         {"base.yaml", BASE "axes:\n  p: {name: P, rules: [{id: p1, any: [甲]}, {id: "
                                            "p2, any: [甲]}]}"},
                         {0}},
        "a b|p:p3 p1 p2|q:q1");
}

static void what_a_file_leaves_out_its_first_include_says(void **state) {
    (void)state;
    struct rulebook *book;
    struct err err = {0};
    assert_true(
        read_book((struct shelf[]){{"x.yaml", "include: [en.yaml, zh.yaml]\ncategories: [{id: own, any: "
                                              "[scam], unless: negated}]"},
                                   {"en.yaml", "language: en\nname: English\ncategories: [{id: e, any: "
                                               "[fraud], unless: negated}]"},
                                   {"zh.yaml", "language: zh\nname: 中文\ncategories: [{id: z, any: "
                                               "[诈骗], unless: negated}]"},
                                   {0}},
                  &book, &err));
    assert_int_equal(book->language, LANGUAGE_EN);
    assert_true(str_equal(book->name.in[LANGUAGE_EN], STR("English")));
    /* Each file's negations are those of its language. */
    static const struct {
        const char *text, *category;
    } cases[] = {{"it was not a scam", "other"}, {"it was a scam", "own"},
                 {"不是诈骗", "other"},          {"就是诈骗", "z"},
                 {"never fraud", "other"},       {"fraud", "e"}};
    struct verdict_worker *worker = verdict_worker_new(book);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str values[ROLE_COUNT] = {0};
        struct verdict verdict;
        values[ROLE_TEXT_] = str_of(cases[i].text);
        verdict_of(worker, values, &verdict);
        struct str got = book->axes[0].values[verdict_value(book, &verdict, 0)].id;
        if (!str_equal(got, str_of(cases[i].category)))
            fail_msg("%s: " STR_FMT, cases[i].text, STR_ARG(got));
    }
    verdict_worker_free(worker);
    rulebook_free(book);
}

static void a_file_on_two_ways_counts_once(void **state) {
    (void)state;
    assert_rules((struct shelf[]){{"x.yaml", "include: [one/l.yaml, ./r.yaml]"},
                                  {"one/l.yaml", "include: ../base.yaml\ncategories: [{id: l, any: [丙]}]"},
                                  {"r.yaml", "include: one/../base.yaml\ncategories: [{id: r, any: [丁]}]"},
                                  {"base.yaml", BASE},
                                  {0}},
                 "l a b r");
}

static void the_same_id_in_two_included_files(void **state) {
    (void)state;
    struct shelf files[] = {
        {"x.yaml", "include: [base.yaml, two.yaml]\ncategories: []"},
        {"base.yaml", BASE},
        {"two.yaml", "language: zh\ncategories: [{id: c, any: [丙]}, {id: b, any: [丁]}]"},
        {0}};
    assert_error(files, "two.yaml:2:38: the id \"b\" stands in base.yaml:4, too, and x.yaml includes both; "
                        "write a rule with this id into x.yaml: it counts instead of both");
    files[0].text = "include: [base.yaml, two.yaml]\ncategories: [{id: b, any: [戊]}]";
    assert_rules(files, "a b c");
    /* Headings only name, so they may repeat. */
    assert_rules((struct shelf[]){{"x.yaml", "include: [p.yaml, q.yaml]"},
                                  {"p.yaml", "language: zh\ncategories: [{id: h}, {id: h.p, any: [甲]}]"},
                                  {"q.yaml", "language: zh\ncategories: [{id: h}, {id: h.q, any: [甲]}]"},
                                  {0}},
                 "h h.p h.q");
}

static void mistakes_are_told_where_they_stand(void **state) {
    (void)state;
    assert_error(
        (struct shelf[]){{"x.yaml", "name: X\ninclude: [base.yaml, gone.yaml]"}, {"base.yaml", BASE}, {0}},
        "x.yaml:2:22: cannot open gone.yaml: No such file or directory; name a file beside this one or a "
        "shipped pack: bank-en, bank-zh-hints, bank-zh, city-zh, property-zh, telecom-zh");
    assert_error((struct shelf[]){{"x.yaml", "include: x.yaml\ncategories: []"}, {0}},
                 "x.yaml:1:10: x.yaml is included by itself");
    assert_error((struct shelf[]){{"f/x.yaml", "include: y.yaml"},
                                  {"f/y.yaml", "include:\n  - z.yaml"},
                                  {"f/z.yaml", "include: ../f/y.yaml"},
                                  {0}},
                 "f/z.yaml:1:10: f/y.yaml is included by itself");
    assert_error(
        (struct shelf[]){{"x.yaml", "include: y.yaml"},
                         {"y.yaml", "language: zh\ncategories: [{id: a, any: [\"/(/\"]}]"},
                         {0}},
        "y.yaml:2:32: not a regular expression, /(/: missing closing parenthesis; look at character 3");
    assert_error(
        (struct shelf[]){{"x.yaml", "include: y.yaml\ncategories: [{id: c}]"}, {"y.yaml", BASE}, {0}},
        "x.yaml:2:19: \"c\" has no conditions and heads no other rule; add any: with keywords, or rules "
        "with ids like c.…");
    assert_error((struct shelf[]){{"x.yaml", "include: {a: b}"}, {0}},
                 "x.yaml:1:10: include should be a list of texts, found a map");
    assert_error((struct shelf[]){{"x.yaml", "include: [\"\"]"}, {0}},
                 "x.yaml:1:12: an empty name of a file");
    assert_error((struct shelf[]){{"x.yaml", "include: y.yaml"}, {"y.yaml", "- a"}, {0}},
                 "y.yaml:1:1: a rulebook should be a map of keys and values, found a list");
    assert_error((struct shelf[]){{"x.yaml", "include: y.yaml"},
                                  {"y.yaml", "language: zh\nname: &n X\ncategories: [*n]"},
                                  {0}},
                 "y.yaml:3:15: aliases (*name) are not allowed; write the value out");
    assert_error(
        (struct shelf[]){{"x.yaml", "include: y.yaml"}, {"y.yaml", "language: zh\nname: \xff\n"}, {0}},
        "y.yaml:2:1: not valid UTF-8 text; save the file as UTF-8");
}

/* Every file includes the next one under a path that is always new. */
static bool read_endless(void *context, const char *path, struct arena *arena, struct str *bytes,
                         struct err *err) {
    (void)context;
    (void)err;
    *bytes = str_printf(arena, "include: %sx", path);
    return true;
}

static void endless_includes_end(void **state) {
    (void)state;
    struct include_reader reader = {read_endless, NULL};
    struct rulebook *book;
    struct err err = {0};
    assert_false(rulebook_parse_with(STR("include: x"), "start.yaml", &reader, &book, &err));
    assert_string_equal(err.message, "more than 99 files are included");
    assert_int_equal(err.line, 1);
}

static void a_shipped_pack_is_included_by_name(void **state) {
    (void)state;
    struct rulebook *book;
    struct err err = {0};
    assert_true(
        read_book((struct shelf[]){{"x.yaml", "include: bank-zh\ncategories: [{id: ours, any: [食堂]}, "
                                              "{id: digital.crash, any: [摇一摇]}]"},
                                   {0}},
                  &book, &err));
    assert_true(str_equal(book->axes[0].rules[0].id, STR("ours")));
    assert_non_null(axis_value(&book->axes[0], STR("product.fee")));
    assert_non_null(rulebook_axis(book, STR("jrt_cause")));
    rulebook_free(book);
}

static void put(const char *folder, const char *name, const char *text) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void files_are_found_beside_the_one_that_names_them(void **state) {
    (void)state;
    char folder[] = "/tmp/include-XXXXXX", path[256];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/sub", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    put(folder, "x.yaml", "include: sub/y.yaml\n");
    put(folder, "z.yaml", BASE);
    put(path, "y.yaml", "include: ../z.yaml\ncategories: [{id: y, any: [丙]}]\n");
    struct rulebook *book;
    struct err err = {0};
    snprintf(path, sizeof path, "%s/x.yaml", folder);
    assert_true(rulebook_load(path, &book, &err));
    assert_int_equal(book->axes[0].rule_count, 3);
    rulebook_free(book);
    static const char *const made[] = {"sub/y.yaml", "sub", "x.yaml", "z.yaml", ""};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, made[i]);
        assert_int_equal(remove(path), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_rules_come_first_and_replace_in_place),
        cmocka_unit_test(axes_are_joined_by_name),
        cmocka_unit_test(what_a_file_leaves_out_its_first_include_says),
        cmocka_unit_test(a_file_on_two_ways_counts_once),
        cmocka_unit_test(the_same_id_in_two_included_files),
        cmocka_unit_test(mistakes_are_told_where_they_stand),
        cmocka_unit_test(endless_includes_end),
        cmocka_unit_test(a_shipped_pack_is_included_by_name),
        cmocka_unit_test(files_are_found_beside_the_one_that_names_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
