/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/bundle.h"
#include "analysis/rules/classify.h"
#include "analysis/rules/examples.h"
#include "tests/unit/cmocka_all.h"

static struct rulebook *load(const struct bundle_file *pack) {
    struct rulebook *book;
    struct err err = {0};
    if (!rulebook_parse(pack->bytes, pack->name, &book, &err))
        fail_msg("%s:%zu:%zu: %s; %s", err.file, err.line, err.column, err.message, err.hint);
    return book;
}

/* Files that a pack includes and that are of no use alone: their examples run with it. */
static bool is_part(const char *name) {
    return str_ends(str_of(name), STR("-hints.yaml"));
}

static void examples_come_out_as_written(void **state) {
    (void)state;
    size_t count;
    const struct bundle_file *packs = bundle_list("rules/", &count);
    assert_true(count >= 2);
    size_t all_failed = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_part(packs[i].name))
            continue;
        struct rulebook *book = load(&packs[i]);
        struct arena *arena = arena_new();
        struct example_failure *failures;
        size_t run, failed = examples_run(book, arena, &failures, &run);
        for (size_t f = 0; f < failed; f++)
            print_message("%s:%zu: " STR_FMT " \"" STR_FMT "\" should %s, is " STR_FMT "\n", packs[i].name,
                          failures[f].example->place.line, STR_ARG(failures[f].rule->id),
                          STR_ARG(failures[f].example->text),
                          failures[f].expected ? "be found as such" : "not match", STR_ARG(failures[f].got));
        all_failed += failed;
        assert_true(run > 50);
        arena_free(arena);
        rulebook_free(book);
    }
    assert_int_equal(all_failed, 0);
}

/* Names in both languages for every value and heading; examples of both kinds for every category. */
static void packs_are_complete(void **state) {
    (void)state;
    size_t count;
    const struct bundle_file *packs = bundle_list("rules/", &count);
    for (size_t i = 0; i < count; i++) {
        if (is_part(packs[i].name))
            continue;
        struct rulebook *book = load(&packs[i]);
        for (size_t a = 0; a < book->axis_count; a++)
            for (size_t r = 0; r < book->axes[a].rule_count; r++) {
                const struct rule *rule = &book->axes[a].rules[r];
                const struct value *value = &book->axes[a].values[rule->value];
                const struct names *names = rule->heading ? &rule->name : &value->name;
                if (!names->in[LANGUAGE_ZH].size || !names->in[LANGUAGE_EN].size)
                    fail_msg("%s:%zu: no name in both languages", packs[i].name, rule->place.line);
                bool held = a == 0 || str_starts(book->axes[a].name, STR("jrt_"));
                if (!rule->heading && held && (!rule->match_count || !rule->not_count))
                    fail_msg("%s:%zu: no examples of both kinds", packs[i].name, rule->place.line);
                struct str parent = rulebook_parent(value->id);
                if (!rule->heading && parent.size &&
                    str_equal(rulebook_name(book, parent, LANGUAGE_EN), parent))
                    fail_msg("%s:%zu: the heading has no name", packs[i].name, rule->place.line);
            }
        rulebook_free(book);
    }
}

/* The axes of JR/T 0169-2018 with all that the standard lists; its last item, 其他, is where no rule matches.
 */
static const struct {
    const char *axis, *values;
} standard[] = {
    {"jrt_channel", "front.on_site front.self_service front.electronic.web front.electronic.phone "
                    "front.electronic.mobile front.electronic.platform front.electronic.sms "
                    "front.electronic.other front.third_party front.other middle_back other"},
    {"jrt_business", "debit_card credit_card loans payment collection forex savings agency intermediary "
                     "personal_information precious_metals currency wealth treasury other"},
    {"jrt_cause", "service facilities rules pricing collection marketing disclosure returns choice contract "
                  "fund_safety information_safety other"},
    {"validity", "unfounded communicative valid"},
    {"timeliness", "long_lasting delayed at_once"},
};

static void axes_have_all_values(void **state) {
    (void)state;
    struct rulebook *book;
    struct err err = {0};
    assert_true(rulebook_load("bank-zh", &book, &err));
    for (size_t i = 0; i < sizeof standard / sizeof *standard; i++) {
        const struct axis *axis = rulebook_axis(book, str_of(standard[i].axis));
        struct str rest = str_of(standard[i].values);
        assert_non_null(axis);
        for (size_t end; rest.size; rest = str_sub(rest, end + (end < rest.size), rest.size)) {
            end = str_find_char(rest, ' ');
            if (!axis_value(axis, str_sub(rest, 0, end)))
                fail_msg("%s: no value " STR_FMT, standard[i].axis, STR_ARG(str_sub(rest, 0, end)));
        }
    }
    rulebook_free(book);
    assert_true(rulebook_load("bank-en", &book, &err));
    assert_non_null(rulebook_axis(book, STR("validity")));
    assert_non_null(rulebook_axis(book, STR("timeliness")));
    rulebook_free(book);
}

static const char *const expected[] = {
    "product.balance",
    "product.transfer",
    "product.wealth",
    "product.atm_swallow",
    "product.double_charge",
    "product.fee",
    "product.grace",
    "security.fraud",
    "security.telecom_fraud",
    "security.leak",
    "security.frozen",
    "process.complicated",
    "process.queue",
    "process.closed_counter",
    "process.not_calling",
    "process.slow_teller",
    "process.contradict",
    "process.small_change",
    "explain.terms",
    "explain.misselling",
    "explain.rate",
    "info.not_updated",
    "info.no_notice",
    "info.statement",
    "info.credit_record",
    "attitude.cold",
    "attitude.rude",
    "attitude.shirking",
    "error.clerk",
    "error.breach",
    "error.management",
    "digital.crash",
    "digital.login",
    "digital.sms",
    "digital.outage",
    "digital.atm",
    "credit.limit",
    "credit.slow",
    "credit.collection",
    "credit.prepay",
    "advice",
    "consultation",
    "malicious",
    "praise",
};

static void bank_packs_know_all_categories(void **state) {
    (void)state;
    static const char *const names[] = {"bank-zh", "bank-en"};
    const role_set allowed = RULES_DEFAULT_ROLES;
    for (size_t i = 0; i < 2; i++) {
        struct rulebook *book;
        struct err err = {0};
        assert_true(rulebook_load(names[i], &book, &err));
        for (size_t k = 0; k < sizeof expected / sizeof *expected; k++)
            if (!axis_value(&book->axes[0], str_of(expected[k])))
                fail_msg("%s lacks %s", names[i], expected[k]);
        assert_non_null(rulebook_axis(book, STR("validity")));
        assert_non_null(rulebook_axis(book, STR("cause")));
        assert_false(rulebook_is_complaint(book, STR("consultation")));
        assert_false(rulebook_is_complaint(book, STR("praise")));
        assert_true(rulebook_is_complaint(book, STR("security.fraud")));
        assert_true((rulebook_roles(book) & ~allowed) == 0);
        rulebook_free(book);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_come_out_as_written),
        cmocka_unit_test(axes_have_all_values),
        cmocka_unit_test(packs_are_complete),
        cmocka_unit_test(bank_packs_know_all_categories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
