/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/draw.h"
#include "cmd/question.h"
#include "cmd/threshold.h"

static const struct option_info options[] = {
    QUESTION_OPTIONS,
    {"total", 0, OPTION_FLAG, NULL, "a last row over all groups", OPTION_FIELD(total), false},
    {"format", 0, OPTION_TEXT, "FORMAT",
     "table, csv, json, md or xlsx (default: by the ending of FILE, else table)", OPTION_FIELD(format),
     false},
    {"chart", 0, OPTION_TEXT, "KIND",
     "draw the answer into -o FILE.svg, .png or .pdf: trend, pareto …, see 'redress help charts'",
     OPTION_FIELD(kind), false},
    {"intervals", 0, OPTION_FLAG, NULL, "add low, high and n beside each measure (csv, json)",
     OPTION_FIELD(intervals), false},
    {"verdicts", 0, OPTION_FLAG, NULL, "add the target and whether it is met beside each measure",
     OPTION_FIELD(verdicts), false},
    {"per-day", 0, OPTION_FLAG, NULL, "with --compare: also the change per (working) day",
     OPTION_FIELD(per_day), false},
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output", OPTION_FIELD(output),
     false},
    {"bom", 0, OPTION_TEXT, "yes|no", "byte order mark in CSV (default: in files, not on standard output)",
     OPTION_FIELD(bom), false},
    THRESHOLD_OPTION,
};

static bool answer(struct context *context, const struct answer_format *format, struct dataset *dataset,
                   struct query_question *q, const struct thresholds *thresholds, struct err *err) {
    struct report_table table;
    if (!question_load(context, q, false, dataset, err))
        return false;
    q->names = format->for_people;
    if (!compose_query(dataset, q, context->arena, &table, err) ||
        !thresholds_check_table(thresholds, &table, context, err))
        return false;
    struct buf out = {0};
    struct answer_given answer = {&table, "redress.query/1", q->lang, dataset->as_of};
    bool done = format->write(&answer, &out, err);
    run_note_accounting(context, dataset);
    if (table.note.size && !context->settings.quiet)
        fprintf(context->notes, "redress: " STR_FMT "\n", STR_ARG(table.note));
    done = done && run_output(context, buf_str(&out), format->bom, 0644, err);
    buf_free(&out);
    return done;
}

static bool run(struct context *context, struct err *err) {
    const struct settings *s = &context->settings;
    struct query_question question = {0};
    struct dataset *dataset = NULL;
    struct thresholds thresholds;
    const struct plot *plot = NULL;
    const struct answer_format *format = NULL;
    if (s->kind ? !draw_check(s, s->kind, &plot, err) : !(format = run_answer_format(context, err)))
        return false;
    if (!question_read(s, context->arena, &question, err) ||
        !thresholds_read(&s->fail_on, context->arena, &thresholds, err) ||
        !run_open(context, DEFAULT_ALL_DATA, &dataset, err))
        return false;
    if (!plot && !question.show.size)
        question.show = STR("received,share,p50_days,on_time_rate");
    bool done = plot ? draw_answer(context, plot, &question, dataset, err)
                     : answer(context, format, dataset, &question, &thresholds, err);
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
