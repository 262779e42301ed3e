/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units among the limits that chance sets for their size, as a chart: of the report and of any answer. */
#include "reports/composer.h"

#include <math.h>

size_t funnel_fit(const struct figure *figures, size_t count, bool rate, struct arena *arena,
                  struct funnel *funnel) {
    struct funnel_unit *sizes = arena_array(arena, count, sizeof *sizes);
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        const struct figure *figure = &figures[i];
        double size = rate && figure->value > 0 ? figure->numerator / figure->value : figure->denominator;
        if (!figure_available(figure) || !(size > 0) || (rate && !(figure->value > 0)))
            continue;
        sizes[i] = (struct funnel_unit){figure->numerator, size};
        known++;
    }
    *funnel = funnel_make(rate ? FUNNEL_RATE : FUNNEL_SHARE, sizes, count, arena);
    return known;
}

static double limit_of(const struct funnel_place *place, size_t line, double centre) {
    const double limits[] = {place->limits.low95, place->limits.high95, place->limits.low998,
                             place->limits.high998, centre};
    return isnan(place->value) ? NAN : limits[line];
}

static const struct {
    const char *name;
    enum series_role role;
} lines[] = {{"funnel.95", SERIES_LIMIT_LOW},
             {"funnel.95", SERIES_LIMIT_HIGH},
             {"funnel.998", SERIES_LIMIT_LOW},
             {"funnel.998", SERIES_LIMIT_HIGH},
             {"funnel.all", SERIES_CENTRE}};
enum { LINES = sizeof lines / sizeof *lines };

void funnel_draw(struct composer *c, const struct funnel_drawing *drawing, struct chart *chart) {
    const struct funnel *funnel = drawing->funnel;
    const bool rate = funnel->kind == FUNNEL_RATE;
    const enum unit unit = rate ? UNIT_RATE : UNIT_SHARE;
    struct figure *actual = arena_array(c->arena, drawing->count, sizeof *actual);
    struct series *series = arena_array(c->arena, LINES + 1, sizeof *series);
    for (size_t i = 0; i < drawing->count; i++)
        actual[i] = isnan(funnel->places[i].value) ? figure_none(unit, NULL) : drawing->figures[i];
    series[0] = (struct series){drawing->measure, SERIES_ACTUAL, actual};
    for (size_t line = 0; line < LINES; line++) {
        struct figure *points = arena_array(c->arena, drawing->count, sizeof *points);
        for (size_t i = 0; i < drawing->count; i++) {
            points[i] = figure_none(unit, NULL);
            points[i].value = limit_of(&funnel->places[i], line, funnel->centre);
        }
        series[line + 1] = (struct series){word(c, lines[line].name), lines[line].role, points};
    }
    chart->series = series;
    chart->series_count = LINES + 1;
    chart->categories = drawing->names;
    chart->category_count = drawing->count;
    chart->unit = unit;
    chart->value_axis = drawing->measure;
    chart->category_axis = word(c, rate ? "column.exposure" : "axis.cases");
}
