/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Section "difference": every figure published before that is another one now, and why. Revisions stand
 * before what is only known by now. */
#include "reports/composer.h"

#include "reports/format.h"
#include "reports/published.h"

#include <math.h>

enum { ROWS_MOST = 400 };

static const char *const cause_words[CAUSE_COUNT] = {
    [CAUSE_DATA] = "cause.data",   [CAUSE_PROGRAM] = "cause.program", [CAUSE_PROFILE] = "cause.profile",
    [CAUSE_AS_OF] = "cause.as_of", [CAUSE_RULES] = "cause.rules",     [CAUSE_POLICY] = "cause.policy",
    [CAUSE_UNITS] = "cause.units",
};

static bool steps_over(const struct differences *found, size_t entry, size_t step) {
    return difference_between(difference_before(found, entry, step),
                              difference_before(found, entry, step + 1));
}

/* "data", or "data or profile" where the two cannot be told apart. */
static void add_causes(const struct composer *c, unsigned causes, struct buf *out) {
    bool some = false;
    for (enum cause cause = 0; cause < CAUSE_COUNT; cause++) {
        if (!(causes >> cause & 1))
            continue;
        if (some)
            buf_add(out, word(c, "cause.or"));
        buf_add(out, word(c, cause_words[cause]));
        some = true;
    }
}

/* " +12", " −1.3 pp"; nothing where a side is not available. */
static void add_amount(const struct composer *c, enum unit unit, double before, double after,
                       struct buf *out) {
    if (isnan(before) || isnan(after))
        return;
    struct figure change = figure_none(unit == UNIT_SHARE ? UNIT_POINTS : unit, NULL);
    change.value = fabs(after - before);
    struct str text = shown(c, &change);
    if (str_starts(text, STR("+")))
        text = str_sub(text, 1, text.size);
    buf_printf(out, " %s" STR_FMT, after < before ? "−" : "+", STR_ARG(text));
}

/* "rules", or where several play a part "data −3, rules +12". */
static struct str why(const struct composer *c, const struct differences *found, size_t entry,
                      enum unit unit) {
    struct buf out = {0};
    size_t parts = 0;
    for (size_t step = 0; step < found->step_count; step++)
        parts += steps_over(found, entry, step);
    for (size_t step = 0; step < found->step_count; step++) {
        if (!steps_over(found, entry, step))
            continue;
        if (out.size)
            buf_add(&out, word(c, "list.comma"));
        add_causes(c, found->steps[step].causes, &out);
        if (parts > 1)
            add_amount(c, unit, difference_before(found, entry, step),
                       difference_before(found, entry, step + 1), &out);
    }
    struct str text = str_copy(c->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

/* "Received", "Received · Quayside". */
static struct str figure_name(const struct composer *c, const struct ledger_entry *entry,
                              const struct measure_ref *ref) {
    struct str name = measure_title(ref, c->data->table, c->lang, c->arena);
    const struct column *column = entry->by.size ? table_column(c->data->table, entry->by) : NULL;
    if (!column)
        return name;
    struct str value = entry->value;
    if (dataset_is_category(c->data, column))
        value = value_name(c, column, value);
    return str_printf(c->arena, STR_FMT " · " STR_FMT, STR_ARG(name), STR_ARG(value));
}

static void add_row(struct table_maker *m, const struct differences *found, size_t entry) {
    struct composer *c = m->c;
    const struct ledger_entry *of = &found->published->ledger.entries[entry];
    struct measure_ref ref;
    struct err ignored = {0};
    if (!measure_find(of->measure, c->arena, &ref, &ignored))
        return;
    struct figure before = figure_none(ref.measure->unit, NULL), now = before;
    before.value = of->figure;
    now.value = difference_before(found, entry, found->step_count);
    maker_text(m, of->period);
    maker_text(m, figure_name(c, of, &ref));
    maker_figure(m, before);
    maker_figure(m, now);
    maker_text(m, why(c, found, entry, ref.measure->unit));
}

/* Did anything but the passing of time change it? */
static bool is_revised(const struct differences *found, size_t entry) {
    for (size_t step = 0; step < found->step_count; step++)
        if (found->steps[step].causes != 1U << CAUSE_AS_OF && steps_over(found, entry, step))
            return true;
    return false;
}

static struct str count_text(const struct composer *c, size_t count) {
    struct figure figure = figure_count((int64_t)count);
    return shown(c, &figure);
}

static void add_table(struct composer *c, const struct differences *found) {
    struct table_maker m = maker_begin(c, "difference");
    size_t rows = 0;
    maker_label_column(&m, "period", word(c, "column.period"));
    maker_label_column(&m, "figure", word(c, "column.figure"));
    maker_value_column(&m, STR("published"), word(c, "column.published"), UNIT_COUNT, false);
    maker_value_column(&m, STR("now"), word(c, "column.now"), UNIT_COUNT, false);
    maker_note_column(&m, "why", word(c, "column.why"));
    for (int revised = 1; revised >= 0; revised--)
        for (size_t i = 0; i < found->changed_count && rows < ROWS_MOST; i++)
            if (is_revised(found, found->changed[i]) == (revised == 1)) {
                add_row(&m, found, found->changed[i]);
                rows++;
            }
    m.table->note = found->changed_count > rows ? FILL(c, "table.difference.cut", count_text(c, rows),
                                                       count_text(c, found->changed_count))
                                                : word(c, "table.difference.note");
    maker_end(&m);
}

/* "data 12, rules 30": how many figures each step moved. */
static struct str causes_counted(const struct composer *c, const struct differences *found) {
    struct buf out = {0};
    for (size_t step = 0; step < found->step_count; step++) {
        size_t count = 0;
        for (size_t i = 0; i < found->changed_count; i++)
            count += steps_over(found, found->changed[i], step);
        if (!count)
            continue;
        if (out.size)
            buf_add(&out, word(c, "list.comma"));
        add_causes(c, found->steps[step].causes, &out);
        buf_printf(&out, " " STR_FMT, STR_ARG(count_text(c, count)));
    }
    struct str text = str_copy(c->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static void say(struct composer *c, const struct differences *found) {
    struct str pack = found->published->manifest.period;
    if (found->other_option.size) {
        composer_say(c, "difference", FILL(c, "difference.other", pack, found->other_option));
        return;
    }
    if (found->changed_count)
        composer_say(c, "difference",
                     FILL(c, "difference.found", pack, count_text(c, found->changed_count),
                          count_text(c, found->compared), causes_counted(c, found)));
    else if (found->compared)
        composer_say(c, "difference", FILL(c, "difference.none", pack, count_text(c, found->compared)));
    if (found->uncovered)
        composer_say(c, "difference", FILL(c, "difference.uncovered", pack, count_text(c, found->uncovered)));
}

bool compose_difference(struct composer *c, struct err *err) {
    const struct compose_options *options = c->options;
    struct differences found;
    if (!options->published)
        return true;
    struct difference_input input = {c->data, c->periods,         c->period_count,
                                     c->lang, options->published, options->manifest};
    if (!published_compare(&input, c->arena, &found, err))
        return false;
    say(c, &found);
    if (found.changed_count)
        add_table(c, &found);
    return true;
}
