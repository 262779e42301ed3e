/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a rulebook: an error with a message, or a rulebook whose fast ways find in the rest of the
 * bytes what the matcher finds rule by rule. Rulebook and text are divided by the first line "---text"; the
 * rulebook by lines "---file NAME" into the main one and files that it may include. */
#include "analysis/base/fold.h"
#include "analysis/rules/include.h"
#include "analysis/rules/rulebook.h"
#include "analysis/rules/verdict.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool bit(const uint64_t *set, size_t at) {
    return set[at / 64] >> (at % 64) & 1;
}

static void compare_ways(const struct rulebook *book, struct str folded) {
    struct matcher *matcher = NULL;
    struct err err = {0};
    size_t bad;
    if (!matcher_new(book->patterns, book->pattern_count, true, &matcher, &bad, &err))
        abort();
    struct matcher_worker *arbiter = matcher_worker_new(matcher);
    struct scan_worker *fast = scan_worker_new(book->scan);
    uint64_t *hits = heap_array(book->pattern_count / 64 + 1, sizeof *hits);
    uint32_t *limits = heap_array(book->pattern_count, sizeof *limits);
    scan_text(fast, folded, hits, limits);
    for (size_t i = 0; i < book->pattern_count; i++) {
        enum matched found = matcher_test(arbiter, i, folded);
        if (found != MATCHED_LIMIT && bit(hits, i) != (found == MATCHED_YES))
            abort();
    }
    heap_free(hits);
    heap_free(limits);
    scan_worker_free(fast);
    matcher_worker_free(arbiter);
    matcher_free(matcher);
}

static void judge(const struct rulebook *book, struct str text) {
    struct verdict_worker *worker = verdict_worker_new(book);
    struct str values[ROLE_COUNT] = {0};
    struct verdict verdict;
    values[ROLE_TEXT_] = text;
    verdict_of(worker, values, &verdict);
    for (size_t axis = 0; axis < book->axis_count; axis++)
        if (verdict_value(book, &verdict, axis) >= book->axes[axis].value_count)
            abort();
    verdict_worker_free(worker);
}

static const struct str file_mark = STR_INIT("\n---file ");

/* From the line "---file PATH" to the next such line. */
static bool read_part(void *context, const char *path, struct arena *arena, struct str *bytes,
                      struct err *err) {
    struct str rest = *(const struct str *)context, name = str_printf(arena, "%s\n", path);
    for (size_t at; (at = str_find(rest, file_mark)) < rest.size;) {
        rest = str_sub(rest, at + file_mark.size, rest.size);
        if (!str_starts(rest, name))
            continue;
        rest = str_sub(rest, name.size, rest.size);
        *bytes = str_sub(rest, 0, str_find(rest, file_mark));
        return true;
    }
    return err_set(err, ERR_USAGE, "no such part: %s", path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str all = {(const char *)data, size};
    size_t end = str_find(all, STR("\n---text\n"));
    struct str text = end < size ? str_sub(all, end + 9, size) : STR("");
    struct str files = str_sub(all, 0, end), first = str_sub(files, 0, str_find(files, file_mark));
    struct include_reader reader = {read_part, &files};
    struct rulebook *book;
    struct err err = {0};
    if (!rulebook_parse_with(first, "fuzz.yaml", &reader, &book, &err)) {
        if (err.kind == ERR_NONE || !err.message[0])
            abort();
        return 0;
    }
    struct arena *arena = arena_new();
    compare_ways(book, fold_copy(arena, text));
    judge(book, text);
    arena_free(arena);
    rulebook_free(book);
    return 0;
}
