/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PLOTS_H
#define REDRESS_REPORTS_PLOTS_H

/* The plots there are: each plot_*.c ends in one of these records, plots.c lists them. */

#include "reports/plot_grid.h"
#include "reports/plot_layout.h"

extern const struct plot plot_trend, plot_pareto, plot_distribution, plot_heatmap, plot_intervals,
    plot_waterfall, plot_ageing, plot_funnel, plot_survival;

#endif
