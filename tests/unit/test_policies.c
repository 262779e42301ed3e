/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/bundle.h"
#include "analysis/measure/timely.h"
#include "tests/unit/clocking.h"

#include <sys/stat.h>

/* Every shipped policy against tests/unit/policies/ID.csv: columns are roles, and
 *   clock     whose row it is
 *   case      last: at the last permitted moment; late: one second after it; sunday, make-up (a Saturday that
 * is worked in China), festival: received then; date-only, extended, open expected  the deadline, - for none
 *   verdict   kept, late, overdue (open and past it), running (open), none, as known on 24 December 2026 */

static const char *const needed[] = {"last",     "late",      "sunday",   "make-up",
                                     "festival", "date-only", "extended", "open"};

static char *read_all(const char *path) {
    FILE *file = fopen(path, "rb");
    struct stat info;
    if (!file || fstat(fileno(file), &info) != 0)
        fail_msg("cannot read %s", path);
    char *text = calloc((size_t)info.st_size + 1, 1);
    if (fread(text, 1, (size_t)info.st_size, file) != (size_t)info.st_size)
        fail_msg("cannot read %s", path);
    fclose(file);
    return text;
}

static struct str cell(const struct clocking *c, const char *name, size_t row) {
    const struct column *column = table_column(&c->made->table, str_of(name));
    return dict_text(column->dict, column->codes[row]);
}

static const char *verdict(const struct clocking *c, const struct deadlines *deadlines, size_t row) {
    struct frame frame = {
        .table = &c->made->table, .life = c->life, .as_of = date_days(2026, 12, 24) * DATE_DAY};
    bool end_day;
    int64_t due = deadline_at(deadlines, row);
    if (due == DEADLINE_NONE)
        return "none";
    uint32_t end = frame_clock_end(&frame, deadlines, row, &end_day);
    enum timely timely = timely_judge(&frame, deadlines, row, end, end_day);
    if (timely == TIMELY_UNKNOWN)
        return "unknown";
    if (end == TIME_NONE)
        return due < frame.as_of ? "overdue" : "running";
    return timely == TIMELY_KEPT ? "kept" : "late";
}

static void check_row(const struct clocking *c, const char *policy, size_t row) {
    struct str clock = cell(c, "clock", row), expected = cell(c, "expected", row);
    struct deadlines deadlines = deadlines_of_clock(&c->made->table, clock);
    char text[DATE_TEXT];
    if (!deadlines.clock)
        fail_msg("%s has no clock " STR_FMT, policy, STR_ARG(clock));
    const char *found = clocking_time(deadlines.due, row, text), *judged = verdict(c, &deadlines, row);
    if (!str_equal(expected, str_of(found)) || !str_equal(cell(c, "verdict", row), str_of(judged)))
        fail_msg("%s line %zu (" STR_FMT ", " STR_FMT "): %s %s, expected " STR_FMT " " STR_FMT, policy,
                 row + 2, STR_ARG(clock), STR_ARG(cell(c, "case", row)), found, judged, STR_ARG(expected),
                 STR_ARG(cell(c, "verdict", row)));
}

static void check_cases_of(const struct clocking *c, const char *policy, const struct clock *clock) {
    for (size_t n = 0; n < sizeof needed / sizeof *needed; n++) {
        bool found = false;
        for (size_t row = 0; row < c->made->table.rows; row++)
            found |= str_equal(cell(c, "clock", row), clock->name) &&
                     str_equal(cell(c, "case", row), str_of(needed[n]));
        if (!found)
            fail_msg("%s: the clock " STR_FMT " has no case \"%s\"", policy, STR_ARG(clock->name), needed[n]);
    }
}

static void check_policy(const char *policy) {
    struct clocking c = {.count = 0};
    char path[256];
    snprintf(path, sizeof path, "tests/unit/policies/%s.csv", policy);
    char *text = read_all(path);
    clocking_add(&c, policy);
    clocking_run(&c, text);
    assert_true(c.policies[0]->source.size > 10);
    for (size_t row = 0; row < c.made->table.rows; row++)
        check_row(&c, policy, row);
    for (size_t i = 0; i < c.clocks->count; i++)
        check_cases_of(&c, policy, &c.clocks->list[i]);
    clocking_free(&c);
    free(text);
}

static void every_shipped_policy_keeps_its_cases(void **state) {
    (void)state;
    size_t count;
    const struct bundle_file *files = bundle_list("policies/", &count);
    assert_int_equal(count, 15);
    for (size_t i = 0; i < count; i++) {
        char id[128];
        snprintf(id, sizeof id, "%s", files[i].name + strlen("policies/"));
        *strchr(id, '.') = '\0';
        check_policy(id);
    }
}

/* Names in both languages: a policy is shown to people. */
static void every_shipped_policy_has_both_names(void **state) {
    (void)state;
    size_t count;
    const struct bundle_file *files = bundle_list("policies/", &count);
    for (size_t i = 0; i < count; i++) {
        struct policy *policy;
        struct err err = {0};
        assert_true(policy_parse(files[i].bytes, files[i].name, &policy, &err));
        assert_false(str_equal(policy->name[LANG_ZH], policy->name[LANG_EN]));
        for (size_t v = 0; v < policy->version_count; v++)
            for (size_t k = 0; k < policy->versions[v].clock_count; k++) {
                const struct policy_clock *clock = &policy->versions[v].clocks[k];
                assert_false(str_equal(clock->title[LANG_ZH], clock->title[LANG_EN]));
            }
        policy_free(policy);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_policy_keeps_its_cases),
        cmocka_unit_test(every_shipped_policy_has_both_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
