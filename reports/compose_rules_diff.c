/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compose_rules.h"

#include "analysis/measure/interval.h"
#include "reports/composer.h"
#include "reports/snippet.h"

enum { SAMPLE_WIDTH = 60, SAMPLED_MOVES = 10 };

static void make_moves(struct composer *c, const struct rules_diff *diff) {
    struct table_maker m = maker_begin(c, "moves");
    rules_label(&m, "from");
    rules_label(&m, "to");
    rules_value(&m, "rows", UNIT_COUNT, false);
    rules_value(&m, "share", UNIT_SHARE, false);
    for (size_t i = 0; i < diff->move_count; i++) {
        maker_text(&m, diff->moves[i].from);
        maker_text(&m, diff->moves[i].to);
        rules_count(&m, diff->moves[i].rows);
        maker_figure(&m, figure_share((int64_t)diff->moves[i].rows, (int64_t)diff->rows, 0));
    }
    maker_end(&m);
}

static void make_samples(struct composer *c, const struct rules_diff *diff, bool masked) {
    const struct table *table = c->data->table;
    const struct column *ids = table->by_role[ROLE_ID_];
    struct classify_row read = {0};
    struct buf scratch = {0};
    struct table_maker m = maker_begin(c, "moved_samples");
    rules_label(&m, "from");
    rules_label(&m, "to");
    rules_label(&m, "id");
    maker_note_column(&m, "text", word(c, "rules.text"));
    for (size_t i = 0; i < diff->move_count && i < SAMPLED_MOVES; i++)
        for (size_t k = 0; k < diff->moves[i].sample_count; k++) {
            size_t row = diff->moves[i].samples[k];
            maker_text(&m, diff->moves[i].from);
            maker_text(&m, diff->moves[i].to);
            maker_text(&m, ids ? str_copy(c->arena, table_text(table, row, ids, &scratch)) : STR(""));
            struct str text = rules_text(c->data, row, &read);
            maker_text(&m, str_copy(c->arena, snippet_start(c->arena, text, SAMPLE_WIDTH, masked)));
        }
    maker_end(&m);
    classify_row_free(&read);
    buf_free(&scratch);
}

static void make_facts(struct composer *c, const struct rules_diff *diff) {
    struct table_maker m = maker_begin(c, "summary");
    rules_value(&m, "rows", UNIT_COUNT, false);
    rules_value(&m, "moved", UNIT_COUNT, false);
    rules_value(&m, "moved_share", UNIT_SHARE, false);
    rules_value(&m, "other_before", UNIT_SHARE, true);
    rules_value(&m, "other_after", UNIT_SHARE, true);
    rules_count(&m, diff->rows);
    rules_count(&m, diff->moved);
    maker_figure(&m, figure_share((int64_t)diff->moved, (int64_t)diff->rows, 0));
    maker_figure(&m, figure_share((int64_t)diff->other_before, (int64_t)diff->rows, 0));
    maker_figure(&m, figure_share((int64_t)diff->other_after, (int64_t)diff->rows, 0));
    maker_end(&m);
}

struct answer_tables compose_rules_diff(const struct dataset *dataset, const struct rules_diff *diff,
                                        bool masked, struct arena *arena, enum lang lang) {
    struct composer *c = composer_small(dataset, arena, lang);
    make_moves(c, diff);
    make_samples(c, diff, masked);
    make_facts(c, diff);
    size_t tables = c->report->table_count - 1;
    return (struct answer_tables){"redress.rules-diff/1", c->tables[tables], c->tables, tables, tables};
}
