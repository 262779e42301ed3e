/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/lifecycle.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/table_builder.h"

/* Each row: what the export gives | first_end, reopened, last_end, closed, resolved | marks. */
static void shown(char out[DATE_TEXT], uint32_t seconds) {
    if (seconds == TIME_NONE)
        snprintf(out, DATE_TEXT, "-");
    else
        date_format(seconds, seconds % DATE_DAY == 0, out);
}

static void describe(const struct lifecycle *life, size_t row, char out[256]) {
    char first[DATE_TEXT], reopened[DATE_TEXT], last[DATE_TEXT], closed[DATE_TEXT], resolved[DATE_TEXT];
    shown(first, life->first_end[row]);
    shown(reopened, life->reopened ? life->reopened[row] : TIME_NONE);
    shown(last, life->reopened ? life->last_end[row] : TIME_NONE);
    shown(closed, life->closed[row]);
    shown(resolved, life->resolved[row]);
    snprintf(out, 256, "%s | %s, %s | %s | %s | %d", first, reopened, last, closed, resolved,
             life->marks[row]);
}

static void lives(const char *header, const char *row, const char *expected) {
    char text[512], got[256];
    snprintf(text, sizeof text, "%s\n%s\n", header, row);
    struct made *made = made_table(text);
    struct lifecycle *life = lifecycle_new(&made->table, 1);
    describe(life, 0, got);
    assert_string_equal(got, expected);
    lifecycle_free(life);
    made_free(made);
}

static void answer_and_close_serve_for_each_other(void **state) {
    (void)state;
    const char *header = "received, resolved, closed, =closed";
    lives(header, "2026-10-01, 2026-10-03, 2026-10-05, 1", "2026-10-05 | -, - | 2026-10-05 | 2026-10-03 | 0");
    lives(header, "2026-10-01, , 2026-10-05, -1", "2026-10-05 | -, - | 2026-10-05 | 2026-10-05 | 0");
    lives(header, "2026-10-01, 2026-10-03, , -1", "2026-10-03 | -, - | 2026-10-03 | 2026-10-03 | 0");
    lives(header, "2026-10-01, 2026-10-03, , 0", "- | -, - | - | 2026-10-03 | 0");
    lives(header, "2026-10-01, , , 0", "- | -, - | - | - | 0");
    lives("received", "2026-10-01", "- | -, - | - | - | 0");
}

static void the_status_decides(void **state) {
    (void)state;
    const char *header = "received, resolved, closed, =closed";
    lives(header, "2026-10-01, , 2026-10-05, 0", "- | -, - | - | - | 8");
    lives(header, "2026-10-01, , , 1", "- | -, - | - | - | 2");
    lives(header, ", , 2026-10-05, 1", "- | -, - | 2026-10-05 | 2026-10-05 | 1");
}

static void a_close_before_the_receipt_counts_on_its_day(void **state) {
    (void)state;
    const char *header = "received, resolved, closed";
    lives(header, "2026-10-05 10:00, , 2026-10-03 09:00",
          "2026-10-05 10:00:00 | -, - | 2026-10-03 09:00:00 | 2026-10-03 09:00:00 | 36");
    /* the same day without a clock time is no contradiction */
    lives(header, "2026-10-05 10:00, , 2026-10-05",
          "2026-10-05 10:00:00 | -, - | 2026-10-05 | 2026-10-05 | 0");
    lives(header, "2026-10-05, 2026-10-04, 2026-10-06", "2026-10-06 | -, - | 2026-10-06 | 2026-10-04 | 32");
}

static void a_dated_reopening_makes_two_intervals(void **state) {
    (void)state;
    const char *header = "received, first_closed, reopened, closed, =closed";
    lives(header, "2026-10-01, 2026-10-03, 2026-10-06, 2026-10-09, 1",
          "2026-10-03 | 2026-10-06, 2026-10-09 | 2026-10-09 | 2026-10-09 | 0");
    lives(header, "2026-10-01, 2026-10-03, 2026-10-06, , 0", "2026-10-03 | 2026-10-06, - | - | - | 0");
    /* the only close we have is the first one */
    lives(header, "2026-10-01, , 2026-10-06, 2026-10-03, 0", "2026-10-03 | 2026-10-06, - | - | - | 0");
    lives(header, "2026-10-01, , 2026-10-06, 2026-10-03, -1", "2026-10-03 | 2026-10-06, - | - | - | 0");
    /* … but the status says closed */
    lives(header, "2026-10-01, , 2026-10-06, 2026-10-03, 1",
          "2026-10-03 | -, - | 2026-10-03 | 2026-10-03 | 8");
    lives(header, "2026-10-01, 2026-10-03, 2026-10-06, , 1",
          "2026-10-03 | -, - | 2026-10-03 | 2026-10-03 | 8");
    /* all on one day */
    lives(header, "2026-10-01 08:00, 2026-10-03 10:00, 2026-10-03, 2026-10-03, 1",
          "2026-10-03 10:00:00 | 2026-10-03 10:00:00, 2026-10-03 10:00:00 | 2026-10-03 | 2026-10-03 | 0");
}

static void an_undated_reopening_is_one_interval(void **state) {
    (void)state;
    const char *header = "received, first_closed, reopened, closed, =closed";
    lives(header, "2026-10-01, 2026-10-03, , 2026-10-09, 1",
          "2026-10-09 | -, - | 2026-10-09 | 2026-10-09 | 16");
    lives(header, "2026-10-01, 2026-10-03, 2026-10-02, 2026-10-09, 1",
          "2026-10-09 | -, - | 2026-10-09 | 2026-10-09 | 16");
    lives(header, "2026-10-01, , 2026-10-06, 2026-10-09, 1",
          "2026-10-09 | -, - | 2026-10-09 | 2026-10-09 | 16");
    lives(header, "2026-10-01, 2026-10-03, , , 0", "- | -, - | - | - | 16");
    lives(header, "2026-10-01, 2026-10-03, , , 1", "2026-10-03 | -, - | 2026-10-03 | 2026-10-03 | 0");
    lives(header, "2026-10-01, 2026-10-03, , 2026-10-03, 1",
          "2026-10-03 | -, - | 2026-10-03 | 2026-10-03 | 0");
}

static void totals_are_kept(void **state) {
    (void)state;
    struct made *made = made_table("received, closed, =closed\n"
                                   "2026-10-02, 2026-10-04, 1\n"
                                   "2026-10-01 13:00, , 1\n"
                                   ", 2027-01-01, 1\n"
                                   "2026-10-03, 2026-10-01, 1\n"
                                   "2026-10-03, , 0\n");
    struct lifecycle *life = lifecycle_new(&made->table, 1);
    assert_int_equal(life->closed_dated, 2);
    assert_int_equal(life->closed_undated, 1);
    assert_int_equal(life->first_receipt, date_days(2026, 10, 1) * DATE_DAY + 13 * 3600);
    assert_int_equal(life->last_event, date_days(2026, 10, 4) * DATE_DAY);
    assert_int_equal(life->mark_counts[0], 1);
    assert_int_equal(life->mark_counts[1], 1);
    assert_int_equal(life->mark_counts[2], 1);
    assert_null(life->reopened);
    lifecycle_free(life);
    made_free(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answer_and_close_serve_for_each_other),
        cmocka_unit_test(the_status_decides),
        cmocka_unit_test(a_close_before_the_receipt_counts_on_its_day),
        cmocka_unit_test(a_dated_reopening_makes_two_intervals),
        cmocka_unit_test(an_undated_reopening_is_one_interval),
        cmocka_unit_test(totals_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
