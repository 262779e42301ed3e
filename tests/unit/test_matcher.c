/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/fold.h"
#include "analysis/rules/literals.h"
#include "analysis/rules/scan.h"
#include "tests/unit/cmocka_all.h"

#include <stdio.h>
#include <string.h>

struct set {
    struct arena *arena;
    struct pattern *patterns;
    size_t count;
};

static struct set make_set(const char *const *written, size_t count, const struct guard *guard) {
    struct set set = {arena_new(), NULL, count};
    struct err err = {0};
    set.patterns = arena_array(set.arena, count, sizeof *set.patterns);
    for (size_t i = 0; i < count; i++)
        if (!pattern_make(str_of(written[i]), guard, set.arena, &set.patterns[i], &err))
            fail_msg("%s: %s", written[i], err.message);
    return set;
}

static struct matcher *compile(const struct set *set) {
    struct matcher *matcher;
    struct err err = {0};
    size_t bad;
    if (!matcher_new(set->patterns, set->count, true, &matcher, &bad, &err))
        fail_msg("%s", err.message);
    return matcher;
}

static bool finds_guarded(const char *written, const char *guard_words, const char *text) {
    struct arena *arena = arena_new();
    struct str words[4];
    size_t count = 0;
    for (struct str rest = str_of(guard_words); rest.size && count < 4;) {
        size_t size = str_find_char(rest, '|');
        words[count++] = str_sub(rest, 0, size);
        rest = str_sub(rest, size < rest.size ? size + 1 : size, rest.size);
    }
    struct guard guard = guard_make(words, count, arena);
    struct set set = make_set(&written, 1, &guard);
    struct matcher *matcher = compile(&set);
    struct matcher_worker *worker = matcher_worker_new(matcher);
    bool found = matcher_test(worker, 0, fold_copy(arena, str_of(text))) == MATCHED_YES;
    matcher_worker_free(worker);
    matcher_free(matcher);
    arena_free(set.arena);
    arena_free(arena);
    return found;
}

static bool finds(const char *written, const char *text) {
    return finds_guarded(written, "", text);
}

static void keywords_are_words_and_fold(void **state) {
    (void)state;
    assert_true(finds("refund", "no Refund!"));
    assert_false(finds("refund", "refunded"));
    assert_true(finds("refund*", "refunded"));
    assert_false(finds("fund", "refund"));
    assert_true(finds("*fund", "refund"));
    assert_true(finds("charged twice", "CHARGED\n  twice"));
    assert_false(finds("charged twice", "chargedtwice"));
    assert_true(finds("APP闪退", "手机ＡＰＰ閃退了"));
    assert_true(finds("APP", "手机APP闪退"));
    assert_false(finds("APP", "happy"));
    assert_true(finds("盗刷", "我的卡被盜刷三千元"));
    assert_true(finds("a.b", "see a.b here"));
    assert_false(finds("a.b", "see axb here"));
    assert_true(finds("$5 fee", "a $5   fee"));
    assert_true(finds("École", "ÉCOLE"));
    assert_true(finds("can't log in", "I can’t log in"));
}

static void regexes_fold_their_literals(void **state) {
    (void)state;
    assert_true(finds("/unauthori[sz]ed (charge|transaction)/", "An UNAUTHORISED charge"));
    assert_true(finds("/餘額.{0,4}錯/", "余额显示错误"));
    assert_true(finds("/（投訴）/", "我要(投诉)你"));
    assert_false(finds("/（投訴）/", "我要投诉你"));
    assert_true(finds("/[一-龥]{3}卡/", "我的銀行卡"));
    assert_true(finds("/[餘賬]额/", "账额"));
    assert_true(finds("/\\D５\\d/", "a57"));
    assert_false(finds("/a.b/", "a\nb"));
    assert_true(finds("/[Ａ-Ｃ]x/", "bx"));
    assert_true(finds("/\\Q餘（\\E/", "余("));
    assert_false(finds("/\\bapp\\b/", "happy"));
    assert_true(finds("/[A-Z]{3}9/", "abc9"));
}

static void a_guard_refuses_negated_words(void **state) {
    (void)state;
    assert_false(finds_guarded("盗刷", "没有|未", "我的卡沒有盜刷"));
    assert_true(finds_guarded("盗刷", "没有|未", "没有通知，卡就盗刷了"));
    assert_true(finds_guarded("盗刷", "没有|未", "没有盗刷？明明盗刷了"));
    assert_false(finds_guarded("fraud", "not|not a", "This is NOT a fraud."));
    assert_true(finds_guarded("fraud", "not|not a", "cannot: fraud"));
    assert_true(finds_guarded("/fraud|scam/", "not a", "not a fraud but a scam"));
}

static const char *message_of(const char *written, char out[256]) {
    struct arena *arena = arena_new();
    struct pattern pattern;
    struct matcher *matcher = NULL;
    struct err err = {0};
    size_t bad;
    if (pattern_make(str_of(written), NULL, arena, &pattern, &err))
        matcher_new(&pattern, 1, false, &matcher, &bad, &err);
    struct buf buf = {0};
    err_format(&err, &buf);
    snprintf(out, 256, STR_FMT, STR_ARG(buf_str(&buf)));
    buf_free(&buf);
    matcher_free(matcher);
    arena_free(arena);
    return out;
}

static void bad_patterns_are_refused(void **state) {
    (void)state;
    char out[256];
    assert_string_equal(message_of("  ", out), "an empty keyword; write a word or a /regex/");
    assert_string_equal(message_of("//", out), "an empty keyword; write a word or a /regex/");
    assert_string_equal(
        message_of("/余额(错|不对/", out),
        "not a regular expression, /余额(错|不对/: missing closing parenthesis; look at character 9");
    assert_string_equal(message_of("/a*/", out),
                        "/a*/ can match the empty text, so it would be found everywhere; make at least one "
                        "character of it certain");
    assert_string_equal(message_of("/(*UCP)a/", out),
                        "a regex may not begin with a verb, /(*UCP)a/; leave out the part in (*…)");
    assert_string_equal(message_of("/fees?/", out), "");
}

static void a_runaway_regex_ends(void **state) {
    (void)state;
    const char *written = "/(a+)+\\d/";
    struct set set = make_set(&written, 1, NULL);
    assert_false(set.patterns[0].study.bounded);
    struct matcher *matcher = compile(&set);
    struct matcher_worker *worker = matcher_worker_new(matcher);
    size_t size = 1000000;
    char *text = heap_array(size, 1);
    memset(text, 'a', size);
    text[0] = '1';
    assert_int_equal(matcher_test(worker, 0, (struct str){text, size}), MATCHED_LIMIT);
    heap_free(text);
    matcher_worker_free(worker);
    matcher_free(matcher);
    arena_free(set.arena);
}

static struct study study_of(const char *regex, struct arena *arena) {
    struct study study;
    study_regex(str_of(regex), arena, &study);
    return study;
}

static void the_study_claims_only_what_it_can_prove(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct study s = study_of("unauthori[sz]ed (charge|transaction)", arena);
    assert_true(s.bounded && s.portable && s.simple && !s.plain);
    assert_int_equal(s.probe_count, 1);
    assert_true(str_equal(s.probes[0].first.texts[0], STR("unauthori")));
    assert_int_equal(s.probes[0].second.count, 2);
    assert_int_equal(s.probes[0].second.before, 13);
    s = study_of("a?(客服|热线).{0,6}(打不通|没人接)x", arena);
    assert_int_equal(s.probes[0].first.count, 2);
    assert_int_equal(s.probes[0].first.before, 1);
    assert_int_equal(s.probes[0].second.before, 9);
    assert_int_equal(s.probes[0].reach, 9);
    s = study_of("mortgage|escrow", arena);
    assert_true(s.plain);
    assert_int_equal(s.probes[0].first.count, 2);
    s = study_of("ab.*cd|ef", arena);
    assert_int_equal(s.probe_count, 2);
    assert_int_equal(s.probes[0].second.before, STUDY_FAR);
    assert_int_equal(study_of("a|b*", arena).probe_count, 0);
    assert_true(str_equal(study_of("call(ed)?", arena).probes[0].first.texts[0], STR("call")));
    assert_true(str_equal(study_of("colou?r", arena).probes[0].first.texts[0], STR("colo")));
    assert_false(study_of("(a+)+b", arena).bounded);
    assert_false(study_of("a.*b", arena).bounded);
    assert_false(study_of("(?<!not )fraud", arena).portable);
    assert_true(str_equal(study_of("(?<!not )fraud", arena).probes[0].first.texts[0], STR("fraud")));
    assert_false(study_of("\\p{Lu}x", arena).portable);
    assert_false(study_of("é", arena).portable);
    assert_int_equal(study_of("(?i)abc", arena).probe_count, 0);
    assert_int_equal(study_of("abc(?#x)", arena).probe_count, 0);
    assert_true(str_equal(study_of("\\bfee\\b", arena).probes[0].first.texts[0], STR("fee")));
    assert_false(study_of("\\bfee\\b", arena).plain);
    assert_int_equal(study_of("(abc|d)?", arena).probe_count, 0);
    assert_false(study_of("(ab|cd){2}", arena).plain);
    arena_free(arena);
}

/* Texts and patterns are put together from these; whatever comes out, all ways must agree. */
static const char *const pieces[] = {
    "盗刷",     "盜刷", "没有",    "卡",    "余额",     "餘額", "错",
    "（",       "）",   "ＡＰＰ",  "app",   "App",      "fee",  "fees",
    "refund",   "ed",   "e",       "a",     "b",        " ",    "  ",
    "\n",       "\t",   ".",       "x",     "\xC2\xA0", "1",    "２",
    "_",        "-",    "é",       "É",     "ß",        "k",    "\xE2\x84\xAA",
    "ſ",        "s",    "charged", "twice", "，",       "!",    "\xFF",
    "\xE4\xBD", "😀",    "I",       "i",     "ı",        "İ",    "\v",
    "\r",       "$"};
static const char *const signs[] = {
    "盗刷", "余",  "額",  "错",  "a",    "b",     "fee",    "refund", "app",   "ed",    ".",
    "\\d",  "\\s", "\\w", "\\b", "[ab]", "[^a]",  "[余错]", "\\W",    "[^盗]", "(",     ")",
    "(?:",  "|",   "?",   "*",   "+",    "{0,3}", "{2}",    "??",     "k",     "s",     "（",
    "é",    "$",   "^",   " ",   "\\.",  "\\S",   "(?=",    "(?<!",   "\\B",   "[A-F]", "１"};
enum { PIECES = sizeof pieces / sizeof *pieces, SIGNS = sizeof signs / sizeof *signs };

static uint32_t chance(uint64_t *seed, uint32_t most) {
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(*seed >> 33) % most;
}

static void put_together(struct buf *out, const char *const *list, uint32_t count, uint32_t most,
                         uint64_t *seed) {
    buf_clear(out);
    for (uint32_t n = 1 + chance(seed, most); n > 0; n--)
        buf_add(out, str_of(list[chance(seed, count)]));
}

/* Two or three groups of words with gaps between, as rules are written. */
static void random_gaps(struct buf *out, uint64_t *seed) {
    static const char *const words[] = {"盗刷",    "余额",  "卡", "fee", "app", "refund", "a",
                                        "charged", "twice", "b+", "no?", "x",   "\\bed",  "[ab]"};
    static const char *const gaps[] = {".{0,3}",    ".{0,9}?", "",         ".",    "\\s",
                                       "[^a]{0,4}", ".*",      "\\w{1,2}", "(?=.)"};
    buf_clear(out);
    for (uint32_t group = 0, groups = 2 + chance(seed, 2); group < groups; group++) {
        if (group)
            buf_add(out, str_of(gaps[chance(seed, sizeof gaps / sizeof *gaps)]));
        buf_add(out, STR("("));
        for (uint32_t n = 0, count = 1 + chance(seed, 3); n < count; n++)
            buf_printf(out, "%s%s", n ? "|" : "", words[chance(seed, sizeof words / sizeof *words)]);
        buf_add(out, str_of(chance(seed, 6) ? ")" : "){1,2}"));
        if (!chance(seed, 8))
            buf_add(out, STR("|"));
    }
}

/* A random pattern that compiles: half keywords, half regexes, some guarded. */
static void random_pattern(struct arena *arena, uint64_t *seed, const struct guard *guard,
                           struct pattern *pattern) {
    struct buf text = {0};
    for (bool fine = false; !fine;) {
        bool regex = chance(seed, 2);
        if (regex && chance(seed, 2))
            random_gaps(&text, seed);
        else
            put_together(&text, regex ? signs : pieces, regex ? SIGNS : PIECES, regex ? 6 : 4, seed);
        struct str inner = buf_str(&text);
        if (utf8_valid_prefix(inner) < inner.size)
            continue;
        struct str written =
            regex ? str_printf(arena, "/" STR_FMT "/", STR_ARG(inner))
                  : str_printf(arena, STR_FMT "%s", STR_ARG(inner), chance(seed, 3) ? "" : "*");
        struct err err = {0};
        struct matcher *matcher = NULL;
        size_t bad;
        fine = pattern_make(written, chance(seed, 3) ? NULL : guard, arena, pattern, &err) &&
               matcher_new(pattern, 1, true, &matcher, &bad, &err);
        matcher_free(matcher);
    }
    buf_free(&text);
}

enum { PATTERNS = 150, TEXTS = 300 };

static void compare_ways(const struct pattern *patterns, const struct matcher *matcher,
                         struct scan_worker *const *workers, size_t ways, struct str text) {
    struct matcher_worker *arbiter = matcher_worker_new(matcher);
    uint64_t hits[PATTERNS / 64 + 1] = {0}, unknown[PATTERNS / 64 + 1] = {0}, other[PATTERNS / 64 + 1];
    uint32_t limits[PATTERNS];
    for (size_t i = 0; i < PATTERNS; i++) {
        enum matched found = matcher_test(arbiter, i, text);
        hits[i / 64] |= (uint64_t)(found == MATCHED_YES) << (i % 64);
        unknown[i / 64] |= (uint64_t)(found == MATCHED_LIMIT) << (i % 64);
    }
    for (size_t way = 0; way < ways; way++) {
        memset(other, 0, sizeof other);
        scan_text(workers[way], text, other, limits);
        for (size_t i = 0; i < PATTERNS; i++)
            if (((hits[i / 64] ^ other[i / 64]) & ~unknown[i / 64]) >> (i % 64) & 1)
                fail_msg("way %zu: \"" STR_FMT "\" (regex " STR_FMT ") in \"" STR_FMT "\"", way,
                         STR_ARG(patterns[i].written), STR_ARG(patterns[i].regex), STR_ARG(text));
    }
    matcher_worker_free(arbiter);
}

static void every_way_gives_what_the_matcher_gives(void **state) {
    (void)state;
    static const unsigned ways[] = {SCAN_MATCHER, SCAN_LITERALS, SCAN_HYPERSCAN, SCAN_ALL};
    struct str negations[] = {STR("没有"), STR("a"), STR("fee a"), STR("x.")};
    struct buf text = {0}, folded = {0};
    for (uint64_t round = 1; round <= 6; round++) {
        uint64_t seed = round * 977;
        struct set set = {arena_new(), NULL, PATTERNS};
        struct guard guard = guard_make(negations, 4, set.arena);
        set.patterns = arena_array(set.arena, PATTERNS, sizeof *set.patterns);
        for (size_t i = 0; i < PATTERNS; i++)
            random_pattern(set.arena, &seed, &guard, &set.patterns[i]);
        struct matcher *matcher = compile(&set);
        struct scan *scans[4];
        struct scan_worker *workers[4];
        for (size_t w = 0; w < 4; w++) {
            scans[w] = scan_new(set.patterns, PATTERNS, matcher, ways[w]);
            workers[w] = scan_worker_new(scans[w]);
        }
        struct scan_shares shares = scan_shares(scans[1]);
#ifdef HAVE_HS
        assert_true(scan_shares(scans[2]).hyperscan > 20);
#endif
        assert_true(shares.literals > 10 && shares.probed > 5 && shares.always > 5 && shares.placed > 20);
        for (int t = 0; t < TEXTS; t++) {
            put_together(&text, pieces, PIECES, t % 10 ? 14 : 200, &seed);
            compare_ways(set.patterns, matcher, workers, 4, fold_text(buf_str(&text), &folded));
        }
        for (size_t w = 0; w < 4; w++) {
            scan_worker_free(workers[w]);
            scan_free(scans[w]);
        }
        matcher_free(matcher);
        arena_free(set.arena);
    }
    buf_free(&text);
    buf_free(&folded);
}

struct places {
    struct str text;
    const struct literal *list;
    size_t count;
};

static void check_place(void *context, uint32_t tag, size_t at, size_t letter) {
    struct places *places = context;
    size_t letters = 0;
    for (size_t i = 0; i < at; i++)
        letters += ((unsigned char)places->text.data[i] & 0xC0) != 0x80;
    assert_int_equal(letter, letters);
    struct str wanted = places->list[tag].text;
    assert_true(at + wanted.size <= places->text.size);
    assert_memory_equal(places->text.data + at, wanted.data, wanted.size);
    places->count++;
}

static void literals_are_found_wherever_they_are(void **state) {
    (void)state;
    static const char *const words[] = {"ab",   "abc", "abcd",   "abcdef",       "abcdefgh", "bc",
                                        "盗刷", "盗",  "刷余额", "aaaaaaaaaaaa", "aa",       "\x1A\x1A"};
    enum { WORDS = sizeof words / sizeof *words };
    struct literal list[WORDS];
    for (uint32_t i = 0; i < WORDS; i++)
        list[i] = (struct literal){str_of(words[i]), i, false, false};
    struct literals *literals = literals_new(list, WORDS);
    uint64_t seed = 5;
    struct buf text = {0};
    for (int round = 0; round < 3000; round++) {
        put_together(&text, words, WORDS, 8, &seed);
        struct places places = {buf_str(&text), list, 0};
        literals_scan(literals, places.text, check_place, &places);
        size_t expected = 0;
        for (uint32_t i = 0; i < WORDS; i++)
            for (size_t at = 0; at + list[i].text.size <= places.text.size; at++)
                expected += memcmp(places.text.data + at, words[i], list[i].text.size) == 0;
        assert_int_equal(places.count, expected);
    }
    buf_free(&text);
    literals_free(literals);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keywords_are_words_and_fold),
        cmocka_unit_test(regexes_fold_their_literals),
        cmocka_unit_test(a_guard_refuses_negated_words),
        cmocka_unit_test(bad_patterns_are_refused),
        cmocka_unit_test(a_runaway_regex_ends),
        cmocka_unit_test(the_study_claims_only_what_it_can_prove),
        cmocka_unit_test(literals_are_found_wherever_they_are),
        cmocka_unit_test(every_way_gives_what_the_matcher_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
