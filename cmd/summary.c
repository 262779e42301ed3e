/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/run.h"
#include "cmd/threshold.h"
#include "reports/canvas.h"
#include "reports/compose.h"
#include "reports/out_html.h"
#include "reports/out_json.h"
#include "reports/out_mail.h"
#include "reports/out_markdown.h"
#include "reports/out_text.h"
#include "reports/out_xlsx.h"

#include <string.h>

static const struct option_info options[] = {
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output", OPTION_FIELD(output),
     true},
    {"format", 0, OPTION_TEXT, "NAME", "txt (default), md, html, json, or eml for `sendmail -t`",
     OPTION_FIELD(format), false},
    {"title", 0, OPTION_TEXT, "TEXT", "title of the summary", OPTION_FIELD(title), false},
    {"name", 0, OPTION_TEXT, "TEXT", "name of the organisation", OPTION_FIELD(name), false},
    {"template", 0, OPTION_TEXT, "NAME",
     "what is shown: a shipped report template or a file (default: by the kind of period); in redress.yaml "
     "report:",
     OPTION_FIELD(template), true},
    {"to", 0, OPTION_TEXT, "ADDRESSES", "who the mail is for, separated by commas", OPTION_FIELD(to), false},
    {"from", 0, OPTION_TEXT, "ADDRESS", "who sends the mail", OPTION_FIELD(from), false},
    {"subject", 0, OPTION_TEXT, "TEXT", "subject of the mail (default: name, title and period)",
     OPTION_FIELD(subject), false},
    {"attach", 0, OPTION_FLAG, NULL, "attach the workbook to the mail", OPTION_FIELD(attach), false},
    THRESHOLD_OPTION,
};

/* ---- formats ---- */

static bool write_text(const struct context *context, const struct report *report, struct buf *out,
                       struct err *err) {
    (void)context;
    (void)err;
    report_text(report, out);
    return true;
}

static bool write_markdown(const struct context *context, const struct report *report, struct buf *out,
                           struct err *err) {
    (void)context;
    (void)err;
    report_markdown(report, out);
    return true;
}

static bool write_json(const struct context *context, const struct report *report, struct buf *out,
                       struct err *err) {
    (void)context;
    (void)err;
    report_json(report, out);
    return true;
}

static bool write_html(const struct context *context, const struct report *report, struct buf *out,
                       struct err *err) {
    (void)context;
    return report_html(report, out, err);
}

static struct mail_options mail_options(const struct settings *s) {
    return (struct mail_options){.to = str_of(s->to), .from = str_of(s->from), .subject = str_of(s->subject)};
}

static bool write_mail(const struct context *context, const struct report *report, struct buf *out,
                       struct err *err) {
    struct mail_options mail = mail_options(&context->settings);
    struct buf workbook = {0};
    bool done = !context->settings.attach || report_xlsx(report, &workbook, err);
    mail.workbook = buf_str(&workbook);
    done = done && report_mail(report, &mail, out, err);
    buf_free(&workbook);
    return done;
}

struct format {
    const char *name;
    bool draws; /* needs fonts, which are looked for before long work */
    bool (*write)(const struct context *context, const struct report *report, struct buf *out,
                  struct err *err);
};

static const struct format formats[] = {
    {"txt", false, write_text}, {"md", false, write_markdown}, {"html", true, write_html},
    {"eml", true, write_mail},  {"json", false, write_json},
};

static bool find_format(const struct settings *settings, const struct format **format, struct err *err) {
    *format = &formats[0];
    bool found = !settings->format;
    for (size_t i = 0; i < sizeof formats / sizeof *formats && !found; i++) {
        *format = &formats[i];
        found = strcmp(settings->format, formats[i].name) == 0;
    }
    if (!found) {
        err_set(err, ERR_USAGE, "unknown format \"%s\"", settings->format);
        return err_hint(err, "formats are txt, md, html, eml, json");
    }
    struct mail_options mail = mail_options(settings);
    if ((*format)->write == write_mail)
        return mail_options_check(&mail, err);
    if (!settings->to && !settings->from && !settings->subject && !settings->attach)
        return true;
    err_set(err, ERR_USAGE, "--to, --from, --subject and --attach are for mails");
    return err_hint(err, "add --format eml");
}

/* ---- the command ---- */

static bool summarise(struct context *context, struct dataset *dataset, const struct format *format,
                      const struct template *template, struct err *err) {
    struct report *report;
    struct compose_options compose = {.title = str_of(context->settings.title),
                                      .organisation = str_of(context->settings.name),
                                      .template = template};
    if (!run_lang(context, dataset, &compose.lang, err) ||
        (format->draws && !canvas_fonts_ready(compose.lang, err)) ||
        !compose_report(dataset, &compose, &report, err))
        return false;
    struct buf out = {0};
    bool done =
        format->write(context, report, &out, err) && run_output(context, buf_str(&out), false, 0644, err);
    buf_free(&out);
    report_free(report);
    return done;
}

static bool answer(struct context *context, struct dataset *dataset, const struct format *format,
                   const struct thresholds *thresholds, struct err *err) {
    struct dataset_need need = {
        .roles = ROLE_ALL & ~role_bit(ROLE_REPLY), .categories = true, .clocks = true, .records = true};
    const struct template *template;
    if (!run_template(context, dataset, &need, &template, err) ||
        !thresholds_need(thresholds, dataset, &need, err) || !dataset_load(dataset, &need, err))
        return false;
    run_note_accounting(context, dataset);
    return summarise(context, dataset, format, template, err) &&
           thresholds_check(thresholds, dataset, context, err);
}

static bool run(struct context *context, struct err *err) {
    struct dataset *dataset;
    const struct format *format;
    struct thresholds thresholds;
    if (!find_format(&context->settings, &format, err) ||
        !thresholds_read(&context->settings.fail_on, context->arena, &thresholds, err) ||
        !run_open(context, DEFAULT_LAST_COMPLETE_MONTH, &dataset, err))
        return false;
    bool done = answer(context, dataset, format, &thresholds, err);
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
    ARGUMENTS_EXPORTS,
};
