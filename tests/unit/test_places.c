/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/places.h"

#include "analysis/base/fold.h"
#include "analysis/rules/matcher.h"
#include "tests/unit/cmocka_all.h"

#include <string.h>

static uint32_t chance(uint64_t *seed, uint32_t most) {
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(*seed >> 33) % most;
}

/* A regex with every construct that has a shape, nested at most `depth` deep. */
static void random_regex(struct buf *out, uint64_t *seed, int depth) {
    static const char *const atoms[] = {
        "不",  "卡",  "余额", "錢",  "a",     "ab",   "E",          "1",       ".",       "\\d",    "\\s",
        "\\w", "\\W", "\\D",  "\\S", "[ab1]", "[^a]", "[一二两卡]", "[^不卡]", "[一-龥]", "[a-cX]", "\\b",
        "\\B", "\\n", "，",   "。",  "-",     "\\.",  "[\\d卡]",    "[,，]",   "[^\\s]",  "👍"};
    static const char *const repeats[] = {"",    "",       "",        "?",      "*",      "+",
                                          "{2}", "{0,3}",  "{1,9}",   "{0,40}", "{0,70}", "{3,}",
                                          "??",  ".{0,6}", ".{2,30}", ".*",     "\\s*",   "[^。]{0,5}"};
    for (uint32_t n = 1 + chance(seed, 4); n > 0; n--) {
        if (depth > 0 && !chance(seed, 3)) {
            uint32_t kind = chance(seed, 12);
            buf_add(out, str_of(kind ? "(" : "(?:"));
            for (uint32_t branch = 0, branches = 1 + chance(seed, 4); branch < branches; branch++) {
                buf_add(out, branch ? STR("|") : STR(""));
                random_regex(out, seed, depth - 1);
            }
            buf_add(out, STR(")"));
        } else {
            buf_add(out, str_of(atoms[chance(seed, sizeof atoms / sizeof *atoms)]));
        }
        buf_add(out, str_of(repeats[chance(seed, sizeof repeats / sizeof *repeats)]));
    }
}

static void random_whole(struct buf *out, uint64_t *seed) {
    static const char *const before[] = {"", "", "", "^", "(?<!不|没有)", "(?<=a|卡)", "\\b"};
    static const char *const behind[] = {"", "", "", "", "$", "\\s*$", "\\b"};
    buf_clear(out);
    buf_add(out, STR("/"));
    buf_add(out, str_of(before[chance(seed, 7)]));
    random_regex(out, seed, 3);
    buf_add(out, str_of(behind[chance(seed, 7)]));
    buf_add(out, STR("/"));
}

static void random_text(struct buf *out, uint64_t *seed, uint32_t most) {
    static const char *const pieces[] = {"不", "卡", "余额", "錢", "钱", "a",  "b",    "ab", "e",
                                         "1",  "9",  " ",    "\n", "，", "。", "没有", "-",  ".",
                                         "_",  "一", "龥",   "👍",  "x",  "é",  "两"};
    buf_clear(out);
    for (uint32_t n = chance(seed, most + 1); n > 0; n--)
        buf_add(out, str_of(pieces[chance(seed, sizeof pieces / sizeof *pieces)]));
}

enum { REGEXES = 200, TEXTS = 60 };

static void compare(const struct pattern *patterns, const struct matcher *matcher,
                    struct places_worker *worker, const struct places *places, struct str text) {
    struct matcher_worker *arbiter = matcher_worker_new(matcher);
    assert_true(places_read(worker, text));
    for (size_t i = 0; i < REGEXES; i++) {
        if (!places_has(places, i))
            continue;
        enum matched found = matcher_test(arbiter, i, text);
        if (found != MATCHED_LIMIT && places_find(worker, i) != (found == MATCHED_YES))
            fail_msg(STR_FMT " in \"" STR_FMT "\": the matcher says %d", STR_ARG(patterns[i].regex),
                     STR_ARG(text), found == MATCHED_YES);
    }
    matcher_worker_free(arbiter);
}

static struct matcher *compile(const struct pattern *patterns, size_t count) {
    struct matcher *matcher = NULL;
    struct err err = {0};
    size_t bad;
    return matcher_new(patterns, count, true, &matcher, &bad, &err) ? matcher : NULL;
}

static void random_patterns(struct arena *arena, uint64_t *seed, struct pattern *patterns) {
    struct buf regex = {0};
    for (size_t i = 0; i < REGEXES;) {
        struct err err = {0};
        random_whole(&regex, seed);
        struct str written = str_copy(arena, buf_str(&regex));
        struct matcher *one = NULL;
        if (pattern_make(written, NULL, arena, &patterns[i], &err))
            one = compile(&patterns[i], 1);
        i += one != NULL;
        matcher_free(one);
    }
    buf_free(&regex);
}

static void places_say_what_the_matcher_says(void **state) {
    (void)state;
    struct buf text = {0}, folded = {0};
    for (uint64_t seed = 1, round = 0; round < 12; round++) {
        struct arena *arena = arena_new();
        struct pattern *patterns = arena_array(arena, REGEXES, sizeof *patterns);
        random_patterns(arena, &seed, patterns);
        struct matcher *matcher = compile(patterns, REGEXES);
        struct places *places = places_new(patterns, REGEXES, NULL);
        struct places_worker *worker = places_worker_new(places);
        size_t taken = 0;
        for (size_t i = 0; i < REGEXES; i++)
            taken += places_has(places, i);
        assert_true(taken > REGEXES / 2);
        for (uint32_t t = 0; t < TEXTS; t++) {
            random_text(&text, &seed, t < 20 ? 8 : t < 55 ? 60 : 300);
            compare(patterns, matcher, worker, places, fold_text(buf_str(&text), &folded));
        }
        places_worker_free(worker);
        places_free(places);
        matcher_free(matcher);
        arena_free(arena);
    }
    buf_free(&text);
    buf_free(&folded);
}

/* Whether the places take the regex. */
static bool taken(const char *written) {
    struct arena *arena = arena_new();
    struct pattern pattern;
    struct err err = {0};
    assert_true(pattern_make(str_of(written), NULL, arena, &pattern, &err));
    struct places *places = places_new(&pattern, 1, NULL);
    bool has = places_has(places, 0);
    places_free(places);
    arena_free(arena);
    return has;
}

static void only_what_is_regular_is_taken(void **state) {
    (void)state;
    assert_true(taken("/(不|没有)(给|让).{0,8}(退|换)了?/"));
    assert_true(taken("/(?<!没有)投诉.*$/"));
    assert_true(taken("/(a|bc)+d/"));
    assert_false(taken("/(a+)+b/"));
    assert_false(taken("/(a)\\1/"));
    assert_false(taken("/a(?=b)/"));
    assert_false(taken("/a(?!b)/"));
    assert_false(taken("/(?>a|b)c/"));
    assert_false(taken("/ab++c/"));
    assert_false(taken("/é.x/"));
    assert_false(taken("/[à-ü]x/"));
    assert_false(taken("/\\p{Lu}x/"));
    assert_false(taken("/(?i)a.b/"));
    assert_false(taken("/((a?b){0,900}c){0,900}d/"));
}

static void long_texts_are_left_to_the_matcher(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct pattern pattern;
    struct err err = {0};
    assert_true(pattern_make(STR("/a.{0,900}b$/"), NULL, arena, &pattern, &err));
    struct places *places = places_new(&pattern, 1, NULL);
    struct places_worker *worker = places_worker_new(places);
    size_t most = PLACES_MOST;
    char *text = heap_array(most + 1, 1);
    memset(text, 'x', most + 1);
    text[most - 1] = 'b';
    text[most - 902] = 'a';
    assert_false(places_read(worker, (struct str){text, most + 1}));
    assert_true(places_read(worker, (struct str){text, most}));
    assert_true(places_find(worker, 0));
    text[most - 902] = 'x';
    text[most - 903] = 'a';
    assert_true(places_read(worker, (struct str){text, most}));
    assert_false(places_find(worker, 0));
    assert_true(places_read(worker, STR("")));
    assert_false(places_find(worker, 0));
    heap_free(text);
    places_worker_free(worker);
    places_free(places);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_say_what_the_matcher_says),
        cmocka_unit_test(only_what_is_regular_is_taken),
        cmocka_unit_test(long_texts_are_left_to_the_matcher),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
