/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_MEASURE_H
#define REDRESS_MEASURE_MEASURE_H

/* Measures: what a complaint manager asks for by name ("p50_days", "on_time_rate"), grouped in families that
 * share a pass over the rows. A family is one file that ends in one const record, and one line in families.c.
 *
 * One pass serves all groups and all periods at once: the state of a family has a cell for each group ×
 * period. A row adds itself to every cell it belongs to; which period that is (by receipt, by close, by
 * deadline, at the end) is the family's business and METRICS of the handbook. States are merged across
 * threads, so they hold integers only and the order of merging must not matter; doubles appear in `figure`.
 */

#include "analysis/base/lang.h"
#include "analysis/clock/lifecycle.h"
#include "analysis/clock/period.h"
#include "analysis/measure/figure.h"

/* What a pass looks at. Everything outlives the pass. */
struct frame {
    const struct table *table;
    const struct lifecycle *life;
    const struct period *periods; /* ascending, disjoint, not necessarily adjacent */
    size_t period_count;
    int64_t as_of; /* T, civil seconds: nothing at or after it is known */
    size_t group_count;
    int64_t data_start;           /* midnight of the first receipt of all data, selected or not */
    const int32_t *period_of_day; /* [day − first_day] → index of the period, −1 = none */
    int64_t first_day, day_count;
};

/* Index of the period that holds an instant, −1 when none does or the instant is TIME_NONE or not before T.
 */
static inline int32_t frame_period(const struct frame *frame, uint32_t seconds) {
    int64_t day = (int64_t)seconds / DATE_DAY - frame->first_day;
    return day < 0 || day >= frame->day_count || (int64_t)seconds >= frame->as_of ? -1
                                                                                  : frame->period_of_day[day];
}
/* e′ = min(end, T) of a period. */
static inline int64_t frame_end(const struct frame *frame, size_t period) {
    int64_t end = frame->periods[period].end;
    return end < frame->as_of ? end : frame->as_of;
}

/* Rows to add. Only rows that are selected, in scope, with a receipt before T. With a several-valued grouping
 * a row comes once per group. */
struct batch {
    size_t size;
    const uint32_t *rows, *groups;
    const uint32_t *weights; /* NULL = all 1 */
};

enum measure_parameter {
    PARAMETER_NONE,
    PARAMETER_STAGE,  /* optional name of a stage: p50_days:forwarding */
    PARAMETER_LIMIT,  /* 15, 15d, 3wd, 24h, 8w: within_rate:15d */
    PARAMETER_TIER,   /* optional: escalation_rate:regulator */
    PARAMETER_COLUMNS /* filled_rate:unit+text */
};

struct family;

struct measure {
    const char *key;
    enum unit unit;
    enum measure_parameter parameter;
    int option; /* private to the family: which of its measures */
    bool lower_is_better;
    role_set roles; /* columns without which it is not available */
    const char *name[LANG_COUNT];
    const char *definition[LANG_COUNT]; /* one or two sentences */
    const struct family *family;        /* filled in by measure_find */
};

/* A measure as asked for, with its parameter. */
struct measure_ref {
    const struct measure *measure;
    struct str text;      /* as asked: "p50_days:forwarding" */
    struct str parameter; /* "forwarding"; empty when none */
};

struct family {
    const char *name;
    const struct measure *measures;
    size_t count;
    role_set reads; /* roles whose columns the family looks at when they are there */
    /* One state for all refs of this family with the same stage. NULL is not an error: the family then has
     * nothing to count and `figure` is called with NULL. */
    void *(*open)(const struct frame *frame, const struct measure_ref *refs, size_t count);
    void (*add)(void *state, const struct batch *batch);
    void (*merge)(void *into, void *from); /* may take over parts of `from`, which is closed next */
    void (*finish)(void *state);           /* once, after all merging: sorting and sums; may be NULL */
    struct figure (*figure)(const void *state, const struct measure_ref *ref, size_t group, size_t period);
    void (*close)(void *state);
};

/* All families, ended by NULL. */
extern const struct family *const families[];

/* "key", "key:parameter" or "key(parameter)". ERR_USAGE with the nearest keys for an unknown one. */
bool measure_find(struct str text, struct arena *arena, struct measure_ref *ref, struct err *err);
/* Columns that must be materialised for these measures. */
role_set measure_roles(const struct measure_ref *refs, size_t count);

/* ---- running */

struct measure_request {
    const struct table *table;
    const struct lifecycle *life;
    const struct period *periods;
    size_t period_count;
    int64_t as_of;
    const uint64_t *selected; /* bit per row; NULL = all */
    const uint32_t *groups;   /* group of each row; UINT32_MAX = in none; NULL = one group */
    const struct column *set; /* instead of groups: a SET column whose codes' members are the groups */
    size_t group_count;
    const struct measure_ref *refs;
    size_t ref_count;
    unsigned jobs;
};

/* figures[(group × period_count + period) × ref_count + ref], owned by the arena. */
bool measure_run(const struct measure_request *request, struct arena *arena, struct figure **figures,
                 struct err *err);

#endif
