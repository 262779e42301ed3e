/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/piles.h"
#include "analysis/signal/terms_rows.h"
#include "reports/compose_rules.h"
#include "reports/composer.h"

enum { EXAMPLE_BYTES = 90 };

/* A line to paste under `categories`, indented as rulebooks are; so CSV need not guard against a formula.
 * Terms are letters, digits and Chinese characters, so quotes are enough.
 */
static struct str rule_line(struct composer *c, struct str term) {
    return str_printf(c->arena, "  - {id: new." STR_FMT ", name: \"" STR_FMT "\", any: [\"" STR_FMT "\"]}",
                      STR_ARG(term), STR_ARG(term), STR_ARG(term));
}

static struct terms_found make_terms(struct composer *c, const char *key,
                                     const struct terms_request *request) {
    struct terms_found found = terms_of_rows(request, c->arena);
    struct table_maker m = maker_begin(c, key);
    maker_label_column(&m, "term", word(c, "column.term"));
    rules_value(&m, "here", UNIT_COUNT, false);
    rules_value(&m, "elsewhere", UNIT_COUNT, false);
    maker_value_column(&m, STR("z"), word(c, "column.z"), UNIT_SCORE, false);
    maker_whole_column(&m, "rule_line", word(c, "rules.rule_line"));
    maker_note_column(&m, "example", word(c, "column.example"));
    for (size_t i = 0; i < found.count; i++) {
        struct figure z = figure_none(UNIT_SCORE, NULL);
        z.value = found.items[i].term.odds.z;
        maker_text(&m, found.items[i].term.text);
        rules_count(&m, (uint64_t)found.items[i].term.in[0]);
        rules_count(&m, (uint64_t)found.items[i].term.in[1]);
        maker_figure(&m, z);
        maker_text(&m, rule_line(c, found.items[i].term.text));
        maker_text(&m, terms_example(request, &found.items[i], EXAMPLE_BYTES, c->arena));
    }
    maker_end(&m);
    return found;
}

static void make_facts(struct composer *c, const struct terms_found *other,
                       const struct terms_found *recent) {
    static const char *const keys[] = {"other_rows",  "other_read",  "categorised_rows", "categorised_read",
                                       "period_rows", "period_read", "earlier_rows",     "earlier_read"};
    struct table_maker m = maker_begin(c, "summary");
    rules_label(&m, "period");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        rules_value(&m, keys[i], UNIT_COUNT, false);
    maker_text(&m, str_of(c->data->period.name));
    for (size_t pile = 0; pile < 2; pile++) {
        rules_count(&m, other->documents[pile]);
        rules_count(&m, other->read[pile]);
    }
    for (size_t pile = 0; pile < 2; pile++) {
        rules_count(&m, recent->documents[pile]);
        rules_count(&m, recent->read[pile]);
    }
    maker_end(&m);
}

struct answer_tables compose_suggest(const struct dataset *dataset, size_t most, struct arena *arena,
                                     enum lang lang) {
    struct composer *c = composer_small(dataset, arena, lang);
    const struct table *table = dataset->table;
    struct terms_request request = {.table = table,
                                    .texts = {table->by_role[ROLE_SUBJECT], table->by_role[ROLE_TEXT_]},
                                    .options = {.most = most}};
    uint8_t *by_rules = piles_by_rules(dataset), *by_period = piles_by_period(dataset);
    request.piles = by_rules;
    struct terms_found other = make_terms(c, "suggest_other", &request);
    request.piles = by_period;
    struct terms_found recent = make_terms(c, "suggest_new", &request);
    make_facts(c, &other, &recent);
    heap_free(by_rules);
    heap_free(by_period);
    size_t tables = c->report->table_count - 1;
    return (struct answer_tables){"redress.rules-suggest/1", c->tables[tables], c->tables, tables, tables};
}
