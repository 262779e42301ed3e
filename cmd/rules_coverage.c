/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/run.h"
#include "reports/compose_rules.h"

static const struct option_info options[] = {
    {"axis", 0, OPTION_TEXT, "NAME", "an axis of the rulebook instead of the categories", OPTION_FIELD(axis),
     false},
    {"table", 0, OPTION_TEXT, "NAME",
     "one table alone: summary, rules, months, dead, limits, patterns (csv: default rules)",
     OPTION_FIELD(table), false},
    {"format", 0, OPTION_TEXT, "FORMAT", "table (default), csv or json", OPTION_FIELD(format), false},
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output", OPTION_FIELD(output),
     false},
    {"bom", 0, OPTION_TEXT, "yes|no", "byte order mark in CSV (default: in files, not on standard output)",
     OPTION_FIELD(bom), false},
};

static bool answer(struct context *context, const struct dataset *dataset, enum answer_form form,
                   struct err *err) {
    const struct settings *s = &context->settings;
    struct coverage coverage;
    enum lang lang;
    size_t axis;
    if (!run_axis(s->axis, dataset, &axis, err) || !run_lang(context, dataset, &lang, err))
        return false;
    coverage_count(dataset, axis, context->arena, &coverage);
    struct answer_tables answer = compose_coverage(dataset, &coverage, context->arena, lang);
    run_note_accounting(context, dataset);
    struct buf out = {0};
    bool done = answer_write(&answer, form, s->table, lang, &out, err) &&
                run_output(context, buf_str(&out), form == ANSWER_AS_CSV, 0644, err);
    buf_free(&out);
    return done;
}

static bool run(struct context *context, struct err *err) {
    struct dataset_need need = {.roles = role_bit(ROLE_ID_), .categories = true, .undated = true};
    struct dataset *dataset;
    enum answer_form form;
    if (!answer_form_find(context->settings.format, &form, err) ||
        !run_dataset(context, DEFAULT_ALL_DATA, &need, &dataset, err))
        return false;
    bool done = answer(context, dataset, form, err);
    dataset_free(dataset);
    return done;
}

const struct command command_rules_coverage = {
    "rules coverage",
    "[EXPORT…] [--rules FILE]",
    "how much the rules categorise, what each does, which are dead",
    "Share categorised; for each rule the rows it matches (hits), wins, and shares with other rules "
    "(overlap);\n"
    "other by month; rules and patterns that find nothing; rows in which a regex met the match limit.",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
    ARGUMENTS_EXPORTS,
};
