/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/rows.h"

#include "analysis/base/fold.h"
#include "analysis/rules/scan.h"
#include "tests/unit/cmocka_all.h"

#include <string.h>

static uint32_t chance(uint64_t *seed, uint32_t most) {
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(*seed >> 33) % most;
}

#define PICK(list, seed) (list)[chance(seed, sizeof(list) / sizeof *(list))]

static void random_group(struct buf *out, uint64_t *seed, int depth) {
    static const char *const words[] = {"不",    "没有",   "卡",       "余额",  "錢",  "fee",   "fees",  "ab",
                                        "bank ", "[卡钱]", "不[没有]", "can't", "a卡", "\\bab", "fee\\b"};
    static const char *const inner[] = {"卡.{0,2}钱", "ab(cd)?", "(了)?没", "fee.{1,3}ab", "(?:不|没){2}"};
    buf_add(out, STR("("));
    for (uint32_t n = 0, count = 1 + chance(seed, 4); n < count; n++) {
        buf_add(out, n ? STR("|") : STR(""));
        if (depth && !chance(seed, 6))
            random_group(out, seed, depth - 1);
        buf_add(out, str_of(chance(seed, 8) ? PICK(words, seed) : PICK(inner, seed)));
    }
    buf_add(out, STR(")"));
}

/* Groups of words with gaps between, as rules are written. */
static void random_row(struct buf *out, uint64_t *seed) {
    static const char *const gaps[] = {"",         ".{0,3}",   ".{0,8}?",    ".{1,4}", ".",       "\\b",
                                       "\\w{0,4}", "\\d{1,2}", "[^。]{0,5}", "(了)?",  ".{0,70}", "\\s"};
    static const char *const ends[] = {"", "", "", "", "\\b", ".{0,5}", "(了|过)?", "(不)?.{0,3}", "^"};
    buf_clear(out);
    buf_add(out, STR("/"));
    buf_add(out, str_of(PICK(ends, seed)));
    for (uint32_t n = 0, count = 1 + chance(seed, 3); n < count; n++) {
        if (n)
            buf_add(out, str_of(PICK(gaps, seed)));
        random_group(out, seed, 1);
        buf_add(out, chance(seed, 8) ? STR("") : STR("?"));
    }
    buf_add(out, str_of(ends[chance(seed, 8)]));
    buf_add(out, STR("/"));
}

static void random_text(struct buf *out, uint64_t *seed, uint32_t most) {
    static const char *const pieces[] = {
        "不",    "没", "有", "没有", "卡", "余额", "錢", "钱", "fee", "fees", "ab", "cd",  " ",       "bank ",
        "can't", "\n", "。", "了",   "1",  "x",    "龥", "_",  "过",  "é",    "👍",  "FEE", "无论如何"};
    buf_clear(out);
    for (uint32_t n = chance(seed, most + 1); n > 0; n--)
        buf_add(out, str_of(PICK(pieces, seed)));
}

enum { PATTERNS = 120, TEXTS = 80 };

static bool make(struct str written, const struct guard *guard, struct arena *arena,
                 struct pattern *pattern) {
    struct err err = {0};
    struct matcher *matcher = NULL;
    size_t bad;
    bool fine = pattern_make(written, guard, arena, pattern, &err) &&
                matcher_new(pattern, 1, true, &matcher, &bad, &err);
    matcher_free(matcher);
    return fine;
}

static void compare(const struct pattern *patterns, struct matcher_worker *arbiter, struct scan_worker *scan,
                    struct str text) {
    uint64_t hits[PATTERNS / 64 + 1] = {0};
    uint32_t limits[PATTERNS] = {0};
    scan_text(scan, text, hits, limits);
    for (size_t i = 0; i < PATTERNS; i++) {
        enum matched found = matcher_test(arbiter, i, text);
        if (found != MATCHED_LIMIT && (found == MATCHED_YES) != (hits[i / 64] >> (i % 64) & 1))
            fail_msg("\"" STR_FMT "\" in \"" STR_FMT "\"", STR_ARG(patterns[i].written), STR_ARG(text));
    }
}

static void rows_say_what_the_matcher_says(void **state) {
    (void)state;
    struct str negations[] = {STR("没有"), STR("不"), STR("ab")};
    struct buf text = {0}, folded = {0};
    size_t rows = 0;
    for (uint64_t round = 1; round <= 8; round++) {
        uint64_t seed = round * 7919;
        struct arena *arena = arena_new();
        struct guard guard = guard_make(negations, 3, arena);
        struct pattern *patterns = arena_array(arena, PATTERNS, sizeof *patterns);
        for (size_t i = 0; i < PATTERNS;) {
            random_row(&text, &seed);
            struct str written = str_copy(arena, buf_str(&text));
            i += make(written, chance(&seed, 3) ? NULL : &guard, arena, &patterns[i]);
        }
        struct matcher *matcher;
        struct err err = {0};
        size_t bad;
        assert_true(matcher_new(patterns, PATTERNS, true, &matcher, &bad, &err));
        struct scan *scan = scan_new(patterns, PATTERNS, matcher, SCAN_LITERALS);
        rows += scan_shares(scan).rows;
        struct matcher_worker *arbiter = matcher_worker_new(matcher);
        struct scan_worker *worker = scan_worker_new(scan);
        for (int t = 0; t < TEXTS; t++) {
            random_text(&text, &seed, t < 20 ? 6 : t < 60 ? 25 : 200);
            compare(patterns, arbiter, worker, fold_text(buf_str(&text), &folded));
        }
        scan_worker_free(worker);
        matcher_worker_free(arbiter);
        scan_free(scan);
        matcher_free(matcher);
        arena_free(arena);
    }
    assert_true(rows > 8 * PATTERNS / 3);
    buf_free(&text);
    buf_free(&folded);
}

/* The rows as "a|b .{0,4} c", one a line. */
static void show(const struct rows *rows, struct buf *out) {
    buf_clear(out);
    for (size_t r = 0; r < rows->count; r++) {
        for (size_t l = 0; l < rows->list[r].count; l++) {
            const struct row_link *link = &rows->list[r].links[l];
            if (l)
                buf_printf(out, " {%u,%u} ", link->least, link->most);
            for (size_t i = 0; i < link->count; i++)
                buf_printf(out, "%s" STR_FMT, i ? "|" : "", STR_ARG(link->texts[i].text));
        }
        buf_add(out, STR("\n"));
    }
}

static void rows_are_what_a_regex_is_made_of(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"/(card|atm).{0,9}(lost|stolen)/", "card|atm {0,9} lost|stolen\n"},
        {"/wait(ed|ing)? (hours|days)/",
         "wait hours|wait days|waited hours|waited days|waiting hours|waiting days\n"},
        {"/(把)?.{0,4}卡(了)?/", "卡\n"},
        {"/卡.{0,3}(我)?.{0,2}钱/", "卡 {0,5} 钱\n卡 {0,3} 我 {0,2} 钱\n"},
        {"/(银行卡|卡).{1,4}(没|没有)/", "卡 {1,4} 没\n"},
        {"/a(b.{0,2}c|bc)d/", "ab {0,2} cd\nabcd\n"},
        {"/.{2,4}卡/", ""},
        {"/^卡/", ""},
        {"/卡.*钱/", ""},
        {"/卡(?=钱)/", ""},
    };
    struct buf shown = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        struct pattern pattern;
        struct err err = {0};
        assert_true(pattern_make(str_of(cases[i][0]), NULL, arena, &pattern, &err));
        struct rows rows = rows_of(&pattern, arena);
        show(&rows, &shown);
        if (!str_equal(buf_str(&shown), str_of(cases[i][1])))
            fail_msg("%s: \"" STR_FMT "\"", cases[i][0], STR_ARG(buf_str(&shown)));
        arena_free(arena);
    }
    buf_free(&shown);
}

/* Texts that would become long together are left apart: nobody can make the rows large. */
static void a_long_regex_makes_no_large_rows(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct buf regex = {0};
    buf_add(&regex, STR("/(ab|cd|ef|gh)"));
    for (int i = 0; i < 9000; i++)
        buf_add_char(&regex, 'x');
    buf_add(&regex, STR(".{0,3}no/"));
    struct pattern pattern;
    struct err err = {0};
    assert_true(pattern_make(buf_str(&regex), NULL, arena, &pattern, &err));
    assert_int_equal(rows_of(&pattern, arena).count, 0);
    buf_clear(&regex);
    buf_add(&regex, STR("/(ab|cd|ef|gh)"));
    for (int i = 0; i < 200; i++)
        buf_add_char(&regex, 'x');
    buf_add(&regex, STR(".{0,3}no/"));
    assert_true(pattern_make(buf_str(&regex), NULL, arena, &pattern, &err));
    struct rows rows = rows_of(&pattern, arena);
    assert_int_equal(rows.count, 1);
    assert_true(rows.list[0].count >= 4);
    buf_free(&regex);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_what_a_regex_is_made_of),
        cmocka_unit_test(rows_say_what_the_matcher_says),
        cmocka_unit_test(a_long_regex_makes_no_large_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
