/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/run.h"
#include "reports/compose_rules.h"

enum { SUGGESTED = 20, SUGGESTED_MOST = 1000 };

static const struct option_info options[] = {
    {"top", 0, OPTION_TEXT, "N", "so many words of each list (default 20)", OPTION_FIELD(top), false},
    {"table", 0, OPTION_TEXT, "NAME",
     "one table alone: summary, suggest_other, suggest_new (csv: default suggest_other)", OPTION_FIELD(table),
     false},
    {"format", 0, OPTION_TEXT, "FORMAT", "table (default), csv or json", OPTION_FIELD(format), false},
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output", OPTION_FIELD(output),
     false},
    {"bom", 0, OPTION_TEXT, "yes|no", "byte order mark in CSV (default: in files, not on standard output)",
     OPTION_FIELD(bom), false},
};

static bool read_top(const char *text, size_t *top, struct err *err) {
    int64_t value = SUGGESTED;
    if (text && (!str_to_int(str_of(text), &value) || value < 1 || value > SUGGESTED_MOST))
        return err_set(err, ERR_USAGE, "--top should be a number from 1 to %d, not \"%s\"", SUGGESTED_MOST,
                       text);
    *top = (size_t)value;
    return true;
}

static bool answer(struct context *context, const struct dataset *dataset, size_t top, enum answer_form form,
                   struct err *err) {
    const struct settings *s = &context->settings;
    enum lang lang;
    if (!dataset->rulebook)
        return err_set(err, ERR_USAGE, "there are no rules (--rules none)");
    if (!run_lang(context, dataset, &lang, err))
        return false;
    struct answer_tables tables = compose_suggest(dataset, top, context->arena, lang);
    run_note_accounting(context, dataset);
    struct buf out = {0};
    bool done = answer_write(&tables, form, s->table, lang, &out, err) &&
                run_output(context, buf_str(&out), form == ANSWER_AS_CSV, 0644, err);
    buf_free(&out);
    return done;
}

static bool run(struct context *context, struct err *err) {
    struct dataset_need need = {
        .roles = role_bit(ROLE_SUBJECT) | role_bit(ROLE_TEXT_) | role_bit(ROLE_CUSTOMER), .categories = true};
    struct dataset *dataset;
    enum answer_form form;
    size_t top = 0;
    if (!answer_form_find(context->settings.format, &form, err) ||
        !read_top(context->settings.top, &top, err) ||
        !run_dataset(context, DEFAULT_LAST_COMPLETE_MONTH, &need, &dataset, err))
        return false;
    bool done = answer(context, dataset, top, form, err);
    dataset_free(dataset);
    return done;
}

const struct command command_rules_suggest = {
    "rules suggest",
    "[EXPORT…] [--rules FILE] [--period 2026-10]",
    "what \"other\" talks about and what is new, as lines for a rulebook",
    "Words that complaints without a category hold more often than the others (twelve months to the end of "
    "the\n"
    "period), and words of this period that were rarer before: with counts, z, an example (masked) and a "
    "line\n"
    "ready for the rulebook. Log-odds with an informative prior (Monroe, Colaresi and Quinn 2008).",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
    ARGUMENTS_EXPORTS,
};
