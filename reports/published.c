/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/published.h"

#include "analysis/base/file.h"
#include "reports/pack_check.h"
#include "reports/recompute.h"

#include <math.h>
#include <string.h>

/* What cannot be read is told; what is not there is not. */
static bool told(const struct err *why, struct err *err) {
    if (why->kind == ERR_IO)
        *err = *why;
    return why->kind == ERR_IO;
}

bool published_read(const char *folder, struct arena *arena, struct published *published, bool *found,
                    struct err *err) {
    struct err why = {0};
    struct file_view view;
    published->folder = folder;
    if (!manifest_read(folder, arena, &published->manifest, found, err))
        return false;
    *found = *found && file_map(str_printf(arena, "%s/" LEDGER_FILE, folder).data, &view, &why);
    if (!*found)
        return !told(&why, err);
    bool fine = ledger_read(view.bytes, arena, &published->ledger);
    file_unmap(&view);
    return fine || err_set(err, ERR_DATA, "%s/" LEDGER_FILE " is not as a pack has it", folder) ||
           err_hint(err, "move that folder away");
}

bool difference_between(double a, double b) {
    if (isnan(a) || isnan(b))
        return isnan(a) != isnan(b);
    double size = fabs(a) > 1 ? fabs(a) : 1;
    return fabs(a - b) > 1e-9 * size;
}

struct comparing {
    const struct difference_input *input;
    struct err *err;
    struct arena *arena;
    struct differences *found;
    unsigned changed;  /* causes: what differs by its fingerprint */
    int64_t then, now; /* as-of days */
    bool *covered;
};

/* ---- what differs */

static bool same_inputs(const struct manifest *a, const struct manifest *b) {
    if (a->input_count != b->input_count)
        return false;
    for (size_t i = 0; i < a->input_count; i++)
        if (!str_equal(a->inputs[i].sha256, b->inputs[i].sha256))
            return false;
    return true;
}

/* The sources of a role, in order; a rulebook has one for each file it includes. */
static bool same_sources(const struct manifest *a, const struct manifest *b, const char *role) {
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        while (i < a->source_count && !str_equal(a->sources[i].role, str_of(role)))
            i++;
        while (k < b->source_count && !str_equal(b->sources[k].role, str_of(role)))
            k++;
        if (i == a->source_count || k == b->source_count)
            return i == a->source_count && k == b->source_count;
        if (!str_equal(a->sources[i].sha256, b->sources[k].sha256))
            return false;
    }
}

/* Options that make it another question: not those that only choose the day, the look or a file. */
static bool is_question(struct str option) {
    static const char *const names[] = {"where", "map", "profile", "encoding", "sheet", "week-start", "tz"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equal(option, str_of(names[i])))
            return true;
    return false;
}

static bool has_option(const struct manifest *manifest, const struct manifest_option *option) {
    for (size_t i = 0; i < manifest->option_count; i++)
        if (str_equal(manifest->options[i].name, option->name) &&
            str_equal(manifest->options[i].value, option->value))
            return true;
    return false;
}

static struct str other_option(const struct manifest *a, const struct manifest *b) {
    for (size_t i = 0; i < a->option_count; i++)
        if (is_question(a->options[i].name) && !has_option(b, &a->options[i]))
            return a->options[i].name;
    for (size_t i = 0; i < b->option_count; i++)
        if (is_question(b->options[i].name) && !has_option(a, &b->options[i]))
            return b->options[i].name;
    return STR("");
}

static unsigned bit(enum cause cause) {
    return 1U << cause;
}

static void find_changes(struct comparing *c) {
    const struct manifest *then = &c->input->published->manifest, *now = c->input->now;
    c->changed =
        (same_inputs(then, now) ? 0 : bit(CAUSE_DATA)) |
        (str_equal(then->program, now->program) ? 0 : bit(CAUSE_PROGRAM)) |
        (same_sources(then, now, "profile") ? 0 : bit(CAUSE_PROFILE)) |
        (c->then == c->now ? 0 : bit(CAUSE_AS_OF)) |
        (same_sources(then, now, "rules") ? 0 : bit(CAUSE_RULES)) |
        (same_sources(then, now, "policy") && same_sources(then, now, "calendar") ? 0 : bit(CAUSE_POLICY)) |
        (same_sources(then, now, "units") ? 0 : bit(CAUSE_UNITS));
}

/* ---- computing again */

struct copies {
    const char **paths;
    size_t count;
};

static bool map_told(struct comparing *c, const char *path, struct file_view *view) {
    struct err why = {0};
    if (file_map(path, view, &why))
        return true;
    told(&why, c->err);
    return false;
}

/* The pack's own copies of the files of a role; false when one is not as the manifest lists it. */
static bool kept_copies(struct comparing *c, const char *role, struct copies *copies) {
    const struct published *published = c->input->published;
    const struct manifest *manifest = &published->manifest;
    copies->count = 0;
    copies->paths = arena_array(c->arena, manifest->source_count, sizeof *copies->paths);
    for (size_t i = 0; i < manifest->source_count; i++) {
        const struct manifest_input *source = &manifest->sources[i];
        struct file_view view;
        char hex[PACK_SHA256];
        if (!str_equal(source->role, str_of(role)))
            continue;
        const char *path = str_printf(c->arena, "%s/" STR_FMT, published->folder, STR_ARG(source->kept)).data;
        if (!source->kept.size || !map_told(c, path, &view))
            return false;
        bool same = pack_sha256(view.bytes, hex) && str_equal(str_of(hex), source->sha256);
        file_unmap(&view);
        if (!same)
            return false;
        copies->paths[copies->count++] = path;
    }
    return true;
}

/* Sets the options to the pack's own rules. A rulebook that includes files beside it cannot be read without
 * them. */
static bool take_rules(struct comparing *c, struct dataset_options *options) {
    struct copies copies;
    struct rulebook *book;
    struct err why = {0};
    if (!kept_copies(c, "rules", &copies))
        return false;
    options->rules = copies.count ? copies.paths[0] : "none";
    if (!copies.count)
        return true;
    if (rulebook_load(copies.paths[0], &book, &why)) {
        rulebook_free(book);
        return true;
    }
    told(&why, c->err);
    return false;
}

static bool policy_usable(struct comparing *c, const char *path) {
    struct policy *policy;
    struct calendar *calendar = NULL;
    struct err why = {0};
    if (!policy_load(path, &policy, &why)) {
        told(&why, c->err);
        return false;
    }
    bool usable = !policy->calendar || calendar_load(policy->calendar, &calendar, &why);
    told(&why, c->err);
    calendar_free(calendar);
    policy_free(policy);
    return usable;
}

/* The first calendar is that of the options, or of the first policy that has one; others are the policies'
 * own. */
static bool take_policies(struct comparing *c, struct dataset_options *options) {
    struct copies policies, calendars;
    if (!kept_copies(c, "policy", &policies) || !kept_copies(c, "calendar", &calendars))
        return false;
    bool usable = true;
    for (size_t i = 0; i < policies.count; i++)
        usable = usable && policy_usable(c, policies.paths[i]);
    bool named = manifest_option(&c->input->published->manifest, "calendar").size > 0;
    options->policies = policies.paths;
    options->policy_count = policies.count;
    options->calendar = named && calendars.count ? calendars.paths[0] : NULL;
    return usable;
}

static bool take_units(struct comparing *c, struct dataset_options *options) {
    struct copies copies;
    if (!kept_copies(c, "units", &copies))
        return false;
    options->units = copies.count ? copies.paths[0] : NULL;
    return true;
}

/* How the pack's own files of a cause are put in the place of the present ones; false when they cannot be. */
static bool (*const take[CAUSE_COUNT])(struct comparing *, struct dataset_options *) = {
    [CAUSE_RULES] = take_rules, [CAUSE_POLICY] = take_policies, [CAUSE_UNITS] = take_units};

/* Standard input cannot be read twice. */
static bool can_reload(const struct comparing *c) {
    const struct intake_options *intake = &c->input->dataset->options.intake;
    for (size_t i = 0; i < intake->path_count; i++)
        if (strcmp(intake->paths[i], "-") == 0)
            return false;
    return true;
}

/* What cannot be computed again by itself counts with the first step. */
static unsigned inseparable(struct comparing *c) {
    unsigned causes = c->changed & (bit(CAUSE_DATA) | bit(CAUSE_PROGRAM) | bit(CAUSE_PROFILE));
    struct dataset_options ignored = c->input->dataset->options;
    for (enum cause cause = CAUSE_RULES; cause < CAUSE_COUNT; cause++)
        if (c->changed & bit(cause) && (!can_reload(c) || !take[cause](c, &ignored)))
            causes |= bit(cause);
    return causes;
}

/* The present exports with the pack's own files for the causes in `old`. */
static bool load_with(struct comparing *c, unsigned old, struct dataset **dataset, struct err *err) {
    struct dataset_need need = {
        .roles = ROLE_ALL & ~role_bit(ROLE_REPLY), .categories = true, .clocks = true};
    struct dataset_options options = c->input->dataset->options;
    options.period = str_of(c->input->dataset->period.name);
    options.intake.progress = NULL;
    for (enum cause cause = CAUSE_RULES; cause < CAUSE_COUNT; cause++)
        if (old & bit(cause) && !take[cause](c, &options))
            return c->err->kind
                       ? false
                       : err_set(err, ERR_IO, "%s changed while it was read", c->input->published->folder);
    if (!dataset_open(&options, dataset, err))
        return false;
    if (dataset_load(*dataset, &need, err))
        return true;
    dataset_free(*dataset);
    *dataset = NULL;
    return false;
}

static bool compute(struct comparing *c, const struct dataset *dataset, int64_t as_of, bool *covered,
                    const double **figures, struct err *err) {
    const struct ledger *ledger = &c->input->published->ledger;
    struct recompute recompute = {dataset, c->input->periods, c->input->period_count, c->input->lang};
    double *made = arena_array(c->arena, ledger->count, sizeof *made);
    *figures = made;
    return recompute_run(&recompute, ledger, as_of, c->arena, made, covered, err);
}

/* The last step is always one of the present dataset, and so tells what that covers. */
static bool add_step(struct comparing *c, unsigned causes, const struct dataset *dataset, int64_t as_of,
                     struct err *err) {
    struct difference_step *step = &c->found->steps[c->found->step_count++];
    bool present = dataset == c->input->dataset;
    step->causes = causes;
    return compute(c, dataset, as_of, present ? c->covered : NULL, &step->figures, err);
}

/* From the pack's own files to the present ones, one after the other; the last step is the present dataset.
 */
static bool step_through(struct comparing *c, unsigned first, struct err *err) {
    const struct dataset *present = c->input->dataset;
    unsigned old = c->changed & ~first & ~bit(CAUSE_AS_OF);
    struct dataset *loaded = NULL;
    bool done = !old || load_with(c, old, &loaded, err);
    if (done && first)
        done = add_step(c, first, loaded ? loaded : present, c->then, err);
    if (done && c->changed & bit(CAUSE_AS_OF))
        done = add_step(c, bit(CAUSE_AS_OF), loaded ? loaded : present, c->now, err);
    for (enum cause cause = CAUSE_RULES; done && cause < CAUSE_COUNT; cause++) {
        if (!(old & bit(cause)))
            continue;
        old &= ~bit(cause);
        dataset_free(loaded);
        loaded = NULL;
        done = (!old || load_with(c, old, &loaded, err)) &&
               add_step(c, bit(cause), loaded ? loaded : present, c->now, err);
    }
    dataset_free(loaded);
    return done;
}

/* ---- the outcome */

static void list_changed(struct comparing *c) {
    struct differences *found = c->found;
    const struct ledger *ledger = &c->input->published->ledger;
    size_t *changed = arena_array(c->arena, ledger->count, sizeof *changed);
    for (size_t i = 0; i < ledger->count; i++) {
        found->compared += c->covered[i];
        found->uncovered += !c->covered[i];
        double now = difference_before(found, i, found->step_count);
        if (c->covered[i] && difference_between(ledger->entries[i].figure, now))
            changed[found->changed_count++] = i;
    }
    found->changed = changed;
}

/* Documents in another language name the values otherwise. */
static void leave_out_values(struct comparing *c) {
    const struct ledger *ledger = &c->input->published->ledger;
    bool other = !str_equal(c->input->published->manifest.lang, c->input->now->lang);
    for (size_t i = 0; other && i < ledger->count; i++)
        if (ledger->entries[i].by.size)
            c->covered[i] = false;
}

static bool read_as_of(const struct manifest *manifest, int64_t *as_of) {
    struct period day;
    struct err ignored = {0};
    if (!period_parse(manifest->as_of, 0, &day, &ignored) || day.kind != PERIOD_DAY)
        return false;
    *as_of = day.start;
    return true;
}

bool published_compare(const struct difference_input *input, struct arena *arena, struct differences *found,
                       struct err *err) {
    struct comparing c = {
        .input = input, .arena = arena, .found = found, .err = err, .now = input->dataset->as_of};
    *found = (struct differences){.published = input->published};
    found->other_option = other_option(&input->published->manifest, input->now);
    if (found->other_option.size)
        return true;
    if (!read_as_of(&input->published->manifest, &c.then))
        return err_set(err, ERR_DATA, "%s/manifest.json has no day of as_of", input->published->folder);
    find_changes(&c);
    c.covered = arena_array(arena, input->published->ledger.count, sizeof *c.covered);
    if (!c.changed) {
        found->compared = input->published->ledger.count;
        return true;
    }
    unsigned first = inseparable(&c);
    if (err->kind || !step_through(&c, first, err))
        return false;
    leave_out_values(&c);
    list_changed(&c);
    return true;
}
