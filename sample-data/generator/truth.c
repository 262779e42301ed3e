/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TRUTH.md: what is planted, measured over the complaints as they were made. */
#include <stdlib.h>

#include "files.h"

struct measured {
    int64_t outage_week, outage_before_x10; /* complaints; weekly mean of the twelve weeks before */
    int64_t queue_last, queue_before_x10;   /* complaints; monthly mean of the twelve months before */
    int64_t slow_after_hours, slow_before_hours;
    int64_t satisfied_after, valid_after, satisfied_before, valid_before;
    int64_t improved_before_x10, improved_after_x10;
    int64_t grown_last, grown_before_x10, small_last, small_before, cluster;
    int64_t season_high_x10, season_low_x10;
};

static bool counts(const struct complaint *c) {
    return c->quirk < TEXT_AFTER_QUOTE && c->quirk != NO_RECEIVED && !c->enquiry && c->origin != LATE;
}

/* The close that an intake sees, 0 when there is none to measure. */
static int64_t closed_at(const struct plan *plan, const struct complaint *c) {
    bool odd = c->quirk == CLOSED_BEFORE_RECEIVED || c->quirk == CLOSED_WITHOUT_DATE ||
               c->quirk == OPEN_WITH_CLOSE_DATE || c->quirk == REOPENED_BY_STATUS_ONLY;
    int64_t closed = c->reopened >= plan->end ? c->first_closed : c->closed;
    return odd || closed >= plan->end ? 0 : closed;
}

static int by_value(const void *a, const void *b) {
    const int64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Median of received → closed in hours, of the product's complaints received in [from, to). */
static int64_t median_hours(const struct plan *plan, const struct cases *cases, int product, int64_t from,
                            int64_t to) {
    int64_t *lasts = malloc((cases->count + 1) * sizeof *lasts), median = 0;
    size_t n = 0;
    for (size_t i = 0; lasts && i < cases->count; i++) {
        const struct complaint *c = &cases->list[i];
        int64_t closed = closed_at(plan, c);
        if (counts(c) && c->product == product && c->received >= from && c->received < to && closed)
            lasts[n++] = closed - c->received;
    }
    if (n) {
        qsort(lasts, n, sizeof *lasts, by_value);
        median = (lasts[(n - 1) / 2] + lasts[n / 2]) / 7200;
    }
    free(lasts);
    return median;
}

static int64_t count(const struct cases *cases, int category, int unit, int64_t from, int64_t to) {
    int64_t n = 0;
    for (size_t i = 0; i < cases->count; i++) {
        const struct complaint *c = &cases->list[i];
        n += counts(c) && (category < 0 || c->category == category) && (unit < 0 || c->unit == unit) &&
             c->received >= from && c->received < to;
    }
    return n;
}

static void measure_satisfaction(struct measured *m, const struct plan *plan, const struct cases *cases) {
    const struct planted *planted = &plan->bank->planted;
    int64_t start = plan_month_start(plan, plan->months - 3);
    for (size_t i = 0; i < cases->count; i++) {
        const struct complaint *c = &cases->list[i];
        int64_t closed = closed_at(plan, c);
        bool there = plan->bank->units[c->unit].region == planted->unhappy_region ||
                     c->product == planted->unhappy_product;
        if (!counts(c) || !there || !closed || !c->satisfaction)
            continue;
        bool satisfied = c->satisfaction <= plan->bank->satisfied_words;
        *(closed >= start ? &m->valid_after : &m->valid_before) += 1;
        *(closed >= start ? &m->satisfied_after : &m->satisfied_before) += satisfied;
    }
}

static void measure_season(struct measured *m, const struct plan *plan, const struct cases *cases) {
    int64_t high = 0, low = 0, high_months = 0;
    for (int month = 0; month < plan->months; month++) {
        int of_year = (plan->first_month - 1 + month) % 12;
        bool season = of_year == 11 || of_year == 0;
        int64_t n = count(cases, (int)plan->bank->planted.seasonal, -1, plan_month_start(plan, month),
                          plan_month_start(plan, month + 1));
        *(season ? &high : &low) += n;
        high_months += season;
    }
    m->season_high_x10 = high_months ? high * 10 / high_months : 0;
    m->season_low_x10 = plan->months > high_months ? low * 10 / (plan->months - high_months) : 0;
}

static struct measured measure(const struct plan *plan, const struct cases *cases) {
    const struct planted *p = &plan->bank->planted;
    struct measured m = {0};
    int last = plan->months - 1;
    int64_t week = 7 * (int64_t)DAY_SECONDS, outage = plan->end - p->outage_day * (int64_t)DAY_SECONDS;
    int64_t month = plan_month_start(plan, last), before = plan_month_start(plan, last - 12),
            slow = plan_month_start(plan, last - 3);
    int64_t better = plan_month_start(plan, last - 7);
    for (int c = DIGITAL_CRASH; c <= DIGITAL_LOGIN; c++) {
        m.outage_week += count(cases, c, -1, outage, outage + week);
        m.outage_before_x10 += count(cases, c, -1, outage - 12 * week, outage) * 10 / 12;
    }
    m.queue_last = count(cases, PROCESS_QUEUE, p->queue_unit, month, plan->end);
    m.queue_before_x10 = count(cases, PROCESS_QUEUE, p->queue_unit, before, month) * 10 / 12;
    m.slow_after_hours = median_hours(plan, cases, p->slow_product, slow, plan->end);
    m.slow_before_hours = median_hours(plan, cases, p->slow_product, 0, slow);
    m.improved_before_x10 =
        count(cases, (int)p->improved, -1, plan_month_start(plan, last - 19), better) * 10 / 12;
    m.improved_after_x10 = count(cases, (int)p->improved, -1, better, plan->end) * 10 / 8;
    m.grown_last = count(cases, -1, p->grown_unit, month, plan->end);
    m.grown_before_x10 = count(cases, -1, p->grown_unit, plan_month_start(plan, last - 15), slow) * 10 / 12;
    m.small_last = count(cases, -1, p->small_unit, month, plan->end);
    m.small_before = count(cases, -1, p->small_unit, plan_month_start(plan, last - 1), month);
    m.cluster = count(cases, (int)p->cluster_category, p->cluster_unit, month + 14 * (int64_t)DAY_SECONDS,
                      month + 15 * (int64_t)DAY_SECONDS);
    measure_satisfaction(&m, plan, cases);
    measure_season(&m, plan, cases);
    return m;
}

static void add_date(struct text *out, int64_t at) {
    struct civil c = day_civil((int)(at / DAY_SECONDS));
    text_addf(out, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static void add_tenth(struct text *out, int64_t x10) {
    text_addf(out, "%lld.%lld", (long long)(x10 / 10), (long long)(x10 % 10));
}

/* | what | where | from | to | before | in it | which rows | */
static void begin_line(struct text *out, const char *what, const char *where, int64_t from, int64_t to) {
    text_addf(out, "| %s | %s | ", what, where);
    add_date(out, from);
    text_add(out, " | ");
    add_date(out, to - DAY_SECONDS);
    text_add(out, " | ");
}

static void add_signals(struct text *out, const struct plan *plan, const struct measured *m) {
    const struct bank *bank = plan->bank;
    const struct planted *p = &bank->planted;
    int last = plan->months - 1;
    int64_t outage = plan->end - p->outage_day * (int64_t)DAY_SECONDS;
    text_add(out,
             "| planted | where | from | to | before | then | which rows |\n|---|---|---|---|---|---|---|\n");
    begin_line(out, "app outage week, × 6", "all units", outage, outage + 7 * (int64_t)DAY_SECONDS);
    add_tenth(out, m->outage_before_x10);
    text_addf(out, " a week | %lld | digital.crash, digital.login by received |\n",
              (long long)m->outage_week);
    begin_line(out, "queue complaints, × 5", bank->units[p->queue_unit].name, plan_month_start(plan, last),
               plan->end);
    add_tenth(out, m->queue_before_x10);
    text_addf(out, " a month | %lld | process.queue by received |\n", (long long)m->queue_last);
    begin_line(out, "slower handling, median × 2.5", bank->products[p->slow_product],
               plan_month_start(plan, last - 3), plan->end);
    text_addf(out, "%lld h | %lld h | closed, by received |\n", (long long)m->slow_before_hours,
              (long long)m->slow_after_hours);
    begin_line(out, "satisfaction drop, 85 → 60 %",
               p->unhappy_region >= 0 ? bank->regions[p->unhappy_region] : bank->products[p->unhappy_product],
               plan_month_start(plan, last - 2), plan->end);
    text_addf(out, "%lld / %lld | %lld / %lld | satisfied / valid answers, by closed |\n",
              (long long)m->satisfied_before, (long long)m->valid_before, (long long)m->satisfied_after,
              (long long)m->valid_after);
    begin_line(out, "improvement, − 60 %", categories[p->improved].id, plan_month_start(plan, last - 7),
               plan->end);
    add_tenth(out, m->improved_before_x10);
    text_add(out, " a month | ");
    add_tenth(out, m->improved_after_x10);
    text_add(out, " a month | the category by received; in actions.yaml |\n");
}

static void add_noise(struct text *out, const struct plan *plan, const struct measured *m) {
    const struct bank *bank = plan->bank;
    const struct planted *p = &bank->planted;
    int last = plan->months - 1;
    text_add(
        out,
        "\nNo signal, though it looks like one:\n\n| looks like | where | from | to | before | then | why not |\n|---|---|---|---|---|---|---|\n");
    begin_line(out, "a unit that rises", bank->units[p->grown_unit].name, plan_month_start(plan, last - 3),
               plan->end);
    add_tenth(out, m->grown_before_x10);
    text_addf(
        out,
        " a month | %lld in the last month | took over the customers of %s: per customer nothing changed |\n",
        (long long)m->grown_last, bank->units[p->closed_unit].name);
    begin_line(out, "four times as many", bank->units[p->small_unit].name, plan_month_start(plan, last),
               plan->end);
    text_addf(out, "%lld the month before | %lld | small numbers |\n", (long long)m->small_before,
              (long long)m->small_last);
    begin_line(out, "a rise each December and January", categories[p->seasonal].id, plan_month_start(plan, 1),
               plan_month_start(plan, 3));
    add_tenth(out, m->season_low_x10);
    text_add(out, " in other months | ");
    add_tenth(out, m->season_high_x10);
    text_add(out, " a month | season, in both years |\n");
    int64_t day = plan_month_start(plan, last) + 14 * (int64_t)DAY_SECONDS;
    begin_line(out, categories[p->cluster_category].id, bank->units[p->cluster_unit].name, day,
               day + DAY_SECONDS);
    text_addf(out, "0 | %lld | one customer, %c%07d, again and again: repeats |\n", (long long)m->cluster,
              bank->chinese ? 'K' : 'H', p->cluster_unit * 100000 + 77777);
}

static void add_value(struct text *out, const struct bank *bank, const char *key, int64_t value) {
    text_addf(out, "%s,%s,%lld\n", bank->key, key, (long long)value);
}

static void add_numbers(struct text *out, const struct plan *plan, const struct cases *cases,
                        const struct tally *t, const struct measured *m) {
    const struct bank *bank = plan->bank;
    (void)cases;
    text_add(out, "\n```csv\nbank,key,value\n");
    add_value(out, bank, "files", t->files);
    add_value(out, bank, "rows_read", t->rows);
    add_value(out, bank, "rows_refused", t->refused);
    add_value(out, bank, "rows_merged", t->merged);
    add_value(out, bank, "rows_used", t->rows - t->refused - t->merged);
    add_value(out, bank, "cases_out_of_scope", t->out_of_scope);
    add_value(out, bank, "cases_received_after_end", t->late);
    add_value(out, bank, "rows_received_date_only", t->no_clock_received);
    add_value(out, bank, "rows_closed_date_only", t->no_clock_closed);
    add_value(out, bank, "rows_by_alias", t->aliases);
    add_value(out, bank, "rows_repeating_an_earlier_export", t->carried);
    add_value(out, bank, "rows_closed_before_and_open_again", t->again_open);
    add_value(out, bank, "rows_with_newline", t->newline);
    add_value(out, bank, "rows_with_quote", t->quote);
    add_value(out, bank, "rows_with_comma", t->comma);
    add_value(out, bank, "rows_with_full_width", t->wide);
    for (int q = NO_RECEIVED; q < QUIRK_COUNT; q++)
        add_value(out, bank, quirk_names[q], t->quirk[q]);
    add_value(out, bank, "outage_week", m->outage_week);
    add_value(out, bank, "queue_last_month", m->queue_last);
    add_value(out, bank, "satisfied_after", m->satisfied_after);
    add_value(out, bank, "valid_after", m->valid_after);
    add_value(out, bank, "small_unit_last_month", m->small_last);
    add_value(out, bank, "cluster", m->cluster);
    text_add(out, "```\n");
}

void truth_begin(struct text *report) {
    text_add(
        report,
        "# What is planted in the sample data\n\n"
        "Written by `generator/`; do not edit. Counts are of complaints in scope, by their true category (which no export "
        "tells; `generate --truth` writes it).\nThe lists of numbers count rows of the exports under the name of each odd "
        "thing; `rows_used` is what is left after merging by id, out of scope included.\n");
}

void truth_bank(struct text *report, const struct plan *plan, const struct cases *cases,
                const struct tally *tally) {
    text_addf(report, "\n## %s (%s)\n\n", plan->bank->folder, plan->bank->title);
    if (plan->months >= 21 && plan->complaints >= 4000) {
        struct measured measured = measure(plan, cases);
        add_signals(report, plan, &measured);
        add_noise(report, plan, &measured);
        add_numbers(report, plan, cases, tally, &measured);
    } else {
        struct measured nothing = {0};
        add_numbers(report, plan, cases, tally, &nothing);
    }
}
