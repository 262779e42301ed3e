/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/score.h"

#include "analysis/measure/interval.h"
#include "analysis/query/baseline_words.h"
#include "analysis/rules/mask.h"

#include <math.h>
#include <string.h>

static const double z_95 = 1.959963984540054;

static struct figure f1_of(const struct score_class *class) {
    struct figure f1 = figure_none(UNIT_SHARE, NULL);
    double hits = (double)class->correct, alarms = (double)(class->given - class->correct),
           misses = (double)(class->truth - class->correct);
    if (hits + alarms + misses == 0)
        return f1;
    f1.numerator = 2 * hits;
    f1.denominator = 2 * hits + alarms + misses;
    f1.value = f1.numerator / f1.denominator;
    f1.n = hits + alarms + misses;
    interval_f1(hits, alarms, misses, &f1.low, &f1.high);
    return f1;
}

static struct figure mean_of(double sum, size_t count, double n) {
    struct figure mean = figure_none(UNIT_SHARE, NULL);
    mean.n = n;
    if (count)
        mean.value = sum / (double)count;
    return mean;
}

/* What one class adds to the derivative of macro-F1 by a cell of its row or column, and by its own cell. */
struct slope {
    double beside, own;
};

static struct slope slope_of(const struct score_class *class, double n, size_t averaged) {
    double sum = (double)(class->truth + class->given) / n, own = (double)class->correct / n;
    if (!class->truth)
        return (struct slope){0, 0};
    return (struct slope){-2 * own / (sum * sum) / (double)averaged,
                          2 * (sum - 2 * own) / (sum * sum) / (double)averaged};
}

/* Delta method: variance of Σ g p over a multinomial table is (Σ g² p − (Σ g p)²) ÷ n. */
static void macro_interval(const struct score_totals *totals, size_t count, size_t averaged, double n,
                           struct figure *f1) {
    double mean = 0, squares = 0;
    for (size_t t = 0; t < count; t++)
        for (size_t g = 0; g < count; g++) {
            double share = (double)totals->matrix[t * count + g] / n;
            if (share == 0)
                continue;
            struct slope a = slope_of(&totals->classes[t], n, averaged),
                         b = slope_of(&totals->classes[g], n, averaged);
            double slope = t == g ? a.own : a.beside + b.beside;
            mean += slope * share;
            squares += slope * slope * share;
        }
    double variance = (squares - mean * mean) / n;
    double half = z_95 * sqrt(variance > 0 ? variance : 0);
    f1->low = fmax(0, f1->value - half);
    f1->high = fmin(1, f1->value + half);
}

static void count_class(const uint64_t *matrix, size_t count, size_t c, struct score_class *class) {
    for (size_t i = 0; i < count; i++) {
        class->truth += matrix[c * count + i];
        class->given += matrix[i * count + c];
    }
    class->correct = matrix[c * count + c];
    class->precision = figure_share((int64_t) class->correct, (int64_t) class->given, 0);
    class->recall = figure_share((int64_t) class->correct, (int64_t) class->truth, 0);
    class->f1 = f1_of(class);
}

void score_figures(const uint64_t *matrix, size_t count, struct arena *arena, struct score_totals *totals) {
    struct score_class *classes = arena_array(arena, count, sizeof *classes);
    double precision = 0, recall = 0, f1 = 0;
    uint64_t rows = 0, correct = 0;
    size_t averaged = 0;
    for (size_t c = 0; c < count; c++) {
        struct score_class *class = &classes[c];
        count_class(matrix, count, c, class);
        rows += class->truth;
        correct += class->correct;
        if (!class->truth)
            continue;
        averaged++;
        precision += class->given ? class->precision.value : 0;
        recall += class->recall.value;
        f1 += class->f1.value;
    }
    *totals = (struct score_totals){.classes = classes, .matrix = matrix};
    totals->micro = figure_share((int64_t)correct, (int64_t)rows, 0);
    totals->macro_precision = mean_of(precision, averaged, (double)rows);
    totals->macro_recall = mean_of(recall, averaged, (double)rows);
    totals->macro_f1 = mean_of(f1, averaged, (double)rows);
    if (rows)
        macro_interval(totals, count, averaged, (double)rows, &totals->macro_f1);
}

/* One run: the label of each row, by code. */
struct scorer {
    const struct dataset *dataset;
    const struct score_options *options;
    struct arena *arena;
    struct score *score;
    const struct column *truth, *given, *all;
    struct dict *labels;
    struct score_label *list; /* growing, by code of the label */
    size_t room;
    uint32_t *codes; /* by row; DICT_ABSENT where it is not looked at */
    struct classify_row read;
    struct truth_map *map;
};

/* A column whose name got something behind it, because another one has the name, or the one of that name. */
static const struct column *column_named(const struct table *table, struct str name, const char *behind) {
    struct buf full = {0};
    buf_printf(&full, STR_FMT "%s", STR_ARG(name), behind);
    const struct column *column = table_column(table, buf_str(&full));
    buf_free(&full);
    return column ? column : table_column(table, name);
}

static const struct column *all_column(const struct table *table, struct str name) {
    struct buf full = {0};
    buf_printf(&full, STR_FMT "_all", STR_ARG(name));
    const struct column *column = column_named(table, buf_str(&full), " (rules)");
    buf_free(&full);
    return column;
}

static bool find_columns(struct scorer *s, struct err *err) {
    const struct table *table = s->dataset->table;
    struct str name = s->options->truth, axis = s->score->classes.axis->name;
    enum role role = role_find(name);
    s->truth = role != ROLE_NONE && table->by_role[role] ? table->by_role[role] : table_column(table, name);
    s->given = column_named(table, axis, " (rules)");
    s->all = all_column(table, axis);
    bool labels = !s->truth || s->truth->role == ROLE_NONE || roles[s->truth->role].type == ROLE_DIMENSION;
    if (labels && s->truth && s->truth->role != ROLE_CUSTOMER && s->truth->role != ROLE_HANDLER &&
        (s->truth->type == COLUMN_TEXT || s->truth->type == COLUMN_DIMENSION) &&
        !dataset_is_category(s->dataset, s->truth))
        return true;
    err_set(err, ERR_USAGE, "the exports have no column of labels \"" STR_FMT "\"", STR_ARG(name));
    return err_hint(err,
                    "--truth wants the header or role of a column with a few names, not of texts or persons");
}

static struct str label_at(const struct scorer *s, size_t row, struct buf *scratch) {
    if (s->truth->type == COLUMN_TEXT)
        return str_trim(table_text(s->dataset->table, row, s->truth, scratch));
    return str_trim(dict_text(s->truth->dict, s->truth->codes[row]));
}

/* Each different label is understood once. */
static void read_labels(struct scorer *s) {
    struct buf scratch = {0}, folded = {0};
    size_t rows = s->dataset->table->rows, known = 1;
    s->codes = heap_array(rows, sizeof *s->codes);
    for (size_t row = 0; row < rows; row++) {
        if (!dataset_asked(s->dataset, row)) {
            s->codes[row] = DICT_ABSENT;
            continue;
        }
        struct str label = label_at(s, row, &scratch);
        uint32_t code = s->codes[row] = dict_add(s->labels, label);
        if (code == DICT_NONE)
            continue;
        if (code < known) {
            s->list[code].rows++;
            continue;
        }
        known = code + 1;
        s->list = heap_grow(s->list, &s->room, known, sizeof *s->list);
        s->list[code] = (struct score_label){str_copy(s->arena, label),
                                             truth_class(s->map, &s->score->classes, label, &folded), 1};
    }
    buf_free(&folded);
    buf_free(&scratch);
}

static bool is_among(const struct scorer *s, size_t row, uint32_t class) {
    uint32_t set = s->all->codes[row];
    for (uint32_t i = s->all->sets.start[set]; i < s->all->sets.start[set + 1]; i++)
        if (s->score->classes.of_value[s->all->sets.items[i] - 1] == class)
            return true;
    return false;
}

/* Rules that look at no text at all need none. */
static bool is_textless(struct scorer *s, size_t row) {
    const struct rulebook *book = s->dataset->rulebook;
    return book->searched && !classify_read(s->dataset->table, book, row, &s->read);
}

/* The class of the label, LABEL_UNKNOWN where the row is not scored; counts why not. */
static uint32_t truth_of(struct scorer *s, size_t row) {
    struct score *score = s->score;
    if (s->codes[row] == DICT_ABSENT)
        return LABEL_UNKNOWN;
    score->rows++;
    uint32_t class = s->codes[row] == DICT_NONE ? LABEL_UNKNOWN : s->list[s->codes[row]].class;
    score->unlabelled += s->codes[row] == DICT_NONE;
    score->unknown += s->codes[row] != DICT_NONE && class == LABEL_UNKNOWN;
    score->left_out += class == LABEL_LEFT_OUT;
    if (class >= score->classes.count)
        return LABEL_UNKNOWN;
    if (is_textless(s, row)) {
        score->textless++;
        s->codes[row] = DICT_ABSENT;
        return LABEL_UNKNOWN;
    }
    return class;
}

static uint32_t given_of(const struct scorer *s, size_t row) {
    return s->score->classes.of_value[s->given->codes[row] - 1];
}

static void count_rows(struct scorer *s, uint64_t *matrix, uint64_t *base, uint64_t *among) {
    size_t count = s->score->classes.count;
    struct label_class *labels = heap_array(dict_size(s->labels), sizeof *labels);
    for (uint32_t i = 1; i < dict_size(s->labels); i++)
        labels[i - 1] = (struct label_class){s->list[i].label, s->list[i].class};
    struct baseline_words *words =
        base ? baseline_words_new(&s->score->classes, labels, dict_size(s->labels) - 1) : NULL;
    for (size_t row = 0; row < s->dataset->table->rows; row++) {
        uint32_t class = truth_of(s, row);
        if (class == LABEL_UNKNOWN)
            continue;
        s->score->scored++;
        matrix[class * count + given_of(s, row)]++;
        among[class] += is_among(s, row, class);
        if (base)
            base[class * count + baseline_words_class(words, s->dataset->table, row)]++;
    }
    baseline_words_free(words);
    heap_free(labels);
}

/* The largest cells beside the diagonal, of equal ones the first. */
static void find_confusions(struct score *score) {
    size_t count = score->classes.count;
    for (uint32_t t = 0; t < count; t++)
        for (uint32_t g = 0; g < count; g++) {
            uint64_t rows = score->rules.matrix[t * count + g];
            if (t == g || !rows)
                continue;
            size_t at = score->confusion_count;
            while (at > 0 && score->confusions[at - 1].rows < rows)
                at--;
            if (at == SCORE_CONFUSIONS)
                continue;
            score->confusion_count += score->confusion_count < SCORE_CONFUSIONS;
            memmove(&score->confusions[at + 1], &score->confusions[at],
                    (score->confusion_count - at - 1) * sizeof *score->confusions);
            score->confusions[at] = (struct confusion){.truth = t, .given = g, .rows = rows};
        }
}

static void find_samples(const struct scorer *s) {
    struct score *score = s->score;
    for (size_t row = 0; row < s->dataset->table->rows; row++) {
        uint32_t code = s->codes[row];
        if (code == DICT_ABSENT || code == DICT_NONE || s->list[code].class >= score->classes.count)
            continue;
        for (size_t i = 0; i < score->confusion_count; i++) {
            struct confusion *c = &score->confusions[i];
            if (c->truth == s->list[code].class && c->given == given_of(s, row) &&
                c->sample_count < SCORE_SAMPLES)
                c->sample[c->sample_count++] = row;
        }
    }
}

static void add_among(struct score *score, const uint64_t *among, struct arena *arena) {
    size_t count = score->classes.count;
    struct score_class *classes = arena_array(arena, count, sizeof *classes);
    uint64_t sum = 0;
    for (size_t c = 0; c < count; c++) {
        classes[c] = score->rules.classes[c];
        classes[c].among = among[c];
        sum += among[c];
    }
    score->rules.classes = classes;
    score->among = figure_share((int64_t)sum, (int64_t)score->scored, 0);
}

static bool none_scored(const struct scorer *s, struct err *err) {
    const struct score *score = s->score;
    err_set(
        err, ERR_DATA,
        "no row can be scored: %llu without a label, %llu with one that names no category, %llu without a "
        "text",
        (unsigned long long)score->unlabelled, (unsigned long long)score->unknown,
        (unsigned long long)score->textless);
    for (uint32_t i = 1; i < dict_size(s->labels); i++)
        if (s->list[i].class == LABEL_UNKNOWN) {
            struct buf masked = {0};
            mask_text(s->list[i].label, &masked);
            err_hint(err, "say what \"%s\" and others mean with --truth-map FILE.csv, or --level 1",
                     masked.data);
            buf_free(&masked);
            break;
        }
    return false;
}

/* The confusion table grows with the square of the classes. */
static bool check_classes(const struct score *score, struct err *err) {
    if (score->classes.count <= SCORE_CLASSES)
        return true;
    err_set(err, ERR_USAGE, "%zu categories are too many for a confusion table", score->classes.count);
    return err_hint(err, "compare the first parts of their ids with --level 1");
}

static bool score_loaded(struct scorer *s, struct err *err) {
    struct score *score = s->score;
    size_t count = score->classes.count;
    uint64_t *matrix = arena_array(s->arena, count * count, sizeof *matrix),
             *base = s->options->baseline ? arena_array(s->arena, count * count, sizeof *base) : NULL,
             *among = arena_array(s->arena, count, sizeof *among);
    read_labels(s);
    count_rows(s, matrix, base, among);
    if (!score->scored)
        return none_scored(s, err);
    score_figures(matrix, count, s->arena, &score->rules);
    if (base)
        score_figures(base, count, s->arena, &score->baseline);
    add_among(score, among, s->arena);
    find_confusions(score);
    find_samples(s);
    score->label_count = dict_size(s->labels) - 1;
    struct score_label *labels = arena_array(s->arena, score->label_count, sizeof *labels);
    for (size_t i = 0; i < score->label_count; i++)
        labels[i] = s->list[i + 1];
    score->labels = labels;
    return true;
}

bool score_rules(const struct dataset *dataset, const struct score_options *options, struct arena *arena,
                 struct score *score, struct err *err) {
    struct scorer s = {
        .dataset = dataset, .options = options, .arena = arena, .score = score, .labels = dict_new()};
    *score = (struct score){0};
    classes_of(dataset->rulebook, &dataset->rulebook->axes[options->axis], options->level, arena,
               &score->classes);
    bool done =
        check_classes(score, err) && find_columns(&s, err) &&
        (!options->truth_map || truth_map_load(options->truth_map, &score->classes, arena, &s.map, err)) &&
        score_loaded(&s, err);
    classify_row_free(&s.read);
    truth_map_free(s.map);
    dict_free(s.labels);
    heap_free(s.list);
    heap_free(s.codes);
    return done;
}
