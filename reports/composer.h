/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_COMPOSER_H
#define REDRESS_REPORTS_COMPOSER_H

/* What the parts of compose_*.c share: the report being made, its periods, and growing lists. Private to
 * compose. */

#include "analysis/clock/compared.h"
#include "analysis/query/cube.h"
#include "analysis/signal/control.h"
#include "analysis/signal/funnel.h"
#include "reports/compose.h"
#include "reports/labels.h"
#include "reports/template.h"

enum { COMPOSER_TABLES = 128, COMPOSER_CHARTS = 64, COMPOSER_SECTIONS = 24, COMPOSER_KPIS = 24 };

/* A finding in words and the section that it stands in. */
struct said {
    struct said *next;
    const char *section;
    struct str sentence;
};

struct composer {
    const struct dataset *data;
    const struct compose_options *options;
    struct arena *arena;
    enum lang lang;
    struct report *report;
    /* The report's period and those of the same kind before it that the data cover, ascending; `now` is the
     * last. */
    const struct period *periods;
    size_t period_count, now;
    bool partial;                 /* the data or T end before the period does: only its days are compared */
    int64_t known_end;            /* where they do; else the end of the period */
    bool covered[COMPARED_KINDS]; /* do the data reach back to what is compared with? */
    size_t previous, year_ago;    /* SIZE_MAX when the data do not reach back */
    struct kpi kpis[COMPOSER_KPIS];
    struct report_table tables[COMPOSER_TABLES];
    struct chart charts[COMPOSER_CHARTS];
    struct section sections[COMPOSER_SECTIONS];
    struct said *said, **said_end; /* in the order in which they were said */
    struct str hotspot_finding;    /* how many were found, or why none could be */
    struct composer *filtered;     /* the same over fewer complaints, one a condition of the template */
    struct str where;              /* its condition */
    const struct column *category; /* what "by category" means: the rules' category, else issue or product */
};

/* For tables that stand alone, outside of a report; `data` may be NULL where none of it is asked for. */
struct composer *composer_small(const struct dataset *data, struct arena *arena, enum lang lang);

struct report_table *composer_add_table(struct composer *c, const char *key);
struct chart *composer_add_chart(struct composer *c, enum chart_kind kind, const char *key);
void composer_say(struct composer *c, const char *section, struct str sentence);
/* The first of the last 13 periods, which is what charts over periods show. */
size_t composer_first_shown(const struct composer *c);
/* Days of a period that the data cover. */
double composer_days(const struct composer *c, const struct period *period);

/* What a rate leaves out, or why it is not available: "Complaints per 10,000 customers leaves out 3
 * complaint(s): there is no exposure for unit West."; empty when there is nothing to say. */
struct str exposure_words(const struct dataset *data, const struct exposure_cells *exposure,
                          const struct measure_ref *ref, enum lang lang, struct arena *arena);

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
    size_t *minor; /* rows */
    size_t minor_count, minor_room;
};
struct table_maker maker_begin(struct composer *c, const char *key);
void maker_label_column(struct table_maker *m, const char *key, struct str name);
/* Labels that are to be copied: no table cuts them. */
void maker_whole_column(struct table_maker *m, const char *key, struct str name);
void maker_note_column(struct table_maker *m, const char *key, struct str name);
void maker_value_column(struct table_maker *m, struct str key, struct str name, enum unit unit,
                        bool interval);
void maker_text(struct table_maker *m, struct str text);
void maker_figure(struct table_maker *m, struct figure figure);
void maker_time(struct table_maker *m, int64_t seconds, bool date_only);
/* The row just filled is one that paper may do without: a period long ago, a unit within chance. */
void maker_minor(struct table_maker *m);
/* So is the column just added. */
void maker_lesser(struct table_maker *m);
void maker_end(struct table_maker *m);

/* Control charts (compose_control.c): one measure over all periods. */
struct controlled {
    const struct measure_ref *ref;
    enum control_kind kind;
    struct control_chart chart; /* marks[period]; no limits where a segment has too few periods */
    const double *days;         /* u charts: of each period */
    size_t earlier;             /* periods that the limits of the last segment rest on */
    bool judged;                /* there are limits for the report's period */
    struct figure now;          /* the measure in it, with its n */
    bool unfair;                /* there would be, but it is not over and has no place among whole ones */
};
/* All measures of a cube over all periods and no groups, one each; says what signals and adds a table. */
struct controlled *compose_control(struct composer *c, const struct cube *cube);
/* The chart of one cell and measure. */
struct controlled controlled_make(struct composer *c, const struct cube *cube, size_t cell, size_t ref);
/* Label of what signals in the report's period; NULL when nothing does. */
const char *controlled_signal(const struct composer *c, const struct controlled *controlled);
/* "NAME lies above its control limits" */
struct str controlled_finding(const struct composer *c, const struct controlled *controlled, struct str name);
/* "NAME lies above its control limits: 87.2 % (34/39) in 2026-10, ordinarily about …" */
struct str controlled_sentence(const struct composer *c, const struct controlled *controlled,
                               struct str name);
/* A limit or the centre as a figure of the measure's unit, at a period. */
struct figure controlled_at(const struct controlled *controlled, size_t period, enum series_role role);
/* Adds centre and limits to a trend chart whose categories are periods from `first` on, and marks breaks. */
void controlled_draw(struct composer *c, const struct controlled *controlled, struct chart *chart,
                     size_t first);
/* Label of the first rule among those that signal; NULL when none does. */
const char *control_rule_word(unsigned rules, bool rising);
/* What signals in the report's period, in words; "within its control limits" when nothing does. */
struct str controlled_words(const struct composer *c, const struct controlled *controlled);

/* Funnel charts (funnel_chart.c). The limits for shares or rates, how many figures have a value; then the
 * series and axes of the chart. */
size_t funnel_fit(const struct figure *figures, size_t count, bool rate, struct arena *arena,
                  struct funnel *funnel);
struct funnel_drawing {
    struct str measure;
    const struct str *names; /* of the units */
    const struct figure *figures;
    size_t count;
    const struct funnel *funnel;
};
void funnel_draw(struct composer *c, const struct funnel_drawing *drawing, struct chart *chart);

/* Columns and counts of the tables about rules: the heading is the label "rules.KEY". */
void rules_label(struct table_maker *m, const char *key);
void rules_value(struct table_maker *m, const char *key, enum unit unit, bool interval);
void rules_count(struct table_maker *m, uint64_t count);

/* The parts, in the order in which they run. Each leaves out what the exports have no columns for. */
bool compose_kpis(struct composer *c, struct err *err);
bool compose_targets(struct composer *c, struct err *err);
bool compose_compared(struct composer *c, struct err *err);
bool compose_supplied(struct composer *c, struct err *err);
bool compose_dimensions(struct composer *c, struct err *err);
bool compose_flow(struct composer *c, struct err *err);
bool compose_timeliness(struct composer *c, struct err *err);
bool compose_clocks(struct composer *c, struct err *err);
bool compose_satisfaction(struct composer *c, struct err *err);
bool compose_backlog(struct composer *c, struct err *err);
bool compose_moved(struct composer *c, struct err *err);
bool compose_terms(struct composer *c, struct err *err);
bool compose_outlook(struct composer *c, struct err *err);
bool compose_actions(struct composer *c, struct err *err);
bool compose_escalated(struct composer *c, struct err *err);
bool compose_causes(struct composer *c, struct err *err);
bool compose_funnel(struct composer *c, struct err *err);
bool compose_survival(struct composer *c, struct err *err);
bool compose_hotspots(struct composer *c, struct err *err);
bool compose_difference(struct composer *c, struct err *err);
/* Last: what the template shows of all that, and in which order; the report keeps nothing else. */
bool compose_sections(struct composer *c, const struct template *template, struct err *err);
/* Where the template wants a cover about fewer complaints: its key figures, sentences and hotspots. */
bool compose_cover(struct composer *c, const struct template *template, struct err *err);
/* The cover says what moved beyond chance and what is hot before it says what is large. */
void composer_finish_cover(struct composer *c);

#endif
