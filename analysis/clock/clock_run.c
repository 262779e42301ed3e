/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/clock_run.h"

#include "analysis/base/work.h"

enum { RANGE = 64 * 1024 }; /* rows of a task: whole words of the bit sets */

enum { EXTENDED_WARN_PERCENT = 90 };

/* What is made of a row. */
struct timed {
    struct moment due, warn;
    bool warns;
    bool extended;
};

struct pause {
    int64_t from, to; /* instants */
    bool by_days;     /* known by day alone */
    bool lasts;
};

struct worker {
    struct clock_run *run;
    uint64_t counts[WORK_MOST][CLOCK_COUNTS];
};

static bool bit_at(const uint64_t *bits, size_t row) {
    return bits && (bits[row / 64] >> (row % 64) & 1);
}

static bool time_at(const struct times *times, size_t row, struct moment *moment) {
    uint32_t seconds = times->values ? times->values[row] : TIME_NONE;
    *moment = (struct moment){seconds, bit_at(times->date_only, row)};
    if (moment->date_only)
        moment->seconds = moment->seconds / DATE_DAY * DATE_DAY;
    return seconds != TIME_NONE;
}

static int64_t last_second(const struct moment *moment) {
    return moment->date_only ? moment->seconds + DATE_DAY - 1 : moment->seconds;
}

static bool fits(const struct fitting_list *list, size_t row) {
    for (size_t i = 0; i < list->count; i++)
        if (!list->items[i].fits[list->items[i].column->codes[row]])
            return false;
    return !list->nobody;
}

/* ---- the limit */

static enum limit_end later_end(const struct policy_case *c, struct moment start,
                                const struct calendar *calendar, struct moment *end, struct limit *chosen) {
    struct moment other;
    enum limit_end first = limit_end(c->limit, start, calendar, end);
    *chosen = c->limit;
    if (c->either.unit == c->limit.unit && c->either.count == c->limit.count)
        return first;
    enum limit_end second = limit_end(c->either, start, calendar, &other);
    if (first == LIMIT_NEEDS_CALENDAR || second == LIMIT_NEEDS_CALENDAR)
        return LIMIT_NEEDS_CALENDAR;
    if (second == LIMIT_ENDS && (first != LIMIT_ENDS || last_second(&other) > last_second(end))) {
        *end = other;
        *chosen = c->either;
    }
    return first == LIMIT_ENDS ? first : second;
}

static enum limit_end roll(const struct run_version *version, const struct calendar *calendar,
                           struct moment *end) {
    int64_t day = calendar ? calendar_roll(calendar, date_day_of(end->seconds)) : CALENDAR_UNKNOWN;
    if (!version->clock->roll || !end->date_only)
        return LIMIT_ENDS;
    if (day == CALENDAR_UNKNOWN)
        return LIMIT_NEEDS_CALENDAR;
    end->seconds = day * DATE_DAY;
    return LIMIT_ENDS;
}

/* ---- pauses */

static bool find_pause(const struct clock_run *run, size_t row, int64_t start, struct pause *pause) {
    struct moment from, to, stop;
    if (!time_at(&run->pause_from, row, &from))
        return false;
    pause->lasts = !time_at(&run->pause_to, row, &to);
    if (pause->lasts && time_at(&run->to, row, &stop)) {
        pause->lasts = false;
        to = stop;
    }
    pause->by_days = from.date_only || (!pause->lasts && to.date_only);
    pause->from = from.seconds > start ? from.seconds : start;
    pause->to = pause->lasts ? INT64_MAX : to.seconds;
    return pause->to > pause->from;
}

/* Moves an end that the pause lies before. */
static enum limit_end shift(const struct pause *pause, enum limit_unit unit, const struct calendar *calendar,
                            struct moment *end) {
    int64_t from = date_day_of(pause->from), to = date_day_of(pause->to);
    if (pause->from > last_second(end))
        return LIMIT_ENDS;
    if (unit == LIMIT_SECONDS) {
        end->seconds += pause->to - pause->from;
        return pause->by_days ? LIMIT_NEEDS_TIME : LIMIT_ENDS;
    }
    int64_t day = date_day_of(end->seconds), days = to - from;
    if (unit == LIMIT_WORKDAYS && calendar) {
        days = calendar_workdays(calendar, from, to);
        day = days == CALENDAR_UNKNOWN ? days : calendar_add(calendar, day, days);
    } else {
        day += days;
    }
    if (day == CALENDAR_UNKNOWN)
        return LIMIT_NEEDS_CALENDAR;
    end->seconds = day * DATE_DAY;
    return LIMIT_ENDS;
}

/* ---- extensions */

/* The end that an extension gives; false when there is none for this row. */
static bool extend(const struct clock_run *run, const struct run_version *version, size_t row,
                   struct moment start, struct moment *end) {
    const struct policy_extension *extension = &version->clock->extension;
    struct moment most, to;
    if (!extension->given)
        return false;
    bool limited =
        extension->limited && limit_end(extension->limit, start, run->clock->calendar, &most) == LIMIT_ENDS;
    if (time_at(&run->by_role[extension->to], row, &to)) {
        *end = limited && last_second(&to) > last_second(&most) ? most : to;
        return true;
    }
    if (limited)
        *end = most;
    return limited && extension->when_count && fits(&version->extension, row);
}

/* The warning of an end that no limit gives: a share of the time up to it, in whole days where it is a day.
 */
static bool warn_before(struct moment start, struct moment end, enum limit_unit unit,
                        const struct calendar *calendar, int percent, struct moment *warn) {
    if (!end.date_only) {
        *warn = (struct moment){start.seconds + (end.seconds - start.seconds) * percent / 100, false};
        return end.seconds >= start.seconds;
    }
    int64_t from = date_day_of(start.seconds), to = date_day_of(end.seconds);
    bool worked = unit == LIMIT_WORKDAYS && calendar;
    int64_t days = worked ? calendar_workdays(calendar, from, to) : to - from;
    if (days == CALENDAR_UNKNOWN || days < 0)
        return false;
    return limit_end((struct limit){worked ? LIMIT_WORKDAYS : LIMIT_DAYS, days * percent / 100}, start,
                     calendar, warn) == LIMIT_ENDS;
}

/* ---- a row */

static enum clock_count count_of(enum limit_end end) {
    return end == LIMIT_NEEDS_TIME ? CLOCK_NO_TIME : CLOCK_UNCOVERED;
}

/* Where the clock's own limit ends, with the warning before it. */
static enum clock_count run_limit(const struct clock_run *run, const struct run_version *version,
                                  const struct policy_case *c, struct moment start, size_t row,
                                  struct timed *timed, struct limit *chosen) {
    const struct calendar *calendar = run->clock->calendar;
    struct pause pause;
    enum limit_end end = later_end(c, start, calendar, &timed->due, chosen);
    if (end == LIMIT_ENDS && chosen->unit == LIMIT_DAYS)
        end = roll(version, calendar, &timed->due);
    if (end != LIMIT_ENDS)
        return count_of(end);
    struct limit warn = c->warn_percent ? limit_share(*chosen, c->warn_percent) : c->warn_limit;
    timed->warns = limit_end(warn, start, calendar, &timed->warn) == LIMIT_ENDS;
    if (!version->clock->service || !find_pause(run, row, start.seconds, &pause))
        return CLOCK_TIMED;
    if (pause.lasts)
        return pause.from > last_second(&timed->due) ? CLOCK_TIMED : CLOCK_PAUSED;
    timed->warns = timed->warns && shift(&pause, warn.unit, calendar, &timed->warn) == LIMIT_ENDS;
    end = shift(&pause, chosen->unit, calendar, &timed->due);
    return end == LIMIT_ENDS ? CLOCK_TIMED : count_of(end);
}

static enum clock_count run_case(const struct clock_run *run, const struct run_version *version,
                                 const struct policy_case *c, struct moment start, size_t row,
                                 struct timed *timed) {
    struct moment extended;
    struct limit chosen;
    enum clock_count outcome = run_limit(run, version, c, start, row, timed, &chosen);
    if (outcome != CLOCK_TIMED || !extend(run, version, row, start, &extended) ||
        last_second(&extended) <= last_second(&timed->due))
        return outcome;
    int percent = c->warn_percent ? c->warn_percent : EXTENDED_WARN_PERCENT;
    timed->extended = true;
    timed->due = extended;
    timed->warns = warn_before(start, extended, chosen.unit, run->clock->calendar, percent, &timed->warn);
    return outcome;
}

static const struct run_version *version_of(const struct clock_run *run, int64_t received_day) {
    const struct policy *policy = run->clock->policy;
    const struct policy_version *version = policy_version_at(policy, received_day);
    const struct run_version *found = version ? &run->versions[version - policy->versions] : NULL;
    return found && found->clock ? found : NULL;
}

static enum clock_count run_row(const struct clock_run *run, size_t row, struct timed *timed) {
    struct moment received, start;
    time_at(&run->received, row, &received);
    const struct run_version *version = version_of(run, date_day_of(received.seconds));
    if (!version)
        return CLOCK_NO_LIMIT;
    if (!time_at(&run->from, row, &start))
        return CLOCK_NO_START;
    for (size_t i = 0; i < version->clock->case_count; i++) {
        const struct policy_case *c = &version->clock->cases[i];
        if (fits(&version->cases[i], row))
            return c->none ? CLOCK_NO_LIMIT : run_case(run, version, c, start, row, timed);
    }
    return CLOCK_NO_LIMIT;
}

static void put(uint32_t *values, uint64_t *days, size_t row, const struct moment *moment) {
    if (moment->seconds < 0 || moment->seconds >= (int64_t)TIME_NONE)
        return;
    values[row] = (uint32_t)moment->seconds;
    days[row / 64] |= (uint64_t)moment->date_only << (row % 64);
}

static void run_range(void *context, size_t task, unsigned number) {
    struct worker *worker = context;
    struct clock_run *run = worker->run;
    size_t end = (task + 1) * RANGE < run->rows ? (task + 1) * RANGE : run->rows;
    for (size_t row = task * RANGE; row < end; row++) {
        struct timed timed = {.extended = false};
        run->due[row] = run->warn[row] = TIME_NONE;
        if (run->received.values[row] == TIME_NONE)
            continue;
        enum clock_count outcome = run_row(run, row, &timed);
        if (outcome == CLOCK_TIMED)
            put(run->due, run->due_days, row, &timed.due);
        if (outcome == CLOCK_TIMED && timed.warns)
            put(run->warn, run->warn_days, row, &timed.warn);
        if (run->in_scope && !bit_at(run->in_scope, row))
            continue;
        worker->counts[number][outcome]++;
        worker->counts[number][CLOCK_EXTENDED] += timed.extended;
    }
}

void clock_run(struct clock_run *run, unsigned jobs) {
    struct worker *worker = heap_array(1, sizeof *worker);
    worker->run = run;
    work_run(jobs ? jobs : work_processors(), (run->rows + RANGE - 1) / RANGE, run_range, worker);
    for (size_t i = 0; i < WORK_MOST; i++)
        for (size_t c = 0; c < CLOCK_COUNTS; c++)
            run->clock->counts[c] += worker->counts[i][c];
    heap_free(worker);
}
