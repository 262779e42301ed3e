/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_TABLE_H
#define REDRESS_INTAKE_TABLE_H

/* The one columnar table that intake ends in and every analysis reads. A row is a case (after merging) or
 * a weighted group of cases. Rows come in a fixed order (exports by newest receipt, then base name by bytes;
 * within one by line), so codes, row numbers and all that follows from them are the same on every run.
 *
 * Columns are immutable once loaded; derivers add columns, they change none. The table owns all memory and
 * the mapped sources that texts point into; table_free gives everything back. */

#include "analysis/base/date.h"
#include "analysis/base/dict.h"
#include "analysis/intake/roles.h"

#define TIME_NONE UINT32_MAX
#define NUMBER_NONE INT64_MIN
enum { NUMBER_UNIT = 10000, FLAG_NONE = -1 };

enum column_type {
    COLUMN_TIME,      /* civil seconds since 1970 (to 2106) in the report's zone, and a date-only bit */
    COLUMN_DIMENSION, /* dictionary codes, DICT_NONE = missing */
    COLUMN_SET,       /* codes of sets of dictionary codes (several categories), code 0 = the empty set */
    COLUMN_FLAG,      /* 1 yes, 0 no, FLAG_NONE missing */
    COLUMN_NUMBER,    /* integers of 1/NUMBER_UNIT, NUMBER_NONE missing */
    COLUMN_TEXT       /* slices into the sources */
};

/* The sets of a COLUMN_SET: set `s` holds items[start[s]] … items[start[s + 1] − 1], ascending codes of
 * the column's dict. */
struct set_list {
    size_t count;
    uint32_t *start, *items;
};

struct column {
    struct str name; /* canonical role name, name of a derived column, or the export's own header */
    enum role role;  /* ROLE_NONE for other columns */
    enum column_type type;
    size_t missing;       /* rows without a value */
    uint32_t *codes;      /* TIME (seconds), DIMENSION, SET */
    uint64_t *date_only;  /* TIME: bit `row`; NULL = none is date-only */
    int8_t *flags;        /* FLAG */
    int64_t *numbers;     /* NUMBER */
    uint64_t *texts;      /* TEXT, see table_text */
    struct dict *dict;    /* DIMENSION, SET */
    struct set_list sets; /* SET */
};

/* What the words of an export mean, by its profile, decided per row at intake; int8_t each. */
enum meaning {
    MEANING_CLOSED,             /* `closed_when`: 1 closed, 0 not, −1 the profile does not say */
    MEANING_SATISFACTION,       /* enum answer */
    MEANING_SATISFACTION_FIRST, /* enum answer */
    MEANING_OUTCOME,            /* enum outcome */
    MEANING_ESCALATION,         /* enum tier, from `escalated` or the channel */
    MEANING_COUNT
};
enum answer { ANSWER_NONE = -1, ANSWER_INVALID = 0, ANSWER_DISSATISFIED = 1, ANSWER_SATISFIED = 2 };
enum outcome { OUTCOME_NONE = -1, OUTCOME_NOT_UPHELD = 0, OUTCOME_PARTLY = 1, OUTCOME_UPHELD = 2 };
enum tier {
    TIER_NONE = 0,
    TIER_HEAD_OFFICE,
    TIER_REGULATOR,
    TIER_OMBUDSMAN,
    TIER_MEDIA,
    TIER_OTHER,
    TIER_COUNT
};

/* As in escalation_rate:regulator; "none" first. */
extern const char *const tier_names[TIER_COUNT];

struct clock; /* analysis/clock/clocks.h */

/* A stage of the profile (`stages:`), or of a policy's clock; `resolution`, received → closed, is always
 * there and not listed. */
struct stage {
    struct str name;
    const struct column *from, *to; /* NULL when the export lacks it */
    const struct clock *clock;      /* of a policy: the stage has a limit; else NULL */
};

struct source; /* analysis/intake/source.h */
struct alias;  /* analysis/intake/alias.h */

struct table {
    size_t rows;
    struct column *const *columns; /* all columns, roles first, in a fixed order */
    size_t column_count;
    const struct column *by_role[ROLE_COUNT]; /* NULL when no export has the role or it was not asked for */
    int8_t *meanings[MEANING_COUNT];          /* NULL when no profile says anything of it */
    const struct stage *stages;
    size_t stage_count;
    struct str
        profile_scope;   /* SQL condition of the profile(s) for what is a complaint; empty = everything */
    struct str language; /* of the texts by the profile(s), "zh" or "en"; empty = not said */
    const struct alias *aliases; /* the export's headers for the roles */
    size_t alias_count;
    struct table_store *store; /* private: sources, arenas */
};

void table_free(struct table *table);

/* A column by role, derived name or export header (also that of a role); NULL when there is none. */
const struct column *table_column(const struct table *table, struct str name);
/* A column is called so itself; headers of roles do not count. */
bool table_has(const struct table *table, struct str name);
/* The stage of that name, NULL when none. */
const struct stage *table_stage(const struct table *table, struct str name);

static inline bool column_date_only(const struct column *column, size_t row) {
    return column->date_only && (column->date_only[row / 64] >> (row % 64) & 1);
}

/* How many complaints the row stands for: 1 without a weight column, else its weight rounded to an integer,
 * never < 0; a missing or unusable weight counts 1 and is listed by intake. */
int64_t table_weight(const struct table *table, size_t row);

/* The text of a cell, unescaped. The slice points into the source or into `scratch`, which is overwritten by
 * the next call with the same scratch; empty when missing. */
struct str table_text(const struct table *table, size_t row, const struct column *column,
                      struct buf *scratch);
/* Fetches the beginning of a text into the cache, for a row that will be read soon. */
void table_expect_text(const struct table *table, size_t row, const struct column *column);

/* For derivers: adds a column owned by the table (arrays from heap_array, taken over; the name is copied).
 * The returned column may be filled until the table is handed on. */
struct column *table_add(struct table *table, struct str name, enum column_type type);
/* Adds a stage before those there are, so that of two with one name the one added last counts. */
void table_add_stage(struct table *table, const struct stage *stage);
/* Gives a column another name, where a derived column is to stand under its own. */
void table_rename(struct table *table, const struct column *column, struct str name);

/* Texts are packed as offset (39 bits, in the space of all sources of the table) << 25 | length (24 bits) <<
 * 1 | "needs unescaping" (quotes doubled inside). UINT64_MAX is missing. */
#define TEXT_NONE UINT64_MAX
static inline uint64_t text_pack(uint64_t offset, uint64_t length, bool escaped) {
    return offset << 25 | length << 1 | (uint64_t)escaped;
}

#endif
