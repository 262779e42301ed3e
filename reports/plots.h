/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PLOTS_H
#define REDRESS_REPORTS_PLOTS_H

/* The plots there are: each plot_*.c ends in one of these records, plots.c lists them. */

#include "reports/plot_layout.h"
#include "reports/plot_slots.h"

extern const struct plot plot_trend, plot_pareto;

#endif
