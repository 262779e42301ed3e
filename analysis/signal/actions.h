/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_ACTIONS_H
#define REDRESS_SIGNAL_ACTIONS_H

/* Improvements that were made, and whether the complaints they aim at became fewer.
 *
 *     - date: 2026-03-01                # from when it works
 *       category: digital.sms           # which complaints it aims at: a category, a unit, or both
 *       unit: Millgate
 *       what: Second text gateway
 *       owner: Digital
 *       due: 2026-03-31
 *
 * (or the same list under `actions:`). */

#include "analysis/base/err.h"
#include "analysis/base/lang.h"
#include "analysis/measure/figure.h"

struct action {
    int64_t day, due; /* due: 0 = not said */
    struct str category, unit, owner;
    struct str what[LANG_COUNT];
};

struct actions {
    const struct action *items; /* in the order of the file */
    size_t count;
};

/* ERR_USAGE with file, line and column. Texts belong to the arena; `name` is for messages. */
bool actions_parse(struct str bytes, const char *name, struct arena *arena, struct actions *actions,
                   struct err *err);
bool actions_load(const char *path, struct arena *arena, struct actions *actions, struct err *err);

/* Complaints in equal stretches of time, with what they are measured by (days, or days × customers). */
struct stretch {
    double count, exposure;
};

/* What an action did: rates are of the stretches before and since. */
struct effect {
    double before, since; /* counts */
    double rate_before, rate_since;
    struct figure ratio; /* rate since ÷ rate before, UNIT_SCORE, with 95 % interval */
    double dispersion;   /* >= 1: how much more than Poisson the stretches vary around their two rates */
};

/* The interval is the conditional exact one of two counts (Clopper & Pearson 1934), both counts divided by
 * their dispersion. Not available without exposure on both sides or without any complaint. */
struct effect action_effect(const struct stretch *before, size_t before_count, const struct stretch *since,
                            size_t since_count);

#endif
