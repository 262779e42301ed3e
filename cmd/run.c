/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/run.h"

#include "analysis/base/file.h"
#include "cmd/interrupt.h"
#include "cmd/setting.h"
#include "reports/remarks.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *const *run_policies(const struct context *context, size_t *count) {
    const struct text_list *given = &context->settings.policy;
    size_t most = 0;
    *count = 0;
    for (size_t i = 0; i < given->count; i++)
        most += strlen(given->items[i]) + 1;
    const char **names = arena_array(context->arena, most, sizeof *names);
    for (size_t i = 0; i < given->count; i++)
        for (struct str list = str_of(given->items[i]); list.size;) {
            size_t comma = str_find_char(list, ',');
            struct str name = str_trim(str_sub(list, 0, comma));
            if (name.size)
                names[(*count)++] = str_cstr(context->arena, name);
            list = str_sub(list, comma < list.size ? comma + 1 : comma, list.size);
        }
    return names;
}

static bool read_options(struct context *context, struct dataset_options *options, struct err *err) {
    const struct settings *s = &context->settings;
    const struct text_list *paths = s->arguments.count ? &s->arguments : &s->exports;
    if (paths->count == 0) {
        err_set(err, ERR_USAGE, "no exports given");
        return err_hint(err, "name files or folders, or a project file with -c");
    }
    options->intake = (struct intake_options){.paths = paths->items,
                                              .path_count = paths->count,
                                              .profile = s->profile,
                                              .maps = s->map.items,
                                              .map_count = s->map.count,
                                              .encoding = s->encoding,
                                              .sheet = s->sheet,
                                              .zone = s->tz,
                                              .strict = s->strict,
                                              .progress = context->progress};
    options->rules = s->rules;
    options->policies = run_policies(context, &options->policy_count);
    options->calendar = s->calendar;
    options->exposure = s->exposure;
    options->figures = s->figures;
    options->units = s->units;
    options->breaks = s->breaks;
    options->actions = s->actions;
    options->targets = s->targets.items;
    options->target_count = s->targets.count;
    options->where = str_of(s->where);
    options->period = str_of(s->period);
    options->as_of = s->as_of;
    options->today = s->today;
    options->limits.interrupted = interrupt_flag();
    return setting_jobs(s->jobs, &options->intake.jobs, err) &&
           setting_seconds(s->time_limit, &options->limits.seconds, err) &&
           setting_share(s->max_refused, &options->intake.max_refused, err) &&
           setting_week_start(s->week_start, &options->week_start, err);
}

const struct answer_format *run_answer_format(const struct context *context, struct err *err) {
    const struct settings *s = &context->settings;
    const struct answer_format *format = answer_format_find(s->format, s->output, err);
    if (!format || !format->binary || (s->output && strcmp(s->output, "-") != 0) || !context->terminal)
        return format;
    err_set(err, ERR_USAGE, "a workbook is not for a terminal");
    err_hint(err, "add -o FILE.xlsx");
    return NULL;
}

bool run_open(struct context *context, enum period_default period, struct dataset **dataset,
              struct err *err) {
    struct dataset_options options = {.default_period = period};
    return read_options(context, &options, err) && dataset_open(&options, dataset, err);
}

bool run_dataset(struct context *context, enum period_default period, const struct dataset_need *need,
                 struct dataset **dataset, struct err *err) {
    if (!run_open(context, period, dataset, err))
        return false;
    if (dataset_load(*dataset, need, err))
        return true;
    dataset_free(*dataset);
    *dataset = NULL;
    return false;
}

bool run_read_lang(const char *text, enum lang otherwise, enum lang *lang, struct err *err) {
    *lang = otherwise;
    if (!text)
        return true;
    *lang = strcmp(text, "zh") == 0 ? LANG_ZH : LANG_EN;
    return *lang == LANG_ZH || strcmp(text, "en") == 0 ||
           err_set(err, ERR_USAGE, "--lang should be zh or en, not \"%s\"", text);
}

bool run_lang(const struct context *context, const struct dataset *dataset, enum lang *lang,
              struct err *err) {
    return run_read_lang(context->settings.lang, dataset->text_lang, lang, err);
}

/* The default period is a month. */
static const char *template_name(const struct settings *s) {
    struct period period = {.kind = PERIOD_MONTH};
    if (s->template)
        return s->template;
    if (s->period && !period_parse(str_of(s->period), 0, &period, &(struct err){0}))
        period.kind = PERIOD_MONTH;
    return template_of_period(period.kind);
}

bool run_template(const struct context *context, struct dataset *dataset, struct dataset_need *need,
                  const struct template **template, struct err *err) {
    return template_load(template_name(&context->settings), context->arena, template, err) &&
           template_need(*template, dataset, need, err);
}

bool run_axis(const char *name, const struct dataset *dataset, size_t *axis, struct err *err) {
    const struct rulebook *book = dataset->rulebook;
    if (!book)
        return err_set(err, ERR_USAGE, "there are no rules (--rules none)");
    struct buf known = {0};
    for (*axis = 0; *axis < book->axis_count; ++*axis) {
        if (!name || str_equal(book->axes[*axis].name, str_of(name)))
            break;
        buf_printf(&known, "%s" STR_FMT, *axis ? ", " : "", STR_ARG(book->axes[*axis].name));
    }
    bool found = *axis < book->axis_count;
    if (!found) {
        err_set(err, ERR_USAGE, "the rulebook has no axis \"%s\"", name);
        err_hint(err, "it has " STR_FMT, STR_ARG(buf_str(&known)));
    }
    buf_free(&known);
    return found;
}

void run_note_accounting(const struct context *context, const struct dataset *dataset) {
    if (context->settings.quiet)
        return;
    size_t count;
    const struct file_report *files = intake_files(dataset->intake, &count);
    uint64_t read = 0, used = 0, merged = 0, refused = 0;
    for (size_t i = 0; i < count; i++) {
        read += files[i].read;
        used += files[i].used;
        merged += files[i].merged;
        refused += files[i].refused;
        if (files[i].skipped)
            fprintf(context->notes, "redress: skipped " STR_FMT ": " STR_FMT "\n", STR_ARG(files[i].path),
                    STR_ARG(files[i].skip_reason[LANG_EN]));
    }
    fprintf(context->notes, "redress: %zu file%s: %llu rows read = %llu used + %llu merged + %llu refused\n",
            count, count == 1 ? "" : "s", (unsigned long long)read, (unsigned long long)used,
            (unsigned long long)merged, (unsigned long long)refused);
    uint64_t limited = dataset->rules_report.limited;
    if (limited)
        fprintf(
            context->notes,
            "redress: in %llu row%s a regex of the rules met the match limit and did not count; see redress "
            "rules coverage\n",
            (unsigned long long)limited, limited == 1 ? "" : "s");
    struct str *remarks = remarks_of_clocks(dataset, false, context->arena, LANG_EN, &count);
    for (size_t i = 0; i < count; i++)
        fprintf(context->notes, "redress: " STR_FMT "\n", STR_ARG(remarks[i]));
}

bool run_protect_inputs(const struct context *context, const char *output, struct err *err) {
    const struct settings *s = &context->settings;
    const struct text_list *paths = s->arguments.count ? &s->arguments : &s->exports;
    char folder[PATH_MAX], target[PATH_MAX];
    if (!output || !realpath(output, target))
        return true;
    for (size_t i = 0; i < paths->count; i++) {
        struct stat info;
        if (stat(paths->items[i], &info) != 0)
            continue;
        bool same = file_same(output, info.st_dev, info.st_ino);
        bool inside = S_ISDIR(info.st_mode) && realpath(paths->items[i], folder) &&
                      strncmp(target, folder, strlen(folder)) == 0 && target[strlen(folder)] == '/' &&
                      !strchr(target + strlen(folder) + 1, '/');
        if (same || (inside && str_ends(str_of(target), STR(".csv")))) {
            err_set(err, ERR_USAGE, "%s is one of the exports and is not overwritten", output);
            return err_hint(err, "write to another file");
        }
    }
    return true;
}

bool run_output(const struct context *context, struct str bytes, bool bom, mode_t mode, struct err *err) {
    const struct settings *s = &context->settings;
    if (!run_protect_inputs(context, s->output, err))
        return false;
    bool to_file = s->output && strcmp(s->output, "-") != 0;
    bool with_bom = bom && (s->bom ? strcmp(s->bom, "yes") == 0 : to_file);
    if (!to_file) {
        if (with_bom)
            fputs("\xEF\xBB\xBF", context->out);
        fwrite(bytes.data, 1, bytes.size, context->out);
        return true;
    }
    struct buf whole = {0};
    if (with_bom)
        buf_add(&whole, STR("\xEF\xBB\xBF"));
    buf_add(&whole, bytes);
    bool done = file_write(s->output, buf_str(&whole), mode, err);
    buf_free(&whole);
    return done;
}
