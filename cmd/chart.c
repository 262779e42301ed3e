/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/draw.h"
#include "cmd/question.h"

static const struct option_info options[] = {
    {"output", 'o', OPTION_TEXT, "FILE", "the picture: FILE.svg, FILE.png or FILE.pdf", OPTION_FIELD(output),
     false},
    QUESTION_OPTIONS,
};

static bool asks(const struct query_question *q) {
    return q->by_count || q->across.size || q->show.size || q->sort.size || q->top || q->least_n > 0 ||
           q->compare != COMPARE_NONE;
}

/* The chart that a report on the period has. */
static bool draw_of_report(struct context *context, const struct plot *plot, struct dataset *dataset,
                           struct err *err) {
    struct dataset_need need = {
        .roles = ROLE_ALL & ~role_bit(ROLE_REPLY), .categories = true, .clocks = true};
    struct compose_options wish = {.jobs = 0};
    struct report *report;
    const struct chart *chart;
    if (!dataset_load(dataset, &need, err) || !run_lang(context, dataset, &wish.lang, err) ||
        !canvas_fonts_ready(wish.lang, err) ||
        !compose_chart(dataset, &wish, plot->kind, &report, &chart, err))
        return false;
    bool done = draw_chart(context, dataset, chart, wish.lang, err);
    report_free(report);
    return done;
}

/* A report shows the trend up to its period; over all there is, it is a question by month. */
static bool is_range(const struct settings *s) {
    struct period period;
    return !s->period ||
           (period_parse(str_of(s->period), 0, &period, &(struct err){0}) && period.kind == PERIOD_RANGE);
}

static bool run(struct context *context, struct err *err) {
    struct query_question question = {.lang = LANG_EN};
    struct dataset *dataset;
    const struct plot *plot;
    if (!context->settings.kind)
        return err_set(err, ERR_USAGE, "no kind of chart given") ||
               err_hint(err, "see 'redress help charts'");
    if (!draw_check(&context->settings, context->settings.kind, &plot, err) ||
        !question_read(&context->settings, context->arena, &question, err) ||
        !run_open(context, DEFAULT_ALL_DATA, &dataset, err))
        return false;
    bool over_all = plot->kind == CHART_TREND && is_range(&context->settings);
    bool done = asks(&question) || over_all ? draw_answer(context, plot, &question, dataset, err)
                                            : draw_of_report(context, plot, dataset, err);
    dataset_free(dataset);
    return done;
}

const struct command command_chart = {
    "chart",
    "KIND [EXPORT…] [--by product --show received] -o FILE.svg",
    "one chart as a picture",
    "KIND is one of 'redress help charts'. Without --by and --show it is the chart of the report on "
    "--period\n"
    "(default: all data), else one measure over the names asked for.",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
    ARGUMENTS_CHART,
};
