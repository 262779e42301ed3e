/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/quantiles.h"
#include "analysis/measure/tally.h"

/* How long it took, of the cases whose stage ended in the period: `resolution` is received → closed, other
 * stages come from the profile. Quantiles are exact, from all values. */

enum option { MEAN, P50, P75, P90, P95, WITHIN };

enum { COUNT_CASES, COUNT_SECONDS, COUNT_MISSING, COUNT_LIMITS };
/* From COUNT_LIMITS on, for each limit: */
enum { LIMIT_IS_KEPT, LIMIT_IS_JUDGED, LIMIT_COUNTERS };

static const struct {
    double p;
    double least; /* cases below which the quantile would be the largest value by another name */
} ranks[] = {[P50] = {0.5, 1}, [P75] = {0.75, 1}, [P90] = {0.9, 10}, [P95] = {0.95, 20}};

struct duration {
    struct tally *tally;
    struct quantiles *values; /* NULL when no quantile is asked for */
    const struct stage *stage;
    struct limit *limits;
    size_t limit_count;
};

static bool wants_values(const struct measure_ref *refs, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (refs[i].measure->option != MEAN && refs[i].measure->option != WITHIN)
            return true;
    return false;
}

static void *duration_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    const struct stage *stage = refs[0].stage.size ? table_stage(frame->table, refs[0].stage) : NULL;
    if (stage ? !stage->from || !stage->to : !frame->has_close)
        return NULL;
    struct duration *duration = heap_array(1, sizeof *duration);
    duration->stage = stage;
    duration->limits = heap_array(count, sizeof *duration->limits);
    for (size_t i = 0; i < count; i++)
        if (refs[i].measure->option == WITHIN)
            duration->limits[duration->limit_count++] = measure_limit(&refs[i]);
    duration->tally = tally_new(frame, COUNT_LIMITS + duration->limit_count * LIMIT_COUNTERS);
    if (wants_values(refs, count))
        duration->values = quantiles_new(duration->tally->cells, frame->weighted);
    return duration;
}

static void add_span(struct duration *duration, uint32_t cell, const struct span *span, uint32_t weight) {
    int64_t *counts = tally_cell(duration->tally, cell), *limit = counts + COUNT_LIMITS;
    counts[COUNT_CASES] += weight;
    counts[COUNT_SECONDS] += span->seconds * weight;
    if (duration->values && weight)
        quantiles_add(duration->values, cell, span->seconds, weight);
    for (size_t i = 0; i < duration->limit_count; i++, limit += LIMIT_COUNTERS) {
        if (duration->limits[i].unit == LIMIT_SECONDS && span->date_only)
            continue;
        limit[LIMIT_IS_JUDGED] += weight;
        if (limit_kept(duration->limits[i], span->days, span->seconds))
            limit[LIMIT_IS_KEPT] += weight;
    }
}

static void add_resolution(struct duration *duration, const struct batch *batch) {
    const struct frame *frame = duration->tally->frame;
    for (size_t i = 0; i < batch->size; i++) {
        struct span span;
        if (batch->closed[i] == CELL_NONE)
            continue;
        if (frame_span(frame, batch->rows[i], &span))
            add_span(duration, batch->closed[i], &span, batch_weight(batch, i));
        else
            tally_cell(duration->tally, batch->closed[i])[COUNT_MISSING] += batch_weight(batch, i);
    }
}

static void add_stage(struct duration *duration, const struct batch *batch) {
    const struct column *from = duration->stage->from, *to = duration->stage->to;
    for (size_t i = 0; i < batch->size; i++) {
        size_t row = batch->rows[i];
        uint32_t cell = batch_cell(batch, i, duration->tally->frame, to->codes[row]);
        struct span span;
        if (cell == CELL_NONE)
            continue;
        if (span_between(from->codes[row], column_date_only(from, row), to->codes[row],
                         column_date_only(to, row), &span))
            add_span(duration, cell, &span, batch_weight(batch, i));
        else
            tally_cell(duration->tally, cell)[COUNT_MISSING] += batch_weight(batch, i);
    }
}

static void duration_add(void *state, const struct batch *batch) {
    struct duration *duration = state;
    if (duration->stage)
        add_stage(duration, batch);
    else
        add_resolution(duration, batch);
}

static void duration_merge(void *into, void *from) {
    struct duration *a = into, *b = from;
    tally_merge(a->tally, b->tally);
    if (a->values)
        quantiles_merge(a->values, b->values);
}

static void duration_finish(void *state) {
    struct duration *duration = state;
    if (duration->values)
        quantiles_finish(duration->values);
}

static struct figure within(const struct duration *duration, const int64_t *counts, struct limit limit) {
    size_t at = 0;
    if (limit.unit == LIMIT_WORKDAYS)
        return figure_none(UNIT_SHARE, NOTE_NO_CALENDAR);
    while (duration->limits[at].unit != limit.unit || duration->limits[at].count != limit.count)
        at++;
    const int64_t *found = counts + COUNT_LIMITS + at * LIMIT_COUNTERS;
    int64_t unjudged = counts[COUNT_CASES] - found[LIMIT_IS_JUDGED];
    struct figure figure =
        figure_share(found[LIMIT_IS_KEPT], found[LIMIT_IS_JUDGED], counts[COUNT_MISSING] + unjudged);
    if (unjudged && !figure_available(&figure))
        figure.note = NOTE_DATE_ONLY;
    return figure;
}

static struct figure duration_figure(const void *state, const struct measure_ref *ref, size_t group,
                                     size_t period) {
    const struct duration *duration = state;
    if (!duration)
        return figure_none(ref->measure->unit, ref->stage.size ? NOTE_NO_COLUMN : NOTE_NO_CLOSE);
    const int64_t *counts = tally_at(duration->tally, group, period);
    enum option option = (enum option)ref->measure->option;
    if (option == WITHIN)
        return within(duration, counts, measure_limit(ref));
    struct figure figure = figure_none(ref->measure->unit, NULL);
    double unit = ref->measure->unit == UNIT_HOURS ? 3600 : DATE_DAY;
    figure.n = (double)counts[COUNT_CASES];
    figure.missing = (double)counts[COUNT_MISSING];
    if (option == MEAN && figure.n > 0)
        figure.value = (double)counts[COUNT_SECONDS] / figure.n / unit;
    if (option == MEAN)
        return figure;
    size_t cell = group * duration->tally->frame->period_count + period;
    if (figure.n >= ranks[option].least)
        figure.value = quantiles_at(duration->values, cell, ranks[option].p) / unit;
    else if (figure.n > 0)
        figure.note = NOTE_FEW;
    return figure;
}

static void duration_close(void *state) {
    struct duration *duration = state;
    tally_close(duration->tally);
    quantiles_free(duration->values);
    heap_free(duration->limits);
    heap_free(duration);
}

static bool duration_check(const struct table *table, const struct measure_ref *ref, struct err *err) {
    if (!ref->stage.size || table_stage(table, ref->stage))
        return true;
    err_set(err, ERR_USAGE, "%s: there is no stage \"" STR_FMT "\"", ref->measure->key, STR_ARG(ref->stage));
    struct buf names = {0};
    for (size_t i = 0; i < table->stage_count; i++)
        buf_printf(&names, ", " STR_FMT, STR_ARG(table->stages[i].name));
    err_hint(err, "the profile has resolution" STR_FMT, STR_ARG(buf_str(&names)));
    buf_free(&names);
    return false;
}

#define DAYS(suffix, which, zh, en, zh_text, en_text)                                                        \
    {                                                                                                        \
        .key = suffix "_days", .unit = UNIT_DAYS, .parameter = PARAMETER_STAGE, .option = which,             \
        .lower_is_better = true, .name = {zh "（天）", en " (days)"}, .definition = {                        \
            zh_text,                                                                                         \
            en_text                                                                                          \
        }                                                                                                    \
    }
#define HOURS(suffix, which, zh, en, zh_text, en_text)                                                       \
    {                                                                                                        \
        .key = suffix "_hours", .unit = UNIT_HOURS, .parameter = PARAMETER_STAGE, .option = which,           \
        .lower_is_better = true, .name = {zh "（小时）", en " (hours)"}, .definition = {                     \
            zh_text,                                                                                         \
            en_text                                                                                          \
        }                                                                                                    \
    }
#define BOTH(suffix, which, zh, en, zh_text, en_text)                                                        \
    DAYS(suffix, which, zh, en, zh_text, en_text), HOURS(suffix, which, zh, en, zh_text, en_text)

static const struct measure measures[] = {
    BOTH("mean", MEAN, "平均处理时长", "Mean resolution time",
         "期内办结的投诉从受理到办结的平均时长；给出环节名时为该环节。任一端只有日期的按日期之差。",
         "Mean time from receipt to close of the cases closed in the period, or of the stage named. Where "
         "either end has no clock time, the difference of dates."),
    BOTH("p50", P50, "中位处理时长", "Median resolution time",
         "期内办结的投诉处理时长的中位数（第 7 类分位数）。",
         "Median time to close of the cases closed in the period (quantile type 7)."),
    BOTH("p75", P75, "处理时长 75 分位", "75th percentile of resolution time",
         "期内办结的投诉中四分之三不超过的处理时长（第 7 类分位数）。",
         "Three quarters of the cases closed in the period took no longer (quantile type 7)."),
    BOTH("p90", P90, "处理时长 90 分位", "90th percentile of resolution time",
         "期内办结的投诉中 90% 不超过的处理时长（第 7 类分位数），至少 10 件。",
         "Nine in ten of the cases closed in the period took no longer (quantile type 7); needs 10 cases."),
    BOTH("p95", P95, "处理时长 95 分位", "95th percentile of resolution time",
         "期内办结的投诉中 95% 不超过的处理时长（第 7 类分位数），至少 20 件。",
         "95 in 100 of the cases closed in the period took no longer (quantile type 7); needs 20 cases."),
    {.key = "within_rate",
     .unit = UNIT_SHARE,
     .parameter = PARAMETER_LIMIT,
     .option = WITHIN,
     .name = {"N日内办结率", "Closed within N"},
     .definition = {"期内办结的投诉中，在所给时限内办结的比例；受理当日不计，第 N 日 24 时止。",
                    "Of the cases closed in the period, those closed within the limit; the day of receipt is "
                    "not counted and the last day is whole."}},
};

const struct family duration_family = {
    .name = "duration",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .reads = LIFECYCLE_ROLES,
    .open = duration_open,
    .add = duration_add,
    .merge = duration_merge,
    .finish = duration_finish,
    .figure = duration_figure,
    .close = duration_close,
    .check = duration_check,
};
