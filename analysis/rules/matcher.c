/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/matcher.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Limits of one search. `EFFORT` is shared out over the starting places of a text, within the two others; a
 * bounded pattern (study.h) always has the upper one, which it cannot reach. */
enum { EFFORT = 200000000, LEAST_TRIES = 1000, MOST_TRIES = 10000000, MOST_DEPTH = 100000, HEAP_KIB = 20000 };
enum { STACK_START = 32 * 1024, STACK_MOST = 1024 * 1024 };

struct matcher {
    size_t count;
    pcre2_code **codes; /* NULL = not compiled */
    const struct pattern *patterns;
};

struct matcher_worker {
    const struct matcher *matcher;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    uint32_t tries; /* set in `context` */
};

static bool compile_error(const struct pattern *pattern, int code, PCRE2_SIZE offset, struct err *err) {
    PCRE2_UCHAR message[256];
    pcre2_get_error_message(code, message, sizeof message);
    err_set(err, ERR_USAGE, "not a regular expression, " STR_FMT ": %s", STR_ARG(pattern->written), message);
    if (pattern->guard || offset > pattern->regex.size)
        return false;
    size_t characters = 2; /* from 1, after the slash */
    for (size_t at = 0; at < offset; characters++)
        utf8_next(pattern->regex, &at);
    err_at(err, "", 0, characters);
    return err_hint(err, "look at character %zu", characters);
}

static bool compile(const struct pattern *pattern, pcre2_compile_context *context, pcre2_code **code,
                    struct err *err) {
    int number;
    PCRE2_SIZE offset;
    uint32_t options = PCRE2_CASELESS | PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_NEVER_UCP |
                       PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
    *code = pcre2_compile((PCRE2_SPTR)pattern->regex.data, pattern->regex.size, options, &number, &offset,
                          context);
    if (!*code)
        return compile_error(pattern, number, offset, err);
    uint32_t empty = 0;
    pcre2_pattern_info(*code, PCRE2_INFO_MATCHEMPTY, &empty);
    if (empty) {
        err_set(err, ERR_USAGE, STR_FMT " can match the empty text, so it would be found everywhere",
                STR_ARG(pattern->written));
        return err_hint(err, "make at least one character of it certain");
    }
    pcre2_jit_compile(*code, PCRE2_JIT_COMPLETE); /* without JIT it is slower, not different */
    return true;
}

bool matcher_new(const struct pattern *patterns, size_t count, bool every, struct matcher **matcher,
                 size_t *bad, struct err *err) {
    struct matcher *made = heap_array(1, sizeof *made);
    *made = (struct matcher){count, heap_array(count, sizeof(pcre2_code *)), patterns};
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
    bool fine = true;
    for (size_t i = 0; fine && i < count; i++) {
        if (!every && patterns[i].literal)
            continue;
        fine = compile(&patterns[i], context, &made->codes[i], err);
        *bad = i;
    }
    pcre2_compile_context_free(context);
    if (!fine) {
        matcher_free(made);
        made = NULL;
    }
    *matcher = made;
    return fine;
}

void matcher_free(struct matcher *matcher) {
    if (!matcher)
        return;
    for (size_t i = 0; i < matcher->count; i++)
        pcre2_code_free(matcher->codes[i]);
    heap_free(matcher->codes);
    heap_free(matcher);
}

struct matcher_worker *matcher_worker_new(const struct matcher *matcher) {
    struct matcher_worker *worker = heap_array(1, sizeof *worker);
    worker->matcher = matcher;
    worker->data = pcre2_match_data_create(1, NULL);
    worker->context = pcre2_match_context_create(NULL);
    worker->stack = pcre2_jit_stack_create(STACK_START, STACK_MOST, NULL);
    pcre2_set_depth_limit(worker->context, MOST_DEPTH);
    pcre2_set_heap_limit(worker->context, HEAP_KIB);
    pcre2_jit_stack_assign(worker->context, NULL, worker->stack);
    return worker;
}

void matcher_worker_free(struct matcher_worker *worker) {
    if (!worker)
        return;
    pcre2_match_data_free(worker->data);
    pcre2_match_context_free(worker->context);
    pcre2_jit_stack_free(worker->stack);
    heap_free(worker);
}

static uint32_t tries_for(const struct pattern *pattern, size_t size) {
    if (pattern->study.bounded)
        return MOST_TRIES;
    size_t share = EFFORT / (size + 1);
    return share < LEAST_TRIES ? LEAST_TRIES : share > MOST_TRIES ? MOST_TRIES : (uint32_t)share;
}

static enum matched search(struct matcher_worker *worker, size_t index, struct str text, size_t from) {
    uint32_t tries = tries_for(&worker->matcher->patterns[index], text.size);
    if (tries != worker->tries)
        pcre2_set_match_limit(worker->context, worker->tries = tries);
    int found = pcre2_match(worker->matcher->codes[index], (PCRE2_SPTR)text.data, text.size, from,
                            PCRE2_NO_UTF_CHECK, worker->data, worker->context);
    if (found >= 0)
        return MATCHED_YES;
    return found == PCRE2_ERROR_NOMATCH ? MATCHED_NO : MATCHED_LIMIT;
}

enum matched matcher_test(struct matcher_worker *worker, size_t index, struct str text) {
    return search(worker, index, text, 0);
}

enum matched matcher_test_from(struct matcher_worker *worker, size_t index, struct str text, size_t from,
                               size_t last) {
    pcre2_set_offset_limit(worker->context, last);
    enum matched found = search(worker, index, text, from);
    pcre2_set_offset_limit(worker->context, PCRE2_UNSET);
    return found;
}

enum matched matcher_find(struct matcher_worker *worker, size_t index, struct str text, size_t from,
                          size_t *start, size_t *end) {
    enum matched found = search(worker, index, text, from);
    if (found != MATCHED_YES)
        return found;
    const PCRE2_SIZE *place = pcre2_get_ovector_pointer(worker->data);
    *start = place[0];
    *end = place[1];
    return found;
}
