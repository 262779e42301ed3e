/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/interrupt.h"
#include "cmd/run.h"
#include "reports/canvas.h"
#include "reports/compose.h"
#include "reports/json.h"
#include "reports/writers.h"

#include <string.h>

static const struct option_info options[] = {
    {"output", 'o', OPTION_TEXT, "DIR", "folder of the pack; appears whole or not at all",
     OPTION_FIELD(output), true},
    {"format", 0, OPTION_TEXT, "LIST", "which documents, e.g. xlsx,pdf,json (default: all there are)",
     OPTION_FIELD(format), false},
    {"title", 0, OPTION_TEXT, "TEXT", "title of the report", OPTION_FIELD(title), false},
    {"name", 0, OPTION_TEXT, "TEXT", "name of the organisation", OPTION_FIELD(name), false},
    {"week-start", 0, OPTION_TEXT, "DAY", "first day of weeks, e.g. saturday (default: monday, ISO weeks)",
     OPTION_FIELD(week_start), false},
};

enum { WRITERS_MOST = 16 };

struct choice {
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

static bool write_pack(struct context *context, const struct choice *choice, const struct report *report,
                       struct pack *pack, struct err *err) {
    for (size_t i = 0; i < choice->count; i++) {
        if (context->progress)
            context->progress->show(context->progress->context, choice->writers[i]->format, i, choice->count);
        if (!choice->writers[i]->write(report, pack, err))
            return false;
    }
    return true;
}

/* What the pack was made from, for its manifest: members of a JSON object. */
static void add_about(const struct dataset *dataset, const struct report *report, struct buf *about) {
    size_t count;
    const struct file_report *files = intake_files(dataset->intake, &count);
    buf_printf(about, "\"program\": ");
    json_quote(about, report->program);
    buf_printf(about, ",\n  \"period\": ");
    json_quote(about, report->period_name);
    buf_printf(about, ",\n  \"lang\": \"%s\",\n  \"inputs\": [", report->lang == LANG_ZH ? "zh" : "en");
    for (size_t i = 0; i < count; i++) {
        buf_printf(about, "%s\n    {\"name\": ", i ? "," : "");
        json_quote(about, files[i].name);
        buf_printf(about, ", \"bytes\": %llu, \"rows\": %llu}", (unsigned long long)files[i].bytes,
                   (unsigned long long)files[i].read);
    }
    buf_printf(about, "]");
}

/* "packs/{period}" with the name of the period filled in. */
static const char *folder_name(struct context *context, const struct report *report) {
    static const char mark[] = "{period}";
    struct str folder = str_of(context->settings.output);
    size_t at = str_find(folder, str_of(mark));
    if (at == folder.size)
        return context->settings.output;
    return str_printf(context->arena, STR_FMT STR_FMT STR_FMT, STR_ARG(str_sub(folder, 0, at)),
                      STR_ARG(report->period_name),
                      STR_ARG(str_sub(folder, at + sizeof mark - 1, folder.size)))
        .data;
}

static bool publish(struct context *context, const struct dataset *dataset, const struct choice *choice,
                    const struct report *report, struct err *err) {
    struct pack *pack;
    context->settings.output = folder_name(context, report);
    if (!pack_begin(context->settings.output, &pack, err))
        return false;
    pack_watch(pack, interrupt_flag());
    if (!write_pack(context, choice, report, pack, err)) {
        pack_abandon(pack);
        return false;
    }
    struct buf about = {0};
    add_about(dataset, report, &about);
    bool done = pack_publish(pack, buf_str(&about), err);
    buf_free(&about);
    return done;
}

/* Every role can matter to a report, except who handled a case: that is for detail lists. */
static bool make_report(struct context *context, struct dataset *dataset, struct report **report,
                        struct err *err) {
    struct dataset_need need = {.roles = ROLE_ALL & ~role_bit(ROLE_REPLY), .categories = true};
    struct compose_options compose = {.title = str_of(context->settings.title),
                                      .organisation = str_of(context->settings.name)};
    return dataset_load(dataset, &need, err) && run_lang(context, dataset, &compose.lang, err) &&
           canvas_fonts_ready(compose.lang, err) && compose_report(dataset, &compose, report, err);
}

static bool run(struct context *context, struct err *err) {
    struct choice choice = {0};
    struct dataset *dataset;
    struct report *report = NULL;
    if (!read_formats(context->settings.format, &choice, err))
        return false;
    if (!context->settings.output)
        return err_set(err, ERR_USAGE, "no output folder given") || err_hint(err, "add -o DIR");
    if (!run_open(context, DEFAULT_LAST_COMPLETE_MONTH, &dataset, err))
        return false;
    interrupt_watch();
    bool done =
        make_report(context, dataset, &report, err) && publish(context, dataset, &choice, report, err);
    if (done) {
        run_note_accounting(context, dataset);
        if (!context->settings.quiet)
            fprintf(context->notes, "redress: %s is in %s\n", report->period_name.data,
                    context->settings.output);
    }
    report_free(report);
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
