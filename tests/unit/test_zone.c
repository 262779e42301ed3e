/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/date.h"
#include "analysis/base/zone.h"
#include "tests/unit/cmocka_all.h"

#include <string.h>

/* What clocks of the zone show at that time of UTC; "*" behind a time that they show twice. */
static const char *shown(const char *name, struct date_civil utc, char out[DATE_TEXT + 2]) {
    struct arena *arena = arena_new();
    const struct zone *zone;
    struct err err = {0};
    bool repeated;
    assert_true(zone_load(name, arena, &zone, &err));
    date_format(zone_local(zone, date_seconds(utc), &repeated), false, out);
    if (repeated)
        strcat(out, "*");
    arena_free(arena);
    return out;
}

static void zones_follow_their_history(void **state) {
    (void)state;
    char out[DATE_TEXT + 2];
    assert_string_equal(shown("Asia/Shanghai", (struct date_civil){2026, 2, 3, 20, 0, 0}, out),
                        "2026-02-04 04:00:00");
    /* China put its clocks forward from 1986 to 1991. */
    assert_string_equal(shown("Asia/Shanghai", (struct date_civil){1988, 7, 1, 0, 0, 0}, out),
                        "1988-07-01 09:00:00");
    assert_string_equal(shown("Europe/London", (struct date_civil){2026, 3, 29, 0, 59, 59}, out),
                        "2026-03-29 00:59:59");
    assert_string_equal(shown("Europe/London", (struct date_civil){2026, 3, 29, 1, 0, 0}, out),
                        "2026-03-29 02:00:00");
    assert_string_equal(shown("America/New_York", (struct date_civil){2100, 7, 1, 12, 0, 0}, out),
                        "2100-07-01 08:00:00");
    assert_string_equal(shown("+05:30", (struct date_civil){2026, 2, 3, 20, 0, 0}, out),
                        "2026-02-04 01:30:00");
    assert_string_equal(shown("UTC", (struct date_civil){2026, 2, 3, 20, 0, 0}, out), "2026-02-03 20:00:00");
}

static void the_hour_that_comes_twice_is_told(void **state) {
    (void)state;
    char out[DATE_TEXT + 2];
    assert_string_equal(shown("Europe/London", (struct date_civil){2026, 10, 24, 23, 59, 59}, out),
                        "2026-10-25 00:59:59");
    assert_string_equal(shown("Europe/London", (struct date_civil){2026, 10, 25, 0, 30, 0}, out),
                        "2026-10-25 01:30:00*");
    assert_string_equal(shown("Europe/London", (struct date_civil){2026, 10, 25, 1, 30, 0}, out),
                        "2026-10-25 01:30:00*");
    assert_string_equal(shown("Europe/London", (struct date_civil){2026, 10, 25, 2, 0, 0}, out),
                        "2026-10-25 02:00:00");
}

static void the_hour_that_never_comes_is_told(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    const struct zone *london, *york;
    struct err err = {0};
    assert_true(zone_load("Europe/London", arena, &london, &err));
    assert_true(zone_load("America/New_York", arena, &york, &err));
    assert_false(zone_skips(london, date_seconds((struct date_civil){2026, 3, 29, 0, 59, 59})));
    assert_true(zone_skips(london, date_seconds((struct date_civil){2026, 3, 29, 1, 0, 0})));
    assert_true(zone_skips(london, date_seconds((struct date_civil){2026, 3, 29, 1, 59, 59})));
    assert_false(zone_skips(london, date_seconds((struct date_civil){2026, 3, 29, 2, 0, 0})));
    assert_true(zone_skips(york, date_seconds((struct date_civil){2026, 3, 8, 2, 30, 0})));
    assert_false(zone_skips(york, date_seconds((struct date_civil){2026, 3, 8, 3, 0, 0})));
    assert_false(zone_skips(york, date_seconds((struct date_civil){2026, 11, 1, 1, 30, 0})));
    arena_free(arena);
}

static void unknown_zones_are_refused_with_the_nearest(void **state) {
    (void)state;
    static const struct {
        const char *name, *near;
    } cases[] = {
        {"Asia/Shanghia", "Asia/Shanghai"}, {"London", "Europe/London"}, {"new_yrok", "America/New_York"}};
    struct arena *arena = arena_new();
    const struct zone *zone;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        assert_false(zone_load(cases[i].name, arena, &zone, &err));
        assert_int_equal(err.kind, ERR_USAGE);
        assert_non_null(strstr(err.message, cases[i].name));
        assert_non_null(strstr(err.hint, cases[i].near));
    }
    static const char *const wrong[] = {"", "/etc/localtime", "../localtime", "localtime", "+25:00", "Mars"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(zone_load(wrong[i], arena, &zone, &(struct err){0}));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_follow_their_history),
        cmocka_unit_test(the_hour_that_comes_twice_is_told),
        cmocka_unit_test(the_hour_that_never_comes_is_told),
        cmocka_unit_test(unknown_zones_are_refused_with_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
