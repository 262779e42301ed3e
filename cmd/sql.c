/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/save.h"
#include "cmd/interrupt.h"
#include "cmd/run.h"
#include "reports/answer.h"
#include "reports/compose_sql.h"

#include <unistd.h>

static const struct option_info options[] = {
    {"format", 0, OPTION_TEXT, "FORMAT",
     "table, csv, json, md or xlsx (default: by the ending of FILE, else table)", OPTION_FIELD(format),
     false},
    {"save", 0, OPTION_TEXT, "FILE.db",
     "no statement: write complaints and matches as a SQLite database (readable by you alone)",
     OPTION_FIELD(save), true},
    {"unmasked", 0, OPTION_FLAG, NULL, "show texts, names and numbers of persons verbatim",
     OPTION_FIELD(unmasked), false},
    {"output", 'o', OPTION_TEXT, "FILE", "write there instead of standard output", OPTION_FIELD(output),
     false},
    {"bom", 0, OPTION_TEXT, "yes|no", "byte order mark in CSV (default: in files, not on standard output)",
     OPTION_FIELD(bom), false},
};

static struct view_options view_of(const struct context *context, const struct dataset *dataset) {
    struct view_options view = dataset_view(dataset);
    view.masked = !context->settings.unmasked;
    return view;
}

static void note_verbatim(const struct context *context, const char *path) {
    const struct settings *s = &context->settings;
    if (s->unmasked && path && !s->quiet)
        fprintf(context->notes, "redress: %s may hold personal data verbatim\n", path);
}

static bool save(struct context *context, struct dataset *dataset, struct err *err) {
    const char *path = context->settings.save;
    struct dataset_need need = {.roles = ROLE_ALL,
                                .all_headers = true,
                                .categories = true,
                                .clocks = true,
                                .timely = true,
                                .undated = true};
    if (!dataset_load(dataset, &need, err))
        return false;
    struct view_options view = view_of(context, dataset);
    if (!run_protect_inputs(context, path, err) || !save_database(&view, &dataset->options.limits, path, err))
        return false;
    run_note_accounting(context, dataset);
    note_verbatim(context, path);
    return true;
}

enum { GRACE_SECONDS = 2 }; /* for a function of SQL that does not look at the clock */

static bool answer(struct context *context, struct dataset *dataset, const struct answer_format *format,
                   struct err *err) {
    const struct settings *s = &context->settings;
    struct sql_query query = {
        .statement = str_of(s->statement), .origin = "SQL", .limits = dataset->options.limits};
    struct dataset_need need = {.undated = true};
    struct report_table table;
    enum lang lang;
    if (!dataset_need_sql(dataset, query.statement, SQL_STATEMENT, query.origin, &need, err) ||
        !dataset_load(dataset, &need, err) || !run_lang(context, dataset, &lang, err))
        return false;
    query.view = view_of(context, dataset);
    bool limited = query.limits.seconds > 0;
    interrupt_after(limited ? query.limits.seconds + GRACE_SECONDS : 0);
    bool composed = compose_sql(&query, format->for_people, context->arena, &table, err);
    interrupt_after(0);
    if (!composed)
        return false;
    struct buf out = {0};
    struct answer_given answer = {&table, "redress.sql/1", lang, dataset->as_of};
    bool done = format->write(&answer, &out, err);
    run_note_accounting(context, dataset);
    note_verbatim(context, s->output);
    done = done && run_output(context, buf_str(&out), format->bom, s->unmasked ? 0600 : 0644, err);
    buf_free(&out);
    return done;
}

static bool check_statement(const char *statement, struct err *err) {
    if (!statement || str_trim(str_of(statement)).size == 0)
        err_set(err, ERR_USAGE, "no statement given");
    else if (access(statement, F_OK) == 0)
        err_set(err, ERR_USAGE, "the last argument should be a statement of SQL, not the export %s",
                statement);
    else
        return true;
    return err_hint(err, "end with one, for example \"select count(*) from complaints\"");
}

static bool run(struct context *context, struct err *err) {
    const struct settings *s = &context->settings;
    const struct answer_format *format = run_answer_format(context, err);
    struct dataset *dataset = NULL;
    if (!format || (!s->save && !check_statement(s->statement, err)) ||
        !run_open(context, DEFAULT_ALL_DATA, &dataset, err))
        return false;
    interrupt_watch();
    bool done = s->save ? save(context, dataset, err) : answer(context, dataset, format, err);
    dataset_free(dataset);
    return done;
}

const struct command command_sql = {
    "sql",
    "[EXPORT…] \"select channel, count(*), p50_days(rowid) from complaints group by channel\"",
    "any question in SQL, over the complaints and their categories",
    "Tables: complaints (roles, the export's other columns, category …; dates as '2026-10-21') and matches\n"
    "(complaint, axis, category, rule). What is out of scope or fails --where is not there. The measures "
    "are\n"
    "functions of rowid, in the period of --period. The statement can only read. Personal data are masked\n"
    "before SQL sees them, unless --unmasked.",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
    ARGUMENTS_STATEMENT,
};
