/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_ZONE_H
#define REDRESS_BASE_ZONE_H

/* Time zones of the tz database (Asia/Shanghai, Europe/London) or fixed ones (+08:00, UTC). All changes of a
 * zone from 1970 to 2106 are looked up once, so that asking is quick and safe from any thread. */

#include "analysis/base/err.h"

struct zone;

/* ERR_USAGE naming the nearest zones when there is none of that name. Memory is the arena's. */
bool zone_load(const char *name, struct arena *arena, const struct zone **zone, struct err *err);

/* Civil seconds in the zone of an instant in seconds of UTC. `repeated`: clocks show this time twice, because
 * they are put back then. */
int64_t zone_local(const struct zone *zone, int64_t utc, bool *repeated);

/* Clocks of the zone never show this civil time: they are put forward over it. */
bool zone_skips(const struct zone *zone, int64_t local);

#endif
