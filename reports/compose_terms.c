/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/piles.h"
#include "analysis/signal/terms_rows.h"
#include "reports/composer.h"

/* Words that complaints of this period hold more often than those before, and words of what no rule fits. */
enum { TERMS_MOST = 12, NAMED_MOST = 5, EXAMPLE_BYTES = 120 };

struct comparison {
    const char *table, *section, *some, *none; /* keys and labels */
    struct terms_request request;
};

static struct figure share_of(double part, size_t whole) {
    struct figure figure = figure_none(UNIT_SHARE, NULL);
    figure.value = whole ? part / (double)whole : figure.value;
    figure.numerator = part;
    figure.denominator = (double)whole;
    return figure;
}

static void add_row(struct table_maker *m, const struct terms_request *request,
                    const struct terms_found *found, size_t i) {
    const struct row_term *item = &found->items[i];
    struct figure z = figure_none(UNIT_SCORE, NULL);
    z.value = item->term.odds.z;
    maker_text(m, item->term.text);
    maker_figure(m, figure_count((int64_t)item->term.in[0]));
    maker_figure(m, share_of(item->term.in[0], found->read[0]));
    maker_figure(m, figure_count((int64_t)item->term.in[1]));
    maker_figure(m, share_of(item->term.in[1], found->read[1]));
    maker_figure(m, z);
    maker_text(m, terms_example(request, item, EXAMPLE_BYTES, m->c->arena));
}

static void add_table(struct composer *c, const struct comparison *it, const struct terms_found *found) {
    struct table_maker m = maker_begin(c, it->table);
    const char *now = str_printf(c->arena, "column.%s.now", it->table).data;
    const char *base = str_printf(c->arena, "column.%s.base", it->table).data;
    maker_label_column(&m, "term", word(c, "column.term"));
    maker_value_column(&m, STR("count"), word(c, now), UNIT_COUNT, false);
    maker_value_column(&m, STR("share"), word(c, "column.share"), UNIT_SHARE, false);
    maker_value_column(&m, STR("count_base"), word(c, base), UNIT_COUNT, false);
    maker_value_column(&m, STR("share_base"), word(c, "column.share"), UNIT_SHARE, false);
    maker_value_column(&m, STR("z"), word(c, "column.z"), UNIT_SCORE, false);
    maker_note_column(&m, "example", word(c, "column.example"));
    for (size_t i = 0; i < found->count; i++)
        add_row(&m, &it->request, found, i);
    struct figure n[4] = {figure_count((int64_t)found->read[0]), figure_count((int64_t)found->documents[0]),
                          figure_count((int64_t)found->read[1]), figure_count((int64_t)found->documents[1])};
    m.table->note =
        FILL(c, "table.terms.note", shown(c, &n[0]), shown(c, &n[1]), shown(c, &n[2]), shown(c, &n[3]));
    maker_end(&m);
}

static void say(struct composer *c, const struct comparison *it, const struct terms_found *found) {
    struct figure read = figure_count((int64_t)found->read[0]);
    struct buf names = {0};
    for (size_t i = 0; i < found->count && i < NAMED_MOST; i++)
        buf_printf(&names, "%s" STR_FMT " (%.0f)", i ? word(c, "list.comma").data : "",
                   STR_ARG(found->items[i].term.text), found->items[i].term.in[0]);
    composer_say(c, it->section,
                 found->count ? FILL(c, it->some, str_copy(c->arena, buf_str(&names)), shown(c, &read))
                              : FILL(c, it->none, STR(""), shown(c, &read)));
    buf_free(&names);
}

static void compare(struct composer *c, const struct comparison *it) {
    struct terms_found found = terms_of_rows(&it->request, c->arena);
    if (!found.read[0] || !found.read[1])
        return;
    say(c, it, &found);
    if (found.count)
        add_table(c, it, &found);
}

bool compose_terms(struct composer *c, struct err *err) {
    (void)err;
    const struct table *table = c->data->table;
    const struct column *subject = table->by_role[ROLE_SUBJECT], *text = table->by_role[ROLE_TEXT_];
    if (!subject && !text)
        return true;
    struct terms_request request = {
        .table = table, .texts = {subject, text}, .options = {.most = TERMS_MOST}};
    uint8_t *by_period = piles_by_period(c->data), *by_rules = piles_by_rules(c->data);
    request.piles = by_period;
    compare(c, &(struct comparison){"terms", "hotspots", "terms.some", "terms.none", request});
    request.piles = by_rules;
    compare(
        c, &(struct comparison){"terms_other", "structure", "terms_other.some", "terms_other.none", request});
    heap_free(by_period);
    heap_free(by_rules);
    return true;
}
