/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/pattern.h"

#include "analysis/rules/fold.h"
#include "analysis/rules/literals.h"

#include <string.h>

/* One literal code point, so that PCRE2 takes it for nothing else. */
static void add_literal(struct buf *out, uint32_t code) {
    char bytes[4];
    size_t size = utf8_encode(code, bytes);
    if (code < 0x80 && !pattern_is_word((char)code))
        buf_add_char(out, '\\');
    buf_add(out, (struct str){bytes, size});
}

static void add_literals(struct buf *out, struct str folded, const char *blank) {
    for (size_t at = 0; at < folded.size;) {
        uint32_t code = utf8_next(folded, &at);
        if (code == ' ')
            buf_add(out, str_of(blank));
        else
            add_literal(out, code);
    }
}

/* Folded, blanks at the ends cut and every run of blanks one space. */
static struct str fold_words(struct str written, struct arena *arena) {
    struct str folded = str_trim(fold_copy(arena, written));
    char *out = arena_alloc(arena, folded.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < folded.size; i++) {
        bool blank = pattern_is_blank(folded.data[i]);
        if (!blank || out[size - 1] != ' ')
            out[size++] = blank ? ' ' : folded.data[i];
    }
    return (struct str){out, size};
}

static bool all_caseless(struct str text) {
    for (size_t at = 0; at < text.size;)
        if (!study_is_caseless(utf8_next(text, &at)))
            return false;
    return true;
}

static bool empty_keyword(struct str text, struct err *err) {
    if (text.size)
        return false;
    err_set(err, ERR_USAGE, "an empty keyword");
    err_hint(err, "write a word or a /regex/");
    return true;
}

static void study_keyword(struct pattern *p, struct arena *arena) {
    size_t longest = 0;
    for (size_t from = 0; from < p->text.size;) {
        struct str rest = str_sub(p->text, from, p->text.size);
        size_t size = str_find_char(rest, ' ');
        struct str word = str_sub(rest, 0, size);
        if (size > longest && all_caseless(word)) {
            struct str *need = arena_array(arena, 1, sizeof *need);
            *need = word;
            longest = size;
            p->study.needs = need;
            p->study.need_count = 1;
        }
        from += size + 1;
    }
    p->literal = all_caseless(p->text) && !p->guarded && longest >= LITERAL_LEAST;
    p->study.bounded = true;
}

/* Both directions take all blanks they meet: no word begins or ends with one, so nothing is lost. */
static bool words_before(struct str words, struct str text, size_t at, bool bound) {
    for (size_t i = words.size; i-- > 0;) {
        size_t end = at;
        if (words.data[i] != ' ') {
            if (at == 0 || text.data[--at] != words.data[i])
                return false;
            continue;
        }
        while (at > 0 && pattern_is_blank(text.data[at - 1]))
            at--;
        if (at == end)
            return false;
    }
    return !bound || at == 0 || !pattern_is_word(text.data[at - 1]);
}

static bool words_after(struct str words, struct str text, size_t at, bool bound) {
    for (size_t i = 0; i < words.size; i++) {
        size_t start = at;
        if (words.data[i] != ' ') {
            if (at == text.size || text.data[at++] != words.data[i])
                return false;
            continue;
        }
        while (at < text.size && pattern_is_blank(text.data[at]))
            at++;
        if (at == start)
            return false;
    }
    return !bound || at == text.size || !pattern_is_word(text.data[at]);
}

bool pattern_keyword_at(const struct pattern *pattern, struct str text, size_t at) {
    struct str word = pattern->study.needs[0], whole = pattern->text;
    size_t from = (size_t)(word.data - whole.data), to = from + word.size;
    return words_after(str_sub(whole, to, whole.size), text, at + word.size, pattern->bound_end) &&
           words_before(str_sub(whole, 0, from), text, at, pattern->bound_start);
}

static bool make_keyword(struct str written, struct arena *arena, struct pattern *p, struct err *err) {
    struct str text = fold_words(written, arena);
    bool open_start = text.size > 1 && text.data[0] == '*';
    bool open_end = text.size > 1 && text.data[text.size - 1] == '*';
    text = str_trim(str_sub(text, open_start, text.size - open_end));
    if (empty_keyword(text, err))
        return false;
    p->text = text;
    p->bound_start = !open_start && pattern_is_word(text.data[0]);
    p->bound_end = !open_end && pattern_is_word(text.data[text.size - 1]);
    struct buf regex = {0};
    buf_add(&regex, str_of(p->bound_start ? "\\b" : ""));
    add_literals(&regex, text, "\\s+");
    buf_add(&regex, str_of(p->bound_end ? "\\b" : ""));
    p->bare = str_copy(arena, buf_str(&regex));
    buf_free(&regex);
    study_keyword(p, arena);
    return true;
}

/* Folding a regex: ASCII stays as it is (CASELESS sees to case, and \D is not \d); any other character folds
 * as it does in texts, escaped where it becomes a sign with a meaning. The ends of a range in a class stay,
 * unless they are full-width forms: a range of ideographs means their order. */
struct regex_folder {
    struct str in;
    size_t at;
    struct buf out;
    bool in_class, quoted;
};

static bool is_range_end(const struct regex_folder *f, size_t start) {
    const char *text = f->in.data;
    bool low = f->at + 1 < f->in.size && text[f->at] == '-' && text[f->at + 1] != ']';
    bool high = start > 1 && text[start - 1] == '-' && text[start - 2] != '[' && text[start - 2] != '^';
    return f->in_class && (low || high);
}

static void fold_foreign(struct regex_folder *f, uint32_t code, size_t start) {
    uint32_t folded = is_range_end(f, start) && code < 0xFF00 ? code : fold_code(code);
    char bytes[4];
    size_t size = utf8_encode(folded, bytes);
    if (f->quoted || folded >= 0x80)
        buf_add(&f->out, (struct str){bytes, size});
    else
        add_literal(&f->out, folded);
}

static void fold_escape(struct regex_folder *f) {
    size_t start = f->at;
    uint32_t code = f->at < f->in.size ? utf8_next(f->in, &f->at) : '\\';
    if (code >= 0x80) {
        fold_foreign(f, code, start);
        return;
    }
    buf_add_char(&f->out, '\\');
    buf_add_char(&f->out, (char)code);
    f->quoted = code == 'Q';
}

static void fold_ascii_sign(struct regex_folder *f, char c) {
    buf_add_char(&f->out, c);
    if (c == '[' && !f->in_class) {
        f->in_class = true;
        if (f->at < f->in.size && f->in.data[f->at] == '^')
            buf_add_char(&f->out, f->in.data[f->at++]);
        if (f->at < f->in.size && f->in.data[f->at] == ']')
            buf_add_char(&f->out, f->in.data[f->at++]);
    } else if (c == ']') {
        f->in_class = false;
    }
}

static struct str fold_regex(struct str written, struct arena *arena) {
    struct regex_folder f = {.in = written};
    while (f.at < f.in.size) {
        if (f.quoted && str_starts(str_sub(f.in, f.at, f.in.size), STR("\\E"))) {
            f.quoted = false;
            f.at += 2;
            buf_add(&f.out, STR("\\E"));
            continue;
        }
        size_t start = f.at;
        uint32_t code = utf8_next(f.in, &f.at);
        if (code >= 0x80)
            fold_foreign(&f, code, start);
        else if (f.quoted)
            buf_add_char(&f.out, (char)code);
        else if (code == '\\')
            fold_escape(&f);
        else
            fold_ascii_sign(&f, (char)code);
    }
    struct str folded = str_copy(arena, buf_str(&f.out));
    buf_free(&f.out);
    return folded;
}

static bool make_regex(struct str written, struct arena *arena, struct pattern *p, struct err *err) {
    struct str inner = str_sub(written, 1, written.size - 1);
    if (str_starts(inner, STR("(*"))) {
        err_set(err, ERR_USAGE, "a regex may not begin with a verb, " STR_FMT, STR_ARG(written));
        return err_hint(err, "leave out the part in (*…)");
    }
    p->bare = fold_regex(inner, arena);
    study_regex(p->bare, arena, &p->study);
    p->literal = p->study.plain && !p->guarded;
    for (size_t i = 0; i < p->study.need_count; i++)
        p->literal = p->literal && p->study.needs[i].size >= LITERAL_LEAST;
    return true;
}

struct str pattern_guard(const struct str *words, size_t count, struct arena *arena) {
    struct buf regex = {0};
    buf_add(&regex, STR("(?<!"));
    for (size_t i = 0; i < count; i++) {
        struct str text = fold_words(words[i], arena);
        if (!text.size)
            continue;
        buf_add(&regex, str_of(regex.size > 4 ? "|" : ""));
        buf_add(&regex, str_of(pattern_is_word(text.data[0]) ? "\\b" : ""));
        add_literals(&regex, text, "\\s");
        buf_add(&regex, str_of(pattern_is_word(text.data[text.size - 1]) ? "\\s" : ""));
    }
    buf_add_char(&regex, ')');
    struct str guard = regex.size > 5 ? str_copy(arena, buf_str(&regex)) : STR("");
    buf_free(&regex);
    return guard;
}

bool pattern_make(struct str written, struct str guard, struct arena *arena, struct pattern *pattern,
                  struct err *err) {
    *pattern = (struct pattern){.written = written, .guarded = guard.size > 0};
    if (written.size && memchr(written.data, 0, written.size))
        return err_set(err, ERR_USAGE, "a NUL character in a pattern");
    bool regex = written.size >= 2 && written.data[0] == '/' && written.data[written.size - 1] == '/';
    if (regex && written.size == 2)
        return !empty_keyword(STR(""), err);
    if (regex ? !make_regex(written, arena, pattern, err) : !make_keyword(written, arena, pattern, err))
        return false;
    pattern->regex = pattern->bare;
    if (pattern->guarded)
        pattern->regex = str_printf(arena, STR_FMT "(?:" STR_FMT ")", STR_ARG(guard), STR_ARG(pattern->bare));
    return true;
}
