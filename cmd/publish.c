/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/publish.h"

#include "cmd/each.h"
#include "cmd/interrupt.h"
#include "cmd/options.h"
#include "cmd/run.h"
#include "cmd/setting.h"
#include "reports/canvas.h"
#include "reports/compose.h"
#include "reports/origin.h"

#include <string.h>

struct job {
    struct context *context;
    const struct publish_options *options;
    struct dataset *dataset;
    const char *folder; /* of the pack */
    struct pack *pack;
    struct manifest last;       /* of the pack published before; program empty = none */
    struct published published; /* its figures, where it kept them */
    bool has_published;
    struct manifest manifest;
    struct origin *origin;
    struct report *report;
};

/* ---- options ---- */

static bool read_gates(const struct text_list *said, struct gate_limits *limits, struct err *err) {
    *limits = gate_limits_default();
    for (size_t i = 0; i < said->count; i++)
        for (struct str list = str_of(said->items[i]); list.size;) {
            size_t comma = str_find_char(list, ',');
            if (!gate_limits_set(limits, str_sub(list, 0, comma), err))
                return false;
            list = str_sub(list, comma < list.size ? comma + 1 : comma, list.size);
        }
    return true;
}

bool publish_read(const struct settings *settings, struct arena *arena, struct publish_options *options,
                  struct err *err) {
    return read_gates(&settings->gates, &options->gates, err) &&
           setting_detail(settings->detail, &options->detail, err) &&
           thresholds_read(&settings->fail_on, arena, &options->thresholds, err);
}

/* ---- what goes into the manifest ---- */

static void add_options(struct job *job) {
    struct arena *arena = job->context->arena;
    size_t count;
    struct option_said *said = options_said(job->options->command, &job->context->settings, arena, &count);
    struct manifest_option *options = arena_array(arena, count, sizeof *options);
    for (size_t i = 0; i < count; i++)
        options[i] = (struct manifest_option){str_of(said[i].name), said[i].value};
    job->manifest.options = options;
    job->manifest.option_count = count;
}

/* The rules in use: as named, or the shipped pack that fits the language. */
static const char *rules_in_use(const struct job *job) {
    const struct rulebook *book = job->dataset->rulebook;
    if (!book || job->context->settings.rules)
        return book ? job->context->settings.rules : NULL;
    size_t folder = strlen("rules/"), suffix = strlen(".yaml");
    return str_cstr(job->context->arena, str_sub(book->file, folder, book->file.size - suffix));
}

static bool begin_origin(struct job *job, struct err *err) {
    const struct settings *s = &job->context->settings;
    const struct dataset *data = job->dataset;
    size_t policies = data->options.policy_count, count = 0;
    struct origin_file *files = arena_array(job->context->arena, 2 * policies + 9, sizeof *files);
    files[count++] = (struct origin_file){"rules", rules_in_use(job), "rules", true, false};
    for (size_t i = 0; i < policies; i++)
        files[count++] = (struct origin_file){"policy", data->options.policies[i], "policies", true, false};
    files[count++] = (struct origin_file){"calendar", s->calendar, "calendars", true, false};
    for (size_t i = 0; i < policies; i++)
        files[count++] =
            (struct origin_file){"calendar", data->policies[i]->calendar, "calendars", true, false};
    files[count++] = (struct origin_file){"units", s->units, NULL, true, false};
    files[count++] = (struct origin_file){"profile", s->profile, "profiles", false, false};
    files[count++] = (struct origin_file){"exposure", s->exposure, NULL, false, false};
    files[count++] = (struct origin_file){"figures", s->figures, NULL, false, false};
    files[count++] = (struct origin_file){"breaks", s->breaks, NULL, false, false};
    files[count++] = (struct origin_file){"report", job->options->template->name, "reports", false, false};
    return origin_begin(data, files, count, job->context->arena, &job->origin, err);
}

/* Waits for the fingerprints of the exports. */
static bool fill_manifest(struct job *job, struct err *err) {
    char as_of[DATE_TEXT];
    enum lang lang;
    date_format_day(date_day_of(job->dataset->as_of), as_of);
    if (!run_lang(job->context, job->dataset, &lang, err))
        return false;
    job->manifest.program = STR("redress " REDRESS_VERSION);
    job->manifest.period = str_of(job->dataset->period.name);
    job->manifest.as_of = str_copy(job->context->arena, str_of(as_of));
    job->manifest.lang = lang == LANG_ZH ? STR("zh") : STR("en");
    add_options(job);
    return gate_units(job->dataset, job->context->arena, &job->manifest, err) &&
           origin_fill(job->origin, &job->manifest, err);
}

/* ---- gates ---- */

static void note_gates(const struct job *job, enum gate_state state, const char *title) {
    size_t count = 0;
    for (size_t i = 0; i < job->manifest.gate_count; i++) {
        const struct gate_result *gate = &job->manifest.gates[i];
        if (gate->state != state)
            continue;
        fprintf(job->context->notes, "%s%s", count++ ? ", " : title, gate->name);
        if (state == GATE_NOT_APPLICABLE)
            fprintf(job->context->notes, " (" STR_FMT ")", STR_ARG(gate->text));
    }
}

static void note_outcome(const struct job *job) {
    if (job->context->settings.quiet)
        return;
    fputs("redress: gates", job->context->notes);
    note_gates(job, GATE_PASSED, " passed: ");
    note_gates(job, GATE_NOT_APPLICABLE, "; not applicable: ");
    note_gates(job, GATE_OFF, "; off: ");
    fputs("\n", job->context->notes);
}

/* One line for each gate that failed, whatever --quiet says: cron mails them. */
static bool fail_gates(const struct job *job, size_t failed, struct err *err) {
    struct buf names = {0};
    for (size_t i = 0; i < job->manifest.gate_count; i++) {
        const struct gate_result *gate = &job->manifest.gates[i];
        if (gate->state != GATE_FAILED)
            continue;
        fprintf(job->context->notes, "redress: gate %s: " STR_FMT "\n", gate->name, STR_ARG(gate->text));
        buf_printf(&names, "%s%s=off", names.size ? "," : "", gate->name);
    }
    err_set(err, ERR_DATA, "%s of %s was not published: %zu gate%s failed", job->folder,
            job->dataset->period.name, failed, failed == 1 ? "" : "s");
    err_hint(err, "correct the exports or the rules; to publish all the same add --gates " STR_FMT,
             STR_ARG(buf_str(&names)));
    buf_free(&names);
    return false;
}

static bool ask_gates(struct job *job, struct err *err) {
    struct gate_result *results = arena_array(job->context->arena, GATE_COUNT, sizeof *results);
    struct gate_input input = {.dataset = job->dataset,
                               .report = job->report,
                               .now = &job->manifest,
                               .last = job->last.program.size ? &job->last : NULL,
                               .rules_named = job->context->settings.rules != NULL};
    gates_check(&input, &job->options->gates, job->context->arena, results);
    job->manifest.gates = results;
    job->manifest.gate_count = GATE_COUNT;
    gate_units_keep(&job->manifest);
    size_t failed = gates_failed(results);
    if (failed)
        return fail_gates(job, failed, err);
    note_outcome(job);
    return true;
}

/* ---- the pack ---- */

/* "packs/{period}" with the name of the period filled in. */
static const char *folder_name(struct context *context, const char *period) {
    static const char mark[] = "{period}";
    struct str folder = str_of(context->settings.output);
    size_t at = str_find(folder, str_of(mark));
    if (at == folder.size)
        return context->settings.output;
    return str_printf(context->arena, STR_FMT "%s" STR_FMT, STR_ARG(str_sub(folder, 0, at)), period,
                      STR_ARG(str_sub(folder, at + sizeof mark - 1, folder.size)))
        .data;
}

/* The pack that this one follows: the one it replaces, or where every period has its folder that of the
 * period before. */
static bool find_last(struct job *job, struct err *err) {
    struct arena *arena = job->context->arena;
    struct period before = period_before(&job->dataset->period);
    const char *folder = job->folder, *previous = folder_name(job->context, before.name);
    bool found;
    if (!manifest_read(folder, arena, &job->last, &found, err))
        return false;
    if (!found && strcmp(previous, folder) != 0) {
        folder = previous;
        if (!manifest_read(folder, arena, &job->last, &found, err))
            return false;
    }
    return !found || published_read(folder, arena, &job->published, &job->has_published, err);
}

static bool make_report(struct job *job, struct err *err) {
    const struct settings *s = &job->context->settings;
    struct compose_options compose = {.title = str_of(s->title),
                                      .organisation = str_of(s->name),
                                      .published = job->has_published ? &job->published : NULL,
                                      .template = job->options->template,
                                      .detail = job->options->detail,
                                      .manifest = &job->manifest};
    return run_lang(job->context, job->dataset, &compose.lang, err) &&
           canvas_fonts_ready(compose.lang, err) && compose_report(job->dataset, &compose, &job->report, err);
}

static bool write_figures(struct job *job, struct err *err) {
    struct ledger ledger;
    struct buf csv = {0};
    ledger_of_report(job->report, job->context->arena, &ledger);
    ledger_write(&ledger, &csv);
    bool done = pack_write(job->pack, LEDGER_FILE, buf_str(&csv), err);
    buf_free(&csv);
    return done;
}

static bool write_pack(struct job *job, struct err *err) {
    return job->options->write(job->options->write_context, job->report, job->pack, err) &&
           each_write(job->context, job->options, job->dataset, job->pack, err) &&
           origin_keep(job->origin, job->pack, err) && write_figures(job, err) &&
           thresholds_check(&job->options->thresholds, job->dataset, job->context, err);
}

/* The fingerprints of the exports are waited for as late as may be: before the report only where it compares
 * itself with a pack before. */
static bool build(struct job *job, struct err *err) {
    return find_last(job, err) && begin_origin(job, err) &&
           (!job->has_published || fill_manifest(job, err)) && make_report(job, err) &&
           (job->has_published || fill_manifest(job, err)) && ask_gates(job, err) && write_pack(job, err);
}

static bool seal(struct job *job, struct err *err) {
    struct buf about = {0};
    manifest_about(&job->manifest, &about);
    bool done = pack_publish(job->pack, buf_str(&about), err);
    buf_free(&about);
    return done;
}

bool publish(struct context *context, const struct publish_options *options, struct dataset *dataset,
             struct err *err) {
    struct job job = {.context = context, .options = options, .dataset = dataset};
    job.folder = folder_name(context, dataset->period.name);
    interrupt_watch();
    if (!pack_begin(job.folder, &job.pack, err))
        return false;
    pack_watch(job.pack, interrupt_flag());
    bool done = build(&job, err);
    if (!done)
        pack_abandon(job.pack);
    done = done && seal(&job, err);
    if (done && !context->settings.quiet)
        fprintf(context->notes, "redress: %s is in %s\n", dataset->period.name, job.folder);
    report_free(job.report);
    origin_free(job.origin);
    return done;
}
