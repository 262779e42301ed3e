/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_SCORE_H
#define REDRESS_QUERY_SCORE_H

/* How well the rules agree with labels that people gave: precision, recall and F1 of each class, their
 * averages, and who is taken for whom. Counts are of rows.
 *
 *   precision  correct ÷ rows that the rules put there, recall  correct ÷ rows labelled so: Wilson 95 %
 *   F1         of a class, 2 correct ÷ (rows put there + rows labelled so): interval_f1
 *   micro      each row has one label and one category, so micro precision, recall and F1 are all the share
 * of correct rows: Wilson 95 % macro      plain mean over the classes that the labels use; a class the rules
 * never give has precision 0. F1: delta method over the cells of the confusion table (Takahashi et al. 2022,
 *              doi:10.1007/s10489-021-02635-5), cut at 0 and 1 */

#include "analysis/measure/figure.h"
#include "analysis/query/truth.h"

struct score_class {
    uint64_t truth, given, correct;
    uint64_t among; /* labelled so, and this class is among all that match */
    struct figure precision, recall, f1;
};

struct score_totals {
    const struct score_class *classes;
    const uint64_t *matrix; /* labelled × given */
    struct figure micro, macro_precision, macro_recall, macro_f1;
};

struct score_label {
    struct str label;
    uint32_t class; /* or LABEL_UNKNOWN, LABEL_LEFT_OUT */
    uint64_t rows;
};

/* Rows labelled `truth` that got `given`, most frequent first, and the first rows of each. */
enum { SCORE_CONFUSIONS = 10, SCORE_SAMPLES = 3 };
struct confusion {
    uint32_t truth, given;
    uint64_t rows;
    size_t sample[SCORE_SAMPLES];
    size_t sample_count;
};

struct score {
    struct classes classes;
    /* Rows are those scored and those not: without a label, with one that names no category, left out by the
     * map, and those with a label whose roles that the rules look at are all empty. */
    uint64_t rows, scored, unlabelled, unknown, left_out, textless;
    struct figure among;                 /* share of rows whose label is among all classes that match */
    struct score_totals rules, baseline; /* baseline.classes is NULL where it was not asked for */
    const struct score_label *labels;    /* each different one, in the order of appearance */
    size_t label_count;
    struct confusion confusions[SCORE_CONFUSIONS];
    size_t confusion_count;
};

struct score_options {
    size_t axis, level;
    struct str truth;      /* role or header of the column with labels; it is loaded */
    const char *truth_map; /* NULL = none */
    bool baseline;
};
enum { SCORE_CLASSES = 2000 };
/* ERR_USAGE when there are more classes than SCORE_CLASSES or the column has no texts, ERR_DATA when no row
 * can be scored. */
bool score_rules(const struct dataset *dataset, const struct score_options *options, struct arena *arena,
                 struct score *score, struct err *err);

/* The figures of a confusion table, `count` × `count`, for tests. */
void score_figures(const uint64_t *matrix, size_t count, struct arena *arena, struct score_totals *totals);

#endif
