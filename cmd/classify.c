/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/run.h"
#include "reports/classified.h"

static const struct option_info options[] = {
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output (readable by you alone)",
     OPTION_FIELD(output), true},
    {"bom", 0, OPTION_TEXT, "yes|no", "byte order mark (default: in files, not on standard output)",
     OPTION_FIELD(bom), false},
};

static bool run(struct context *context, struct err *err) {
    struct dataset_need need = {.categories = true, .undated = true, .records = true};
    struct dataset *dataset;
    enum lang lang;
    if (!run_dataset(context, DEFAULT_ALL_DATA, &need, &dataset, err))
        return false;
    struct buf out = {0};
    bool done = run_lang(context, dataset, &lang, err) && classified_csv(dataset, lang, &out, err);
    run_note_accounting(context, dataset);
    done = done && run_output(context, buf_str(&out), true, 0600, err);
    if (done && context->settings.output && !context->settings.quiet)
        fprintf(context->notes, "redress: %s holds texts verbatim, personal data included\n",
                context->settings.output);
    buf_free(&out);
    dataset_free(dataset);
    return done;
}

const struct command command_classify = {
    "classify",
    "[EXPORT…] -o OUT.csv",
    "the exports with category columns added",
    "Every row used, verbatim, with category, its name, all categories and the further axes behind.",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
    ARGUMENTS_EXPORTS,
};
