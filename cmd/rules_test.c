/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/run.h"
#include "reports/compose_rules.h"

static const struct option_info options[] = {
    {"truth", 0, OPTION_TEXT, "COLUMN", "score the rules against the labels in this column of the exports",
     OPTION_FIELD(truth), false},
    {"truth-map", 0, OPTION_TEXT, "FILE.csv",
     "what labels mean: label,category (default: the id or a name of a category)", OPTION_FIELD(truth_map),
     true},
    {"level", 0, OPTION_TEXT, "N", "compare the first N parts of ids only: 1 takes card.fraud as card",
     OPTION_FIELD(level), false},
    {"axis", 0, OPTION_TEXT, "NAME", "score an axis of the rulebook instead of the categories",
     OPTION_FIELD(axis), false},
    {"baseline", 0, OPTION_FLAG, NULL, "beside the nearest keyword: the words of the names, counted",
     OPTION_FIELD(baseline), false},
    {"table", 0, OPTION_TEXT, "NAME",
     "one table alone: summary, categories, confusions, samples, unknown_labels, failures, matrix, labels",
     OPTION_FIELD(table), false},
    {"format", 0, OPTION_TEXT, "FORMAT", "table (default), csv or json", OPTION_FIELD(format), false},
    {"unmasked", 0, OPTION_FLAG, NULL, "samples with personal data verbatim", OPTION_FIELD(unmasked), false},
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output", OPTION_FIELD(output),
     false},
    {"bom", 0, OPTION_TEXT, "yes|no", "byte order mark in CSV (default: in files, not on standard output)",
     OPTION_FIELD(bom), false},
};

static bool write_result(struct context *context, const struct test_result *result, struct err *err) {
    const struct settings *s = &context->settings;
    enum answer_form form;
    enum lang lang;
    if (!answer_form_find(s->format, &form, err) ||
        !run_read_lang(s->lang, result->book->language == LANGUAGE_ZH ? LANG_ZH : LANG_EN, &lang, err))
        return false;
    struct answer_tables answer = compose_test(result, context->arena, lang);
    struct buf out = {0};
    bool done = answer_write(&answer, form, s->table, lang, &out, err) &&
                run_output(context, buf_str(&out), form == ANSWER_AS_CSV, s->unmasked ? 0600 : 0644, err);
    buf_free(&out);
    return done;
}

static bool read_level(const char *text, size_t *level, struct err *err) {
    int64_t value = 0;
    bool fine = !text || (str_to_int(str_of(text), &value) && value >= 1 && value <= 100);
    *level = (size_t)value;
    return fine || err_set(err, ERR_USAGE, "--level should be a whole number above 0, not \"%s\"", text);
}

/* The role that a header plays in the exports; ROLE_NONE. */
static enum role role_of_header(const struct dataset *dataset, struct str header) {
    size_t count;
    const struct file_report *files = intake_files(dataset->intake, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < files[i].column_count; k++)
            if (files[i].columns[k].role != ROLE_NONE && str_equal(files[i].columns[k].header, header))
                return files[i].columns[k].role;
    return ROLE_NONE;
}

/* The export's own column comes first: under its role, or as "NAME (export)" where the rules add one of that
 * name. */
static bool need_truth(struct context *context, struct dataset *dataset, struct str *truth,
                       struct dataset_need *need, struct err *err) {
    enum role role = role_of_header(dataset, *truth);
    if (role != ROLE_NONE)
        *truth = str_of(roles[role].name);
    struct str behind = str_printf(context->arena, STR_FMT " (export)", STR_ARG(*truth));
    if (role == ROLE_NONE && dataset_need_names(dataset, &behind, 1, need, &(struct err){0})) {
        *truth = behind;
        return true;
    }
    return dataset_need_names(dataset, truth, 1, need, err);
}

static bool score_dataset(struct context *context, struct dataset *dataset, struct test_result *result,
                          struct err *err) {
    const struct settings *s = &context->settings;
    struct dataset_need need = {.roles = role_bit(ROLE_ID_), .categories = true, .undated = true};
    struct score_options asked = {
        .truth = str_of(s->truth), .truth_map = s->truth_map, .baseline = s->baseline};
    struct score score;
    if (!read_level(s->level, &asked.level, err) || !need_truth(context, dataset, &asked.truth, &need, err) ||
        !dataset_load(dataset, &need, err) || !run_axis(s->axis, dataset, &asked.axis, err) ||
        !score_rules(dataset, &asked, context->arena, &score, err))
        return false;
    run_note_accounting(context, dataset);
    result->dataset = dataset;
    result->score = &score;
    return write_result(context, result, err);
}

static bool test_truth(struct context *context, struct test_result *result, struct err *err) {
    struct dataset *dataset;
    if (!run_open(context, DEFAULT_ALL_DATA, &dataset, err))
        return false;
    bool done = score_dataset(context, dataset, result, err);
    dataset_free(dataset);
    return done;
}

static bool test(struct context *context, const struct rulebook *book, struct err *err) {
    const struct settings *s = &context->settings;
    struct example_failure *failures;
    struct test_result result = {.book = book, .masked = !s->unmasked};
    result.failure_count = examples_run(book, context->arena, &failures, &result.example_count);
    result.failures = failures;
    if (!(s->truth ? test_truth(context, &result, err) : write_result(context, &result, err)))
        return false;
    return !result.failure_count ||
           err_set(err, ERR_USAGE, "%zu of %zu examples fail", result.failure_count, result.example_count);
}

static bool run(struct context *context, struct err *err) {
    const struct settings *s = &context->settings;
    struct rulebook *book;
    if (!s->rules) {
        err_set(err, ERR_USAGE, "no rulebook given");
        return err_hint(err, "name a file, or a shipped one such as bank-zh");
    }
    if (!s->truth && (s->arguments.count || s->truth_map || s->baseline)) {
        err_set(err, ERR_USAGE, "nothing says which column of the exports holds the labels");
        return err_hint(err, "add --truth COLUMN");
    }
    if (!rulebook_load(s->rules, &book, err))
        return false;
    bool done = test(context, book, err);
    rulebook_free(book);
    return done;
}

const struct command command_rules_test = {
    "rules test",
    "RULEBOOK [EXPORT… --truth COLUMN]",
    "the examples of a rulebook, and how well it agrees with labels",
    "Runs the examples; exit code 2 when one fails. With --truth also precision, recall and F1 of each\n"
    "category with 95 % intervals, micro and macro, and who is taken for whom, with samples (masked). Rows\n"
    "without a label, with one that names no category, or without a text are counted and not scored.",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
    ARGUMENTS_RULEBOOK,
};
