/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/calendar_data.h"

static bool is_worked(uint8_t kind) {
    return kind == DAY_WORK || kind == DAY_MAKE_UP;
}

/* ---- tables */

static void prepare_workdays(struct calendar *calendar) {
    size_t days = (size_t)(calendar->end - calendar->first);
    uint32_t count = 0;
    calendar->before = arena_array(calendar->arena, days + 1, sizeof *calendar->before);
    calendar->nth = arena_array(calendar->arena, days + 1, sizeof *calendar->nth);
    for (size_t i = 0; i < days; i++) {
        calendar->before[i] = count;
        if (is_worked(calendar->kinds[i]))
            calendar->nth[count++] = (int32_t)i;
    }
    calendar->before[days] = count;
}

static const struct opening *opening_of(const struct calendar *calendar, size_t i) {
    const struct schedule *schedule = NULL;
    int64_t day = calendar->first + (int64_t)i;
    for (size_t s = 0; s < calendar->schedule_count && calendar->schedules[s].from <= day; s++)
        schedule = &calendar->schedules[s];
    uint8_t kind = calendar->kinds[i];
    int weekday = date_weekday(day);
    if (!schedule || kind == DAY_HOLIDAY)
        return NULL;
    if (kind != DAY_MAKE_UP && schedule->has_own[weekday])
        return &schedule->weekdays[weekday];
    return is_worked(kind) ? &schedule->open : NULL;
}

static void prepare_hours(struct calendar *calendar) {
    size_t days = (size_t)(calendar->end - calendar->first);
    int64_t open = 0;
    calendar->openings = arena_array(calendar->arena, days, sizeof *calendar->openings);
    calendar->open_before = arena_array(calendar->arena, days + 1, sizeof *calendar->open_before);
    for (size_t i = 0; i < days; i++) {
        const struct opening *opening = calendar->openings[i] = opening_of(calendar, i);
        calendar->open_before[i] = open;
        for (size_t s = 0; opening && s < opening->count; s++)
            open += opening->spans[s].to - opening->spans[s].from;
    }
    calendar->open_before[days] = open;
}

void calendar_prepare(struct calendar *calendar) {
    prepare_workdays(calendar);
    if (calendar->schedule_count)
        prepare_hours(calendar);
}

void calendar_free(struct calendar *calendar) {
    if (calendar)
        arena_free(calendar->arena);
}

struct str calendar_name(const struct calendar *calendar) {
    return calendar->name;
}

struct str calendar_source(const struct calendar *calendar) {
    return calendar->source;
}

int64_t calendar_first(const struct calendar *calendar) {
    return calendar->first;
}

int64_t calendar_last(const struct calendar *calendar) {
    return calendar->end - 1;
}

/* ---- working days */

bool calendar_covers(const struct calendar *calendar, int64_t day) {
    return day >= calendar->first && day < calendar->end;
}

bool calendar_is_workday(const struct calendar *calendar, int64_t day) {
    return calendar_covers(calendar, day) && is_worked(calendar->kinds[day - calendar->first]);
}

int64_t calendar_workdays_in(const struct calendar *calendar, int64_t first, int64_t end) {
    if (first == end)
        return 0;
    if (first > end || first < calendar->first || end > calendar->end)
        return CALENDAR_UNKNOWN;
    return (int64_t)calendar->before[end - calendar->first] - calendar->before[first - calendar->first];
}

int64_t calendar_workdays(const struct calendar *calendar, int64_t from, int64_t to) {
    if (to >= from)
        return calendar_workdays_in(calendar, from + 1, to + 1);
    int64_t back = calendar_workdays_in(calendar, to + 1, from + 1);
    return back == CALENDAR_UNKNOWN ? back : -back;
}

/* The working day with a number, counted from 0 at the start of the calendar. */
static int64_t numbered(const struct calendar *calendar, int64_t number) {
    int64_t count = calendar->before[calendar->end - calendar->first];
    return number < 0 || number >= count ? CALENDAR_UNKNOWN : calendar->first + calendar->nth[number];
}

int64_t calendar_add(const struct calendar *calendar, int64_t day, int64_t n) {
    if (n == 0)
        return day;
    /* What is counted begins the day after, so the day itself need not be covered. */
    int64_t start = n > 0 ? day + 1 : day;
    if (start < calendar->first || start > calendar->end)
        return CALENDAR_UNKNOWN;
    int64_t before = calendar->before[start - calendar->first];
    return numbered(calendar, n > 0 ? before + n - 1 : before + n);
}

int64_t calendar_roll(const struct calendar *calendar, int64_t day) {
    if (!calendar_covers(calendar, day))
        return CALENDAR_UNKNOWN;
    return numbered(calendar, calendar->before[day - calendar->first]);
}

/* ---- working time */

bool calendar_has_hours(const struct calendar *calendar) {
    return calendar->openings != NULL;
}

/* Open seconds from the start of the calendar to an instant within it or at its end. */
static int64_t open_until(const struct calendar *calendar, int64_t seconds) {
    int64_t day = date_day_of(seconds), open = calendar->open_before[day - calendar->first];
    int64_t clock = seconds - day * DATE_DAY;
    const struct opening *opening = day < calendar->end ? calendar->openings[day - calendar->first] : NULL;
    for (size_t s = 0; opening && s < opening->count && opening->spans[s].from < clock; s++)
        open += (clock < opening->spans[s].to ? clock : opening->spans[s].to) - opening->spans[s].from;
    return open;
}

int64_t calendar_open_seconds(const struct calendar *calendar, int64_t from, int64_t to) {
    int64_t start = calendar->first * DATE_DAY, end = calendar->end * DATE_DAY;
    bool known = from >= start && to >= start && from <= end && to <= end;
    if (!known || !calendar->openings)
        return CALENDAR_UNKNOWN;
    return open_until(calendar, to) - open_until(calendar, from);
}
