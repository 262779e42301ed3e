/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_GATES_H
#define REDRESS_REPORTS_GATES_H

/* What must hold before a pack is published without anyone looking at it. A gate that does not apply (no
 * earlier periods, no rules, no pack before) says so and stops nothing.
 *
 * rows: received in the period ≥ 70 % of the median of the 6 periods before it (days: of the same weekday),
 * at least 3 of them in the exports. A drop that is within chance (3 × √median), or that the same period a
 * year before had too, is none. A period that is not over counts by the days that it has.
 *
 * other: share of the category `other` among those received in the period ≤ 25 %, by rules that somebody
 * named: those chosen by the language of the texts are only a first guess.
 *
 * missing_received: share of complaints without a usable date of receipt, in all exports, ≤ 1 %.
 *
 * units: every unit for which the last pack counted 10 or more has at least one complaint.
 *
 * flow: carried_in + received + reopened − closed − closed_undated = open, and what is open at the end of a
 * period is carried into the next. */

#include "analysis/query/dataset.h"
#include "reports/manifest.h"
#include "reports/model.h"

enum gate { GATE_ROWS, GATE_OTHER, GATE_MISSING_RECEIVED, GATE_UNITS, GATE_FLOW, GATE_COUNT };

struct gate_limits {
    bool off[GATE_COUNT];
    double limit[GATE_COUNT]; /* shares of rows, other and missing_received */
};

struct gate_limits gate_limits_default(void);
/* "rows=50%", "other 0.4", "units=off", "flow=on", "off" for all. ERR_USAGE for anything else. */
bool gate_limits_set(struct gate_limits *limits, struct str setting, struct err *err);

struct gate_input {
    const struct dataset *dataset;
    const struct report *report;
    const struct manifest *now;  /* its units are those of this pack */
    const struct manifest *last; /* of the pack published before; NULL = none */
    bool rules_named;            /* somebody chose the rules */
};

/* One result each, in the order of the enum; texts belong to the arena. */
void gates_check(const struct gate_input *input, const struct gate_limits *limits, struct arena *arena,
                 struct gate_result results[GATE_COUNT]);
size_t gates_failed(const struct gate_result results[GATE_COUNT]);

/* The units with complaints received in the period of the dataset, largest first, as units of the manifest.
 * None without a column `unit`. gate_units_keep leaves those with 10 or more, whose absence from a later pack
 * would be no chance. */
bool gate_units(const struct dataset *dataset, struct arena *arena, struct manifest *manifest,
                struct err *err);
void gate_units_keep(struct manifest *manifest);

#endif
