/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compose_rules.h"

#include "analysis/measure/interval.h"
#include "reports/composer.h"

enum { SAMPLE_SIZE = 120 }; /* bytes of dead patterns named in a line */

static enum language language_of(const struct composer *c) {
    return c->lang == LANG_ZH ? LANGUAGE_ZH : LANGUAGE_EN;
}

static struct str rule_name(const struct composer *c, const struct rule *rule) {
    struct str name = rule->name.in[language_of(c)];
    return name.size ? name : rulebook_name(c->data->rulebook, rule->id, language_of(c));
}

static struct str pattern_text(const struct composer *c, const struct rule *rule,
                               const struct pattern_count *count) {
    const struct pattern_list *list = count->use == USE_ANY   ? &rule->any
                                      : count->use == USE_ALL ? &rule->all
                                                              : &rule->none;
    return c->data->rulebook->patterns[list->items[count->item]].written;
}

static void make_rules(struct composer *c, const struct coverage *coverage) {
    struct table_maker m = maker_begin(c, "rules");
    rules_label(&m, "rule");
    rules_label(&m, "name");
    rules_value(&m, "hits", UNIT_COUNT, false);
    rules_value(&m, "wins", UNIT_COUNT, false);
    rules_value(&m, "share", UNIT_SHARE, true);
    rules_value(&m, "overlap", UNIT_COUNT, false);
    rules_label(&m, "partner");
    rules_value(&m, "with_partner", UNIT_COUNT, false);
    for (size_t r = 0; r < coverage->axis->rule_count; r++) {
        const struct rule *rule = &coverage->axis->rules[r];
        const struct rule_counts *counts = &coverage->rules[r];
        if (rule->heading)
            continue;
        maker_text(&m, rule->id);
        maker_text(&m, rule_name(c, rule));
        rules_count(&m, counts->hits);
        rules_count(&m, counts->wins);
        maker_figure(&m, figure_share((int64_t)counts->wins, (int64_t)coverage->rows, 0));
        rules_count(&m, counts->shared);
        bool partner = counts->partner != SIZE_MAX;
        maker_text(&m, partner ? coverage->axis->rules[counts->partner].id : STR(""));
        maker_figure(&m,
                     partner ? figure_count((int64_t)counts->with_partner) : figure_none(UNIT_COUNT, NULL));
    }
    maker_end(&m);
}

static void make_months(struct composer *c, const struct coverage *coverage) {
    struct table_maker m = maker_begin(c, "months");
    rules_label(&m, "month");
    rules_value(&m, "rows", UNIT_COUNT, false);
    rules_value(&m, "other", UNIT_COUNT, false);
    rules_value(&m, "other_share", UNIT_SHARE, true);
    for (size_t i = 0; i < coverage->month_count; i++) {
        const struct month_count *month = &coverage->months[i];
        maker_text(&m, month->name.size ? month->name : word(c, "rules.undated"));
        rules_count(&m, month->rows);
        rules_count(&m, month->other);
        maker_figure(&m, figure_share((int64_t)month->other, (int64_t)month->rows, 0));
    }
    maker_end(&m);
}

static void make_patterns(struct composer *c, const struct coverage *coverage) {
    static const char *const uses[] = {"any", "all", "none"};
    struct table_maker m = maker_begin(c, "patterns");
    rules_label(&m, "rule");
    rules_label(&m, "list");
    rules_label(&m, "pattern");
    rules_value(&m, "hits", UNIT_COUNT, false);
    for (size_t i = 0; i < coverage->pattern_count; i++) {
        const struct pattern_count *count = &coverage->patterns[i];
        const struct rule *rule = &coverage->axis->rules[count->rule];
        maker_text(&m, rule->id);
        maker_text(&m, str_of(uses[count->use]));
        maker_text(&m, pattern_text(c, rule, count));
        rules_count(&m, count->hits);
    }
    maker_end(&m);
}

/* A line for each rule with patterns that are never found: how many of how many, and the first of them. */
static uint64_t make_dead(struct composer *c, const struct coverage *coverage) {
    struct table_maker m = maker_begin(c, "dead");
    rules_label(&m, "rule");
    rules_value(&m, "patterns", UNIT_COUNT, false);
    rules_value(&m, "dead_patterns", UNIT_COUNT, false);
    rules_label(&m, "which");
    uint64_t all = 0;
    for (size_t i = 0; i < coverage->pattern_count;) {
        const struct rule *rule = &coverage->axis->rules[coverage->patterns[i].rule];
        size_t first = i, dead = 0;
        struct buf which = {0};
        for (; i < coverage->pattern_count && coverage->patterns[i].rule == coverage->patterns[first].rule;
             i++) {
            if (coverage->patterns[i].hits)
                continue;
            dead++;
            if (which.size < SAMPLE_SIZE)
                buf_printf(&which, "%s" STR_FMT, which.size ? ", " : "",
                           STR_ARG(pattern_text(c, rule, &coverage->patterns[i])));
        }
        if (dead) {
            maker_text(&m, rule->id);
            rules_count(&m, i - first);
            rules_count(&m, dead);
            maker_text(&m, str_copy(c->arena, buf_str(&which)));
        }
        buf_free(&which);
        all += dead;
    }
    maker_end(&m);
    return all;
}

static void make_limits(struct composer *c) {
    const struct classify_report *report = &c->data->rules_report;
    const struct column *ids = c->data->table->by_role[ROLE_ID_];
    struct buf scratch = {0};
    struct table_maker m = maker_begin(c, "limits");
    rules_label(&m, "id");
    rules_label(&m, "pattern");
    for (size_t i = 0; i < report->listed_count; i++) {
        const struct limited_row *limited = &report->listed[i];
        struct str id = ids ? table_text(c->data->table, limited->row, ids, &scratch) : STR("");
        maker_text(&m, str_copy(c->arena, id));
        maker_text(&m, c->data->rulebook->patterns[limited->pattern].written);
    }
    maker_end(&m);
    buf_free(&scratch);
}

static uint64_t dead_rules(const struct coverage *coverage) {
    uint64_t dead = 0;
    for (size_t r = 0; r < coverage->axis->rule_count; r++)
        dead += !coverage->axis->rules[r].heading && coverage->rules[r].hits == 0;
    return dead;
}

static void make_facts(struct composer *c, const struct coverage *coverage, uint64_t dead_patterns) {
    struct table_maker m = maker_begin(c, "summary");
    rules_value(&m, "rows", UNIT_COUNT, false);
    rules_value(&m, "categorised", UNIT_SHARE, true);
    rules_value(&m, "other", UNIT_COUNT, false);
    rules_value(&m, "textless", UNIT_COUNT, false);
    rules_value(&m, "dead_rules", UNIT_COUNT, false);
    rules_value(&m, "dead_patterns", UNIT_COUNT, false);
    rules_value(&m, "limited_rows", UNIT_COUNT, false);
    rules_count(&m, coverage->rows);
    maker_figure(&m, figure_share((int64_t)(coverage->rows - coverage->other), (int64_t)coverage->rows, 0));
    rules_count(&m, coverage->other);
    rules_count(&m, coverage->textless);
    rules_count(&m, dead_rules(coverage));
    rules_count(&m, dead_patterns);
    rules_count(&m, c->data->rules_report.limited);
    maker_end(&m);
}

struct answer_tables compose_coverage(const struct dataset *dataset, const struct coverage *coverage,
                                      struct arena *arena, enum lang lang) {
    struct composer *c = composer_small(dataset, arena, lang);
    make_rules(c, coverage);
    make_months(c, coverage);
    uint64_t dead = make_dead(c, coverage);
    make_limits(c);
    make_patterns(c, coverage);
    make_facts(c, coverage, dead);
    size_t tables = c->report->table_count - 1;
    return (struct answer_tables){"redress.rules-coverage/1", c->tables[tables], c->tables, tables,
                                  tables - 1};
}
