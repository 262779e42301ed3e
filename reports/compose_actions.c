/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include <math.h>

/* Did it work? Complaints that an improvement aims at, before against since, in stretches of 30 days. */
enum { STRETCH_DAYS = 30, STRETCHES_BEFORE = 12, STRETCHES_MOST = 240, DAYS_FEWEST = 14 };

/* Codes that the action aims at; DICT_NONE = any. */
struct aim {
    const struct column *category, *unit;
    uint32_t category_code, unit_code;
    bool found;
};

/* The column that knows a category by this id or value: the rules' own, then the export's. */
static const struct column *find_value(const struct composer *c, const char *const *names, size_t count,
                                       struct str value, uint32_t *code) {
    for (size_t i = 0; i < count; i++) {
        const struct column *column = table_column(c->data->table, str_of(names[i]));
        *code = column && column->type == COLUMN_DIMENSION ? dict_find(column->dict, value) : DICT_NONE;
        if (*code != DICT_NONE)
            return column;
    }
    return NULL;
}

static struct aim find_aim(const struct composer *c, const struct action *action) {
    static const char *const categories[] = {"category", "issue", "product", "cause"};
    static const char *const units[] = {"unit", "department", "region"};
    struct aim aim = {.category_code = DICT_NONE, .unit_code = DICT_NONE, .found = true};
    if (action->category.size) {
        aim.category = find_value(c, categories, 4, action->category, &aim.category_code);
        aim.found &= aim.category != NULL;
    }
    if (action->unit.size) {
        aim.unit = find_value(c, units, 3, action->unit, &aim.unit_code);
        aim.found &= aim.unit != NULL;
    }
    return aim;
}

static bool hits(const struct aim *aim, size_t row) {
    return (!aim->category || aim->category->codes[row] == aim->category_code) &&
           (!aim->unit || aim->unit->codes[row] == aim->unit_code);
}

/* Stretches of an action: before it, oldest first, and since. */
struct spread {
    struct stretch before[STRETCHES_BEFORE], since[STRETCHES_MOST];
    size_t before_count, since_count;
};

static struct spread make_spread(const struct composer *c, int64_t day) {
    struct spread spread = {.before_count = 0};
    int64_t first = c->data->data_start / DATE_DAY, last = c->data->as_of / DATE_DAY;
    if (c->data->data_end / DATE_DAY < last)
        last = c->data->data_end / DATE_DAY;
    for (int64_t at = day - STRETCH_DAYS; at >= first && spread.before_count < STRETCHES_BEFORE;
         at -= STRETCH_DAYS)
        spread.before[spread.before_count++].exposure = STRETCH_DAYS;
    for (int64_t at = day; at < last && spread.since_count < STRETCHES_MOST; at += STRETCH_DAYS)
        spread.since[spread.since_count++].exposure =
            (double)(last - at < STRETCH_DAYS ? last - at : STRETCH_DAYS);
    return spread;
}

/* `before` runs backwards from the action. */
static void count_row(struct spread *spread, int64_t days_since, double weight) {
    int64_t at = days_since >= 0 ? days_since / STRETCH_DAYS : (-days_since - 1) / STRETCH_DAYS;
    if (days_since >= 0 && at < (int64_t)spread->since_count)
        spread->since[at].count += weight;
    if (days_since < 0 && at < (int64_t)spread->before_count)
        spread->before[at].count += weight;
}

static void count_rows(const struct composer *c, const struct aim *aim, int64_t day, struct spread *aimed,
                       struct spread *others) {
    const struct dataset *data = c->data;
    for (size_t row = 0; row < data->table->rows; row++) {
        uint32_t received = data->life->received[row];
        if (received == TIME_NONE || (int64_t)received >= data->as_of || !dataset_selected(data, row))
            continue;
        count_row(hits(aim, row) ? aimed : others, (int64_t)(received / DATE_DAY) - day,
                  (double)table_weight(data->table, row));
    }
}

static double days_of(const struct spread *spread) {
    double days = 0;
    for (size_t i = 0; i < spread->since_count; i++)
        days += spread->since[i].exposure;
    return days;
}

static const char *verdict_of(const struct effect *effect, const struct spread *spread) {
    if (days_of(spread) < DAYS_FEWEST || spread->before_count < 2 || isnan(effect->ratio.value))
        return "action.too_early";
    return effect->ratio.high < 1 ? "action.fewer" : effect->ratio.low > 1 ? "action.more" : "action.same";
}

static struct str aim_name(const struct composer *c, const struct action *action, const struct aim *aim) {
    struct str category = aim->category ? value_name(c, aim->category, action->category) : action->category;
    if (!action->unit.size)
        return category;
    return action->category.size ? FILL(c, "hotspot.cell", category, action->unit) : action->unit;
}

static struct figure monthly(double rate) {
    struct figure figure = figure_none(UNIT_RATE, NULL);
    figure.value = rate * STRETCH_DAYS;
    return figure;
}

static void add_row(struct table_maker *m, const struct action *action, const struct aim *aim) {
    struct composer *c = m->c;
    struct spread spread = make_spread(c, action->day), others = spread;
    if (aim->found)
        count_rows(c, aim, action->day, &spread, &others);
    struct effect effect =
        action_effect(spread.before, spread.before_count, spread.since, spread.since_count);
    struct effect rest = action_effect(others.before, others.before_count, others.since, others.since_count);
    const char *verdict = aim->found ? verdict_of(&effect, &spread) : "action.unknown";
    struct str name = aim_name(c, action, aim);
    char day[DATE_TEXT];
    date_format_day(action->day, day);
    maker_time(m, action->day * DATE_DAY, true);
    maker_text(m, action->what[c->lang]);
    maker_text(m, name);
    maker_text(m, action->owner);
    if (action->due)
        maker_time(m, action->due * DATE_DAY, true);
    else
        maker_text(m, STR(""));
    maker_figure(m, monthly(effect.rate_before));
    maker_figure(m, monthly(effect.rate_since));
    maker_figure(m, effect.ratio);
    maker_figure(m, rest.ratio);
    maker_text(m, word(c, verdict));
    struct figure low = effect.ratio, high = effect.ratio, before = monthly(effect.rate_before),
                  since = monthly(effect.rate_since),
                  cases = figure_count((int64_t)(effect.before + effect.since));
    low.value = low.low;
    high.value = high.high;
    bool judged = aim->found && !str_equal(str_of(verdict), STR("action.too_early"));
    composer_say(c, "actions",
                 FILL(c, judged ? "action.sentence" : "action.sentence_none", name,
                      str_copy(c->arena, str_of(day)), word(c, verdict), shown(c, &before), shown(c, &since),
                      shown(c, &effect.ratio), shown(c, &low), shown(c, &high), shown(c, &cases)));
}

bool compose_actions(struct composer *c, struct err *err) {
    (void)err;
    const struct actions *actions = &c->data->actions;
    if (actions->count == 0) {
        composer_say(c, "actions", word(c, "unavailable.actions"));
        return true;
    }
    struct table_maker m = maker_begin(c, "actions");
    maker_label_column(&m, "date", word(c, "column.date"));
    maker_label_column(&m, "what", word(c, "column.action"));
    maker_label_column(&m, "aim", word(c, "column.aim"));
    maker_label_column(&m, "owner", word(c, "column.owner"));
    maker_label_column(&m, "due", word(c, "role.due"));
    maker_value_column(&m, STR("before"), word(c, "column.before"), UNIT_RATE, false);
    maker_value_column(&m, STR("since"), word(c, "column.since"), UNIT_RATE, false);
    maker_value_column(&m, STR("ratio"), word(c, "column.ratio"), UNIT_SCORE, true);
    maker_value_column(&m, STR("others"), word(c, "column.others_ratio"), UNIT_SCORE, true);
    maker_note_column(&m, "verdict", word(c, "column.effect"));
    for (size_t i = 0; i < actions->count; i++) {
        struct aim aim = find_aim(c, &actions->items[i]);
        add_row(&m, &actions->items[i], &aim);
    }
    m.table->note = word(c, "table.actions.note");
    maker_end(&m);
    return true;
}
