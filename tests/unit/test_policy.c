/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/policy.h"
#include "tests/unit/cmocka_all.h"

static struct policy *parsed(const char *yaml) {
    struct policy *policy = NULL;
    struct err err = {0};
    if (!policy_parse(str_of(yaml), "rules/house.yaml", &policy, &err))
        fail_msg("%zu:%zu: %s", err.line, err.column, err.message);
    return policy;
}

static int64_t day(int year, int month, int date) {
    return date_days(year, month, date);
}

/* ---- limits */

static void expect_limit(const char *text, enum limit_unit unit, int64_t count) {
    struct limit limit;
    struct err err = {0};
    if (!limit_parse_words(str_of(text), &limit, &err))
        fail_msg("%s: %s", text, err.message);
    assert_int_equal(limit.unit, unit);
    assert_int_equal(limit.count, count);
}

static void limits_are_read_in_every_unit(void **state) {
    (void)state;
    expect_limit("15m", LIMIT_SECONDS, 900);
    expect_limit("15min", LIMIT_SECONDS, 900);
    expect_limit("24h", LIMIT_SECONDS, 86400);
    expect_limit("15d", LIMIT_DAYS, 15);
    expect_limit("8w", LIMIT_DAYS, 56);
    expect_limit("3wd", LIMIT_WORKDAYS, 3);
    expect_limit("same day", LIMIT_DAYS, 0);
    expect_limit("end of the 3rd business day after receipt", LIMIT_WORKDAYS, 3);
    expect_limit("end of the 15th business day", LIMIT_WORKDAYS, 15);
    static const char *const others[] = {
        "", "d", "3", "3 wd", "-3d", "100001d", "end of the business day", "end of the 3rd day", "soon"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct limit limit;
        struct err err = {0};
        assert_false(limit_parse_words(str_of(others[i]), &limit, &err));
        assert_int_equal(err.kind, ERR_USAGE);
    }
}

static void a_share_of_a_limit_is_cut_to_whole_days(void **state) {
    (void)state;
    assert_int_equal(limit_share((struct limit){LIMIT_WORKDAYS, 10}, 90).count, 9);
    assert_int_equal(limit_share((struct limit){LIMIT_WORKDAYS, 3}, 90).count, 2);
    assert_int_equal(limit_share((struct limit){LIMIT_DAYS, 0}, 90).count, 0);
    assert_int_equal(limit_share((struct limit){LIMIT_SECONDS, 3600}, 90).count, 3240);
}

/* ---- files */

static const char whole[] =
    "name: {zh: 本行办法, en: House rules}\n"
    "source: circular 7\n"
    "calendar: own.yaml\n"
    "versions:\n"
    "  - from: 2026-01-01\n"
    "    roll: next_workday\n"
    "    clocks:\n"
    "      reply:\n"
    "        name: {zh: 答复, en: Reply}\n"
    "        main: true\n"
    "        cases:\n"
    "          - {when: {level: [Simple], Team: [Cards]}, limit: 3wd}\n"
    "          - {when: {category: [praise]}, limit: none}\n"
    "          - {when: {severity: [high]}, without: [unit, level], limit: 1d}\n"
    "        limit: 24h or 1wd\n"
    "        warn: 80%\n"
    "        extension: {to: promised, limit: 60d, when: {status: [Extended]}}\n"
    "      feedback: {from: dispatched, to: closed, limit: 10wd, warn: 7wd, service: true}\n"
    "    escalation: {regulator: {channel: [12378]}, media: [Press]}\n"
    "    targets: {on_time_rate: 95%, p50_days: \"<= 5\"}\n"
    "    ageing: [3d, 1w, 30d]\n"
    "  - to: 2025-12-31\n"
    "    clocks: {reply: {limit: 15d}}\n"
    "    targets:\n"
    "      - {measure: mean_hours, value: 24, when: {level: [provincial]}}\n";

static void a_whole_policy_is_read(void **state) {
    (void)state;
    struct policy *policy = parsed(whole);
    assert_true(str_equal(policy->id, STR("house")) && str_equal(policy->source, STR("circular 7")));
    assert_true(str_equal(policy->name[LANG_ZH], STR("本行办法")));
    assert_string_equal(policy->calendar, "rules/own.yaml");
    assert_int_equal(policy->version_count, 2);
    assert_ptr_equal(policy_version_at(policy, day(2025, 12, 31)), &policy->versions[0]);
    const struct policy_version *now = policy_version_at(policy, day(2026, 1, 1));
    assert_ptr_equal(now, &policy->versions[1]);
    const struct policy_clock *reply = &now->clocks[0], *feedback = &now->clocks[1];
    assert_true(reply->is_main && reply->roll && reply->from == ROLE_RECEIVED && reply->to == ROLE_RESOLVED);
    assert_int_equal(reply->case_count, 4);
    assert_true(reply->cases[2].without == (role_bit(ROLE_UNIT) | role_bit(ROLE_LEVEL)));
    assert_int_equal(reply->cases[0].when_count, 2);
    assert_int_equal(reply->cases[0].warn_percent, 80);
    assert_true(reply->cases[1].none);
    assert_true(reply->cases[3].limit.unit == LIMIT_SECONDS && reply->cases[3].either.unit == LIMIT_WORKDAYS);
    assert_true(reply->extension.given && reply->extension.to == ROLE_PROMISED && reply->extension.limited);
    assert_true(feedback->service && !feedback->is_main && feedback->cases[0].warn_percent == 0);
    assert_int_equal(feedback->cases[0].warn_limit.count, 7);
    assert_int_equal(now->channel_tiers[TIER_REGULATOR].count, 1);
    assert_int_equal(now->escalated_tiers[TIER_REGULATOR].count, 0);
    assert_int_equal(now->escalated_tiers[TIER_MEDIA].count, 1);
    assert_true(now->targets[0].side == POLICY_BY_MEASURE && now->targets[0].value == 0.95);
    assert_true(now->targets[1].side == POLICY_AT_MOST && now->targets[1].value == 5);
    assert_int_equal(policy->versions[0].targets[0].when_count, 1);
    assert_int_equal(now->ageing[1], 7);
    role_set roles_read = policy_roles(policy);
    assert_true(roles_read & role_bit(ROLE_LEVEL) && roles_read & role_bit(ROLE_PAUSE_TO) &&
                roles_read & role_bit(ROLE_PROMISED) && roles_read & role_bit(ROLE_CHANNEL));
    size_t count;
    struct arena *arena = arena_new();
    struct str *columns = policy_columns(policy, role_bit(ROLE_LEVEL), arena, &count);
    assert_int_equal(count, 2);
    assert_true(str_equal(columns[0], STR("Team")) && str_equal(columns[1], STR("category")));
    arena_free(arena);
    policy_free(policy);
}

/* ---- mistakes */

static void expect_mistake(const char *yaml, size_t line, size_t column, const char *message) {
    struct policy *policy = NULL;
    struct err err = {0};
    if (policy_parse(str_of(yaml), "p.yaml", &policy, &err))
        fail_msg("no mistake found in %s", yaml);
    assert_int_equal(err.kind, ERR_USAGE);
    assert_string_equal(err.message, message);
    assert_string_equal(err.file, "p.yaml");
    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
}

static void mistakes_are_told_with_their_place(void **state) {
    (void)state;
    expect_mistake("versions:\n  - {from: 2024-01-01, to: 2026-06-30}\n  - {from: 2026-06-30}\n", 3, 5,
                   "the dates of this version overlap with those of version 1");
    expect_mistake("versions:\n  - {from: 2026-01-01}\n  - {to: 2026-12-31}\n", 3, 5,
                   "the dates of this version overlap with those of version 1");
    expect_mistake("versions: [{from: 2026-02-01, to: 2026-01-01}]\n", 1, 35,
                   "this version ends before it begins");
    expect_mistake("clocks:\n  reply: {limit: 15}\n", 2, 18, "the limit \"15\" has no unit");
    expect_mistake("clocks:\n  reply: {limit: soon}\n", 2, 18, "\"soon\" is not a limit");
    expect_mistake("clocks:\n  reply: {limit: 24h or 1}\n", 2, 18, "the limit \"1\" has no unit");
    expect_mistake("clocks:\n  a: {limit: 3d, main: true}\n  b: {limit: 3d, main: true}\n", 3, 24,
                   "a second main clock");
    expect_mistake("versions:\n  - {to: 2025-12-31, clocks: {a: {limit: 3d, main: true}}}\n"
                   "  - {from: 2026-01-01, clocks: {b: {limit: 3d, main: true}}}\n",
                   3, 33, "a second main clock (version 1 has another)");
    expect_mistake("versions:\n  - {to: 2025-12-31, clocks: {a: {limit: 3d}}}\n"
                   "  - {from: 2026-01-01, clocks: {a: {limit: 3d, to: closed}}}\n",
                   3, 33, "the clock \"a\" is another stage in version 1");
    expect_mistake("clocks: {a: {limit: 3d, from: level}}\n", 1, 31, "expected the role of a time");
    expect_mistake("clocks: {a: {limit: 3d, until: closed}}\n", 1, 25, "unknown key \"until\"");
    expect_mistake("clocks: {a: {main: true}}\n", 1, 13, "a clock needs a limit");
    expect_mistake("clocks: {export: {limit: 3d}}\n", 1, 10, "the name \"export\" is taken");
    expect_mistake("clocks: {a: {limit: 3wd, warn: 5wd}}\n", 1, 32, "this warns after the limit");
    expect_mistake("clocks: {a: {limit: 3wd, warn: 0%}}\n", 1, 32,
                   "a share to warn at should lie between 1% and 100%");
    expect_mistake("clocks: {a: {cases: [{when: {level: [x]}, without: [grade], limit: 3wd}]}}\n", 1, 53,
                   "\"grade\" is no role");
    expect_mistake("clocks: {a: {cases: [{limit: 3wd}]}}\n", 1, 22, "a case needs `when` and `limit`");
    expect_mistake("clocks: {a: {cases: [{when: {received: [x]}, limit: 3wd}]}}\n", 1, 30,
                   "\"received\" has no values to choose from");
    expect_mistake("clocks: {a: {limit: 3wd, extension: {when: {status: [x]}}}}\n", 1, 37,
                   "an extension for some cases needs its limit");
    expect_mistake("escalation: {police: [110]}\n", 1, 14, "\"police\" is not a tier of escalation");
    expect_mistake("targets: {on_time_rate: high}\n", 1, 25, "expected a target");
    expect_mistake("ageing: [7d, 3d]\n", 1, 14, "ageing bands are days or weeks, each longer than before");
    expect_mistake("roll: back\n", 1, 7, "roll should be next_workday");
    expect_mistake("name: {zh: 办法}\n", 1, 7, "the name of a policy needs both languages, zh and en");
    expect_mistake("versions: []\nclocks: {}\n", 2, 1, "unknown key \"clocks\"");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_are_read_in_every_unit),
        cmocka_unit_test(a_share_of_a_limit_is_cut_to_whole_days),
        cmocka_unit_test(a_whole_policy_is_read),
        cmocka_unit_test(mistakes_are_told_with_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
