/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/rulebook.h"
#include "analysis/rules/verdict.h"
#include "tests/unit/cmocka_all.h"

#include <stdio.h>
#include <string.h>

static const char sample[] =
    "name: {zh: 样例, en: Sample}\n"
    "language: zh\n"
    "categories:\n"
    "  - id: card\n"
    "    name: {zh: 银行卡, en: Cards}\n"
    "  - id: card.fraud\n"
    "    name: {zh: 盗刷与欺诈, en: Card fraud}\n"
    "    any: [盗刷, 诈骗, \"/unauthori[sz]ed (charge|transaction)/\"]\n"
    "    unless: negated\n"
    "    none: [防诈骗宣传]\n"
    "    severity: heavy\n"
    "  - id: card.fee\n"
    "    name: {zh: 年费, en: Card fee}\n"
    "    all: [年费, \"/收|扣/\"]\n"
    "    severity: low\n"
    "  - id: escalated\n"
    "    when: {channel: [12378, 监管*]}\n"
    "  - id: app\n"
    "    any: [闪退]\n"
    "    in: [issue, text]\n"
    "  - id: app.words\n"
    "    category: app\n"
    "    name: 手机银行\n"
    "    any: APP打不开\n"
    "  - id: praise\n"
    "    any: [表扬, 感谢]\n"
    "    complaint: false\n"
    "axes:\n"
    "  validity:\n"
    "    - {id: communicative, any: [请问, 咨询]}\n"
    "    - {id: valid, otherwise: true}\n"
    "  place: {name: {zh: 渠道, en: Place}, rules: [{id: atm, any: [ATM, 取款机]}]}\n"
    "  cause:\n"
    "    - {id: safety, when: {category: [card.fraud]}}\n"
    "    - {id: cost, when: {category: card.*}}\n"
    "    - {id: people, any: [态度]}\n";

static struct rulebook *parse(const char *yaml) {
    struct rulebook *book;
    struct err err = {0};
    if (!rulebook_parse(str_of(yaml), "x.yaml", &book, &err))
        fail_msg("%zu:%zu: %s", err.line, err.column, err.message);
    return book;
}

struct judged {
    char category[256]; /* the values of all axes, all of the first in brackets */
};

static struct judged judge(const struct rulebook *book, enum role first, const char *a, enum role second,
                           const char *b) {
    struct verdict_worker *worker = verdict_worker_new(book);
    struct str values[ROLE_COUNT] = {0};
    values[first] = str_of(a);
    values[second] = str_of(b);
    struct verdict verdict;
    verdict_of(worker, values, &verdict);
    struct buf out = {0};
    uint32_t all[64];
    for (size_t axis = 0; axis < book->axis_count; axis++) {
        const struct axis *list = &book->axes[axis];
        buf_printf(&out, "%s" STR_FMT, axis ? " " : "",
                   STR_ARG(list->values[verdict_value(book, &verdict, axis)].id));
        size_t count = axis ? 0 : verdict_values(book, &verdict, axis, all);
        for (size_t i = 0; i < count; i++)
            buf_printf(&out, "%c" STR_FMT "%s", i ? ',' : '[', STR_ARG(list->values[all[i]].id),
                       i + 1 == count ? "]" : "");
    }
    struct judged judged;
    snprintf(judged.category, sizeof judged.category, STR_FMT, STR_ARG(buf_str(&out)));
    buf_free(&out);
    verdict_worker_free(worker);
    return judged;
}

static void the_first_rule_wins_and_all_are_kept(void **state) {
    (void)state;
    struct rulebook *book = parse(sample);
#define JUDGE(a, b) judge(book, ROLE_SUBJECT, a, ROLE_TEXT_, b).category
    assert_string_equal(JUDGE("", "我的卡被盜刷，扣了年費"),
                        "card.fraud[card.fraud,card.fee] valid other safety");
    assert_string_equal(JUDGE("年费", "为什么收我的钱"), "card.fee[card.fee] valid other cost");
    assert_string_equal(JUDGE("年费", "太贵"), "other[other] valid other other");
    assert_string_equal(JUDGE("", "卡没有盗刷"), "other[other] valid other other");
    assert_string_equal(JUDGE("诈骗", "网点防诈骗宣传"), "other[other] valid other other");
    assert_string_equal(JUDGE("表扬", "ＡＰＰ打不开"), "app[app,praise] valid other other");
    assert_string_equal(JUDGE("闪退", ""), "other[other] valid other other");
    assert_string_equal(JUDGE("", "请问取款机"), "other[other] communicative atm other");
    assert_string_equal(JUDGE("", ""), "other[other] valid other other");
#undef JUDGE
    assert_string_equal(judge(book, ROLE_ISSUE, "闪退", ROLE_TEXT_, "APP打不开").category,
                        "app[app] valid other other");
    assert_string_equal(judge(book, ROLE_CHANNEL, "監管轉辦", ROLE_TEXT_, "咨询").category,
                        "escalated[escalated] communicative other other");
    assert_string_equal(judge(book, ROLE_CHANNEL, "12378-1", ROLE_TEXT_, "").category,
                        "other[other] valid other other");
    rulebook_free(book);
}

static void names_parents_and_flags(void **state) {
    (void)state;
    struct rulebook *book = parse(sample);
    assert_int_equal(book->axis_count, 4);
    assert_int_equal(book->language, LANGUAGE_ZH);
    assert_true(rulebook_roles(book) == (role_bit(ROLE_SUBJECT) | role_bit(ROLE_TEXT_) |
                                         role_bit(ROLE_CHANNEL) | role_bit(ROLE_ISSUE)));
    assert_true(str_equal(rulebook_name(book, STR("card.fraud"), LANGUAGE_EN), STR("Card fraud")));
    assert_true(str_equal(rulebook_name(book, STR("card"), LANGUAGE_ZH), STR("银行卡")));
    assert_true(str_equal(rulebook_name(book, STR("other"), LANGUAGE_ZH), STR("其他")));
    assert_true(str_equal(rulebook_name(book, STR("app"), LANGUAGE_EN), STR("手机银行")));
    assert_true(str_equal(rulebook_name(book, STR("unheard"), LANGUAGE_EN), STR("unheard")));
    assert_true(str_equal(rulebook_parent(STR("a.b.c")), STR("a.b")));
    assert_int_equal(rulebook_parent(STR("a")).size, 0);
    assert_false(rulebook_is_complaint(book, STR("praise")));
    assert_true(rulebook_is_complaint(book, STR("other")));
    assert_true(axis_value(rulebook_axis(book, STR("validity")), STR("communicative")) != NULL);
    assert_int_equal(book->axes[0].rules[1].severity, SEVERITY_HIGH);
    rulebook_free(book);
}

static void assert_error(const char *yaml, const char *expected) {
    struct rulebook *book;
    struct err err = {0};
    struct buf buf = {0};
    assert_false(rulebook_parse(str_of(yaml), "x.yaml", &book, &err));
    assert_null(book);
    err_format(&err, &buf);
    assert_string_equal(buf.data, expected);
    assert_int_equal(err.kind, ERR_USAGE);
    buf_free(&buf);
}

static void the_patterns_tell_the_language(void **state) {
    (void)state;
    static const struct {
        const char *yaml;
        enum language language;
    } books[] = {
        {"categories: [{id: a, name: 盗刷, any: [fraud]}]", LANGUAGE_EN},
        {"categories: [{id: a, name: Fraud, any: [fraud, 盗刷]}]", LANGUAGE_ZH},
        {"categories: [{id: a, all: [卡, x]}]", LANGUAGE_ZH},
        {"language: en\ncategories: [{id: a, any: [盗刷]}]", LANGUAGE_EN},
        {"categories: [{id: a, any: [x]}]\naxes: {cause: [{id: b, any: 态度}]}", LANGUAGE_ZH},
    };
    for (size_t i = 0; i < sizeof books / sizeof *books; i++) {
        struct rulebook *book = parse(books[i].yaml);
        assert_int_equal(book->language, books[i].language);
        rulebook_free(book);
    }
}

#define START "language: zh\ncategories:\n"

static void errors_name_the_place(void **state) {
    (void)state;
    assert_error("language: zh\n", "x.yaml:1:1: a rulebook needs categories");
    assert_error("[1]", "x.yaml:1:1: a rulebook should be a map of keys and values, found a list");
    assert_error("language: fr\ncategories: []", "x.yaml:1:11: language should be zh or en");
    assert_error("language: zh\ncategory: []", "x.yaml:2:1: unknown key \"category\"; known keys are name, "
                                               "language, negations, include, categories, axes");
    assert_error(START "  - {id: a, any: [x], sevrity: low}",
                 "x.yaml:3:23: unknown key \"sevrity\"; known keys are id, name, any, all, none, unless, in, "
                 "when, severity, complaint, category, code, examples, otherwise, weight");
    assert_error(START "  - {any: [x]}", "x.yaml:3:5: a rule without an id");
    assert_error(START "  - {id: a b, any: [x]}", "x.yaml:3:10: \"a b\" is no id; letters, digits, - and _, "
                                                  "with dots between its parts: card.fraud");
    assert_error(START "  - {id: a, any: [x]}\n  - {id: a, any: [y]}",
                 "x.yaml:4:10: the id \"a\" stands here twice");
    assert_error(START "  - {id: a}",
                 "x.yaml:3:10: \"a\" has no conditions and heads no other rule; add any: "
                 "with keywords, or rules with ids like a.…");
    assert_error(START "  - {id: a, none: [x]}",
                 "x.yaml:3:5: a rule needs any, all or when; none alone finds nothing");
    assert_error(START "  - {id: a, any: {x: y}}", "x.yaml:3:18: expected a list of keywords or /regexes/");
    assert_error(START "  - {id: a, any: []}", "x.yaml:3:18: expected a list of keywords or /regexes/");
    assert_error(START "  - {id: a, any: [[x]]}",
                 "x.yaml:3:19: a keyword or /regex/ should be a text, found a list");
    assert_error(START "  - {id: a, any: [x, \"\"]}",
                 "x.yaml:3:23: an empty keyword; write a word or a /regex/");
    assert_error(START "  - {id: a, any: [x, \"/余(额/\"]}",
                 "x.yaml:3:28: not a regular expression, /余(额/: missing closing parenthesis; look at "
                 "character 5");
    assert_error(START "  - {id: a, any: [x], in: [txt]}",
                 "x.yaml:3:28: \"txt\" is no role with texts or values; roles are, for example, subject, "
                 "text, reply, product, issue, channel, level");
    assert_error(START "  - {id: a, any: [x], in: received}",
                 "x.yaml:3:27: \"received\" is no role with texts or values; roles are, for example, "
                 "subject, text, reply, product, issue, channel, level");
    assert_error(START "  - {id: a, any: [x], when: [y]}",
                 "x.yaml:3:29: when should be a map of keys and values, found a list");
    assert_error(START "  - {id: a, any: [x], severity: big}",
                 "x.yaml:3:33: severity should be low, medium or high");
    assert_error(START "  - {id: a, any: [x], unless: no}", "x.yaml:3:31: unless should be the word negated");
    assert_error(START "  - {id: a, any: [x], complaint: maybe}",
                 "x.yaml:3:34: complaint should be true or false");
    assert_error(START "  - {id: a, otherwise: true}\n  - {id: b, any: [x]}",
                 "x.yaml:3:10: a rule with otherwise comes last in its list");
    assert_error(START "  - {id: a, any: [x], otherwise: true}",
                 "x.yaml:3:5: a rule with otherwise has no other conditions");
    assert_error(START "  - {id: a, any: [x]}\naxes: {severity: []}",
                 "x.yaml:4:8: an axis may not be called severity: that column exists anyway");
    assert_error(START "  - {id: a, any: [x]}\naxes: {c: [{id: b, when: {category: [a, a.*]}}]}",
                 "x.yaml:4:41: there is no category \"a.*\"");
    assert_error(START "  - {id: a, any: [x], when: {category: a}}",
                 "x.yaml:3:30: \"category\" is no role with texts or values; roles are, for example, "
                 "subject, text, reply, product, issue, channel, level");
    assert_error(START "  - {id: a, any: [x]}\naxes: {A: []}",
                 "x.yaml:4:8: the name of an axis is made of small letters, digits and _");
}

static void weights_are_added_and_the_most_wins(void **state) {
    (void)state;
    struct rulebook *book = parse("language: zh\n"
                                  "categories:\n"
                                  "  - {id: own, any: [本行规定]}\n"
                                  "  - {id: queue, weight: 1, any: [等, 号, 排, 大厅]}\n"
                                  "  - {id: slow, weight: 1, any: [慢, 柜员], none: [客服]}\n"
                                  "  - {id: slow.sure, category: slow, weight: 3, any: [办理慢]}\n"
                                  "  - {id: rest, any: [等]}\n");
#define JUDGE(text) judge(book, ROLE_TEXT_, text, ROLE_SUBJECT, "").category
    assert_string_equal(JUDGE("大厅里等了半天，柜员不管"), "queue[queue,slow,rest]");
    assert_string_equal(JUDGE("大厅里排号等着，柜员不管"),
                        "queue[queue,rest]");                                /* 4 points: 1 is below half */
    assert_string_equal(JUDGE("等了很久，柜员办理慢"), "slow[slow,rest]");   /* 1 against 2 + 3 */
    assert_string_equal(JUDGE("等柜员"), "queue[queue,slow,rest]");          /* as many: the first one */
    assert_string_equal(JUDGE("等等等等，柜员慢"), "slow[queue,slow,rest]"); /* different patterns count */
    assert_string_equal(JUDGE("柜员慢，客服也慢"), "other[other]");
    assert_string_equal(JUDGE("按本行规定，大厅里排号等着"), "own[own,queue,rest]");
#undef JUDGE
    rulebook_free(book);
    assert_error(START "  - {id: a, any: [x], weight: 0}", "x.yaml:3:31: weight should be from 1 to 100");
    assert_error(START "  - {id: a, when: {channel: [x]}, weight: 2}",
                 "x.yaml:3:43: a weight counts patterns of any and all; this rule has none");
}

static void too_many_patterns_are_refused(void **state) {
    (void)state;
    struct buf yaml = {0};
    buf_add(&yaml, STR(START "  - id: a\n    any:\n"));
    for (int i = 0; i <= RULEBOOK_MOST_PATTERNS; i++)
        buf_printf(&yaml, "    - w%d\n", i);
    assert_error(yaml.data, "x.yaml:10005:7: more than 10000 different keywords and regexes");
    buf_free(&yaml);
}

static void too_many_rules_are_refused(void **state) {
    (void)state;
    struct buf yaml = {0};
    buf_add(&yaml, STR(START));
    for (int i = 0; i < 100000; i++)
        buf_printf(&yaml, "  - {id: a%d, any: x}\n", i);
    assert_error(yaml.data, "x.yaml:10003:5: more than 10000 rules");
    buf_free(&yaml);
}

static void a_shipped_pack_or_a_file(void **state) {
    (void)state;
    struct rulebook *book;
    struct err err = {0};
    assert_false(rulebook_load("no-such-pack", &book, &err));
    assert_int_equal(err.kind, ERR_USAGE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_rule_wins_and_all_are_kept),
        cmocka_unit_test(names_parents_and_flags),
        cmocka_unit_test(the_patterns_tell_the_language),
        cmocka_unit_test(errors_name_the_place),
        cmocka_unit_test(weights_are_added_and_the_most_wins),
        cmocka_unit_test(too_many_patterns_are_refused),
        cmocka_unit_test(too_many_rules_are_refused),
        cmocka_unit_test(a_shipped_pack_or_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
