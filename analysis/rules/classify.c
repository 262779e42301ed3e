/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/classify.h"

#include "analysis/rules/verdict.h"

#include <pthread.h>
#include <string.h>

/* Rows of one task; fixed, so that set codes never depend on the threads. */
enum { RANGE = 8192, AHEAD = 16 };

/* One axis being filled: sets get codes of their range first, and common ones when all ranges are done. */
struct axis_columns {
    struct column *one, *all;
    struct dict **sets;  /* by range: value codes as bytes */
    uint32_t **renumber; /* by range: code in the range → code in the column */
};

struct thread {
    struct verdict_worker *verdict;
    struct classify_row read;
    uint64_t *hits, *wins, textless;
    uint32_t *values; /* the set of one row and axis */
    uint32_t *limits; /* those of the verdict before the row */
};

/* What met a limit in one range: the first rows. */
struct limited_range {
    struct limited_row *rows;
    size_t count;
    uint64_t all;
};

struct run {
    const struct table *table;
    const struct rulebook *book;
    struct axis_columns *axes;
    struct column *rule, *severity;
    struct thread *threads;
    struct limited_range *limited; /* by range */
    unsigned thread_count;
    size_t ranges, done;
    struct progress *progress;
    pthread_mutex_t lock; /* of `done` and of showing progress */
};

static struct column *add_column(struct table *table, struct str name, const char *suffix,
                                 enum column_type type) {
    struct buf full = {0};
    buf_printf(&full, STR_FMT "%s", STR_ARG(name), suffix);
    if (table_has(table, buf_str(&full)))
        buf_add(&full, STR(" (rules)"));
    struct column *column = table_add(table, buf_str(&full), type);
    buf_free(&full);
    heap_free(column->codes);
    column->codes = heap_array(table->rows, sizeof *column->codes);
    if (!column->dict)
        column->dict = dict_new();
    return column;
}

static void add_columns(struct run *run, struct table *table) {
    const struct rulebook *book = run->book;
    for (size_t a = 0; a < book->axis_count; a++) {
        const struct axis *axis = &book->axes[a];
        struct axis_columns *columns = &run->axes[a];
        columns->one = add_column(table, axis->name, "", COLUMN_DIMENSION);
        columns->all = add_column(table, axis->name, "_all", COLUMN_SET);
        for (size_t v = 0; v < axis->value_count; v++) {
            dict_add(columns->one->dict, axis->values[v].id);
            dict_add(columns->all->dict, axis->values[v].id);
        }
        columns->sets = heap_array(run->ranges, sizeof *columns->sets);
        columns->renumber = heap_array(run->ranges, sizeof *columns->renumber);
    }
    run->rule = add_column(table, STR("rule"), "", COLUMN_DIMENSION);
    for (size_t i = 0; i < book->axes[0].rule_count; i++)
        dict_add(run->rule->dict, book->axes[0].rules[i].id);
    run->severity = add_column(table, STR("severity"), "", COLUMN_DIMENSION);
    for (enum severity s = SEVERITY_LOW; s < SEVERITY_COUNT; s++)
        dict_add(run->severity->dict, severity_id(s));
}

static struct str cell(const struct table *table, size_t row, const struct column *column,
                       struct buf *scratch) {
    switch (column->type) {
    case COLUMN_TEXT:
        return table_text(table, row, column, scratch);
    case COLUMN_DIMENSION:
        return dict_text(column->dict, column->codes[row]);
    case COLUMN_FLAG:
        return column->flags[row] == 1 ? STR("yes") : column->flags[row] == 0 ? STR("no") : STR("");
    default:
        return STR("");
    }
}

bool classify_read(const struct table *table, const struct rulebook *book, size_t row,
                   struct classify_row *read) {
    size_t bytes = 0;
    for (role_set left = book->roles; left; left &= left - 1) {
        enum role role = (enum role)__builtin_ctzll(left);
        if (!table->by_role[role])
            continue;
        read->values[role] = cell(table, row, table->by_role[role], &read->scratch[role]);
        bytes += book->searched & role_bit(role) ? read->values[role].size : 0;
    }
    return bytes > 0;
}

void classify_row_free(struct classify_row *read) {
    for (size_t i = 0; i < ROLE_COUNT; i++)
        buf_free(&read->scratch[i]);
}

/* Counts a verdict for `rows` rows. */
static void count_rules(struct thread *thread, const struct rulebook *book, const struct verdict *verdict,
                        size_t rows) {
    size_t count = verdict->first_rule[book->axis_count];
    for (size_t i = 0; i < count; i += 64)
        for (uint64_t bits = verdict->rules[i / 64]; bits; bits &= bits - 1)
            thread->hits[i + (size_t)__builtin_ctzll(bits)] += rows;
    for (size_t a = 0; a < book->axis_count; a++)
        if (verdict->winner[a] != VERDICT_NONE)
            thread->wins[verdict->first_rule[a] + verdict->winner[a]] += rows;
}

static void write_row(struct run *run, struct thread *thread, size_t range, size_t row,
                      const struct verdict *verdict) {
    const struct rulebook *book = run->book;
    for (size_t a = 0; a < book->axis_count; a++) {
        struct axis_columns *columns = &run->axes[a];
        columns->one->codes[row] = verdict_value(book, verdict, a) + 1;
        size_t count = verdict_values(book, verdict, a, thread->values);
        struct str key = {(const char *)thread->values, count * sizeof *thread->values};
        columns->all->codes[row] = dict_add(columns->sets[range], key);
    }
    uint32_t winner = verdict->winner[0];
    bool won = winner != VERDICT_NONE;
    run->rule->codes[row] = won ? winner + 1 : DICT_NONE;
    run->severity->codes[row] = won ? (uint32_t)book->axes[0].rules[winner].severity : DICT_NONE;
}

/* Which patterns met a limit in a row, now that one did. */
static void note_limits(const struct run *run, struct thread *thread, size_t range, size_t row) {
    struct limited_range *list = &run->limited[range];
    const uint32_t *limits = verdict_limits(thread->verdict);
    if (!list->rows)
        list->rows = heap_array(CLASSIFY_LISTED, sizeof *list->rows);
    list->all++;
    for (uint32_t p = 0; p < run->book->pattern_count; p++) {
        if (limits[p] != thread->limits[p] && list->count < CLASSIFY_LISTED)
            list->rows[list->count++] = (struct limited_row){row, p};
        thread->limits[p] = limits[p];
    }
}

static void show_progress(struct run *run) {
    pthread_mutex_lock(&run->lock);
    run->done++;
    if (run->progress && run->progress->show)
        run->progress->show(run->progress->context, "classify", run->done, run->ranges);
    pthread_mutex_unlock(&run->lock);
}

static void copy_row(struct run *run, size_t from, size_t to) {
    for (size_t a = 0; a < run->book->axis_count; a++) {
        run->axes[a].one->codes[to] = run->axes[a].one->codes[from];
        run->axes[a].all->codes[to] = run->axes[a].all->codes[from];
    }
    run->rule->codes[to] = run->rule->codes[from];
    run->severity->codes[to] = run->severity->codes[from];
}

static void classify_row(struct run *run, struct thread *thread, size_t range, size_t row) {
    struct verdict verdict;
    verdict_of(thread->verdict, thread->read.values, &verdict);
    if (verdict.limited)
        note_limits(run, thread, range, row);
    count_rules(thread, run->book, &verdict, 1);
    write_row(run, thread, range, row, &verdict);
}

static void count_copies(struct thread *thread, const struct rulebook *book, size_t copies) {
    static const struct str nothing[ROLE_COUNT];
    struct verdict verdict;
    if (!copies)
        return;
    verdict_of(thread->verdict, nothing, &verdict);
    count_rules(thread, book, &verdict, copies);
}

/* The texts lie behind one another in the exports, but too far apart for the processor to guess: those of a
 * row soon to come are asked for. */
static void expect_texts(const struct run *run, size_t row) {
    for (role_set left = run->book->roles; left; left &= left - 1) {
        const struct column *column = run->table->by_role[__builtin_ctzll(left)];
        if (column && column->texts)
            table_expect_text(run->table, row, column);
    }
}

/* Rows without a text are often most of them: where they are all alike, those behind the first one of the
 * range are copies of it. */
static void classify_range(void *context, size_t range, unsigned worker) {
    struct run *run = context;
    struct thread *thread = &run->threads[worker];
    size_t end = (range + 1) * RANGE < run->table->rows ? (range + 1) * RANGE : run->table->rows;
    size_t first = end, copies = 0;
    bool alike = verdict_is_constant(thread->verdict);
    for (size_t a = 0; a < run->book->axis_count; a++)
        run->axes[a].sets[range] = dict_new();
    for (size_t row = range * RANGE; row < end; row++) {
        if (row + AHEAD < end)
            expect_texts(run, row + AHEAD);
        bool texts = classify_read(run->table, run->book, row, &thread->read);
        thread->textless += !texts;
        if (!texts && first < end) {
            copy_row(run, first, row);
            copies++;
            continue;
        }
        if (!texts && alike)
            first = row;
        classify_row(run, thread, range, row);
    }
    count_copies(thread, run->book, copies);
    show_progress(run);
}

/* Writes the sets of one axis in the order of first appearance. The items of the sets are codes of the
 * column's dict, 1 + value. */
static void write_sets(struct column *column, const struct dict *sets) {
    size_t count = dict_size(sets), items = 0;
    struct set_list *list = &column->sets;
    *list = (struct set_list){count, heap_array(count + 1, sizeof(uint32_t)), NULL};
    for (uint32_t s = 0; s < count; s++) {
        list->start[s] = (uint32_t)items;
        items += dict_text(sets, s).size / sizeof(uint32_t);
    }
    list->start[count] = (uint32_t)items;
    list->items = heap_array(items, sizeof *list->items);
    for (uint32_t s = 0; s < count; s++) {
        struct str set = dict_text(sets, s);
        if (set.size)
            memcpy(list->items + list->start[s], set.data, set.size);
        for (uint32_t i = list->start[s]; i < list->start[s + 1]; i++)
            list->items[i]++;
    }
}

static void join_sets(struct run *run, struct axis_columns *columns) {
    struct dict *common = dict_new();
    for (size_t range = 0; range < run->ranges; range++) {
        struct dict *sets = columns->sets[range];
        columns->renumber[range] = heap_array(dict_size(sets), sizeof(uint32_t));
        for (uint32_t s = 0; s < dict_size(sets); s++)
            columns->renumber[range][s] = dict_add_hashed(common, dict_text(sets, s), dict_hash(sets, s));
        dict_free(sets);
    }
    write_sets(columns->all, common);
    dict_free(common);
}

static void renumber_range(void *context, size_t range, unsigned worker) {
    (void)worker;
    struct run *run = context;
    size_t end = (range + 1) * RANGE < run->table->rows ? (range + 1) * RANGE : run->table->rows;
    for (size_t a = 0; a < run->book->axis_count; a++) {
        const uint32_t *renumber = run->axes[a].renumber[range];
        uint32_t *codes = run->axes[a].all->codes;
        for (size_t row = range * RANGE; row < end; row++)
            codes[row] = renumber[codes[row]];
    }
}

static size_t count_missing(const struct column *column, size_t rows) {
    size_t missing = 0;
    for (size_t row = 0; row < rows; row++)
        missing += column->codes[row] == DICT_NONE;
    return missing;
}

static void start_threads(struct run *run, unsigned jobs) {
    run->thread_count = jobs ? jobs : work_processors();
    if (run->thread_count > WORK_MOST)
        run->thread_count = WORK_MOST;
    run->threads = heap_array(run->thread_count, sizeof *run->threads);
    size_t rules = 0, values = 0;
    for (size_t a = 0; a < run->book->axis_count; a++) {
        rules += run->book->axes[a].rule_count;
        values = run->book->axes[a].value_count > values ? run->book->axes[a].value_count : values;
    }
    for (unsigned t = 0; t < run->thread_count; t++) {
        struct thread *thread = &run->threads[t];
        thread->verdict = verdict_worker_new(run->book);
        thread->hits = heap_array(rules, sizeof *thread->hits);
        thread->wins = heap_array(rules, sizeof *thread->wins);
        thread->values = heap_array(values, sizeof *thread->values);
        thread->limits = heap_array(run->book->pattern_count + 1, sizeof *thread->limits);
    }
}

static void write_report(const struct run *run, struct classify_report *report) {
    const struct rulebook *book = run->book;
    *report = (struct classify_report){.rows = run->table->rows, .pattern_count = book->pattern_count};
    for (size_t a = 0; a < book->axis_count; a++)
        report->rule_count += book->axes[a].rule_count;
    report->hits = heap_array(report->rule_count, sizeof *report->hits);
    report->wins = heap_array(report->rule_count, sizeof *report->wins);
    report->limits = heap_array(report->pattern_count, sizeof *report->limits);
    for (unsigned t = 0; t < run->thread_count; t++) {
        const struct thread *thread = &run->threads[t];
        report->textless += thread->textless;
        for (size_t i = 0; i < report->rule_count; i++) {
            report->hits[i] += thread->hits[i];
            report->wins[i] += thread->wins[i];
        }
        for (size_t i = 0; i < report->pattern_count; i++)
            report->limits[i] += verdict_limits(thread->verdict)[i];
    }
    report->listed = heap_array(CLASSIFY_LISTED, sizeof *report->listed);
    for (size_t range = 0; range < run->ranges; range++) {
        const struct limited_range *list = &run->limited[range];
        report->limited += list->all;
        for (size_t i = 0; i < list->count && report->listed_count < CLASSIFY_LISTED; i++)
            report->listed[report->listed_count++] = list->rows[i];
    }
}

static void end_threads(struct run *run) {
    for (unsigned t = 0; t < run->thread_count; t++) {
        struct thread *thread = &run->threads[t];
        verdict_worker_free(thread->verdict);
        heap_free(thread->hits);
        heap_free(thread->wins);
        heap_free(thread->values);
        classify_row_free(&thread->read);
        heap_free(thread->limits);
    }
    heap_free(run->threads);
}

static void end_axes(struct run *run) {
    for (size_t a = 0; a < run->book->axis_count; a++) {
        for (size_t range = 0; range < run->ranges; range++)
            heap_free(run->axes[a].renumber[range]);
        heap_free(run->axes[a].renumber);
        heap_free(run->axes[a].sets);
    }
    heap_free(run->axes);
    for (size_t range = 0; range < run->ranges; range++)
        heap_free(run->limited[range].rows);
    heap_free(run->limited);
}

bool classify(struct table *table, const struct rulebook *book, unsigned jobs, struct progress *progress,
              struct classify_report *report, struct err *err) {
    if (table_has(table, STR("category")))
        return err_set(err, ERR_USAGE, "the table has a column \"category\" already");
    struct run run = {.table = table, .book = book, .progress = progress};
    run.ranges = (table->rows + RANGE - 1) / RANGE;
    run.limited = heap_array(run.ranges, sizeof *run.limited);
    run.axes = heap_array(book->axis_count, sizeof *run.axes);
    pthread_mutex_init(&run.lock, NULL);
    add_columns(&run, table);
    start_threads(&run, jobs);
    work_run(run.thread_count, run.ranges, classify_range, &run);
    for (size_t a = 0; a < book->axis_count; a++)
        join_sets(&run, &run.axes[a]);
    work_run(run.thread_count, run.ranges, renumber_range, &run);
    run.rule->missing = count_missing(run.rule, table->rows);
    run.severity->missing = count_missing(run.severity, table->rows);
    if (report)
        write_report(&run, report);
    end_threads(&run);
    end_axes(&run);
    pthread_mutex_destroy(&run.lock);
    return true;
}

void classify_report_free(struct classify_report *report) {
    heap_free(report->hits);
    heap_free(report->wins);
    heap_free(report->limits);
    heap_free(report->listed);
    *report = (struct classify_report){0};
}

/* Ideographs and letters in a text. */
struct script {
    size_t ideographs, letters;
};

static void count_script(struct script *script, struct str text) {
    for (size_t at = 0; at < text.size;) {
        uint32_t code = utf8_next(text, &at);
        script->ideographs += code >= 0x3400 && code <= 0x9FFF;
        script->letters += (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
    }
}

enum { SAMPLE_ROWS = 500, SAMPLE_BYTES = 400 };

/* Rows at equal distances. */
static void sample_texts(const struct table *table, const struct column *column, struct script *script) {
    struct buf scratch = {0};
    size_t step = table->rows / SAMPLE_ROWS + 1;
    for (size_t row = 0; row < table->rows; row += step) {
        struct str text = table_text(table, row, column, &scratch);
        count_script(script, str_sub(text, 0, text.size < SAMPLE_BYTES ? text.size : SAMPLE_BYTES));
    }
    buf_free(&scratch);
}

static void sample_values(const struct column *column, struct script *script) {
    for (uint32_t code = 1; code < dict_size(column->dict) && code <= SAMPLE_ROWS; code++)
        count_script(script, dict_text(column->dict, code));
}

const char *rules_default_text(struct str text) {
    struct script script = {0};
    count_script(&script, text);
    return script.ideographs * 4 > script.letters ? "bank-zh" : "bank-en";
}

const char *rules_default(const struct table *table, struct str language) {
    if (language.size)
        return str_equal(language, STR("zh")) ? "bank-zh" : "bank-en";
    struct script script = {0};
    for (enum role role = ROLE_SUBJECT; role <= ROLE_TEXT_; role++)
        if (table->by_role[role] && table->by_role[role]->type == COLUMN_TEXT)
            sample_texts(table, table->by_role[role], &script);
    for (size_t i = 0; !script.ideographs && !script.letters && i < table->column_count; i++)
        if (table->columns[i]->type == COLUMN_DIMENSION)
            sample_values(table->columns[i], &script);
    /* An ideograph says about as much as four letters, and Chinese texts hold Latin product names. */
    return script.ideographs * 4 > script.letters ? "bank-zh" : "bank-en";
}
