/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/quantiles.h"
#include "analysis/measure/tally.h"

/* How long it took, of the cases whose stage ended in the period: `resolution` is received → closed, other
 * stages come from the profile. Quantiles are exact, from all values. Time is counted by the
 * clock, in working days, or in opening hours (clock/calendar.h). */

enum option { MEAN, P50, P75, P90, P95, WITHIN };

/* What a case's time is counted in: an option of a measure is scale × SCALE + one of the above. */
enum scale { IN_TIME, IN_WORKDAYS, IN_WORKHOURS, SCALES, SCALE = 16 };

static const struct {
    double p;
    double least; /* cases below which the quantile would be the largest value by another name */
} ranks[] = {[P50] = {0.5, 1}, [P75] = {0.75, 1}, [P90] = {0.9, 10}, [P95] = {0.95, 20}};

/* For each scale; then, from SCALES × SCALE_COUNTERS on, for each limit. */
enum { COUNT_CASES, COUNT_SUM, COUNT_MISSING, SCALE_COUNTERS };
enum { LIMIT_IS_KEPT, LIMIT_IS_JUDGED, LIMIT_COUNTERS };

struct duration {
    struct tally *tally;
    bool wanted[SCALES];
    struct quantiles *values[SCALES]; /* NULL when no quantile is asked for */
    const struct stage *stage;
    const struct calendar *calendar; /* NULL without */
    struct limit *limits;
    size_t limit_count;
};

static enum option option_of(const struct measure_ref *ref) {
    return (enum option)(ref->measure->option % SCALE);
}

static enum scale scale_of(const struct measure_ref *ref) {
    return (enum scale)(ref->measure->option / SCALE);
}

static void read_refs(struct duration *duration, const struct measure_ref *refs, size_t count) {
    duration->limits = heap_array(count, sizeof *duration->limits);
    duration->wanted[IN_TIME] = true;
    for (size_t i = 0; i < count; i++) {
        duration->wanted[scale_of(&refs[i])] = true;
        if (option_of(&refs[i]) != WITHIN)
            continue;
        struct limit limit = duration->limits[duration->limit_count++] = measure_limit(&refs[i]);
        duration->wanted[IN_WORKDAYS] |= limit.unit == LIMIT_WORKDAYS;
    }
}

static void *duration_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    const struct stage *stage = refs[0].stage.size ? table_stage(frame->table, refs[0].stage) : NULL;
    if (stage ? !stage->from || !stage->to : !frame->has_close)
        return NULL;
    struct duration *duration = heap_array(1, sizeof *duration);
    duration->stage = stage;
    duration->calendar = frame_calendar(frame, stage ? stage->clock : NULL);
    read_refs(duration, refs, count);
    duration->tally = tally_new(frame, SCALES * SCALE_COUNTERS + duration->limit_count * LIMIT_COUNTERS);
    for (size_t i = 0; i < count; i++) {
        struct quantiles **values = &duration->values[scale_of(&refs[i])];
        if (!*values && option_of(&refs[i]) != MEAN && option_of(&refs[i]) != WITHIN)
            *values = quantiles_new(duration->tally->cells, frame->weighted);
    }
    return duration;
}

/* What one case took, by scale, in seconds (a working day is 24 hours); CALENDAR_UNKNOWN where not known. */
struct taken {
    struct span span;
    int64_t by_scale[SCALES];
};

static void take(const struct duration *duration, uint32_t from, uint32_t to, struct taken *taken) {
    const struct calendar *calendar = duration->calendar;
    int64_t *by_scale = taken->by_scale;
    by_scale[IN_TIME] = taken->span.seconds;
    by_scale[IN_WORKDAYS] = by_scale[IN_WORKHOURS] = CALENDAR_UNKNOWN;
    if (calendar && duration->wanted[IN_WORKDAYS]) {
        int64_t days = calendar_workdays(calendar, from / DATE_DAY, to / DATE_DAY);
        by_scale[IN_WORKDAYS] = days == CALENDAR_UNKNOWN ? days : days * DATE_DAY;
    }
    if (calendar && duration->wanted[IN_WORKHOURS] && !taken->span.date_only)
        by_scale[IN_WORKHOURS] = calendar_open_seconds(calendar, from, to);
}

static bool kept(struct limit limit, const struct taken *taken) {
    if (limit.unit == LIMIT_WORKDAYS)
        return limit_kept(limit, taken->by_scale[IN_WORKDAYS] / DATE_DAY, 0);
    return limit_kept(limit, taken->span.days, taken->span.seconds);
}

static bool can_judge(struct limit limit, const struct taken *taken) {
    return limit.unit == LIMIT_SECONDS    ? !taken->span.date_only
           : limit.unit == LIMIT_WORKDAYS ? taken->by_scale[IN_WORKDAYS] != CALENDAR_UNKNOWN
                                          : true;
}

static void add_span(struct duration *duration, uint32_t cell, const struct taken *taken, uint32_t weight) {
    int64_t *counts = tally_cell(duration->tally, cell), *limit = counts + SCALES * SCALE_COUNTERS;
    for (enum scale scale = 0; scale < SCALES; scale++, counts += SCALE_COUNTERS) {
        int64_t seconds = taken->by_scale[scale];
        if (seconds == CALENDAR_UNKNOWN) {
            counts[COUNT_MISSING] += weight;
            continue;
        }
        counts[COUNT_CASES] += weight;
        counts[COUNT_SUM] += seconds * weight;
        if (duration->values[scale] && weight)
            quantiles_add(duration->values[scale], cell, seconds, weight);
    }
    for (size_t i = 0; i < duration->limit_count; i++, limit += LIMIT_COUNTERS) {
        bool judged = can_judge(duration->limits[i], taken);
        limit[LIMIT_IS_JUDGED] += judged ? weight : 0;
        limit[LIMIT_IS_KEPT] += judged && kept(duration->limits[i], taken) ? weight : 0;
    }
}

static void add_missing(struct duration *duration, uint32_t cell, uint32_t weight) {
    int64_t *counts = tally_cell(duration->tally, cell);
    for (enum scale scale = 0; scale < SCALES; scale++)
        counts[scale * SCALE_COUNTERS + COUNT_MISSING] += weight;
}

static void add_resolution(struct duration *duration, const struct batch *batch) {
    const struct frame *frame = duration->tally->frame;
    for (size_t i = 0; i < batch->size; i++) {
        struct taken taken;
        uint32_t row = batch->rows[i], close;
        if (batch->closed[i] == CELL_NONE)
            continue;
        if (!frame_span(frame, row, &taken.span, &close)) {
            add_missing(duration, batch->closed[i], batch_weight(batch, i));
            continue;
        }
        take(duration, frame->life->received[row], close, &taken);
        add_span(duration, batch->closed[i], &taken, batch_weight(batch, i));
    }
}

static void add_stage(struct duration *duration, const struct batch *batch) {
    const struct column *from = duration->stage->from, *to = duration->stage->to;
    for (size_t i = 0; i < batch->size; i++) {
        size_t row = batch->rows[i];
        uint32_t cell = batch_cell(batch, i, duration->tally->frame, to->codes[row]);
        struct taken taken;
        if (cell == CELL_NONE)
            continue;
        if (!span_between(from->codes[row], column_date_only(from, row), to->codes[row],
                          column_date_only(to, row), &taken.span)) {
            add_missing(duration, cell, batch_weight(batch, i));
            continue;
        }
        take(duration, from->codes[row], to->codes[row], &taken);
        add_span(duration, cell, &taken, batch_weight(batch, i));
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
    for (enum scale scale = 0; scale < SCALES; scale++)
        if (a->values[scale])
            quantiles_merge(a->values[scale], b->values[scale]);
}

static void duration_finish(void *state) {
    struct duration *duration = state;
    for (enum scale scale = 0; scale < SCALES; scale++)
        if (duration->values[scale])
            quantiles_finish(duration->values[scale]);
}

/* Why a limit or a scale can't be judged. */
static const char *unknown_workdays(const struct duration *duration) {
    return duration->calendar ? NOTE_NOT_COVERED : NOTE_NO_CALENDAR;
}

static struct figure within(const struct duration *duration, const int64_t *counts, struct limit limit) {
    size_t at = 0;
    while (duration->limits[at].unit != limit.unit || duration->limits[at].count != limit.count)
        at++;
    const int64_t *found = counts + SCALES * SCALE_COUNTERS + at * LIMIT_COUNTERS;
    int64_t unjudged = counts[COUNT_CASES] - found[LIMIT_IS_JUDGED];
    struct figure figure =
        figure_share(found[LIMIT_IS_KEPT], found[LIMIT_IS_JUDGED], counts[COUNT_MISSING] + unjudged);
    if (!figure_available(&figure) && (unjudged || (limit.unit == LIMIT_WORKDAYS && !duration->calendar)))
        figure.note = limit.unit == LIMIT_WORKDAYS ? unknown_workdays(duration) : NOTE_DATE_ONLY;
    return figure;
}

static const char *unknown_scale(const struct duration *duration, enum scale scale) {
    if (scale == IN_WORKHOURS && duration->calendar && !calendar_has_hours(duration->calendar))
        return NOTE_NO_HOURS;
    return scale == IN_WORKHOURS && duration->calendar ? NOTE_DATE_ONLY : unknown_workdays(duration);
}

static struct figure duration_figure(const void *state, const struct measure_ref *ref, size_t group,
                                     size_t period) {
    const struct duration *duration = state;
    if (!duration)
        return figure_none(ref->measure->unit, ref->stage.size ? NOTE_NO_COLUMN : NOTE_NO_CLOSE);
    const int64_t *counts = tally_at(duration->tally, group, period);
    enum option option = option_of(ref);
    enum scale scale = scale_of(ref);
    if (option == WITHIN)
        return within(duration, counts, measure_limit(ref));
    bool some = counts[COUNT_CASES] > 0;
    counts += scale * SCALE_COUNTERS;
    struct figure figure = figure_none(ref->measure->unit, NULL);
    double unit = ref->measure->unit == UNIT_HOURS ? 3600 : DATE_DAY;
    figure.n = (double)counts[COUNT_CASES];
    figure.missing = (double)counts[COUNT_MISSING];
    if (some && !counts[COUNT_CASES])
        figure.note = unknown_scale(duration, scale);
    if (option == MEAN && figure.n > 0)
        figure.value = (double)counts[COUNT_SUM] / figure.n / unit;
    if (option == MEAN)
        return figure;
    size_t cell = group * duration->tally->frame->period_count + period;
    if (figure.n >= ranks[option].least)
        figure.value = quantiles_at(duration->values[scale], cell, ranks[option].p) / unit;
    else if (figure.n > 0)
        figure.note = NOTE_FEW;
    return figure;
}

static void duration_close(void *state) {
    struct duration *duration = state;
    tally_close(duration->tally);
    for (enum scale scale = 0; scale < SCALES; scale++)
        quantiles_free(duration->values[scale]);
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
#define WORKING(suffix, which, zh, en)                                                                       \
    {.key = suffix "_workdays",                                                                              \
     .unit = UNIT_WORKDAYS,                                                                                  \
     .parameter = PARAMETER_STAGE,                                                                           \
     .option = IN_WORKDAYS * SCALE + which,                                                                  \
     .lower_is_better = true,                                                                                \
     .name = {zh "（工作日）", en " (working days)"},                                                        \
     .definition =                                                                                           \
         {"同上，按工作日历计工作日：受理次日起至办结日止，当日办结为 0。",                                  \
          "The same in working days of the calendar: those after the day of receipt up to and including "    \
          "that of the close; 0 on the same day."}},                                                         \
    {                                                                                                        \
        .key = suffix "_workhours", .unit = UNIT_HOURS, .parameter = PARAMETER_STAGE,                        \
        .option = IN_WORKHOURS * SCALE + which, .lower_is_better = true,                                     \
        .name = {zh "（营业小时）", en " (opening hours)"}, .definition = {                                  \
            "同上，只计工作日历中营业时间内的小时；任一端只有日期的不计。",                                  \
            "The same in hours that fall into the opening hours of the calendar; not for cases known by "    \
            "date alone."                                                                                    \
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
    WORKING("mean", MEAN, "平均处理时长", "Mean resolution time"),
    WORKING("p50", P50, "中位处理时长", "Median resolution time"),
    WORKING("p75", P75, "处理时长 75 分位", "75th percentile of resolution time"),
    WORKING("p90", P90, "处理时长 90 分位", "90th percentile of resolution time"),
    WORKING("p95", P95, "处理时长 95 分位", "95th percentile of resolution time"),
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
