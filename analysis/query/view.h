/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_VIEW_H
#define REDRESS_QUERY_VIEW_H

/* How a table looks in SQL: the columns of `complaints`, their names, types and values. Without SQLite;
 * vtab.h shows a view to it.
 *
 *   columns of the table    under their names: roles, the export's other columns, derived ones
 *   year half quarter month week day   of the receipt, as the names of the periods ('2026', '2026-H1',
 *                           '2026-Q3', '2026-10', '2026-W43', '2026-10-21')
 *   weekday                 of the receipt, 1 = Monday … 7 = Sunday
 *   resolution_days         received → closed, decimal days, as the measures count it
 *   resolution_workdays     the same in working days; NULL without a calendar
 *   deadline                of the main clock: the exports' own due date where no policy made a column of it
 *   age_days                received → as_of of what is open then, decimal days
 *
 *   headers of the roles    the same values under the export's own name, left out of `select *`
 *
 * SQLite takes names without regard to ASCII case. Where two columns would meet, computed columns and roles
 * keep the name and of the others the last one; the rest get " (export)" appended.
 *
 * Values: times and texts are TEXT ('2026-10-01' when only the day is known, else '2026-10-01 09:30:00'),
 * sets are TEXT 'a;b', flags INTEGER 1 and 0, numbers REAL (replies and weight INTEGER where whole: a REAL
 * keeps `amount / 2` from being cut to a whole number), missing is NULL.
 *
 * A masked view shows texts and the export's other columns with phone numbers and the like masked, and of
 * customer and handler the masked name; values that would look alike are told apart by " #2", so that groups
 * and counts stay. Nothing in SQL sees more: conditions, functions and sorting work on what is shown.
 *
 * A view is read-only once its columns are prepared with view_need, and then shared by threads. */

#include "analysis/base/err.h"
#include "analysis/clock/lifecycle.h"
#include "analysis/clock/period.h"
#include "analysis/intake/alias.h"
#include "analysis/intake/table.h"

#include <signal.h>

#define VIEW_NO_TIME INT64_MIN

struct view_options {
    const struct table *table;       /* outlives the view, as does `life` */
    const struct lifecycle *life;    /* NULL: resolution_days and age_days are NULL */
    int64_t as_of;                   /* T in civil seconds; VIEW_NO_TIME: age_days is NULL */
    int64_t now;                     /* what 'now' is in SQL, civil seconds; VIEW_NO_TIME: as_of, else 1970 */
    int week_start;                  /* 0 = Monday … 6 = Sunday */
    const uint64_t *selected;        /* bit per row: the complaints there are; NULL = all rows */
    struct period period;            /* P of the measures in SQL; {0}: there are no measures */
    const struct calendar *calendar; /* for working days; NULL = none */
    const struct exposure *exposure; /* for rates, and the columns that chose the complaints (exposure.h) */
    const struct supplied *supplied; /* both NULL without */
    const struct str *narrowed;
    size_t narrowed_count;
    bool masked; /* personal data are shown as mask.h writes them */
};

enum view_kind {
    VIEW_DIMENSION,  /* coded: text by dictionary code */
    VIEW_SET,        /* coded: text 'a;b' by set code */
    VIEW_PERIOD,     /* coded: name of a period by its number, 0 = missing */
    VIEW_WEEKDAY,    /* coded: the code itself, 0 = missing */
    VIEW_FLAG,       /* coded: code − 1, 0 = missing */
    VIEW_LAST_CODED, /* kinds below have no codes */
    VIEW_TIME = VIEW_LAST_CODED,
    VIEW_NUMBER,
    VIEW_WHOLE_NUMBER, /* INTEGER where whole */
    VIEW_TEXT,
    VIEW_RESOLUTION,
    VIEW_WORKDAYS,
    VIEW_AGE
};

/* Where a column comes from. */
enum view_origin { VIEW_ROLE, VIEW_OTHER, VIEW_DERIVED, VIEW_COMPUTED };

/* The names and texts of a coded column, and how days map to codes. */
struct view_codes {
    size_t count;
    const struct str *names; /* NULL for dimensions: the dictionary has them */
    const uint32_t *of_day;  /* PERIOD, WEEKDAY: code of day `first_day + i` */
    int64_t first_day, days;
};

struct view_column {
    struct str name;
    enum view_kind kind;
    enum view_origin origin;
    enum role role;              /* VIEW_ROLE */
    size_t index;                /* VIEW_OTHER, VIEW_DERIVED: place in the known names */
    const struct column *column; /* what values are taken from; NULL before loading */
    enum period_kind period;     /* VIEW_PERIOD */
    struct view_codes codes;     /* coded kinds, after view_need */
};

struct view {
    struct view_options options;
    size_t rows;
    struct view_column *columns; /* other names of roles (alias.h) behind the `visible` ones */
    size_t column_count, visible;
    struct arena *arena;
};

/* What is known of a table before it is loaded. */
struct view_names {
    role_set roles;            /* that at least one export has */
    const struct str *headers; /* other columns of the exports, in the order of the table to be */
    size_t header_count;
    const struct str *derived; /* columns that derivers are going to add: category … */
    size_t derived_count;
    const struct alias *aliases; /* the exports' headers for the roles */
    size_t alias_count;
};

struct view *view_new(const struct view_options *options);
struct view *view_of_names(const struct view_names *names);
void view_free(struct view *view);

/* Without regard to ASCII case, as SQLite does; NULL when there is none. */
struct view_column *view_column(const struct view *view, struct str name);
/* The roles from which a computed column is made (0 for others). */
role_set view_rests_on(const struct view_column *column);
/* "TEXT", "INTEGER", "REAL" or "NUMERIC". */
const char *view_affinity(enum view_kind kind);
/* The column names nearest to a mistyped one, as ", "-separated text in `out`; empty when none is near. */
void view_nearest(const struct view *view, struct str name, struct buf *out);

static inline bool view_is_coded(const struct view_column *column) {
    return column->kind < VIEW_LAST_CODED;
}

/* Makes the names and codes of a coded column ready; must come before the four functions below. */
void view_need(struct view *view, struct view_column *column);
static inline uint32_t view_code(const struct view_column *column, size_t row) {
    if (column->kind <= VIEW_SET)
        return column->column->codes[row];
    if (column->kind == VIEW_FLAG)
        return (uint32_t)(column->column->flags[row] + 1);
    uint32_t seconds = column->column->codes[row];
    return seconds == TIME_NONE ? 0 : column->codes.of_day[seconds / DATE_DAY - column->codes.first_day];
}
/* The text of a code; not for VIEW_WEEKDAY and VIEW_FLAG. Terminated by NUL. */
struct str view_code_text(const struct view_column *column, uint32_t code);
/* For VIEW_WEEKDAY and VIEW_FLAG: the integer. */
static inline int64_t view_code_integer(const struct view_column *column, uint32_t code) {
    return column->kind == VIEW_FLAG ? (int64_t)code - 1 : (int64_t)code;
}
/* rank[code]: place of the code in SQL's order of the values; NULL (code 0) first. Owned by the caller, heap.
 */
uint32_t *view_ranks(const struct view_column *column);

/* A time as text: returns its size, 10 or 19. */
size_t view_time_text(uint32_t seconds, bool date_only, char out[DATE_TEXT]);
/* Decimal days of VIEW_RESOLUTION and VIEW_AGE; false when there is none. */
bool view_days(const struct view *view, enum view_kind kind, size_t row, double *days);

#endif
