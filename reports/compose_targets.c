/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "analysis/query/wanted.h"
#include "reports/format.h"
#include "reports/kpi_text.h"

/* Every target beside what was reached, those for a part of the complaints measured on these alone. */

static struct table_maker begin_table(struct composer *c) {
    struct table_maker m = maker_begin(c, "targets");
    maker_label_column(&m, "measure", word(c, "column.kpi"));
    maker_label_column(&m, "whom", word(c, "column.whom"));
    maker_value_column(&m, STR("value"), word(c, "column.value"), UNIT_COUNT, true);
    maker_value_column(&m, STR("target"), word(c, "kpi.target"), UNIT_COUNT, false);
    maker_label_column(&m, "side", word(c, "column.side"));
    maker_label_column(&m, "verdict", word(c, "kpi.verdict"));
    maker_note_column(&m, "source", word(c, "column.source"));
    return m;
}

/* "Level: provincial, Channel: hotline or branch" */
static struct str whom(const struct composer *c, const struct target *target) {
    struct buf text = {0};
    for (size_t i = 0; i < target->when_count; i++) {
        const struct policy_when *when = &target->when[i];
        const struct column *column = table_column(c->data->table, when->column);
        struct str title = column_title(c->arena, c->lang, when->column);
        buf_printf(
            &text, "%s" STR_FMT, i ? word(c, "list.comma").data : "",
            STR_ARG(FILL(c, "target.when", title,
                         wanted_values(c->data, when, column, c->lang, word(c, "target.or"), c->arena))));
    }
    struct str all = text.size ? str_copy(c->arena, buf_str(&text)) : word(c, "target.all");
    buf_free(&text);
    return all;
}

static const char *side_of(const struct target *target) {
    return target->comparator == TARGET_AT_MOST ? "\xE2\x89\xA4" : "\xE2\x89\xA5";
}

static void say_missed(struct composer *c, const struct target *target, const struct figure *now,
                       const struct figure *wanted, enum verdict verdict) {
    if (!target->when_count || verdict == VERDICT_NONE)
        return; /* those of the whole are told with the key figures */
    struct str name =
        FILL(c, "target.of", measure_title(&target->ref, c->data->table, c->lang, c->arena), whom(c, target));
    struct str limit = str_printf(c->arena, "%s\xC2\xA0" STR_FMT, side_of(target), STR_ARG(shown(c, wanted)));
    composer_say(c, "overview",
                 FILL(c, "target.sentence", name, format_figure_n(c->arena, c->lang, now), limit,
                      kpi_verdict(c->lang, verdict)));
}

static void add_row(struct table_maker *m, const struct target *target, struct figure now) {
    struct composer *c = m->c;
    struct figure wanted = figure_none(target->ref.measure->unit, NULL);
    wanted.value = target->value;
    enum verdict verdict = target_verdict(&now, target->value, target->comparator == TARGET_AT_MOST);
    struct str reason = now.note ? word(c, now.note) : STR("");
    if (target->lacks.size)
        reason = FILL(c, "target.lacks", column_title(c->arena, c->lang, target->lacks));
    maker_text(m, measure_title(&target->ref, c->data->table, c->lang, c->arena));
    maker_text(m, whom(c, target));
    maker_figure(m, now);
    maker_figure(m, wanted);
    maker_text(m, str_of(side_of(target)));
    maker_text(m, verdict == VERDICT_NONE ? reason : kpi_verdict(c->lang, verdict));
    maker_text(m, target->source[c->lang]);
    say_missed(c, target, &now, &wanted, verdict);
}

bool compose_targets(struct composer *c, struct err *err) {
    const struct targets *targets = &c->data->targets;
    if (!targets->count)
        return true;
    struct table_maker m = begin_table(c);
    for (size_t i = 0; i < targets->count; i++) {
        struct figure now;
        if (!wanted_measure(c->data, &targets->items[i], &c->periods[c->now], c->arena, &now, err))
            return false;
        add_row(&m, &targets->items[i], now);
    }
    m.table->note = word(c, "table.targets.note");
    maker_end(&m);
    return true;
}
