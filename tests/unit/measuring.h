/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_TESTS_MEASURING_H
#define REDRESS_TESTS_MEASURING_H

/* Asking a made table for a measure in few words:
 *
 *     struct asked asked = {.made = made, .periods = "2026-09,2026-10", .as_of = "2026-11-01"};
 *     expect(&asked, "received", 1, 42);     the second period
 *     expect_none(&asked, "p90_days", 0, NOTE_FEW);
 */

#include "analysis/measure/measure.h"
#include "analysis/measure/notes.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/table_builder.h"

#include <math.h>

struct asked {
    struct made *made;
    const char *periods; /* names joined by commas */
    const char *as_of;   /* a day; NULL = end of the last period */
    const char *by;      /* name of a dimension or set column; NULL = one group */
    const char *group;   /* value asked for */
    const uint64_t *selected;
    const struct calendar *calendar;
    unsigned jobs;
};

static inline size_t asked_periods(const struct asked *asked, struct period periods[64]) {
    struct str list = str_of(asked->periods);
    size_t count = 0;
    for (struct err err = {0}; list.size; count++) {
        struct str name = made_take(&list, ',');
        if (!period_parse(name, 0, &periods[count], &err))
            fail_msg("%s", err.message);
    }
    return count;
}

static inline const struct column *asked_column(const struct asked *asked) {
    for (size_t i = 0; asked->by && i < asked->made->table.column_count; i++)
        if (str_equal(asked->made->columns[i]->name, str_of(asked->by)))
            return asked->made->columns[i];
    return NULL;
}

static inline bool same_number(double a, double b) {
    return a == b || (isnan(a) && isnan(b));
}

static inline bool same_figure(const struct figure *a, const struct figure *b) {
    return same_number(a->value, b->value) && same_number(a->n, b->n) &&
           same_number(a->missing, b->missing) && same_number(a->low, b->low) &&
           same_number(a->high, b->high) && same_number(a->numerator, b->numerator) &&
           same_number(a->denominator, b->denominator) && a->note == b->note;
}

/* The same figures come out where the cases that reach into none of the periods are left out. */
static inline void expect_same_by_reach(struct measure_request request, const struct figure *figures,
                                        size_t count, struct arena *arena) {
    struct figure *again;
    struct err err = {0};
    struct reach *reach = reach_new(request.table, request.life, 1);
    request.reach = reach;
    if (!measure_run(&request, arena, &again, &err))
        fail_msg("%s", err.message);
    for (size_t i = 0; i < count; i++)
        if (!same_figure(&figures[i], &again[i]))
            fail_msg(STR_FMT ", figure %zu: %g of %g by reach, %g of %g without",
                     STR_ARG(request.refs[0].text), i, again[i].value, again[i].n, figures[i].value,
                     figures[i].n);
    reach_free(reach);
}

/* All figures of one measure: [group × periods + period]; freed with the arena. */
static inline struct figure *ask_all(const struct asked *asked, const char *measure, struct arena *arena) {
    struct period periods[64];
    struct measure_ref ref;
    struct err err = {0};
    struct lifecycle *life = lifecycle_new(&asked->made->table, 1);
    const struct column *by = asked_column(asked);
    bool set = by && by->type == COLUMN_SET;
    size_t count = asked_periods(asked, periods);
    if (!measure_find(str_of(measure), arena, &ref, &err))
        fail_msg("%s", err.message);
    struct measure_request request = {.table = &asked->made->table,
                                      .life = life,
                                      .periods = periods,
                                      .period_count = count,
                                      .as_of = periods[count - 1].end,
                                      .selected = asked->selected,
                                      .calendar = asked->calendar,
                                      .groups = by && !set ? by->codes : NULL,
                                      .set = set ? by : NULL,
                                      .group_count = by && !set ? dict_size(by->dict) : 1,
                                      .refs = &ref,
                                      .ref_count = 1,
                                      .jobs = asked->jobs ? asked->jobs : 1};
    struct period as_of;
    if (asked->as_of && period_parse(str_of(asked->as_of), 0, &as_of, &err))
        request.as_of = as_of.start;
    struct figure *figures;
    if (!measure_run(&request, arena, &figures, &err))
        fail_msg("%s", err.message);
    size_t groups = request.group_count * (set ? dict_size(by->dict) : 1);
    expect_same_by_reach(request, figures, groups * count, arena);
    lifecycle_free(life);
    return figures;
}

static inline struct figure ask(const struct asked *asked, const char *measure, size_t period) {
    struct arena *arena = arena_new();
    struct period periods[64];
    size_t group = asked->group ? dict_find(asked_column(asked)->dict, str_of(asked->group)) : 0;
    struct figure figure = ask_all(asked, measure, arena)[group * asked_periods(asked, periods) + period];
    arena_free(arena);
    return figure;
}

static inline void expect(const struct asked *asked, const char *measure, size_t period, double value) {
    struct figure figure = ask(asked, measure, period);
    if (!(fabs(figure.value - value) <= 1e-9 * (1 + fabs(value))))
        fail_msg("%s is %.12g (%s), not %.12g", measure, figure.value, figure.note ? figure.note : "no note",
                 value);
}

/* A share by its two counts. */
static inline void expect_share(const struct asked *asked, const char *measure, size_t period,
                                double numerator, double denominator) {
    struct figure figure = ask(asked, measure, period);
    if (figure.numerator != numerator || figure.denominator != denominator)
        fail_msg("%s is %g/%g (%s), not %g/%g", measure, figure.numerator, figure.denominator,
                 figure.note ? figure.note : "no note", numerator, denominator);
}

static inline void expect_missing(const struct asked *asked, const char *measure, size_t period,
                                  double missing) {
    assert_true(ask(asked, measure, period).missing == missing);
}

static inline void expect_none(const struct asked *asked, const char *measure, size_t period,
                               const char *note) {
    struct figure figure = ask(asked, measure, period);
    assert_false(figure_available(&figure));
    assert_string_equal(figure.note ? figure.note : "", note);
}

#endif
