/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/run.h"
#include "reports/answer.h"
#include "reports/check_out.h"

#include <string.h>

static const struct option_info options[] = {
    {"format", 0, OPTION_TEXT, "text|json", "for people or for programs (default: text)",
     OPTION_FIELD(format), false},
    {"refused", 0, OPTION_TEXT, "FILE",
     "write the refused rows verbatim to this CSV file (readable by you alone)", OPTION_FIELD(refused), true},
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output", OPTION_FIELD(output),
     true},
};

static bool write_refused(struct context *context, const struct dataset *dataset, struct err *err) {
    if (!context->settings.refused)
        return true;
    struct buf csv = {0};
    check_refused(dataset, &csv);
    struct settings *s = &context->settings;
    s->output = s->refused;
    bool done = run_output(context, buf_str(&csv), true, 0600, err);
    buf_free(&csv);
    if (done && !s->quiet)
        fprintf(context->notes, "redress: %s holds rows verbatim, personal data included\n", s->refused);
    return done;
}

static bool run(struct context *context, struct err *err) {
    const char *format = context->settings.format ? context->settings.format : "text";
    bool json = strcmp(format, "json") == 0;
    if (!json && strcmp(format, "text") != 0)
        return err_set(err, ERR_USAGE, "--format should be text or json, not \"%s\"", format);
    struct dataset_need need = {.roles = ROLE_ALL,
                                .categories = true,
                                .clocks = true,
                                .records = true,
                                .undated = true,
                                .unfit = true};
    struct dataset *dataset;
    enum lang lang;
    if (!run_dataset(context, DEFAULT_ALL_DATA, &need, &dataset, err))
        return false;
    bool done = run_lang(context, dataset, &lang, err);
    if (done) {
        struct buf out = {0};
        if (json)
            check_json(dataset, &out);
        else
            check_text(dataset, lang, &out);
        done = run_output(context, buf_str(&out), false, 0644, err) && write_refused(context, dataset, err) &&
               intake_fit(dataset->intake, err);
        buf_free(&out);
    }
    dataset_free(dataset);
    return done;
}

const struct command command_check = {
    "check",
    "[EXPORT…] [--refused FILE.csv]",
    "what was read, how it was understood, what was refused and why",
    "For each file: encoding, delimiter, header, profile, roles, rows read = used + merged + refused. Where "
    "too "
    "many rows are refused it tells all the same, and ends with exit code 3.",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
    ARGUMENTS_EXPORTS,
};
