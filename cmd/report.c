/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/publish.h"
#include "cmd/run.h"
#include "cmd/setting.h"
#include "reports/writers.h"

#include <string.h>

static const struct option_info options[] = {
    {"output", 'o', OPTION_TEXT, "DIR", "folder of the pack; appears whole or not at all",
     OPTION_FIELD(output), true},
    {"format", 0, OPTION_TEXT, "LIST", "which documents, e.g. xlsx,pdf,json (default: all there are)",
     OPTION_FIELD(format), false},
    {"title", 0, OPTION_TEXT, "TEXT", "title of the report", OPTION_FIELD(title), false},
    {"name", 0, OPTION_TEXT, "TEXT", "name of the organisation", OPTION_FIELD(name), false},
    {"template", 0, OPTION_TEXT, "NAME",
     "what is shown: a shipped report template or a file (default: by the kind of period); in redress.yaml "
     "report:",
     OPTION_FIELD(template), true},
    {"each", 0, OPTION_TEXT, "COLUMN", "besides, a pack for each value of a column, under units/, e.g. unit",
     OPTION_FIELD(each), false},
    {"detail", 0, OPTION_TEXT, "[N]", "adds single complaints, masked: N rows at most (default 5000)",
     OPTION_FIELD(detail), false},
    {"gates", 0, OPTION_PAIRS, "NAME=LIMIT",
     "what must hold to be published: rows=70%,other=25%,missing_received=1%,units=on,flow=on; off = none",
     OPTION_FIELD(gates), false},
    THRESHOLD_OPTION,
};

extern const struct command command_report;

enum { WRITERS_MOST = 16 };

struct choice {
    struct context *context;
    const struct writer *writers[WRITERS_MOST];
    size_t count;
};

static bool add_format(struct choice *choice, struct str name, struct err *err) {
    const struct writer *writer = writer_find(name);
    if (!writer || choice->count == WRITERS_MOST) {
        err_set(err, ERR_USAGE, "unknown format \"" STR_FMT "\"", STR_ARG(name));
        struct buf list = {0};
        for (size_t i = 0; writers[i]; i++)
            buf_printf(&list, "%s%s", i ? ", " : "", writers[i]->format);
        err_hint(err, "formats are %s", list.data);
        buf_free(&list);
        return false;
    }
    choice->writers[choice->count++] = writer;
    return true;
}

static bool read_formats(const char *text, struct choice *choice, struct err *err) {
    if (!text) {
        for (size_t i = 0; writers[i]; i++)
            choice->writers[choice->count++] = writers[i];
        return true;
    }
    struct str list = str_of(text);
    while (list.size) {
        size_t comma = str_find_char(list, ',');
        if (!add_format(choice, str_trim(str_sub(list, 0, comma)), err))
            return false;
        list = str_sub(list, comma < list.size ? comma + 1 : comma, list.size);
    }
    return true;
}

static bool write_pack(void *data, const struct report *report, struct pack *pack, struct err *err) {
    const struct choice *choice = data;
    const struct context *context = choice->context;
    struct writers_choice wanted = {
        .list = choice->writers, .count = choice->count, .progress = context->progress};
    return setting_jobs(context->settings.jobs, &wanted.jobs, err) &&
           writers_write(&wanted, report, pack, err);
}

/* Every role can matter to a report, except what was answered: that is for detail lists. */
static bool load(const struct context *context, struct publish_options *publishing, struct dataset *dataset,
                 struct err *err) {
    struct dataset_need need = {.roles = ROLE_ALL & ~role_bit(ROLE_REPLY),
                                .categories = true,
                                .clocks = true,
                                .records = true,
                                .reach = true};
    return run_template(context, dataset, &need, &publishing->template, err) &&
           thresholds_need(&publishing->thresholds, dataset, &need, err) && dataset_load(dataset, &need, err);
}

static bool check_output(const char *output, struct err *err) {
    if (!output)
        return err_set(err, ERR_USAGE, "no output folder given") || err_hint(err, "add -o DIR");
    return strstr(output, "{period}") || pack_may_replace(output, err);
}

static bool run(struct context *context, struct err *err) {
    struct choice choice = {.context = context};
    struct publish_options publishing = {
        .command = &command_report, .write = write_pack, .write_context = &choice};
    struct dataset *dataset;
    if (!read_formats(context->settings.format, &choice, err) ||
        !publish_read(&context->settings, context->arena, &publishing, err) ||
        !check_output(context->settings.output, err) ||
        !run_open(context, DEFAULT_LAST_COMPLETE_MONTH, &dataset, err))
        return false;
    bool done = load(context, &publishing, dataset, err) && publish(context, &publishing, dataset, err);
    if (done)
        run_note_accounting(context, dataset);
    dataset_free(dataset);
    return done;
}

const struct command command_report = {
    "report",
    "[EXPORT…] --period 2026-10 -o DIR",
    "the management report of a period as a folder of documents",
    "Without --period the last complete month. The folder is replaced only when it holds an earlier pack.",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
    ARGUMENTS_EXPORTS,
};
