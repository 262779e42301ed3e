/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/run.h"
#include "reports/lint_out.h"

#include <string.h>

static const struct option_info options[] = {
    {"format", 0, OPTION_TEXT, "text|json", "for people or for programs (default: text)",
     OPTION_FIELD(format), false},
    {"strict", 0, OPTION_FLAG, NULL, "warnings end with exit code 3", OPTION_FIELD(strict), false},
    {"lang", 0, OPTION_TEXT, "zh|en", "language of the findings (default: that of the rules)",
     OPTION_FIELD(lang), false},
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output", OPTION_FIELD(output),
     false},
};

static bool read_format(const char *format, bool *json, struct err *err) {
    *json = format && strcmp(format, "json") == 0;
    return !format || *json || strcmp(format, "text") == 0 ||
           err_set(err, ERR_USAGE, "--format should be text or json, not \"%s\"", format);
}

/* Errors are for the one who changes the rules (2), warnings only count with --strict (3). */
static bool judge(const struct settings *s, const struct linted *books, size_t count, struct err *err) {
    size_t errors = 0, warnings = 0;
    for (size_t i = 0; i < count; i++) {
        errors += books[i].lint.errors;
        warnings += books[i].lint.count - books[i].lint.errors;
    }
    if (errors)
        return err_set(err, ERR_USAGE, "%zu error%s in the rules", errors, errors == 1 ? "" : "s");
    return !warnings || !s->strict ||
           err_set(err, ERR_DATA, "%zu warning%s in the rules (--strict)", warnings,
                   warnings == 1 ? "" : "s");
}

static bool run(struct context *context, struct err *err) {
    const struct settings *s = &context->settings;
    size_t count = s->arguments.count;
    bool json;
    enum lang lang;
    if (count == 0) {
        err_set(err, ERR_USAGE, "no rulebook given");
        return err_hint(err, "name a file, or a shipped one such as bank-zh");
    }
    if (!read_format(s->format, &json, err))
        return false;
    struct linted *books = arena_array(context->arena, count, sizeof *books);
    for (size_t i = 0; i < count; i++) {
        books[i].name = s->arguments.items[i];
        lint_rulebook(books[i].name, context->arena, &books[i].lint);
    }
    bool chinese = books[0].lint.loaded && books[0].lint.language == LANGUAGE_ZH;
    if (!run_read_lang(s->lang, chinese ? LANG_ZH : LANG_EN, &lang, err))
        return false;
    struct buf out = {0};
    (json ? lint_json : lint_text)(books, count, lang, &out);
    bool done = run_output(context, buf_str(&out), false, 0644, err);
    buf_free(&out);
    return done && judge(s, books, count, err);
}

const struct command command_rules_lint = {
    "rules lint",
    "RULEBOOK…",
    "what is wrong or needless in a rulebook",
    "Errors: what keeps it from being loaded, regexes that run for ever on texts made for it, examples that\n"
    "fail. Warnings: rules that can never win, patterns that stand twice, that another one of the list or "
    "an\n"
    "earlier rule makes needless, regexes that are slow on very long texts. Exit code 0 without errors, 2 "
    "with\n"
    "errors, 3 with warnings alone and --strict.",
    options,
    sizeof options / sizeof options[0],
    false,
    run,
    ARGUMENTS_EXPORTS,
};
