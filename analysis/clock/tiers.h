/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_TIERS_H
#define REDRESS_CLOCK_TIERS_H

/* Tiers of escalation that a policy names: fills in MEANING_ESCALATION of the table for complaints that the
 * profile gives no tier, or none with a name. `escalated` comes before the channel. */

#include "analysis/clock/lifecycle.h"
#include "analysis/clock/policy.h"

void tiers_of_policy(const struct policy *policy, struct table *table, const struct lifecycle *life);

#endif
