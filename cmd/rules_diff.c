/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/run.h"
#include "reports/compose_rules.h"

static const struct option_info options[] = {
    {"axis", 0, OPTION_TEXT, "NAME", "an axis of both rulebooks instead of the categories",
     OPTION_FIELD(axis), false},
    {"table", 0, OPTION_TEXT, "NAME", "one table alone: summary, moves, moved_samples (csv: default moves)",
     OPTION_FIELD(table), false},
    {"format", 0, OPTION_TEXT, "FORMAT", "table (default), csv or json", OPTION_FIELD(format), false},
    {"unmasked", 0, OPTION_FLAG, NULL, "show personal data in the samples", OPTION_FIELD(unmasked), false},
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output", OPTION_FIELD(output),
     false},
    {"bom", 0, OPTION_TEXT, "yes|no", "byte order mark in CSV (default: in files, not on standard output)",
     OPTION_FIELD(bom), false},
};

static bool answer(struct context *context, const struct dataset *dataset, const struct rulebook *changed,
                   enum answer_form form, struct err *err) {
    const struct settings *s = &context->settings;
    struct rules_diff diff;
    enum lang lang;
    size_t axis;
    if (!run_axis(s->axis, dataset, &axis, err) || !run_lang(context, dataset, &lang, err) ||
        !rules_diff(dataset, changed, axis, context->arena, &diff, err))
        return false;
    struct answer_tables tables = compose_rules_diff(dataset, &diff, !s->unmasked, context->arena, lang);
    run_note_accounting(context, dataset);
    struct buf out = {0};
    bool done = answer_write(&tables, form, s->table, lang, &out, err) &&
                run_output(context, buf_str(&out), form == ANSWER_AS_CSV, s->unmasked ? 0600 : 0644, err);
    buf_free(&out);
    return done;
}

static bool compare(struct context *context, const struct rulebook *changed, struct err *err) {
    struct dataset_need need = {
        .roles = role_bit(ROLE_ID_) | rulebook_roles(changed), .categories = true, .undated = true};
    struct dataset *dataset;
    enum answer_form form;
    if (!answer_form_find(context->settings.format, &form, err) ||
        !run_dataset(context, DEFAULT_ALL_DATA, &need, &dataset, err))
        return false;
    bool done = answer(context, dataset, changed, form, err);
    dataset_free(dataset);
    return done;
}

static bool run(struct context *context, struct err *err) {
    struct rulebook *changed;
    if (!context->settings.changed) {
        err_set(err, ERR_USAGE, "two rulebooks are needed");
        return err_hint(err, "redress rules diff OLD NEW EXPORT…; each is a file or a shipped name");
    }
    if (!rulebook_load(context->settings.changed, &changed, err))
        return false;
    bool done = compare(context, changed, err);
    rulebook_free(changed);
    return done;
}

const struct command command_rules_diff = {
    "rules diff",
    "OLD NEW EXPORT…",
    "which complaints another rulebook would put elsewhere",
    "How many complaints move from which category to which, with samples (masked), and how much is "
    "\"other\"\n"
    "before and after.",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
    ARGUMENTS_RULEBOOKS,
};
