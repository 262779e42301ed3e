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
#include "analysis/clock/limit.h"
#include "analysis/measure/figure.h"
#include "analysis/measure/frame.h"

#define CELL_NONE UINT32_MAX

/* Rows to add. Only rows that are selected, in scope, with a receipt before T. With a several-valued grouping
 * a row comes once per group. A cell is group × period_count + period. */
struct batch {
    size_t size;
    const uint32_t *rows, *groups;
    const uint32_t *received; /* cell of the period that holds the receipt, CELL_NONE = none */
    const uint32_t *closed;   /* cell of the period that holds the last close known at T (as the flow counts
                                 it, never before the receipt) */
    const uint32_t *weights;  /* NULL = all 1 */
};

static inline uint32_t batch_weight(const struct batch *batch, size_t i) {
    return batch->weights ? batch->weights[i] : 1;
}

/* Cell of the period that holds an instant, for the group of the i-th row. */
static inline uint32_t batch_cell(const struct batch *batch, size_t i, const struct frame *frame,
                                  uint32_t seconds) {
    int32_t period = frame_period(frame, seconds);
    return period < 0 ? CELL_NONE : batch->groups[i] * (uint32_t)frame->period_count + (uint32_t)period;
}

enum measure_parameter {
    PARAMETER_NONE,
    PARAMETER_STAGE,    /* optional name of a stage: p50_days:forwarding */
    PARAMETER_LIMIT,    /* 15, 15d, 3wd, 24h, 8w: within_rate:15d (clock/limit.h) */
    PARAMETER_TIER,     /* optional: escalation_rate:regulator */
    PARAMETER_COLUMNS,  /* names joined by +: filled_rate:unit+text */
    PARAMETER_SUPPLIED, /* the key of a supplied figure: supplied:service_level */
    PARAMETER_BASE      /* a base of exposure and its scale: rate:customers, rate:accounts/1000 */
};

struct family;

struct measure {
    const char *key;
    enum unit unit;
    enum measure_parameter parameter;
    int option; /* private to the family: which of its measures */
    bool lower_is_better;
    role_set roles;      /* columns without which it is not available */
    const char *derived; /* a derived column that it reads ("repeat"); or NULL */
    const char *name[LANG_COUNT];
    const char *definition[LANG_COUNT]; /* one or two sentences */
    const struct family *family;        /* filled in by measure_find */
};

/* A measure as asked for, with its parameter. */
struct measure_ref {
    const struct measure *measure;
    struct str text;      /* as asked: "p50_days:forwarding" */
    struct str parameter; /* "forwarding"; empty when none */
    struct str stage;     /* the parameter when it is a stage or clock; empty = the main one */
};

struct family {
    const char *name;
    const struct measure *measures;
    size_t count;
    role_set reads; /* roles whose columns the family looks at when they are there */
    /* A case is counted on days of its reach (clock/reach.h), and up to so many days after them. */
    uint16_t days_after;
    /* One state for all refs of this family with the same stage. NULL is not an error: the family then has
     * nothing to count and `figure` is called with NULL. */
    void *(*open)(const struct frame *frame, const struct measure_ref *refs, size_t count);
    void (*add)(void *state, const struct batch *batch);
    /* May be NULL. Every row once, whatever its groups (cells are periods): for totals over all groups. */
    void (*total)(void *state, const struct batch *batch);
    void (*merge)(void *into, void *from); /* may take over parts of `from`, which is closed next */
    void (*finish)(void *state);           /* once, after all merging: sorting and sums; may be NULL */
    struct figure (*figure)(const void *state, const struct measure_ref *ref, size_t group, size_t period);
    void (*close)(void *state);
    /* May be NULL. ERR_USAGE when the parameter names something that the table does not know. */
    bool (*check)(const struct table *table, const struct measure_ref *ref, struct err *err);
};

/* All families, ended by NULL. */
extern const struct family *const families[];

/* "key", "key:parameter" or "key(parameter)". ERR_USAGE with the nearest keys for an unknown one. */
bool measure_find(struct str text, struct arena *arena, struct measure_ref *ref, struct err *err);
/* The same measure, whatever the parameters; and with the same parameter. */
bool measure_alike(const struct measure_ref *a, const struct measure_ref *b);
bool measure_same(const struct measure_ref *a, const struct measure_ref *b);
/* The name with its parameter in words: "Closed within 15 days", "升级率（监管）", "On-time rate (Reply)" by
 * the title of a policy's clock where `table` has it (NULL: its name). Owned by the arena, the table or a
 * literal.
 */
struct str measure_title(const struct measure_ref *ref, const struct table *table, enum lang lang,
                         struct arena *arena);

/* Columns that must be materialised for these measures: by role, and those named in a parameter that are no
 * roles (headers of the export or derived columns), with the derived ones the measures read. */
role_set measure_roles(const struct measure_ref *refs, size_t count);
struct str *measure_columns(const struct measure_ref *refs, size_t count, struct arena *arena,
                            size_t *column_count);

/* What measures of deadlines and of escalation look at, which a policy fills in. */
#define MEASURE_CLOCK_ROLES ((role_set)1 << ROLE_DUE | (role_set)1 << ROLE_ESCALATED)
/* Do they ask for what policies fill in, or for a stage that may be a policy's clock? */
bool measure_asks_clocks(const struct measure_ref *refs, size_t count);

/* The limit of a PARAMETER_LIMIT measure. */
struct limit measure_limit(const struct measure_ref *ref);
/* Takes the next name off a PARAMETER_COLUMNS list; false at its end. */
bool measure_next_name(struct str *list, struct str *name);

/* ---- running */

struct measure_request {
    const struct table *table;
    const struct lifecycle *life;
    const struct period *periods;
    size_t period_count;
    int64_t as_of;
    const uint64_t *selected; /* bit per row; NULL = all */
    const uint32_t *groups;   /* group of each row; UINT32_MAX = in none; NULL = all in group 0 */
    size_t group_count;
    const struct column *set; /* NULL, or a SET column that splits each group: a row is then in as many groups
                                 as its set has members (DICT_NONE when it has none), numbered group ×
                                 dict_size + member */
    const struct measure_ref *refs;
    size_t ref_count;
    const struct exposure_cells *exposure; /* for rates: of the same groups and periods; NULL = none */
    const struct supplied_cells *supplied; /* likewise, for supplied figures; NULL = none */
    const struct calendar *calendar;       /* for working days and hours; NULL = none */
    const struct reach *reach; /* of the cases, where many questions are asked; NULL = not known */
    unsigned jobs;
};

/* figures[(group × period_count + period) × ref_count + ref], owned by the arena; with a set, `group` counts
 * the split groups. */
bool measure_run(const struct measure_request *request, struct arena *arena, struct figure **figures,
                 struct err *err);

#endif
