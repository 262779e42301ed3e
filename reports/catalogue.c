/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/catalogue.h"

#include "analysis/base/nearest.h"
#include "reports/composer.h"

#define TABLE(name, needs, part)                                                                             \
    { name, CATALOGUE_TABLE, needs, part }
#define CASES(name, needs)                                                                                   \
    { name, CATALOGUE_CASES, needs, NULL }
#define CHART(name, needs, part)                                                                             \
    { name, CATALOGUE_CHART, needs, part }
#define BY(role)                                                                                             \
    { "by_" role, CATALOGUE_TABLE, role, compose_dimensions }
#define CLOSES "closed resolved"

/* clang-format off */
const struct catalogue_item catalogue[] = {
    TABLE("kpis", NULL, compose_kpis),
    TABLE("targets", NULL, compose_targets),
    TABLE("trend", NULL, compose_kpis),
    TABLE("control", NULL, compose_kpis),
    CHART("trend", NULL, compose_kpis),
    CHART("control_on_time_rate", "due on_time", compose_kpis),
    CHART("control_p50_days", CLOSES, compose_kpis),
    CHART("control_satisfaction_rate", "satisfaction", compose_kpis),
    TABLE("compared", NULL, compose_compared),
    TABLE("supplied", NULL, compose_supplied),
    TABLE("flow", CLOSES, compose_flow),
    CHART("flow", CLOSES, compose_flow),
    BY("category"),
    BY("issue"),
    BY("product"),
    BY("channel"),
    BY("unit"),
    BY("region"),
    BY("department"),
    BY("level"),
    BY("segment"),
    BY("cause"),
    BY("brand"),
    BY("validity"),
    BY("severity"),
    BY("escalated"),
    CHART("pareto", "text product issue", compose_dimensions),
    CHART("heatmap", "unit region product channel department", compose_dimensions),
    TABLE("hotspots", NULL, compose_hotspots),
    TABLE("terms", "text", compose_terms),
    TABLE("terms_other", "text", compose_terms),
    TABLE("timeliness", CLOSES, compose_timeliness),
    CHART("durations", CLOSES, compose_timeliness),
    TABLE("clocks", "due", compose_clocks),
    TABLE("backlog", CLOSES, compose_backlog),
    TABLE("backlog_mix", CLOSES, compose_backlog),
    TABLE("overdue", CLOSES, compose_backlog),
    CHART("backlog", CLOSES, compose_backlog),
    TABLE("satisfaction", "satisfaction", compose_satisfaction),
    CHART("satisfaction", "satisfaction", compose_satisfaction),
    TABLE("escalated", "escalated customer reopened", compose_escalated),
    TABLE("funnel_rate", "unit", compose_funnel),
    TABLE("funnel_on_time_rate", "unit", compose_funnel),
    TABLE("funnel_satisfaction_rate", "unit", compose_funnel),
    TABLE("funnel_upheld_rate", "unit", compose_funnel),
    CHART("funnel_rate", "unit", compose_funnel),
    CHART("funnel_on_time_rate", "unit", compose_funnel),
    CHART("funnel_satisfaction_rate", "unit", compose_funnel),
    CHART("funnel_upheld_rate", "unit", compose_funnel),
    TABLE("survival", CLOSES, compose_survival),
    CHART("survival", CLOSES, compose_survival),
    TABLE("moved", "product unit region", compose_moved),
    TABLE("causes", CLOSES, compose_causes),
    TABLE("actions", NULL, compose_actions),
    TABLE("outlook", NULL, compose_outlook),
    TABLE("rising", NULL, compose_outlook),
    TABLE("difference", NULL, NULL),
    TABLE("files", NULL, NULL),
    TABLE("data_quality", NULL, NULL),
    CASES("received_cases", NULL),
    CASES("closed_cases", CLOSES),
    CASES("open_cases", CLOSES),
    CASES("overdue_cases", "due"),
    CASES("detail", NULL),
};
/* clang-format on */
const size_t catalogue_count = sizeof catalogue / sizeof *catalogue;

const struct catalogue_step catalogue_parts[] = {
    {compose_kpis, 1u << CHART_TREND, NULL},
    {compose_targets, 0, NULL},
    {compose_compared, 0, NULL},
    {compose_supplied, 0, NULL},
    {compose_flow, 1u << CHART_WATERFALL, NULL},
    {compose_dimensions, 1u << CHART_PARETO | 1u << CHART_HEATMAP, NULL},
    {compose_hotspots, 0, NULL},
    {compose_terms, 0, NULL},
    {compose_timeliness, 1u << CHART_DISTRIBUTION, NULL},
    {compose_clocks, 0, NULL},
    {compose_backlog, 1u << CHART_AGEING, NULL},
    {compose_satisfaction, 1u << CHART_INTERVALS, NULL},
    {compose_escalated, 0, NULL},
    {compose_funnel, 1u << CHART_FUNNEL, "funnel_on_time_rate"},
    {compose_survival, 1u << CHART_SURVIVAL, NULL},
    {compose_moved, 0, NULL},
    {compose_causes, 0, NULL},
    {compose_actions, 0, NULL},
    {compose_outlook, 0, NULL},
    {NULL, 0, NULL},
};

static bool is_of_kind(const struct catalogue_item *item, bool chart) {
    return (item->kind == CATALOGUE_CHART) == chart;
}

const struct catalogue_item *catalogue_find(struct str name, bool chart) {
    for (size_t i = 0; i < catalogue_count; i++)
        if (is_of_kind(&catalogue[i], chart) && str_equal(str_of(catalogue[i].name), name))
            return &catalogue[i];
    return NULL;
}

const char *catalogue_nearest(struct str name, bool chart) {
    const char *best = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < catalogue_count; i++) {
        struct str known = str_of(catalogue[i].name);
        size_t distance = nearest_distance(name, known);
        if (is_of_kind(&catalogue[i], chart) && distance < least && nearest_is_near(name, known)) {
            best = catalogue[i].name;
            least = distance;
        }
    }
    return best;
}
