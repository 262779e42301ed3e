/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_COMPOSER_H
#define REDRESS_REPORTS_COMPOSER_H

/* What the parts of compose_*.c share: the report being made, its periods, and growing lists. Private to
 * compose. */

#include "analysis/query/cube.h"
#include "reports/compose.h"
#include "reports/labels.h"

enum { COMPOSER_TABLES = 48, COMPOSER_CHARTS = 24, COMPOSER_SECTIONS = 24, COMPOSER_KPIS = 24 };

struct composer {
    const struct dataset *data;
    struct arena *arena;
    enum lang lang;
    struct report *report;
    /* The report's period and those of the same kind before it that the data cover, ascending; `now` is the
     * last. */
    const struct period *periods;
    size_t period_count, now;
    bool partial;              /* the data end before the period does: nothing is compared */
    size_t previous, year_ago; /* SIZE_MAX when the data do not reach back */
    struct kpi kpis[COMPOSER_KPIS];
    struct report_table tables[COMPOSER_TABLES];
    struct chart charts[COMPOSER_CHARTS];
    struct section sections[COMPOSER_SECTIONS];
    struct str hotspot_finding;    /* how many were found, or why none could be */
    const struct column *category; /* what "by category" means: the rules' category, else issue or product */
};

struct report_table *composer_add_table(struct composer *c, const char *key);
struct chart *composer_add_chart(struct composer *c, enum chart_kind kind, const char *key);

/* Words: a label, a filled label (up to 10 arguments ended by a {NULL, 0}). */
struct str word(const struct composer *c, const char *id);
#define FILL(c, id, ...)                                                                                     \
    label_fill((c)->arena, (c)->lang, id, (const struct str[]){__VA_ARGS__},                                 \
               sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str))
struct str shown(const struct composer *c, const struct figure *figure);
/* Title of a column for people: the role's label, or the export's own header. */
struct str column_title(struct arena *arena, enum lang lang, struct str name);
/* "up 12.3 % on the month before", "no reliable change on …": `previous` says which comparison. */
struct str change_phrase(const struct composer *c, const struct kpi *kpi, bool previous);
struct str value_name(const struct composer *c, const struct column *column, struct str value);

/* Builds a table row by row. */
struct table_maker {
    struct composer *c;
    struct report_table *table;
    struct report_column *columns;
    size_t column_count, column_room;
    struct cell *cells;
    size_t cell_count, cell_room;
};
struct table_maker maker_begin(struct composer *c, const char *key);
void maker_label_column(struct table_maker *m, const char *key, struct str name);
void maker_note_column(struct table_maker *m, const char *key, struct str name);
void maker_value_column(struct table_maker *m, struct str key, struct str name, enum unit unit,
                        bool interval);
void maker_text(struct table_maker *m, struct str text);
void maker_figure(struct table_maker *m, struct figure figure);
void maker_time(struct table_maker *m, int64_t seconds, bool date_only);
void maker_end(struct table_maker *m);

/* The parts, in the order in which they run. Each leaves out what the exports have no columns for. */
bool compose_kpis(struct composer *c, struct err *err);
bool compose_dimensions(struct composer *c, struct err *err);
bool compose_flow(struct composer *c, struct err *err);
bool compose_timeliness(struct composer *c, struct err *err);
bool compose_satisfaction(struct composer *c, struct err *err);
bool compose_backlog(struct composer *c, struct err *err);
bool compose_hotspots(struct composer *c, struct err *err);
bool compose_sections(struct composer *c, struct err *err);

#endif
