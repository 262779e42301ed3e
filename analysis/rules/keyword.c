/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/keyword.h"

#include "analysis/base/fold.h"
#include "analysis/rules/study.h"

void keyword_add_literal(struct buf *regex, uint32_t code) {
    char bytes[4];
    size_t size = utf8_encode(code, bytes);
    if (code < 0x80 && !keyword_is_word((char)code))
        buf_add_char(regex, '\\');
    buf_add(regex, (struct str){bytes, size});
}

static void add_literals(struct buf *regex, struct str folded, const char *blank) {
    for (size_t at = 0; at < folded.size;) {
        uint32_t code = utf8_next(folded, &at);
        if (code == ' ')
            buf_add(regex, str_of(blank));
        else
            keyword_add_literal(regex, code);
    }
}

static struct str fold_words(struct str written, struct arena *arena) {
    struct str folded = str_trim(fold_copy(arena, written));
    char *out = arena_alloc(arena, folded.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < folded.size; i++) {
        bool blank = keyword_is_blank(folded.data[i]);
        if (!blank || out[size - 1] != ' ')
            out[size++] = blank ? ' ' : folded.data[i];
    }
    return (struct str){out, size};
}

bool keyword_caseless(struct str text) {
    for (size_t at = 0; at < text.size;)
        if (!study_is_caseless(utf8_next(text, &at)))
            return false;
    return true;
}

struct keyword keyword_make(struct str written, struct arena *arena) {
    struct str text = fold_words(written, arena);
    bool open_start = text.size > 1 && text.data[0] == '*';
    bool open_end = text.size > 1 && text.data[text.size - 1] == '*';
    text = str_trim(str_sub(text, open_start, text.size - open_end));
    if (!text.size)
        return (struct keyword){.text = text};
    return (struct keyword){text, !open_start && keyword_is_word(text.data[0]),
                            !open_end && keyword_is_word(text.data[text.size - 1])};
}

struct str keyword_regex(const struct keyword *keyword, struct arena *arena) {
    struct buf regex = {0};
    buf_add(&regex, str_of(keyword->bound_start ? "\\b" : ""));
    add_literals(&regex, keyword->text, "\\s+");
    buf_add(&regex, str_of(keyword->bound_end ? "\\b" : ""));
    struct str copy = str_copy(arena, buf_str(&regex));
    buf_free(&regex);
    return copy;
}

static bool ends_in_word(struct str phrase) {
    return keyword_is_word(phrase.data[phrase.size - 1]);
}

struct guard guard_make(const struct str *words, size_t count, struct arena *arena) {
    struct str *phrases = arena_array(arena, count, sizeof *phrases);
    struct guard guard = {.phrases = phrases, .exact = true};
    struct buf regex = {0};
    for (size_t i = 0; i < count; i++) {
        struct str phrase = fold_words(words[i], arena);
        if (!phrase.size)
            continue;
        phrases[guard.count++] = phrase;
        guard.exact = guard.exact && keyword_caseless(phrase);
        buf_add(&regex, str_of(regex.size ? "|" : "(?<!"));
        buf_add(&regex, str_of(keyword_is_word(phrase.data[0]) ? "\\b" : ""));
        add_literals(&regex, phrase, "\\s");
        buf_add(&regex, str_of(ends_in_word(phrase) ? "\\s" : ""));
    }
    if (regex.size)
        buf_add_char(&regex, ')');
    guard.regex = str_copy(arena, buf_str(&regex));
    buf_free(&regex);
    return guard;
}

static bool phrase_ends_at(struct str phrase, struct str text, size_t at) {
    if (ends_in_word(phrase) && (at == 0 || !keyword_is_blank(text.data[--at])))
        return false;
    if (at < phrase.size)
        return false;
    for (size_t i = phrase.size; i-- > 0;) {
        char c = text.data[--at];
        if (phrase.data[i] == ' ' ? !keyword_is_blank(c) : c != phrase.data[i])
            return false;
    }
    return at == 0 || !keyword_is_word(phrase.data[0]) || !keyword_is_word(text.data[at - 1]);
}

bool guard_at(const struct guard *guard, struct str text, size_t at) {
    for (size_t i = 0; i < guard->count; i++)
        if (phrase_ends_at(guard->phrases[i], text, at))
            return true;
    return false;
}

/* Both directions take all blanks they meet: no word begins or ends with one, so nothing is lost. */
static bool words_before(struct str words, struct str text, size_t at, bool bound, size_t *start) {
    for (size_t i = words.size; i-- > 0;) {
        size_t end = at;
        if (words.data[i] != ' ') {
            if (at == 0 || text.data[--at] != words.data[i])
                return false;
            continue;
        }
        while (at > 0 && keyword_is_blank(text.data[at - 1]))
            at--;
        if (at == end)
            return false;
    }
    *start = at;
    return !bound || at == 0 || !keyword_is_word(text.data[at - 1]);
}

static bool words_after(struct str words, struct str text, size_t at, bool bound) {
    for (size_t i = 0; i < words.size; i++) {
        size_t start = at;
        if (words.data[i] != ' ') {
            if (at == text.size || text.data[at++] != words.data[i])
                return false;
            continue;
        }
        while (at < text.size && keyword_is_blank(text.data[at]))
            at++;
        if (at == start)
            return false;
    }
    return !bound || at == text.size || !keyword_is_word(text.data[at]);
}

bool keyword_at(const struct keyword *keyword, struct str text, size_t from, size_t to, size_t at,
                size_t *start) {
    struct str whole = keyword->text;
    return words_after(str_sub(whole, to, whole.size), text, at + to - from, keyword->bound_end) &&
           words_before(str_sub(whole, 0, from), text, at, keyword->bound_start, start);
}
