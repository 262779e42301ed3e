/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_ESCALATION_H
#define REDRESS_MEASURE_ESCALATION_H

/* The names of the tiers of escalation, as in escalation_rate:regulator. */

#include "analysis/intake/table.h"

/* TIER_NONE when no tier has that name. */
enum tier escalation_tier(struct str name);

#endif
