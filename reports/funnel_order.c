/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/funnel_order.h"

#include <math.h>

double funnel_cases(const struct figure *figure) {
    return isfinite(figure->denominator) ? figure->denominator : figure->n;
}

static const struct series *actual_of(const struct chart *chart) {
    for (size_t i = 0; i < chart->series_count; i++)
        if (chart->series[i].role == SERIES_ACTUAL)
            return &chart->series[i];
    return NULL;
}

const size_t *funnel_order(struct arena *arena, const struct chart *chart, size_t *count) {
    const struct series *actual = actual_of(chart);
    size_t *order = arena_array(arena, chart->category_count + 1, sizeof *order);
    *count = 0;
    for (size_t i = 0; actual && i < chart->category_count; i++) {
        const struct figure *point = &actual->points[i];
        if (!isfinite(point->value) || !isfinite(funnel_cases(point)))
            continue;
        size_t at = (*count)++;
        for (; at > 0 && funnel_cases(&actual->points[order[at - 1]]) > funnel_cases(point); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return order;
}

struct chart funnel_ordered(struct arena *arena, const struct chart *chart) {
    struct chart ordered = *chart;
    const size_t *order = funnel_order(arena, chart, &ordered.category_count);
    struct str *names = arena_array(arena, ordered.category_count + 1, sizeof *names);
    struct series *all = arena_array(arena, chart->series_count + 1, sizeof *all);
    for (size_t i = 0; i < ordered.category_count; i++)
        names[i] = chart->categories[order[i]];
    for (size_t s = 0; s < chart->series_count; s++) {
        struct figure *points = arena_array(arena, ordered.category_count + 1, sizeof *points);
        for (size_t i = 0; i < ordered.category_count; i++)
            points[i] = chart->series[s].points[order[i]];
        all[s] = (struct series){chart->series[s].name, chart->series[s].role, points};
    }
    ordered.categories = names;
    ordered.series = all;
    ordered.highlight = SIZE_MAX;
    return ordered;
}
