/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/lint_out.h"

#include "reports/json.h"
#include "reports/labels.h"
#include "reports/text_width.h"

static struct str whole(struct arena *arena, size_t number) {
    return str_printf(arena, "%zu", number);
}

static struct str sentence(struct arena *arena, enum lang lang, const struct finding *f) {
    if (f->mistake) {
        const char *hint = f->mistake->hint;
        return str_printf(arena, "%s%s%s", f->mistake->message, *hint ? "; " : "", hint);
    }
    const char *id = str_printf(arena, "lint.%s", finding_id(f->kind)).data;
    const struct str arguments[] = {f->pattern, f->other, f->other_rule, whole(arena, f->other_place.line),
                                    f->rule};
    return label_fill(arena, lang, id, arguments, sizeof arguments / sizeof *arguments);
}

enum { CARET_BEFORE = 60, CARET_AFTER = 60 }; /* characters of a long line that are shown beside the caret */

static size_t skip(struct str text, size_t characters) {
    size_t at = 0;
    while (characters-- && at < text.size)
        utf8_next(text, &at);
    return at;
}

/* The line of the file, of a long one what is around the column, and a caret below it; tabs count as one
 * blank. */
static void add_caret(struct arena *arena, const struct finding *f, struct buf *out) {
    if (!f->line.size || !f->place.column)
        return;
    size_t at = skip(f->line, f->place.column - 1), column = f->place.column - 1;
    size_t first = column > CARET_BEFORE ? skip(f->line, column - CARET_BEFORE) : 0;
    size_t end = at + skip(str_sub(f->line, at, f->line.size), CARET_AFTER);
    const char *cut = first ? "…" : "", *rest = end < f->line.size ? "…" : "";
    struct str before = text_clean(arena, str_sub(f->line, first, at));
    struct str after = text_clean(arena, str_sub(f->line, at, end));
    buf_printf(out, "    %s" STR_FMT STR_FMT "%s\n    %*s^\n", cut, STR_ARG(before), STR_ARG(after), rest,
               (int)text_width(before) + (first != 0), "");
}

static void add_finding(struct arena *arena, enum lang lang, const struct finding *f, struct buf *out) {
    buf_printf(out, "%s", f->place.file);
    if (f->place.line)
        buf_printf(out, ":%zu:%zu", f->place.line, f->place.column);
    struct str kind = label(lang, finding_is_error(f->kind) ? "lint.error" : "lint.warning");
    buf_printf(out, ": " STR_FMT ": " STR_FMT "\n", STR_ARG(kind),
               STR_ARG(text_clean(arena, sentence(arena, lang, f))));
    add_caret(arena, f, out);
}

void lint_text(const struct linted *books, size_t count, enum lang lang, struct buf *out) {
    struct arena *arena = arena_new();
    for (size_t b = 0; b < count; b++) {
        const struct lint *lint = &books[b].lint;
        for (size_t i = 0; i < lint->count; i++)
            add_finding(arena, lang, &lint->findings[i], out);
        const struct str arguments[] = {
            str_of(books[b].name),     whole(arena, lint->errors),   whole(arena, lint->count - lint->errors),
            whole(arena, lint->rules), whole(arena, lint->patterns), whole(arena, lint->examples)};
        struct str line = label_fill(arena, lang, lint->loaded ? "lint.summary" : "lint.summary_unread",
                                     arguments, sizeof arguments / sizeof *arguments);
        buf_printf(out, STR_FMT "\n", STR_ARG(line));
    }
    arena_free(arena);
}

static void json_place(struct json *json, const struct place *place) {
    json_pair_text(json, "file", str_of(place->file));
    json_pair_whole(json, "line", (int64_t)place->line);
    json_pair_whole(json, "column", (int64_t)place->column);
}

static void json_finding(struct json *json, struct arena *arena, enum lang lang, const struct finding *f) {
    json_object_line(json);
    json_place(json, &f->place);
    json_pair_text(json, "severity", finding_is_error(f->kind) ? STR("error") : STR("warning"));
    json_pair_text(json, "kind", str_of(finding_id(f->kind)));
    json_pair_text(json, "message", sentence(arena, lang, f));
    json_pair_text_or_null(json, "rule", f->rule);
    json_pair_text_or_null(json, "pattern", f->pattern);
    json_pair_text_or_null(json, "other", f->other);
    json_pair_text_or_null(json, "other_rule", f->other_rule);
    json_object_end(json);
}

static void json_book(struct json *json, struct arena *arena, enum lang lang, const struct linted *book) {
    const struct lint *lint = &book->lint;
    json_object_begin(json);
    json_pair_text(json, "rulebook", str_of(book->name));
    json_pair_bool(json, "loaded", lint->loaded);
    json_pair_whole(json, "errors", (int64_t)lint->errors);
    json_pair_whole(json, "warnings", (int64_t)(lint->count - lint->errors));
    json_pair_whole(json, "rules", (int64_t)lint->rules);
    json_pair_whole(json, "patterns", (int64_t)lint->patterns);
    json_pair_whole(json, "examples", (int64_t)lint->examples);
    json_key(json, STR("findings"));
    json_array_begin(json);
    for (size_t i = 0; i < lint->count; i++)
        json_finding(json, arena, lang, &lint->findings[i]);
    json_array_end(json);
    json_object_end(json);
}

void lint_json(const struct linted *books, size_t count, enum lang lang, struct buf *out) {
    struct arena *arena = arena_new();
    struct json json = {.out = out};
    json_object_begin(&json);
    json_pair_text(&json, "schema", STR("redress.rules-lint/1"));
    json_key(&json, STR("rulebooks"));
    json_array_begin(&json);
    for (size_t b = 0; b < count; b++)
        json_book(&json, arena, lang, &books[b]);
    json_array_end(&json);
    json_object_end(&json);
    json_finish(&json);
    arena_free(arena);
}
