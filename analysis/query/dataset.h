/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_DATASET_H
#define REDRESS_QUERY_DATASET_H

/* Everything a command asks questions of: the exports read into the table, categorised, with each case's life
 * and the selection of complaints. The one place where the stages are run in order: exports → table →
 * categories → lifecycle → scope → clocks of the policies → selection (--where) → period and as-of. */

#include "analysis/base/lang.h"
#include "analysis/clock/clocks.h"
#include "analysis/clock/lifecycle.h"
#include "analysis/clock/period.h"
#include "analysis/intake/intake.h"
#include "analysis/intake/units.h"
#include "analysis/measure/exposure.h"
#include "analysis/measure/measure.h"
#include "analysis/measure/supplied.h"
#include "analysis/query/reads.h"

#include "analysis/rules/classify.h"
#include "analysis/signal/actions.h"
#include "analysis/signal/breaks.h"
#include "analysis/signal/targets.h"

enum period_default { DEFAULT_ALL_DATA, DEFAULT_LAST_COMPLETE_MONTH };

struct dataset_options {
    const char *units;          /* CSV of units and their other names (intake/units.h); NULL = none */
    const char *exposure;       /* CSV of denominators for rates (measure/exposure.h); NULL = none */
    const char *figures;        /* CSV of supplied figures (measure/supplied.h); NULL = none */
    const char *breaks;         /* YAML of series breaks (signal/breaks.h); NULL = none */
    const char *actions;        /* YAML of improvement actions (signal/actions.h); NULL = none */
    const char *const *targets; /* "on_time_rate >= 95%" */
    size_t target_count;
    struct intake_options intake;
    const char *const
        *policies; /* shipped names or files, in order: the first one's main clock is the main one */
    size_t policy_count;
    const char *calendar; /* shipped name or file, for everything; NULL = each policy's own, and the first
                             policy's for working days in measures */
    const char *rules; /* shipped name, file, "none"; NULL = by the profile, else the language of the text */
    struct str where;  /* SQL condition; empty = all */
    struct str period; /* empty = by default_period */
    enum period_default default_period;
    const char *as_of; /* ISO day; NULL = end of the period, or of the data where they end before it */
    const char *today; /* ISO day that "last-week" counts from; NULL = none given */
    int week_start;
    struct sql_limits limits; /* of each condition in SQL */
};

/* What a command is going to look at, besides what the stages themselves need. */
struct dataset_need {
    role_set roles;
    const struct str *headers; /* other columns by the export's header */
    size_t header_count;
    bool all_headers;
    bool categories; /* run the rules */
    bool clocks;     /* run the clocks of the policies */
    bool timely;     /* the columns overdue and on_time of the main clock */
    bool records;    /* keep the place of each row (classify; examples in lists of findings) */
    bool unfit;      /* exports of which too much was refused are taken too: intake_fit is for the caller */
    bool reach;      /* many questions are going to be asked about few periods */
    bool undated;    /* no dates are needed: exports without a single receipt are taken too */
};

/* Who chose the rules: the user, the profiles, or the language of the text, the latter also where profiles
 * name different ones. */
/* RULES_WITHOUT_TEXT: none, as the exports have no texts to look at. */
enum rules_choice {
    RULES_BY_OPTION,
    RULES_BY_PROFILE,
    RULES_BY_LANGUAGE,
    RULES_DISAGREE,
    RULES_WITHOUT_TEXT,
    RULES_CHOICES
};

struct dataset {
    struct arena *arena;
    struct dataset_options options;
    struct intake *intake;
    struct table *table;
    struct lifecycle *life;
    struct reach *reach;        /* NULL where few questions are asked */
    struct units *units;        /* NULL without */
    struct exposure *exposure;  /* NULL without */
    struct supplied *supplied;  /* NULL without */
    const struct str *narrowed; /* columns of the exposure that --where looks at */
    size_t narrowed_count;
    struct breaks breaks;
    struct actions actions;
    struct targets targets; /* of the project and the policies; the first of a measure counts */
    const char *rules;      /* shipped name, file or "none"; NULL until the language of the text is known */
    enum rules_choice rules_choice;
    struct policy **policies;    /* as in the options */
    struct calendar **calendars; /* of each policy; NULL = it names none */
    struct calendar *calendar;   /* of the options; NULL = none was given */
    struct clocks *clocks;       /* NULL when not asked for */
    struct rulebook *rulebook;   /* NULL without rules */
    struct classify_report rules_report;
    enum lang text_lang; /* language of the rulebook, or of the text */
    uint64_t *scope;     /* bit per row: is a complaint by the profile's scope; NULL = all are */
    uint64_t *selected;  /* scope and --where; NULL = all */
    size_t out_of_scope;
    struct period period;
    int64_t as_of;                /* civil seconds */
    int64_t today;                /* midnight of --today; VIEW_NO_TIME without */
    int64_t data_start, data_end; /* midnights: of the first receipt; after the day of the last event */
    size_t after_as_of;           /* selected rows received at or after T: left out of every measure */
};

/* Two phases: after dataset_open, intake_roles(dataset->intake) tells which roles there are. On failure
 * everything is given back and *dataset is NULL. */
bool dataset_open(const struct dataset_options *options, struct dataset **dataset, struct err *err);
/* Adds to `need` what names of columns (--by, measures) and SQL stand for: roles, the export's own columns,
 * or columns that the rules add. Lists belong to the dataset's arena. Names that nothing can give are left to
 * grouping to refuse. */
bool dataset_need_names(struct dataset *dataset, const struct str *names, size_t count,
                        struct dataset_need *need, struct err *err);
/* The same for measures: their columns, and whether clocks have to be run. */
bool dataset_need_measures(struct dataset *dataset, const struct measure_ref *refs, size_t count,
                           struct dataset_need *need, struct err *err);
bool dataset_need_sql(struct dataset *dataset, struct str sql, enum sql_form form, const char *origin,
                      struct dataset_need *need, struct err *err);
bool dataset_load(struct dataset *dataset, const struct dataset_need *need, struct err *err);
void dataset_free(struct dataset *dataset);
/* The calendar of working days; NULL = none. */
const struct calendar *dataset_calendar(const struct dataset *dataset);
/* The bands of open cases that a policy asks for (the one with the main clock, else the first that does):
 * their upper ends in days; NULL when none does. */
const int32_t *dataset_ageing(const struct dataset *dataset, size_t *count);
/* What SQL over the dataset sees: the complaints that are selected, with the measures of its period. */
struct view_options dataset_view(const struct dataset *dataset);

/* A measure request over the whole selection: fill in periods, groups and refs. */
struct measure_request dataset_request(const struct dataset *dataset);
/* Name of a dimension value for people: categories by the rulebook, others as they are; the label id
 * "value.missing" stands for an empty one. `column` NULL (weekday): as it is. */
struct str dataset_value_name(const struct dataset *dataset, const struct column *column, struct str value,
                              enum lang lang);
/* Is this one of the columns filled by the rules? */
bool dataset_is_category(const struct dataset *dataset, const struct column *column);

/* Whether the row is one of the complaints a command looks at: selected and, where --period was given,
 * received in it. */
bool dataset_asked(const struct dataset *dataset, size_t row);

static inline bool dataset_selected(const struct dataset *dataset, size_t row) {
    return !dataset->selected || (dataset->selected[row / 64] >> (row % 64) & 1);
}

#endif
