/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/layout.h"
#include "analysis/intake/profile.h"
#include "tests/unit/cmocka_all.h"

#include <stdio.h>
#include <string.h>

struct fixture {
    struct arena *arena;
    struct err err;
    struct profile *profile;
    char message[2048];
};

static int set_up(void **state) {
    struct fixture *f = heap_array(1, sizeof *f);
    f->arena = arena_new();
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *f = *state;
    arena_free(f->arena);
    heap_free(f);
    return 0;
}

/* The error as it is printed, "" for none. */
static const char *message(struct fixture *f) {
    struct buf out = {0};
    if (f->err.kind)
        err_format(&f->err, &out);
    memcpy(f->message, out.size ? out.data : "", out.size);
    f->message[out.size] = '\0';
    buf_free(&out);
    f->err = (struct err){0};
    return f->message;
}

static const char *parse(struct fixture *f, const char *yaml) {
    profile_parse(str_of(yaml), "p.yaml", f->arena, &f->profile, &f->err);
    return message(f);
}

static void shipped_profiles_are_valid(void **state) {
    struct fixture *f = *state;
    struct profile **profiles;
    size_t count;
    assert_true(profile_shipped(f->arena, &profiles, &count, &f->err));
    assert_true(count >= 7);
    for (size_t i = 0; i < count; i++) {
        assert_true(profiles[i]->detect.count >= 2);
        assert_true(profiles[i]->name.size > 0);
    }
    assert_true(profile_load("cfpb", f->arena, &f->profile, &f->err));
    assert_true(str_equal(f->profile->headers[ROLE_ID_], STR("Complaint ID")));
}

static void a_profile_says_what_words_mean(void **state) {
    struct fixture *f = *state;
    assert_string_equal(parse(f, "name: Test\n"
                                 "roles: {id: Case, received: ' Date '}\n"
                                 "flags: {on_time: {column: Timely, yes: [ok]}}\n"
                                 "stages: {first: [received, Sent]}\n"
                                 "dates: ['%d/%m/%Y']\n"
                                 "missing: ['', N/A]\n"
                                 "satisfaction: {satisfied: [4, 满意], valid: [1, 2, 3, 4, 满意]}\n"
                                 "closed_when: {status: [Closed]}\n"
                                 "outcome: {upheld: [属实], partly: [部分属实], not_upheld: [不属实]}\n"
                                 "escalation: {regulator: [12378], none: ['-']}\n"
                                 "scope: status <> 'x'\n"
                                 "decimal: ','\n"),
                        "");
    const struct profile *p = f->profile;
    assert_true(str_equal(p->headers[ROLE_RECEIVED], STR("Date")));
    assert_true(str_equal(p->headers[ROLE_ON_TIME], STR("Timely")));
    assert_true(words_hold(&p->flag_yes[ROLE_ON_TIME], STR("OK")));
    assert_true(words_hold(&p->flag_no[ROLE_ON_TIME], STR("否")));
    assert_int_equal(p->decimal, ',');
    assert_int_equal(profile_answer(p, STR("4.0")), ANSWER_SATISFIED);
    assert_int_equal(profile_answer(p, STR("2")), ANSWER_DISSATISFIED);
    assert_int_equal(profile_answer(p, STR("9")), ANSWER_INVALID);
    assert_int_equal(profile_answer(p, STR("")), ANSWER_NONE);
    assert_int_equal(profile_outcome(p, STR("部分属实")), OUTCOME_PARTLY);
    assert_int_equal(profile_outcome(p, STR("?")), OUTCOME_NONE);
    assert_int_equal(profile_tier(p, STR("12378")), TIER_REGULATOR);
    assert_int_equal(profile_tier(p, STR("other")), TIER_COUNT);
    assert_int_equal(profile_closed(p, STR("closed")), 1);
    assert_int_equal(profile_closed(p, STR("Open")), 0);
    assert_int_equal(profile_closed(p, STR("")), -1);
    assert_true(profile_missing(p, STR("n/a")));
    assert_false(profile_missing(p, STR("0")));
}

static void mistakes_are_named_with_their_place(void **state) {
    struct fixture *f = *state;
    assert_string_equal(parse(f, "roles:\n  received: A\n  recieved: B\n"),
                        "p.yaml:3:3: \"recieved\" is no role; roles are id, received, closed, status, "
                        "channel, product, unit … (redress help roles lists all)");
    assert_non_null(strstr(parse(f, "name: x\nroels: {}\n"), "p.yaml:2:1: unknown key \"roels\""));
    assert_string_equal(parse(f, "dates: ['%Y-%m-%d', '%d/%m']"),
                        "p.yaml:1:22: the date format \"%d/%m\" is not usable: it needs year and month");
    assert_string_equal(parse(f, "flags: {status: {column: A}}"), "p.yaml:1:9: \"status\" is no yes/no role");
    assert_string_equal(parse(f, "flags: {on_time: {yes: [A]}}"), "p.yaml:1:18: a flag needs its column");
    assert_string_equal(parse(f, "stages: {a: [received]}"),
                        "p.yaml:1:13: a stage is two roles or headers, [from, to]");
    assert_string_equal(parse(f, "decimal: ';'"), "p.yaml:1:11: decimal should be \".\" or \",\"");
    assert_non_null(strstr(parse(f, "roles: [a]"), "p.yaml:1:8: roles should be a map"));
    assert_false(profile_load("nobody", f->arena, &f->profile, &f->err));
    assert_non_null(strstr(
        message(f),
        "there is no profile \"nobody\"; name a file or one of anatel-open-data, anatel, boston311, cfpb"));
}

static void a_profile_names_its_rules(void **state) {
    struct fixture *f = *state;
    assert_string_equal(parse(f, "rules: city-zh"), "");
    assert_true(str_equal(f->profile->rules, STR("city-zh")));
    assert_string_equal(parse(f, "rules: none"), "");
    assert_true(profile_parse(STR("rules: ../ours.yaml"), "sub/p.yaml", f->arena, &f->profile, &f->err));
    assert_true(str_equal(f->profile->rules, STR("sub/../ours.yaml")));
    assert_true(profile_parse(STR("rules: /etc/ours.yaml"), "sub/p.yaml", f->arena, &f->profile, &f->err));
    assert_true(str_equal(f->profile->rules, STR("/etc/ours.yaml")));
    assert_non_null(
        strstr(parse(f, "rules: city-cn"),
               "p.yaml:1:8: there are no rules \"city-cn\"; name a file "
               "(….yaml) or one of bank-en, bank-zh-hints, bank-zh, city-zh, property-zh, telecom-zh"));
    assert_non_null(strstr(parse(f, "rules: [a]"), "p.yaml:1:8: rules should be a text"));
}

/* How a text is laid out under maps and, perhaps, a profile: "LINE:DELIMITER column of id, received". */
static const char *lay_out(struct fixture *f, const char *text, const char *yaml, const char *const *maps,
                           size_t map_count) {
    struct profile *plain, *asked = NULL;
    struct layout layout;
    assert_true(profile_parse(STR("name: (mapped)"), "(mapped)", f->arena, &plain, &f->err));
    if (yaml)
        assert_true(profile_parse(str_of(yaml), "p.yaml", f->arena, &asked, &f->err));
    struct layout_options options = {.profile = asked, .plain = plain, .maps = maps, .map_count = map_count};
    if (!profile_shipped(f->arena, (struct profile ***)(uintptr_t)&options.shipped, &options.shipped_count,
                         &f->err) ||
        !layout_find(str_of(text), "f.csv", &options, f->arena, &layout, &f->err))
        return message(f);
    sprintf(f->message, "%zu:%c %d %d " STR_FMT, layout.header_line, layout.delimiter,
            layout.columns[ROLE_ID_], layout.columns[ROLE_RECEIVED], STR_ARG(layout.profile_name));
    return f->message;
}

static void headers_decide_the_profile(void **state) {
    struct fixture *f = *state;
    const char *boston = "case_enquiry_id,open_dt,closed_dt,case_status\n1,2,3,4\n";
    assert_string_equal(lay_out(f, boston, NULL, NULL, 0), "1:, 0 1 Boston 311");
    assert_string_equal(
        lay_out(f, "Archive of May\n\ncase_status;CLOSED_DT;open_dt;\"case_enquiry_id \"\n", NULL, NULL, 0),
        "3:; 3 2 Boston 311");
    assert_string_equal(
        lay_out(f, "Archive, of May\n\ncase_status\tCLOSED_DT\topen_dt\tcase_enquiry_id\n", NULL, NULL, 0),
        "3:\t 3 2 Boston 311");
    assert_string_equal(
        lay_out(f, "sep=|\r\ncase_status|CLOSED_DT|open_dt|case_enquiry_id\r\n1|2|3|4\r\n", NULL, NULL, 0),
        "2:| 3 2 Boston 311");
    /* More commas than bars in every line, but not the same number of them. */
    assert_string_equal(
        lay_out(f, "A b|c, d, e|f\n1, 2, 3|4|5\nx|y|1, 2, 3, 4, 5\n", NULL, NULL, 0),
        "f.csv:1: no profile fits the header; columns are A b, c, d, e, f; say which is which: "
        "--map id=COLUMN --map received=COLUMN --map closed=COLUMN … or --profile FILE");
    assert_string_equal(lay_out(f, "", NULL, NULL, 0), "f.csv: the file is empty; export it again");
}

static void maps_go_above_profiles(void **state) {
    struct fixture *f = *state;
    static const char *const maps[] = {"received=When", "id="}, *const wrong[] = {"received=Then"};
    assert_string_equal(lay_out(f, "No,When,,When\n", NULL, maps, 2), "1:, -1 1 (mapped)");
    assert_string_equal(lay_out(f, "No,When,,When\n", NULL, wrong, 1),
                        "f.csv:1: there is no column \"Then\" for the role received; columns are No, When, "
                        "column 3, When (2); name another with --map received=COLUMN");
    const char *profile = "name: Mine\nroles: {id: No, received: Day}";
    assert_string_equal(lay_out(f, "no,DAY\n", profile, NULL, 0), "1:, 0 1 Mine");
    assert_string_equal(lay_out(f, "no,When\n", profile, maps, 1), "1:, 0 1 Mine");
    assert_string_equal(lay_out(f, "no,When\n", profile, NULL, 0),
                        "f.csv:1: there is no column \"Day\" for the role received; columns are no, When; "
                        "name another with --map received=COLUMN");
    static const char *const bad[] = {"recieved=A"};
    assert_false(layout_check_maps(bad, 1, &f->err));
    assert_non_null(strstr(message(f), "the map \"recieved=A\" is not understood"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shipped_profiles_are_valid, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_profile_says_what_words_mean, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mistakes_are_named_with_their_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_profile_names_its_rules, set_up, tear_down),
        cmocka_unit_test_setup_teardown(headers_decide_the_profile, set_up, tear_down),
        cmocka_unit_test_setup_teardown(maps_go_above_profiles, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
