/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_POLICY_H
#define REDRESS_CLOCK_POLICY_H

/* What a handbook or a law asks for: clocks with limits, tiers of escalation, targets, ageing bands; dated,
 * so that each complaint is judged by the version that held on the day it was received. A YAML file
 * (templates/policies/, or the user's):
 *
 *   name: {zh: 银行受理客户投诉流程, en: Complaints at a branch bank}     or one text
 *   source: where the limits are written
 *   calendar: china                          shipped, or a file beside this one
 *   versions:                                or the keys of a version directly, when there is one for all
 * time
 *     - from: 2024-01-01                     days of receipt, both in; without: from ever, for ever
 *       to: 2026-06-30
 *       roll: next_workday                   limits in days that end on a day off end on the next working day
 *       clocks:
 *         reply:                             on_time_rate:reply, SQL column "deadline:reply"
 *           name: {zh: 答复, en: Reply}
 *           main: true                       the clock meant where none is named; at most one
 *           from: received                   roles of times; these are the defaults
 *           to: resolved
 *           limit: 10wd                      15m, 24h, 15d, 3wd, 8w, same day, end of the 3rd business day,
 *                                            "24h or 1wd" (the later), none
 *           warn: 7wd                        from when on a case is due soon: a limit, or a share (90 %)
 *           cases:                           the first that fits; `limit` and `warn` above are for the rest
 *             - when: {issue: [工作失误, 服务态度]}     column: values; several columns must all fit
 *               limit: 3wd
 *             - {when: {category: [attitude]}, without: [level, issue], limit: 3wd}
 *                                            only of exports that have none of these roles
 *           extension: {to: extended_to, limit: 60d, when: {status: [Extended]}}
 *           service: true                    the organisation's own time: pauses (pause_from … pause_to) do
 *                                            not count. The clocks of laws never pause.
 *       escalation: {regulator: {channel: [12378], escalated: [监管]}, media: [媒体]}
 *       targets: {on_time_rate: 95%, "on_time_rate:law": ">= 99%", p50_days: "<= 5"}
 *                                            or a list: {measure: mean_hours, value: "<= 24", when: {level:
 * [省级]}} ageing: [3d, 7d, 15d, 30d]           upper ends of the bands of open cases
 *
 * Columns of `when` are roles, the export's own headers, or what the rules add (category, severity …). Values
 * are compared like words of a profile; `card` also means the category card.fraud.
 *
 * An extension moves the deadline to the date in `to` (default: the role extended_to), at most to `limit`;
 * without such a date, for cases of `when`, to `limit`. It never shortens.
 *
 * Mistakes are ERR_USAGE with file, line and column: versions that overlap, a limit without a unit, two main
 * clocks, an unknown role. What an export lacks is no mistake: the clock is then not available (clocks.h). */

#include "analysis/base/lang.h"
#include "analysis/clock/limit.h"
#include "analysis/intake/table.h"
#include "analysis/intake/values.h"

/* A column has one of these values. */
struct policy_when {
    struct str column;
    struct words values;
};

struct policy_case {
    const struct policy_when *when; /* all must hold; none for the rest of the complaints */
    size_t when_count;
    role_set without;           /* not of exports with one of these roles */
    bool none;                  /* these have no limit */
    struct limit limit, either; /* the later of both; the same twice when there is one */
    int warn_percent;           /* 0: warn_limit holds */
    struct limit warn_limit;
};

struct policy_extension {
    bool given;
    enum role to;
    bool limited; /* `limit` is given */
    struct limit limit;
    const struct policy_when *when;
    size_t when_count;
};

struct policy_clock {
    struct str name, title[LANG_COUNT];
    enum role from, to;
    bool is_main, service, roll;
    const struct policy_case *cases; /* in order */
    size_t case_count;
    struct policy_extension extension;
};

enum policy_side { POLICY_BY_MEASURE, POLICY_AT_LEAST, POLICY_AT_MOST };

struct policy_target {
    struct str measure;             /* as for --show: "on_time_rate:reply" */
    enum policy_side side;          /* POLICY_BY_MEASURE: as the measure says, lower or higher is better */
    double value;                   /* shares as fractions, durations in the measure's unit */
    const struct policy_when *when; /* measured on these complaints alone: {level: [省级]}; none = on all */
    size_t when_count;
    size_t line, column; /* for messages */
};

struct policy_version {
    int64_t first, end; /* days of receipt [first, end) */
    const struct policy_clock *clocks;
    size_t clock_count;
    struct words channel_tiers[TIER_COUNT], escalated_tiers[TIER_COUNT];
    const struct policy_target *targets;
    size_t target_count;
    const int32_t *ageing; /* days, ascending */
    size_t ageing_count;
};

struct policy {
    struct arena *arena;
    struct str id; /* the shipped name, or the file's name without folder and ending */
    const char *file;
    struct str name[LANG_COUNT], source;
    const char *calendar;                  /* as for calendar_load; NULL = none named */
    const struct policy_version *versions; /* ascending by day */
    size_t version_count;
};

/* A shipped policy ("cn-bank-regulator") or a file by path. The caller frees. */
bool policy_load(const char *name_or_path, struct policy **policy, struct err *err);
/* `name` is for messages and gives the id. */
bool policy_parse(struct str yaml, const char *name, struct policy **policy, struct err *err);
void policy_free(struct policy *policy);

/* The version for complaints received on a day; NULL when none holds. */
const struct policy_version *policy_version_at(const struct policy *policy, int64_t day);
/* Roles that its clocks, cases, extensions, pauses, tiers and targets look at. */
role_set policy_roles(const struct policy *policy);
/* Columns named in `when` that are no roles, each once, of the targets and the cases that can fit an export
 * with these roles.
 * Owned by the arena. */
struct str *policy_columns(const struct policy *policy, role_set roles_there, struct arena *arena,
                           size_t *count);

#endif
