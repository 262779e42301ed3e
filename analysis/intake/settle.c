/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/settle.h"

#include "analysis/intake/dates.h"
#include "analysis/intake/footer.h"

#include <stdlib.h>
#include <string.h>

static void cut_footer(struct intake_file *file) {
    struct source *source = file->source;
    struct footer footer = footer_find(source->text, &file->layout);
    source->text.size = footer.start;
    while (source->bad_count && source->bad[source->bad_count - 1] >= footer.start)
        source->bad_count--;
    file->footer_rows = footer.rows;
}

/* The words, read when they are needed first. */
static bool need_words(struct intake *intake, struct err *err) {
    return intake->lexicon || lexicon_shipped(intake->arena, &intake->lexicon, err);
}

/* ---- files that belong together */

struct group {
    struct intake *intake;
    struct intake_file **files;
    size_t count;
};

static int by_name(const void *a, const void *b) {
    const struct source *x = (*(struct intake_file *const *)a)->source;
    const struct source *y = (*(struct intake_file *const *)b)->source;
    int order = str_compare(x->name, y->name);
    return order ? order : str_compare(x->path, y->path);
}

static bool same_header(const struct layout *a, const struct layout *b) {
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = str_equal(a->headers[i], b->headers[i]);
    return same;
}

static bool same_profile(const struct layout *a, const struct layout *b) {
    return a->profile == b->profile;
}

/* All files still to be settled that are `alike` the first one, in an order that does not depend on that of
 * the arguments. */
static void gather(struct intake *intake, struct intake_file *first,
                   bool (*alike)(const struct layout *, const struct layout *), struct group *group) {
    *group = (struct group){intake, arena_array(intake->arena, intake->file_count, sizeof *group->files), 0};
    for (size_t i = 0; i < intake->file_count; i++) {
        struct intake_file *file = &intake->files[i];
        if (!file->settled && file->layout.unknown == first->layout.unknown &&
            alike(&file->layout, &first->layout))
            group->files[group->count++] = file;
    }
    qsort(group->files, group->count, sizeof *group->files, by_name);
}

static void take_sample(const struct group *group, struct sample *sample) {
    struct arena *arena = group->intake->arena;
    struct sample_source *sources = arena_array(arena, group->count, sizeof *sources);
    for (size_t i = 0; i < group->count; i++) {
        const struct intake_file *file = group->files[i];
        sources[i] = (struct sample_source){file->source->text, file->layout.delimiter,
                                            file->layout.data_start, file->source->checked};
    }
    sample_take(sources, group->count, group->files[0]->layout.count, arena, sample);
}

/* ---- refusing */

static void list_candidates(const struct layout *layout, const char *role, const struct guesses *guesses,
                            struct buf *out) {
    enum { MOST = 4 };
    buf_printf(out, "%s%s", out->size ? " or " : "", role);
    for (size_t i = 0; i < guesses->count && i < MOST; i++)
        buf_printf(out, "%s" STR_FMT " %.2f", i ? ", " : " (",
                   STR_ARG(layout->headers[guesses->items[i].column]), guesses->items[i].confidence);
    if (guesses->count)
        buf_add_char(out, ')');
}

static bool misses(const struct understanding *u, const char *role) {
    return str_find(u->missing, str_of(role)) < u->missing.size;
}

/* "--map received=B", in quotes where a shell needs them. */
static void suggest(const struct layout *layout, const char *role, const struct guesses *guesses,
                    struct buf *out) {
    struct str header = guesses->count ? layout->headers[guesses->items[0].column] : STR("COLUMN");
    bool plain = true;
    for (size_t i = 0; i < header.size; i++)
        plain &= (unsigned char)header.data[i] > ' ' && !strchr("'\"\\$&;|<>()*?[]#~`!{}", header.data[i]);
    buf_printf(out, plain ? " --map %s=" STR_FMT : " --map '%s=" STR_FMT "'", role, STR_ARG(header));
}

static bool has_dates(const struct layout *layout) {
    for (size_t i = 0; i < layout->count; i++)
        if (layout->understanding->traits[i].seconds)
            return true;
    return false;
}

static void add_both(struct buf *en, const char *english, struct buf *zh, const char *chinese) {
    buf_add(en, str_of(english));
    buf_add(zh, str_of(chinese));
}

static bool open_quote(const struct layout *layout, const char *file, struct err *err) {
    err_set(err, ERR_USAGE, "a quote in this line is never closed, and behind it no header is understood");
    err_zh(err, "本行有未闭合的引号，其后找不到可识别的表头");
    err_at(err, file, layout->open_line, 0);
    return err_hint(err, "close the quote, or export it again");
}

static bool not_understood(const struct layout *layout, const char *file, struct err *err) {
    const struct understanding *u = layout->understanding;
    if (layout->open_line)
        return open_quote(layout, file, err);
    struct buf columns = {0}, candidates = {0}, hint = {0}, what = {0}, zh = {0};
    layout_list(layout, &columns);
    if (misses(u, "received"))
        list_candidates(layout, "received", &u->received, &candidates);
    if (misses(u, "closed"))
        list_candidates(layout, "closed", &u->closed, &candidates);
    if (u->headless)
        add_both(&what, " and looks like a row of data", &zh, "，像是一行数据");
    if (u->bare)
        add_both(&what, ": nothing but a date speaks of complaints", &zh, "：除日期外没有投诉的迹象");
    else if (!has_dates(layout))
        add_both(&what, ": no column holds dates", &zh, "：没有日期列");
    else {
        buf_printf(&what, ": no column is surely " STR_FMT, STR_ARG(buf_str(&candidates)));
        buf_printf(&zh, "：不能确定哪一列是 " STR_FMT, STR_ARG(buf_str(&candidates)));
    }
    err_set(err, ERR_USAGE, "the header is not understood" STR_FMT "; columns are " STR_FMT,
            STR_ARG(buf_str(&what)), STR_ARG(buf_str(&columns)));
    err_zh(err, "表头无法识别" STR_FMT "；现有列 " STR_FMT, STR_ARG(buf_str(&zh)),
           STR_ARG(buf_str(&columns)));
    err_at(err, file, layout->header_line, 0);
    if (misses(u, "received"))
        suggest(layout, "received", &u->received, &hint);
    if (misses(u, "closed"))
        suggest(layout, "closed", &u->closed, &hint);
    err_hint(err, "say which is which:" STR_FMT "%s, or --profile FILE", STR_ARG(buf_str(&hint)),
             misses(u, "closed") ? " (--map closed= when there is none)" : "");
    buf_free(&columns);
    buf_free(&candidates);
    buf_free(&hint);
    buf_free(&what);
    buf_free(&zh);
    return false;
}

/* ---- columns of the same name */

static bool is_date(struct str cell, const struct layout *layout) {
    const struct date_reading reading = {.formats = layout->profile->formats};
    struct date_tally ignored = {0};
    uint32_t seconds;
    bool date_only;
    return cell.size && dates_read(&reading, cell, &ignored, &seconds, &date_only);
}

/* Whether the second column holds dates that are not those of the first. */
static bool could_play(const struct sample *sample, const struct layout *layout, size_t first,
                       size_t second) {
    for (size_t row = 0; row < sample->rows; row++) {
        struct str cell = sample_cell(sample, row, second);
        if (!str_equal(cell, sample_cell(sample, row, first)) && is_date(cell, layout))
            return true;
    }
    return false;
}

static bool ambiguous(const struct intake_file *file, enum role role, size_t first, size_t second,
                      struct err *err) {
    const struct layout *layout = &file->layout;
    struct str a = layout->headers[first], b = layout->headers[second];
    err_set(err, ERR_USAGE,
            "two columns are called \"" STR_FMT "\" (column %zu and column %zu), and either could be %s",
            STR_ARG(a), first + 1, second + 1, roles[role].name);
    err_at(err, file->source->path.data, layout->header_line, 0);
    return err_hint(err,
                    "say which: --map '%s=" STR_FMT "' for the one, --map '%s=" STR_FMT "' for the other",
                    roles[role].name, STR_ARG(a), roles[role].name, STR_ARG(b));
}

/* The dates that everything is measured from are not taken from the one of two columns that comes first. */
static bool check_alike(struct intake *intake, struct intake_file *file, struct err *err) {
    static const enum role dates[] = {ROLE_RECEIVED, ROLE_CLOSED};
    const struct layout *layout = &file->layout;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        int column = layout->columns[dates[i]];
        if (column == LAYOUT_ABSENT || layout->mapped[dates[i]])
            continue;
        for (size_t other = 0; other < layout->count; other++) {
            if (other == (size_t)column || layout->alike[other] != layout->alike[column])
                continue;
            struct sample sample;
            struct group one = {intake, &file, 1};
            take_sample(&one, &sample);
            size_t first = other < (size_t)column ? other : (size_t)column;
            if (could_play(&sample, layout, (size_t)column, other))
                return ambiguous(file, dates[i], first, other + (size_t)column - first, err);
        }
    }
    return true;
}

/* ---- settling */

static void understand_layout(const struct layout *layout, const struct layout_options *options,
                              const struct sample *sample, const struct lexicon *lexicon, struct arena *arena,
                              struct understanding *u) {
    size_t said[ROLE_COUNT];
    layout_said(layout, options, said);
    struct profile *plain = arena_alloc(arena, sizeof *plain);
    *plain = *options->plain;
    if (!options->map_count)
        plain->name = STR("(understood)");
    struct understand_input input = {.headers = layout->headers,
                                     .count = layout->count,
                                     .said = said,
                                     .sample = sample,
                                     .lexicon = lexicon,
                                     .plain = plain,
                                     .arena = arena};
    understand(&input, u);
}

static bool give_up(struct intake *intake, struct intake_file *file, struct err *err) {
    struct err found = {0};
    file->settled = true;
    if (file->source->doubted)
        return source_fail_doubted(file->source, err); /* a month in a folder is not left out for that */
    not_understood(&file->layout, file->source->path.data, &found);
    return intake_skip_or_fail(intake, file, &found, err);
}

static bool settle_unknown(struct intake *intake, struct intake_file *first, struct err *err) {
    struct group group;
    struct sample sample;
    struct understanding *u = arena_alloc(intake->arena, sizeof *u);
    gather(intake, first, same_header, &group);
    take_sample(&group, &sample);
    understand_layout(&first->layout, &intake->layout, &sample, intake->lexicon, intake->arena, u);
    for (size_t i = 0; i < group.count; i++) {
        struct intake_file *file = group.files[i];
        file->layout.understanding = u;
        if (!u->understood) {
            if (!give_up(intake, file, err))
                return false;
            continue;
        }
        file->settled = true;
        if (!layout_place(&file->layout, u->profile, file->source->path.data, &intake->layout, err) ||
            !check_alike(intake, file, err))
            return false;
        cut_footer(file);
    }
    return true;
}

/* A profile that has a column for satisfaction (by a map) and no words for it gets the usual ones. */
static bool settle_known(struct intake *intake, struct intake_file *first, struct err *err) {
    struct group group;
    const struct profile *profile = first->layout.profile;
    int answers = first->layout.columns[ROLE_SATISFACTION];
    gather(intake, first, same_profile, &group);
    if (answers != LAYOUT_ABSENT && !profile->satisfied.count) {
        struct group one = {intake, &first, 1};
        struct sample sample;
        struct profile *copy = arena_alloc(intake->arena, sizeof *copy);
        struct traits *traits = arena_array(intake->arena, first->layout.count, sizeof *traits);
        if (!need_words(intake, err))
            return false;
        take_sample(&one, &sample);
        sample_traits(&sample, intake->lexicon, intake->arena, traits);
        *copy = *profile;
        understand_answers(intake->lexicon, first->layout.headers[answers], &traits[answers], intake->arena,
                           copy);
        profile = copy;
    }
    for (size_t i = 0; i < group.count; i++) {
        group.files[i]->layout.profile = profile;
        group.files[i]->settled = true;
        if (!check_alike(intake, group.files[i], err))
            return false;
        cut_footer(group.files[i]);
    }
    return true;
}

static bool prepare(struct intake *intake, struct intake_file *file, struct err *err) {
    if (!file->layout.unknown)
        return true;
    if (!need_words(intake, err))
        return false;
    if (!intake->layout.map_count)
        layout_find_header(file->source->text, intake->lexicon, intake->arena, &file->layout);
    return true;
}

bool settle_files(struct intake *intake, struct err *err) {
    for (size_t i = 0; i < intake->file_count; i++)
        if (!intake->files[i].settled && !prepare(intake, &intake->files[i], err))
            return false;
    for (size_t i = 0; i < intake->file_count; i++) {
        struct intake_file *file = &intake->files[i];
        if (!file->settled && !(file->layout.unknown ? settle_unknown : settle_known)(intake, file, err))
            return false;
    }
    return true;
}

bool settle_fits(struct str text, const struct layout *found, const struct layout_options *options,
                 struct arena *arena) {
    struct lexicon *lexicon;
    struct layout layout = *found;
    struct sample sample;
    struct understanding u;
    if (!lexicon_shipped(arena, &lexicon, &(struct err){0}))
        return false;
    if (!options->map_count)
        layout_find_header(text, lexicon, arena, &layout);
    struct sample_source source = {text, layout.delimiter, layout.data_start, true};
    sample_take(&source, 1, layout.count, arena, &sample);
    understand_layout(&layout, options, &sample, lexicon, arena, &u);
    return u.understood;
}
