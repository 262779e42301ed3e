/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/cube.h"
#include "cmd/run.h"
#include "cmd/threshold.h"
#include "reports/answer.h"
#include "reports/compose.h"

#include <string.h>

static const struct option_info options[] = {
    {"by", 0, OPTION_TEXT, "NAMES", "columns and one period word to group by, e.g. product,month",
     OPTION_FIELD(by), false},
    {"across", 0, OPTION_TEXT, "NAME",
     "a column or period word whose values become columns beside each other", OPTION_FIELD(across), false},
    {"show", 0, OPTION_TEXT, "MEASURES",
     "default received,share,p50_days,on_time_rate; see 'redress help measures'", OPTION_FIELD(show), false},
    {"sort", 0, OPTION_TEXT, "NAME", "a --by or --show name, largest first; +NAME for smallest first",
     OPTION_FIELD(sort), false},
    {"top", 0, OPTION_TEXT, "N", "the first N groups and one of all others", OPTION_FIELD(top), false},
    {"compare", 0, OPTION_TEXT, "prev|year", "beside the period before, or the same a year before",
     OPTION_FIELD(compare), false},
    {"total", 0, OPTION_FLAG, NULL, "a last row over all groups", OPTION_FIELD(total), false},
    {"min-n", 0, OPTION_TEXT, "N", "leave figures on fewer than N cases empty", OPTION_FIELD(min_n), false},
    {"format", 0, OPTION_TEXT, "FORMAT",
     "table, csv, json or md (default: table on a terminal and in a pipe)", OPTION_FIELD(format), false},
    {"unmasked", 0, OPTION_FLAG, NULL, "customers and handlers verbatim", OPTION_FIELD(unmasked), false},
    {"intervals", 0, OPTION_FLAG, NULL, "add low, high and n beside each measure (csv, json)",
     OPTION_FIELD(intervals), false},
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output", OPTION_FIELD(output),
     false},
    {"bom", 0, OPTION_TEXT, "yes|no", "byte order mark in CSV (default: in files, not on standard output)",
     OPTION_FIELD(bom), false},
    THRESHOLD_OPTION,
};

static bool read_whole(const char *text, const char *option, int64_t *value, struct err *err) {
    *value = 0;
    return !text || (str_to_int(str_of(text), value) && *value >= 1) ||
           err_set(err, ERR_USAGE, "%s should be a whole number above 0, not \"%s\"", option, text);
}

static bool read_compare(const char *text, enum query_compare *compare, struct err *err) {
    *compare = !text ? COMPARE_NONE : strcmp(text, "year") == 0 ? COMPARE_YEAR : COMPARE_PREVIOUS;
    return *compare != COMPARE_PREVIOUS || strcmp(text, "prev") == 0 ||
           err_set(err, ERR_USAGE, "--compare should be prev or year, not \"%s\"", text);
}

static bool read_question(const struct settings *s, struct arena *arena, struct query_question *q,
                          struct err *err) {
    size_t count;
    q->by = cube_split(str_of(s->by), arena, &count);
    q->by_count = count;
    q->across = str_trim(str_of(s->across));
    q->show = s->show ? str_of(s->show) : STR("received,share,p50_days,on_time_rate");
    q->sort = str_of(s->sort);
    q->intervals = s->intervals;
    q->total = s->total;
    q->unmasked = s->unmasked;
    int64_t top, least;
    if (!read_whole(s->top, "--top", &top, err) || !read_whole(s->min_n, "--min-n", &least, err))
        return false;
    q->top = (size_t)top;
    q->least_n = (double)least;
    if (s->across && s->fail_on.count)
        return err_set(err, ERR_USAGE, "--fail-on compares no columns of --across") ||
               err_hint(err, "ask for them with --by");
    return read_compare(s->compare, &q->compare, err);
}

static bool load(struct context *context, const struct query_question *q, struct dataset *dataset,
                 struct err *err) {
    struct measure_ref *refs;
    size_t count;
    if (!cube_parse_measures(q->show, context->arena, &refs, &count, err))
        return false;
    struct dataset_need need = {0};
    if (!dataset_need_measures(dataset, refs, count, &need, err) ||
        !dataset_need_names(dataset, q->by, q->by_count, &need, err) ||
        !dataset_need_names(dataset, &q->across, q->across.size > 0, &need, err))
        return false;
    return dataset_load(dataset, &need, err);
}

static bool answer(struct context *context, const struct answer_format *format, struct dataset *dataset,
                   struct query_question *q, const struct thresholds *thresholds, struct err *err) {
    struct report_table table;
    if (!load(context, q, dataset, err) || !run_lang(context, dataset, &q->lang, err))
        return false;
    q->names = format->for_people;
    if (!compose_query(dataset, q, context->arena, &table, err) ||
        !thresholds_check_table(thresholds, &table, context, err))
        return false;
    struct buf out = {0};
    format->write(&table, "redress.query/1", q->lang, &out);
    run_note_accounting(context, dataset);
    if (table.note.size && !context->settings.quiet)
        fprintf(context->notes, "redress: " STR_FMT "\n", STR_ARG(table.note));
    bool done = run_output(context, buf_str(&out), format->bom, 0644, err);
    buf_free(&out);
    return done;
}

static bool run(struct context *context, struct err *err) {
    struct query_question question = {0};
    struct dataset *dataset = NULL;
    struct thresholds thresholds;
    const struct answer_format *format = answer_format_find(context->settings.format, err);
    if (!format || !read_question(&context->settings, context->arena, &question, err) ||
        !thresholds_read(&context->settings.fail_on, context->arena, &thresholds, err) ||
        !run_open(context, DEFAULT_ALL_DATA, &dataset, err))
        return false;
    bool done = answer(context, format, dataset, &question, &thresholds, err);
    dataset_free(dataset);
    return done;
}

const struct command command_query = {
    "query",
    "[EXPORT…] --by product,month --show received,p50_days,on_time_rate",
    "measures by any columns, for the moment's question",
    "Answers with one row per group. Shares are fractions, durations decimal days, empty is not available.",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
    ARGUMENTS_EXPORTS,
};
