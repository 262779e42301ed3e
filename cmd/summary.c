/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/run.h"
#include "reports/compose.h"
#include "reports/out_text.h"

static const struct option_info options[] = {
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output", OPTION_FIELD(output),
     true},
    {"title", 0, OPTION_TEXT, "TEXT", "title of the summary", OPTION_FIELD(title), false},
    {"name", 0, OPTION_TEXT, "TEXT", "name of the organisation", OPTION_FIELD(name), false},
};

static bool summarise(struct context *context, struct dataset *dataset, struct err *err) {
    struct report *report;
    struct compose_options compose = {.title = str_of(context->settings.title),
                                      .organisation = str_of(context->settings.name)};
    if (!run_lang(context, dataset, &compose.lang, err) || !compose_report(dataset, &compose, &report, err))
        return false;
    struct buf out = {0};
    report_text(report, &out);
    bool done = run_output(context, buf_str(&out), false, 0644, err);
    buf_free(&out);
    report_free(report);
    return done;
}

static bool run(struct context *context, struct err *err) {
    struct dataset_need need = {.roles = ROLE_ALL & ~role_bit(ROLE_REPLY), .categories = true};
    struct dataset *dataset;
    if (!run_dataset(context, DEFAULT_LAST_COMPLETE_MONTH, &need, &dataset, err))
        return false;
    bool done = summarise(context, dataset, err);
    dataset_free(dataset);
    return done;
}

const struct command command_summary = {
    "summary",
    "[EXPORT…] --period last-week",
    "the period in a few lines, for a terminal or a mail",
    "Without --period the last complete month.",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
};
