/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_DATED_H
#define REDRESS_CLOCK_DATED_H

/* Days in YAML files: 2026-10-21, and 2026-10-01..2026-10-07 with both ends. ERR_USAGE with the place. */

#include "analysis/base/date.h"
#include "analysis/base/yaml.h"

bool dated_day(const struct yaml *node, int64_t *day, struct err *err);
bool dated_range(const struct yaml *node, int64_t *first, int64_t *last, struct err *err);

#endif
