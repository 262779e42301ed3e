/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compose_rules.h"

#include "analysis/measure/interval.h"
#include "reports/composer.h"
#include "reports/format.h"
#include "reports/snippet.h"

enum { SAMPLE_WIDTH = 70, LABEL_WIDTH = 200 }; /* columns of a sample's text, of a label */

void rules_label(struct table_maker *m, const char *key) {
    maker_label_column(m, key, word(m->c, str_printf(m->c->arena, "rules.%s", key).data));
}

void rules_value(struct table_maker *m, const char *key, enum unit unit, bool interval) {
    maker_value_column(m, str_of(key), word(m->c, str_printf(m->c->arena, "rules.%s", key).data), unit,
                       interval);
}

void rules_count(struct table_maker *m, uint64_t count) {
    maker_figure(m, figure_count((int64_t)count));
}

static enum language language_of(const struct composer *c) {
    return c->lang == LANG_ZH ? LANGUAGE_ZH : LANGUAGE_EN;
}

static void make_failures(struct composer *c, const struct test_result *result) {
    struct table_maker m = maker_begin(c, "failures");
    rules_label(&m, "place");
    rules_label(&m, "rule");
    rules_label(&m, "wanted");
    rules_label(&m, "got");
    rules_label(&m, "example");
    for (size_t i = 0; i < result->failure_count; i++) {
        const struct example_failure *f = &result->failures[i];
        const struct place *place = &f->example->place;
        maker_text(&m, str_printf(c->arena, "%s:%zu:%zu", place->file, place->line, place->column));
        maker_text(&m, f->rule->id);
        maker_text(&m, word(c, f->expected ? "rules.wanted_match" : "rules.wanted_not"));
        maker_text(&m, f->got);
        maker_text(&m, f->example->text);
    }
    maker_end(&m);
}

static void make_classes(struct composer *c, const struct score *score) {
    struct table_maker m = maker_begin(c, "categories");
    bool baseline = score->baseline.classes != NULL;
    rules_label(&m, "category");
    rules_label(&m, "name");
    rules_value(&m, "truth", UNIT_COUNT, false);
    rules_value(&m, "given", UNIT_COUNT, false);
    rules_value(&m, "correct", UNIT_COUNT, false);
    rules_value(&m, "precision", UNIT_SHARE, true);
    rules_value(&m, "recall", UNIT_SHARE, true);
    rules_value(&m, "f1", UNIT_SHARE, true);
    rules_label(&m, "f1_interval");
    rules_value(&m, "among", UNIT_COUNT, false);
    if (baseline)
        rules_value(&m, "baseline_f1", UNIT_SHARE, true);
    for (size_t i = 0; i < score->classes.count; i++) {
        const struct score_class *class = &score->rules.classes[i];
        if (!class->truth && !class->given)
            continue;
        maker_text(&m, score->classes.ids[i]);
        maker_text(&m, class_name(&score->classes, i, language_of(c)));
        rules_count(&m, class->truth);
        rules_count(&m, class->given);
        rules_count(&m, class->correct);
        maker_figure(&m, class->precision);
        maker_figure(&m, class->recall);
        maker_figure(&m, class->f1);
        maker_text(&m, format_interval_value(c->arena, &class->f1));
        rules_count(&m, class->among);
        if (baseline)
            maker_figure(&m, score->baseline.classes[i].f1);
    }
    m.table->note = word(c, "rules.categories_note");
    maker_end(&m);
}

static void make_confusions(struct composer *c, const struct score *score) {
    struct table_maker m = maker_begin(c, "confusions");
    rules_label(&m, "truth_is");
    rules_label(&m, "got");
    rules_value(&m, "rows", UNIT_COUNT, false);
    rules_value(&m, "of_truth", UNIT_SHARE, true);
    for (size_t i = 0; i < score->confusion_count; i++) {
        const struct confusion *confusion = &score->confusions[i];
        maker_text(&m, score->classes.ids[confusion->truth]);
        maker_text(&m, score->classes.ids[confusion->given]);
        rules_count(&m, confusion->rows);
        struct figure share = figure_none(UNIT_SHARE, NULL);
        share.numerator = (double)confusion->rows;
        share.denominator = share.n = (double)score->rules.classes[confusion->truth].truth;
        share.value = share.numerator / share.denominator;
        interval_wilson(share.numerator, share.denominator, &share.low, &share.high);
        maker_figure(&m, share);
    }
    maker_end(&m);
}

struct str rules_text(const struct dataset *dataset, size_t row, struct classify_row *read) {
    const struct rulebook *book = dataset->rulebook;
    classify_read(dataset->table, book, row, read);
    if (read->values[ROLE_TEXT_].size)
        return read->values[ROLE_TEXT_];
    role_set persons = role_bit(ROLE_CUSTOMER) | role_bit(ROLE_HANDLER);
    for (role_set left = book->searched & ~persons; left; left &= left - 1)
        if (read->values[__builtin_ctzll(left)].size)
            return read->values[__builtin_ctzll(left)];
    return STR("");
}

static void make_samples(struct composer *c, const struct score *score, bool masked) {
    const struct table *table = c->data->table;
    struct classify_row read = {0};
    struct buf scratch = {0};
    struct table_maker m = maker_begin(c, "samples");
    rules_label(&m, "truth_is");
    rules_label(&m, "got");
    rules_label(&m, "id");
    maker_label_column(&m, "text", word(c, "rules.text"));
    for (size_t i = 0; i < score->confusion_count; i++)
        for (size_t k = 0; k < score->confusions[i].sample_count; k++) {
            size_t row = score->confusions[i].sample[k];
            const struct column *ids = table->by_role[ROLE_ID_];
            maker_text(&m, score->classes.ids[score->confusions[i].truth]);
            maker_text(&m, score->classes.ids[score->confusions[i].given]);
            maker_text(&m, ids ? str_copy(c->arena, table_text(table, row, ids, &scratch)) : STR(""));
            struct str text = snippet_start(c->arena, rules_text(c->data, row, &read), SAMPLE_WIDTH, masked);
            maker_text(&m, str_copy(c->arena, text));
        }
    maker_end(&m);
    classify_row_free(&read);
    buf_free(&scratch);
}

static void make_labels(struct composer *c, const struct score *score, bool unknown_alone, bool masked) {
    struct table_maker m = maker_begin(c, unknown_alone ? "unknown_labels" : "labels");
    rules_label(&m, "label");
    if (!unknown_alone)
        rules_label(&m, "category");
    rules_value(&m, "rows", UNIT_COUNT, false);
    for (size_t i = 0; i < score->label_count; i++) {
        const struct score_label *label = &score->labels[i];
        if (unknown_alone && label->class != LABEL_UNKNOWN)
            continue;
        maker_text(&m, masked ? snippet_start(c->arena, label->label, LABEL_WIDTH, true) : label->label);
        if (!unknown_alone)
            maker_text(&m, label->class < score->classes.count ? score->classes.ids[label->class] : STR(""));
        rules_count(&m, label->rows);
    }
    maker_end(&m);
}

static void make_matrix(struct composer *c, const struct score *score) {
    struct table_maker m = maker_begin(c, "matrix");
    size_t count = score->classes.count;
    rules_label(&m, "truth_is");
    rules_label(&m, "got");
    rules_value(&m, "rows", UNIT_COUNT, false);
    for (size_t t = 0; t < count; t++)
        for (size_t g = 0; g < count; g++) {
            if (!score->rules.matrix[t * count + g])
                continue;
            maker_text(&m, score->classes.ids[t]);
            maker_text(&m, score->classes.ids[g]);
            rules_count(&m, score->rules.matrix[t * count + g]);
        }
    maker_end(&m);
}

static struct figure difference(const struct figure *a, const struct figure *b) {
    struct figure points = figure_none(UNIT_POINTS, NULL);
    points.value = a->value - b->value;
    points.n = a->n;
    return points;
}

static void score_facts(struct table_maker *m, const struct score *score) {
    rules_count(m, score->scored);
    rules_count(m, score->unlabelled);
    rules_count(m, score->unknown);
    rules_count(m, score->left_out);
    rules_count(m, score->textless);
    maker_figure(m, score->rules.micro);
    maker_figure(m, score->rules.macro_f1);
    maker_figure(m, score->rules.macro_precision);
    maker_figure(m, score->rules.macro_recall);
    maker_figure(m, score->among);
    if (!score->baseline.classes)
        return;
    maker_figure(m, score->baseline.micro);
    maker_figure(m, score->baseline.macro_f1);
    maker_figure(m, difference(&score->rules.micro, &score->baseline.micro));
    maker_figure(m, difference(&score->rules.macro_f1, &score->baseline.macro_f1));
}

static void make_facts(struct composer *c, const struct test_result *result) {
    struct table_maker m = maker_begin(c, "summary");
    rules_value(&m, "examples", UNIT_COUNT, false);
    rules_value(&m, "failed", UNIT_COUNT, false);
    if (result->score) {
        rules_value(&m, "scored", UNIT_COUNT, false);
        rules_value(&m, "unlabelled", UNIT_COUNT, false);
        rules_value(&m, "unknown", UNIT_COUNT, false);
        rules_value(&m, "left_out", UNIT_COUNT, false);
        rules_value(&m, "without_text", UNIT_COUNT, false);
        rules_value(&m, "micro", UNIT_SHARE, true);
        rules_value(&m, "macro_f1", UNIT_SHARE, true);
        rules_value(&m, "macro_precision", UNIT_SHARE, false);
        rules_value(&m, "macro_recall", UNIT_SHARE, false);
        rules_value(&m, "among_share", UNIT_SHARE, true);
    }
    if (result->score && result->score->baseline.classes) {
        rules_value(&m, "baseline_micro", UNIT_SHARE, true);
        rules_value(&m, "baseline_macro_f1", UNIT_SHARE, true);
        rules_value(&m, "above_micro", UNIT_POINTS, false);
        rules_value(&m, "above_macro_f1", UNIT_POINTS, false);
    }
    rules_count(&m, result->example_count);
    rules_count(&m, result->failure_count);
    if (result->score)
        score_facts(&m, result->score);
    maker_end(&m);
}

struct answer_tables compose_test(const struct test_result *result, struct arena *arena, enum lang lang) {
    struct composer *c = composer_small(result->dataset, arena, lang);
    size_t hidden = 0;
    if (result->score) {
        make_classes(c, result->score);
        make_confusions(c, result->score);
        make_samples(c, result->score, result->masked);
        make_labels(c, result->score, true, result->masked);
        hidden = 2;
    }
    make_failures(c, result);
    if (result->score) {
        make_matrix(c, result->score);
        make_labels(c, result->score, false, result->masked);
    }
    make_facts(c, result);
    size_t tables = c->report->table_count - 1;
    return (struct answer_tables){"redress.rules-test/1", c->tables[tables], c->tables, tables,
                                  tables - hidden};
}
