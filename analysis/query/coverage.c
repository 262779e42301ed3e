/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/coverage.h"

#include "analysis/rules/verdict.h"

#include <string.h>

enum { RANGE = 8192 }; /* rows of one task */

struct thread {
    struct verdict_worker *verdict;
    struct classify_row read;
    struct rule_counts *rules;
    uint32_t *pairs;    /* rule × rule, NULL where there are too many */
    uint64_t *patterns; /* scope × pattern: rows in which it is found */
    struct month_count *months;
    uint32_t *matched; /* rules of one row */
    uint64_t rows, other, textless;
};

struct count {
    const struct dataset *dataset;
    const struct rulebook *book;
    size_t axis, words;
    const struct period *months;
    size_t month_count;
    struct thread *threads;
    unsigned thread_count;
};

/* The month in which a row was received; month_count for none. */
static size_t month_of(const struct count *c, size_t row) {
    uint32_t received = c->dataset->life->received[row];
    size_t low = 0, high = c->month_count;
    if (received == TIME_NONE)
        return c->month_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->months[middle].end > (int64_t)received)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void count_patterns(const struct count *c, struct thread *thread) {
    for (size_t s = 0; s < c->book->scope_count; s++) {
        const uint64_t *found = verdict_found(thread->verdict, s);
        uint64_t *counts = thread->patterns + s * c->book->pattern_count;
        for (size_t w = 0; w < c->words; w++)
            for (uint64_t bits = found[w]; bits; bits &= bits - 1)
                counts[w * 64 + (size_t)__builtin_ctzll(bits)]++;
    }
}

static size_t gather_matched(const struct count *c, const struct thread *thread,
                             const struct verdict *verdict) {
    size_t count = 0;
    for (size_t r = 0; r < c->book->axes[c->axis].rule_count; r++) {
        size_t number = verdict->first_rule[c->axis] + r;
        if (verdict->rules[number / 64] >> (number % 64) & 1)
            thread->matched[count++] = (uint32_t)r;
    }
    return count;
}

static void count_row(const struct count *c, struct thread *thread, size_t row) {
    struct verdict verdict;
    thread->textless += !classify_read(c->dataset->table, c->book, row, &thread->read);
    verdict_of(thread->verdict, thread->read.values, &verdict);
    count_patterns(c, thread);
    size_t matched = gather_matched(c, thread, &verdict), rules = c->book->axes[c->axis].rule_count;
    for (size_t i = 0; i < matched; i++) {
        struct rule_counts *counts = &thread->rules[thread->matched[i]];
        counts->hits++;
        counts->shared += matched > 1;
        for (size_t k = 0; thread->pairs && k < matched; k++)
            thread->pairs[thread->matched[i] * rules + thread->matched[k]]++;
    }
    uint32_t winner = verdict.winner[c->axis];
    bool other = verdict_value(c->book, &verdict, c->axis) == c->book->axes[c->axis].other;
    if (winner != VERDICT_NONE)
        thread->rules[winner].wins++;
    struct month_count *month = &thread->months[month_of(c, row)];
    month->rows++;
    month->other += other;
    thread->rows++;
    thread->other += other;
}

static void count_range(void *context, size_t range, unsigned worker) {
    const struct count *c = context;
    size_t rows = c->dataset->table->rows, end = (range + 1) * RANGE < rows ? (range + 1) * RANGE : rows;
    for (size_t row = range * RANGE; row < end; row++)
        if (dataset_asked(c->dataset, row))
            count_row(c, &c->threads[worker], row);
}

static void start_threads(struct count *c) {
    size_t rules = c->book->axes[c->axis].rule_count;
    c->threads = heap_array(c->thread_count, sizeof *c->threads);
    for (unsigned t = 0; t < c->thread_count; t++) {
        struct thread *thread = &c->threads[t];
        thread->verdict = verdict_worker_new(c->book);
        thread->rules = heap_array(rules, sizeof *thread->rules);
        thread->pairs = rules <= COVERAGE_PAIRS ? heap_array(rules * rules, sizeof *thread->pairs) : NULL;
        thread->patterns =
            heap_array(c->book->scope_count * c->book->pattern_count, sizeof *thread->patterns);
        thread->months = heap_array(c->month_count + 1, sizeof *thread->months);
        thread->matched = heap_array(rules, sizeof *thread->matched);
    }
}

static void end_threads(struct count *c) {
    for (unsigned t = 0; t < c->thread_count; t++) {
        struct thread *thread = &c->threads[t];
        verdict_worker_free(thread->verdict);
        classify_row_free(&thread->read);
        heap_free(thread->rules);
        heap_free(thread->pairs);
        heap_free(thread->patterns);
        heap_free(thread->months);
        heap_free(thread->matched);
    }
    heap_free(c->threads);
}

/* Everything into the counts of the first thread. */
static void join_threads(struct count *c) {
    struct thread *sum = &c->threads[0];
    size_t rules = c->book->axes[c->axis].rule_count;
    for (unsigned t = 1; t < c->thread_count; t++) {
        const struct thread *thread = &c->threads[t];
        sum->rows += thread->rows;
        sum->other += thread->other;
        sum->textless += thread->textless;
        for (size_t r = 0; r < rules; r++) {
            sum->rules[r].hits += thread->rules[r].hits;
            sum->rules[r].wins += thread->rules[r].wins;
            sum->rules[r].shared += thread->rules[r].shared;
        }
        for (size_t i = 0; sum->pairs && i < rules * rules; i++)
            sum->pairs[i] += thread->pairs[i];
        for (size_t i = 0; i < c->book->scope_count * c->book->pattern_count; i++)
            sum->patterns[i] += thread->patterns[i];
        for (size_t m = 0; m <= c->month_count; m++) {
            sum->months[m].rows += thread->months[m].rows;
            sum->months[m].other += thread->months[m].other;
        }
    }
}

static const struct rule_counts *keep_rules(const struct count *c, struct arena *arena) {
    const struct thread *sum = &c->threads[0];
    size_t rules = c->book->axes[c->axis].rule_count;
    struct rule_counts *kept = arena_array(arena, rules, sizeof *kept);
    for (size_t r = 0; r < rules; r++) {
        kept[r] = sum->rules[r];
        kept[r].partner = SIZE_MAX;
        for (size_t k = 0; sum->pairs && k < rules; k++)
            if (k != r && sum->pairs[r * rules + k] > kept[r].with_partner) {
                kept[r].partner = k;
                kept[r].with_partner = sum->pairs[r * rules + k];
            }
    }
    return kept;
}

static void keep_patterns(const struct count *c, struct arena *arena, struct coverage *coverage) {
    const struct axis *axis = coverage->axis;
    size_t total = 0;
    for (size_t r = 0; r < axis->rule_count; r++)
        total += axis->rules[r].any.count + axis->rules[r].all.count + axis->rules[r].none.count;
    struct pattern_count *kept = arena_array(arena, total, sizeof *kept);
    for (size_t r = 0; r < axis->rule_count; r++) {
        const struct rule *rule = &axis->rules[r];
        const struct pattern_list *lists[] = {&rule->any, &rule->all, &rule->none};
        for (size_t use = 0; use < 3; use++)
            for (size_t i = 0; i < lists[use]->count; i++) {
                size_t cell = rule->scope * c->book->pattern_count + lists[use]->items[i];
                kept[coverage->pattern_count++] =
                    (struct pattern_count){r, (enum pattern_use)use, i, c->threads[0].patterns[cell]};
            }
    }
    coverage->patterns = kept;
}

static void keep_months(const struct count *c, struct arena *arena, struct coverage *coverage) {
    const struct month_count *sum = c->threads[0].months;
    struct month_count *kept = arena_array(arena, c->month_count + 1, sizeof *kept);
    for (size_t m = 0; m < c->month_count; m++)
        kept[m] = (struct month_count){str_of(c->months[m].name), sum[m].rows, sum[m].other};
    kept[c->month_count] = (struct month_count){STR(""), sum[c->month_count].rows, sum[c->month_count].other};
    coverage->months = kept;
    coverage->month_count = c->month_count + (sum[c->month_count].rows > 0);
}

void coverage_count(const struct dataset *dataset, size_t axis, struct arena *arena,
                    struct coverage *coverage) {
    struct count c = {.dataset = dataset, .book = dataset->rulebook, .axis = axis};
    bool dated = dataset->life->first_receipt <= dataset->life->last_event;
    c.words = c.book->pattern_count / 64 + 1;
    if (dated)
        c.months =
            period_split(PERIOD_MONTH, dataset->data_start, dataset->data_end, 0, arena, &c.month_count);
    c.thread_count = dataset->options.intake.jobs ? dataset->options.intake.jobs : work_processors();
    if (c.thread_count > WORK_MOST)
        c.thread_count = WORK_MOST;
    start_threads(&c);
    work_run(c.thread_count, (dataset->table->rows + RANGE - 1) / RANGE, count_range, &c);
    join_threads(&c);
    *coverage = (struct coverage){.axis = &c.book->axes[axis],
                                  .rows = c.threads[0].rows,
                                  .other = c.threads[0].other,
                                  .textless = c.threads[0].textless,
                                  .rules = keep_rules(&c, arena)};
    keep_patterns(&c, arena, coverage);
    keep_months(&c, arena, coverage);
    end_threads(&c);
}
