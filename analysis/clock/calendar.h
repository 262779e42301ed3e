/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_CALENDAR_H
#define REDRESS_CLOCK_CALENDAR_H

/* Which days are worked and when the doors are open: dated data, read from a YAML file
 * (templates/calendars/, or the user's). Every question is answered from tables made at loading, in constant
 * time.
 *
 *   name: China
 *   source: General Office of the State Council, notices of …
 *   weekend: [saturday, sunday]                default
 *   years:                                     the years that are covered, without a gap
 *     2026:
 *       off: [2026-01-01..2026-01-03, 2026-04-05]     holidays; days and ranges, ends included
 *       work: [2026-01-04]                            make-up working days
 *   hours:                                     optional: opening hours, dated, the latest `from` holds
 *     - {from: 2024-01-01, open: ["09:00-12:00", "13:30-17:30"], saturday: ["09:00-12:00"]}
 *
 * `open` holds on working days; the name of a weekday gives that weekday its own hours, working or not (a
 * branch that opens on Saturdays without working days being counted). On days of `off` all is closed; make-up
 * days have the hours of `open`.
 *
 * A calendar knows nothing about the days outside its years: every function says so and none guesses
 * (CALENDAR_UNKNOWN). Days are counted from 1970-01-01, instants in civil seconds (base/date.h).
 *
 * Mistakes are ERR_USAGE with file, line and column: a day that is both holiday and working day, one outside
 * its year, a gap between years, hours that overlap or end before they begin. */

#include "analysis/base/date.h"
#include "analysis/base/err.h"

#define CALENDAR_UNKNOWN INT64_MIN

struct calendar; /* immutable once loaded: may be shared by threads */

/* A shipped calendar ("china") or a file by path. The caller frees. */
bool calendar_load(const char *name_or_path, struct calendar **calendar, struct err *err);
/* `name` is for messages. */
bool calendar_parse(struct str yaml, const char *name, struct calendar **calendar, struct err *err);
void calendar_free(struct calendar *calendar);

struct str calendar_name(const struct calendar *calendar);
struct str calendar_source(const struct calendar *calendar);
/* The first and the last day covered. */
int64_t calendar_first(const struct calendar *calendar);
int64_t calendar_last(const struct calendar *calendar);

/* ---- working days */

bool calendar_covers(const struct calendar *calendar, int64_t day);
/* False also for a day that is not covered. */
bool calendar_is_workday(const struct calendar *calendar, int64_t day);
/* Working days after day `from` up to and including day `to`: what a case received on `from` and closed on
 * `to` took (same day: 0). Negative, as many as the other way round, when `to` is the earlier one. Only the
 * days counted have to be covered. */
int64_t calendar_workdays(const struct calendar *calendar, int64_t from, int64_t to);
/* Working days of [first, end): for figures per working day. */
int64_t calendar_workdays_in(const struct calendar *calendar, int64_t first, int64_t end);
/* The n-th working day after `day`, itself not counted: where a limit of n working days ends. n = 0 is `day`
 * itself, also when it is not worked; n < 0 the n-th working day before it. For a working day d,
 * calendar_add(calendar_add(d, a), b) = calendar_add(d, a + b), and for n ≥ 0 of any day
 * calendar_workdays(d, calendar_add(d, n)) = n. */
int64_t calendar_add(const struct calendar *calendar, int64_t day, int64_t n);
/* `day` when it is worked, else the first working day after it (Civil Code of China, article 203). */
int64_t calendar_roll(const struct calendar *calendar, int64_t day);

/* ---- working time */

/* Without opening hours calendar_open_seconds knows nothing. */
bool calendar_has_hours(const struct calendar *calendar);
/* Open seconds of the instants [from, to); negative when `to` is the earlier one. */
int64_t calendar_open_seconds(const struct calendar *calendar, int64_t from, int64_t to);

#endif
