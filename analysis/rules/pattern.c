/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/pattern.h"

#include "analysis/base/fold.h"
#include "analysis/rules/literals.h"

#include <string.h>

enum { MOST_SIZE = 10000 }; /* bytes of one keyword or regex */

static bool empty_keyword(struct str text, struct err *err) {
    if (text.size)
        return false;
    err_set(err, ERR_USAGE, "an empty keyword");
    err_hint(err, "write a word or a /regex/");
    return true;
}

/* Any of its words announces a keyword; the longest one does here, scan.c chooses the rarest. */
static void study_keyword(struct pattern *p, struct arena *arena) {
    struct str whole = p->keyword.text, *word = arena_array(arena, 1, sizeof *word);
    bool blanks = str_find_char(whole, ' ') < whole.size;
    for (size_t from = 0; from < whole.size;) {
        struct str rest = str_sub(whole, from, whole.size);
        size_t size = str_find_char(rest, ' ');
        if (size > word->size && keyword_caseless(str_sub(rest, 0, size)))
            *word = str_sub(rest, 0, size);
        from += size + 1;
    }
    uint32_t before = word->data == whole.data ? 0 : blanks ? STUDY_FAR : (uint32_t)whole.size;
    struct probe *probe = arena_array(arena, 1, sizeof *probe);
    probe->first = (struct need){.texts = word, .count = 1, .before = before};
    p->study = (struct study){.probes = probe, .probe_count = word->size > 0, .bounded = true};
    p->study.portable = p->study.simple = keyword_caseless(whole);
    p->literal = p->study.portable && word->size >= LITERAL_LEAST;
}

static bool make_keyword(struct str written, struct arena *arena, struct pattern *p, struct err *err) {
    p->keyword = keyword_make(written, arena);
    if (empty_keyword(p->keyword.text, err))
        return false;
    p->bare = keyword_regex(&p->keyword, arena);
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
        keyword_add_literal(&f->out, folded);
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
    p->literal = p->study.plain;
    for (size_t i = 0; p->literal && i < p->study.probes[0].first.count; i++)
        p->literal = p->study.probes[0].first.texts[i].size >= LITERAL_LEAST;
    return true;
}

bool pattern_make(struct str written, const struct guard *guard, struct arena *arena, struct pattern *pattern,
                  struct err *err) {
    *pattern = (struct pattern){.written = written};
    if (written.size && memchr(written.data, 0, written.size))
        return err_set(err, ERR_USAGE, "a NUL character in a pattern");
    if (written.size > MOST_SIZE)
        return err_set(err, ERR_USAGE, "a keyword or regex of more than %d bytes", MOST_SIZE);
    bool regex = written.size >= 2 && written.data[0] == '/' && written.data[written.size - 1] == '/';
    if (regex && written.size == 2)
        return !empty_keyword(STR(""), err);
    if (!regex && written.size > 1 && written.data[0] == '/') {
        err_set(err, ERR_USAGE, "\"" STR_FMT "\" begins like a regex and does not end like one",
                STR_ARG(written));
        return err_hint(err, "end it with / and put quotes around it: \"/…/\"");
    }
    if (regex ? !make_regex(written, arena, pattern, err) : !make_keyword(written, arena, pattern, err))
        return false;
    pattern->regex = pattern->bare;
    if (guard && guard->regex.size) {
        pattern->guard = guard;
        pattern->literal = pattern->literal && guard->exact;
        pattern->regex =
            str_printf(arena, STR_FMT "(?:" STR_FMT ")", STR_ARG(guard->regex), STR_ARG(pattern->bare));
    }
    return true;
}
