/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/date.h"
#include "analysis/intake/layout.h"
#include "tests/unit/cmocka_all.h"

#include <stdio.h>
#include <string.h>

struct fixture {
    struct arena *arena;
    struct lexicon *lexicon;
    struct err err;
    struct buf text;
};

static int set_up(void **state) {
    struct fixture *f = heap_array(1, sizeof *f);
    f->arena = arena_new();
    assert_true(lexicon_shipped(f->arena, &f->lexicon, &f->err));
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *f = *state;
    buf_free(&f->text);
    arena_free(f->arena);
    heap_free(f);
    return 0;
}

/* ---- words */

static const char *key(struct fixture *f, const char *header, bool time) {
    return lexicon_key(str_of(header), time, f->arena).data;
}

static void headers_are_compared_by_their_words(void **state) {
    struct fixture *f = *state;
    assert_string_equal(key(f, " Date Received: ", true), "received");
    assert_string_equal(key(f, "received_at", true), "received");
    assert_string_equal(key(f, "ReceivedDate", true), "received");
    assert_string_equal(key(f, "Date/Time Opened", true), "opened");
    assert_string_equal(key(f, "受理时间", true), "受理");
    assert_string_equal(key(f, "受理时间", false), "受理时间");
    assert_string_equal(key(f, "Date", true), "date");
    assert_string_equal(key(f, "Satisfaction (1–5)", false), "satisfaction");
    assert_string_equal(key(f, "满意度（1-5分）", false), "满意度");
    assert_string_equal(key(f, "Custom field (Team)", false), "team");
    assert_string_equal(key(f, "(unknown", false), "unknown");
    assert_string_equal(key(f, "CSAT", false), "csat");
}

static double match(struct fixture *f, const char *header, enum role role) {
    struct lexicon_keys keys;
    size_t place;
    lexicon_keys(f->lexicon, str_of(header), f->arena, &keys);
    return lexicon_match(f->lexicon, &keys, role, &place);
}

static void names_speak_for_roles(void **state) {
    struct fixture *f = *state;
    assert_true(match(f, "Created at", ROLE_RECEIVED) == LEXICON_NAME);
    assert_true(match(f, "Created by", ROLE_RECEIVED) == 0);
    assert_true(match(f, "Due Date", ROLE_DUE) == LEXICON_NAME);
    assert_true(match(f, "Due Date", ROLE_CLOSED) == 0);
    assert_true(match(f, "Last Updated", ROLE_CLOSED) == 0);
    assert_true(match(f, "Date of birth", ROLE_RECEIVED) == 0);
    assert_true(match(f, "登记时间", ROLE_RECEIVED) == LEXICON_MAYBE);
    assert_true(match(f, "工单办结时间", ROLE_CLOSED) > LEXICON_MAYBE);
    assert_true(match(f, "Complaint status", ROLE_STATUS) == LEXICON_NAME);
    assert_true(match(f, "Likelihood to recommend (NPS)", ROLE_SATISFACTION) == 0);
}

static const char *mistake(struct fixture *f, const char *yaml) {
    struct lexicon *lexicon;
    struct err err = {0};
    assert_false(lexicon_parse(str_of(yaml), "w.yaml", f->arena, &lexicon, &err));
    buf_clear(&f->text);
    err_format(&err, &f->text);
    buf_add_char(&f->text, '\0');
    return f->text.data;
}

static void mistakes_in_the_words_are_named(void **state) {
    struct fixture *f = *state;
    assert_string_equal(mistake(f, "roles:\n  closd: {names: [a]}\n"), "w.yaml:2:3: \"closd\" is no role");
    assert_string_equal(mistake(f, "roles:\n  unit: {names: [Team]}\n  region: {names: [team]}\n"),
                        "w.yaml:2:3: \"team\" is a name of unit and of region");
    assert_non_null(
        strstr(mistake(f, "roles:\n  unit: {name: [Team]}\n"), "w.yaml:2:10: unknown key \"name\""));
    assert_string_equal(mistake(f, "roles:\n  unit: {names: ['--']}\n"),
                        "w.yaml:2:19: \"--\" has no letters");
}

/* ---- exports */

/* "received closed" as headers, or "? MISSING". */
static const char *read(struct fixture *f) {
    static const struct str plain_yaml = STR_INIT("name: p");
    struct profile *plain;
    struct layout layout = {.delimiter = ','};
    struct layout_options options = {0};
    struct understanding u;
    struct sample sample;
    size_t said[ROLE_COUNT];
    assert_true(profile_parse(plain_yaml, "p", f->arena, &plain, &f->err));
    layout_find_header(buf_str(&f->text), f->lexicon, f->arena, &layout);
    layout_said(&layout, &options, said);
    struct sample_source source = {buf_str(&f->text), ',', layout.data_start, true};
    sample_take(&source, 1, layout.count, f->arena, &sample);
    struct understand_input input = {layout.headers, layout.count, said,    &sample,
                                     f->lexicon,     plain,        f->arena};
    understand(&input, &u);
    if (!u.understood)
        return str_printf(f->arena, "? " STR_FMT, STR_ARG(u.missing)).data;
    return str_printf(f->arena, STR_FMT " " STR_FMT, STR_ARG(u.profile->headers[ROLE_RECEIVED]),
                      STR_ARG(u.profile->headers[ROLE_CLOSED]))
        .data;
}

/* What an invented export has besides id, received, closed and status. */
enum extra {
    NOTHING,
    UPDATED = 1,
    DUE = 2,
    BIRTH = 4,
    FOLLOW_UP = 8,
    OCCURRED = 16,
    NO_STATUS = 32,
    ALL_CLOSED = 64
};

static void put_day(struct fixture *f, int day) {
    struct date_civil civil = date_civil_of(date_days(2026, 1, 1) * DATE_DAY + (int64_t)day * DATE_DAY);
    buf_printf(&f->text, ",%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

/* Headers a (id) b (received) c (closed) s (status) and one letter for each extra; 200 cases in the order of
 * their receipt when `sorted`. */
static void invent(struct fixture *f, int extras, bool ids) {
    buf_clear(&f->text);
    buf_printf(&f->text, "a,b,c%s%s%s%s%s%s\n", extras & NO_STATUS ? "" : ",s", extras & UPDATED ? ",u" : "",
               extras & DUE ? ",d" : "", extras & BIRTH ? ",g" : "", extras & FOLLOW_UP ? ",f" : "",
               extras & OCCURRED ? ",o" : "");
    unsigned chance = 7;
    for (int i = 0; i < 200; i++) {
        chance = chance * 1103515245U + 12345U;
        int took = (int)(chance >> 16) % 20, day = i / 2, open = !(extras & ALL_CLOSED) && i % 5 == 0;
        buf_printf(&f->text, "T%04u", ids ? (unsigned)i : (chance >> 8) % 9000U + 1000U);
        put_day(f, day);
        if (open)
            buf_add_char(&f->text, ',');
        else
            put_day(f, day + took);
        if (!(extras & NO_STATUS))
            buf_printf(&f->text, ",%s", open ? "In progress" : "Closed");
        if (extras & UPDATED)
            put_day(f, day + (open ? 30 : took));
        if (extras & DUE)
            put_day(f, day + 10);
        if (extras & BIRTH)
            put_day(f, -(int)((chance >> 4) % 18000U) - 200);
        if (extras & FOLLOW_UP && !open && i % 3)
            put_day(f, day + took + 3);
        else if (extras & FOLLOW_UP)
            buf_add_char(&f->text, ',');
        if (extras & OCCURRED)
            put_day(f, day - took % 7);
        buf_add_char(&f->text, '\n');
    }
}

static void cells_tell_receipt_from_close(void **state) {
    struct fixture *f = *state;
    invent(f, NOTHING, true);
    assert_string_equal(read(f), "b c");
    invent(f, UPDATED | DUE | BIRTH | FOLLOW_UP, true);
    assert_string_equal(read(f), "b c");
    invent(f, UPDATED | DUE | BIRTH | FOLLOW_UP, false);
    assert_string_equal(read(f), "b c");
}

/* Where two columns could be meant none is taken. */
static void nothing_is_exchanged(void **state) {
    struct fixture *f = *state;
    invent(f, NO_STATUS, true);
    assert_string_equal(read(f), "? closed");
    invent(f, ALL_CLOSED | UPDATED, true);
    assert_string_equal(read(f), "? closed");
    invent(f, OCCURRED | UPDATED, true);
    assert_string_equal(read(f), "? received, closed");
    invent(f, OCCURRED | UPDATED, false);
    assert_string_equal(read(f), "? received, closed");
}

/* Whatever an export has: the right two columns or none. */
static void right_or_refused(void **state) {
    struct fixture *f = *state;
    int understood = 0;
    for (int extras = 0; extras < 128; extras++)
        for (int ids = 0; ids < 2; ids++) {
            invent(f, extras, ids);
            const char *found = read(f);
            assert_true(found[0] == '?' || strcmp(found, "b c") == 0);
            understood += found[0] != '?';
        }
    assert_true(understood >= 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(headers_are_compared_by_their_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_speak_for_roles, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mistakes_in_the_words_are_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cells_tell_receipt_from_close, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_exchanged, set_up, tear_down),
        cmocka_unit_test_setup_teardown(right_or_refused, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
