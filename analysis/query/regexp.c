/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/regexp.h"

#include "analysis/base/fold.h"
#include "analysis/rules/matcher.h"

/* A compiled regex, kept by SQLite while its text stays the same. */
struct compiled {
    struct arena *arena;
    struct pattern pattern; /* the matcher looks at it */
    struct matcher *matcher;
    struct matcher_worker *worker;
    struct buf folded;
};

static void compiled_free(void *context) {
    struct compiled *compiled = context;
    matcher_worker_free(compiled->worker);
    matcher_free(compiled->matcher);
    buf_free(&compiled->folded);
    arena_free(compiled->arena);
    heap_free(compiled);
}

static struct str text_of(sqlite3_value *value) {
    const char *text = (const char *)sqlite3_value_text(value);
    return (struct str){text ? text : "", text ? (size_t)sqlite3_value_bytes(value) : 0};
}

static bool compile(struct str regex, struct compiled *compiled, struct err *err) {
    size_t bad;
    compiled->arena = arena_new();
    struct str written = str_printf(compiled->arena, "/" STR_FMT "/", STR_ARG(regex));
    if (!pattern_make(written, NULL, compiled->arena, &compiled->pattern, err) ||
        !matcher_new(&compiled->pattern, 1, true, &compiled->matcher, &bad, err))
        return false;
    compiled->worker = matcher_worker_new(compiled->matcher);
    return true;
}

static void fail(sqlite3_context *context, const struct err *err) {
    struct buf message = {0};
    err_format(err, &message);
    sqlite3_result_error(context, message.data, (int)message.size);
    buf_free(&message);
}

/* X REGEXP Y is regexp(Y, X). */
static void regexp(sqlite3_context *context, int argc, sqlite3_value **argv) {
    (void)argc;
    if (sqlite3_value_type(argv[0]) == SQLITE_NULL || sqlite3_value_type(argv[1]) == SQLITE_NULL)
        return;
    struct compiled *compiled = sqlite3_get_auxdata(context, 0);
    bool fresh = !compiled;
    if (fresh) {
        compiled = heap_array(1, sizeof *compiled);
        struct err err = {0};
        if (!compile(text_of(argv[0]), compiled, &err)) {
            fail(context, &err);
            compiled_free(compiled);
            return;
        }
    }
    struct str folded = fold_text(text_of(argv[1]), &compiled->folded);
    sqlite3_result_int(context, matcher_test(compiled->worker, 0, folded) == MATCHED_YES);
    if (fresh)
        sqlite3_set_auxdata(context, 0, compiled, compiled_free); /* may free it at once */
}

int regexp_declare(sqlite3 *db) {
    return sqlite3_create_function_v2(db, "regexp", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                      NULL, regexp, NULL, NULL, NULL);
}
