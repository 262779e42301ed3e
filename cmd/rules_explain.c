/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/values.h"
#include "cmd/run.h"
#include "reports/explain_out.h"

#include <string.h>

static const struct option_info options[] = {
    {"text", 0, OPTION_TEXT, "TEXT", "explain this text instead of a case of the exports", OPTION_FIELD(text),
     false},
    {"format", 0, OPTION_TEXT, "text|json", "for people or for programs (default: text)",
     OPTION_FIELD(format), false},
    {"unmasked", 0, OPTION_FLAG, NULL, "show personal data in the words around hits", OPTION_FIELD(unmasked),
     false},
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output", OPTION_FIELD(output),
     false},
};

static bool tell(struct context *context, const struct rulebook *book, const struct classify_row *row,
                 struct err *err) {
    const struct settings *s = &context->settings;
    struct explained explained = {
        .book = book, .id = str_of(s->case_id), .values = row->values, .masked = !s->unmasked};
    enum lang lang;
    if (!run_read_lang(s->lang, book->language == LANGUAGE_ZH ? LANG_ZH : LANG_EN, &lang, err) ||
        !explain_case(book, row->values, context->arena, &explained.why, err))
        return false;
    bool json = s->format && strcmp(s->format, "json") == 0;
    struct buf out = {0};
    (json ? explain_json : explain_text)(&explained, lang, &out);
    bool done = run_output(context, buf_str(&out), false, s->unmasked ? 0600 : 0644, err);
    buf_free(&out);
    return done;
}

static bool explain_typed(struct context *context, struct err *err) {
    const struct settings *s = &context->settings;
    struct classify_row row = {0};
    struct rulebook *book;
    row.values[ROLE_TEXT_] = str_of(s->text);
    if (utf8_valid_prefix(row.values[ROLE_TEXT_]) < row.values[ROLE_TEXT_].size)
        return err_set(err, ERR_USAGE, "--text is not valid UTF-8");
    if (!rulebook_load(s->rules ? s->rules : rules_default_text(row.values[ROLE_TEXT_]), &book, err))
        return false;
    bool done = tell(context, book, &row, err);
    rulebook_free(book);
    return done;
}

/* The row with that id, written as in the export or without what spreadsheets put around it; SIZE_MAX. */
static size_t find_case(const struct table *table, struct str wanted) {
    const struct column *column = table->by_role[ROLE_ID_];
    struct buf scratch = {0};
    size_t row = 0;
    while (column && row < table->rows) {
        struct str id = str_trim(table_text(table, row, column, &scratch));
        if (str_equal(id, wanted) || str_equal(value_id(id), wanted))
            break;
        row++;
    }
    buf_free(&scratch);
    return column && row < table->rows ? row : SIZE_MAX;
}

static bool explain_loaded(struct context *context, const struct dataset *dataset, struct err *err) {
    size_t row = find_case(dataset->table, str_of(context->settings.case_id));
    if (row == SIZE_MAX) {
        err_set(err, ERR_USAGE, "no case of the exports has the id %s", context->settings.case_id);
        return err_hint(err, "look at the ids with redress classify, or explain a text with --text");
    }
    if (!dataset->rulebook)
        return err_set(err, ERR_USAGE, "there are no rules to explain (--rules none)");
    struct classify_row read = {0};
    classify_read(dataset->table, dataset->rulebook, row, &read);
    bool done = tell(context, dataset->rulebook, &read, err);
    classify_row_free(&read);
    return done;
}

static bool run(struct context *context, struct err *err) {
    const struct settings *s = &context->settings;
    if (s->format && strcmp(s->format, "text") != 0 && strcmp(s->format, "json") != 0)
        return err_set(err, ERR_USAGE, "--format should be text or json, not \"%s\"", s->format);
    if (s->text)
        return explain_typed(context, err);
    if (!s->case_id) {
        err_set(err, ERR_USAGE, "no case given");
        return err_hint(err, "name the id of one and its exports, or say --text \"…\"");
    }
    struct dataset_need need = {.roles = role_bit(ROLE_ID_), .categories = true, .undated = true};
    struct dataset *dataset;
    if (!run_dataset(context, DEFAULT_ALL_DATA, &need, &dataset, err))
        return false;
    bool done = explain_loaded(context, dataset, err);
    dataset_free(dataset);
    return done;
}

const struct command command_rules_explain = {
    "rules explain",
    "ID EXPORT… | --text \"…\"",
    "why a case has its categories: rules, words in context, why others lost",
    "Everything is computed again from the texts. For each axis: the rule that won (*), every other rule of\n"
    "which something is found and what kept it from winning, and the places found, marked [so].",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
    ARGUMENTS_CASE,
};
