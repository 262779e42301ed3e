/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_PROFILE_H
#define REDRESS_INTAKE_PROFILE_H

/* What the columns and words of one kind of export mean: a YAML file (templates/profiles/, or the user's).
 *
 *   name: Harbour Bank complaints
 *   detect: [Case ID, Date Received]          header signature: all of these headers are present
 *   roles: {id: Case ID, received: Date Received, …}
 *   flags: {on_time: {column: Timely?, yes: [Yes], no: [No]}}
 *   stages: {forwarding: [received, Date Sent]}   role or header → role or header
 *   dates: ["%d/%m/%Y %H:%M", "%d/%m/%Y"]     tried in order; ISO is always understood
 *   missing: ["", "N/A"]
 *   satisfaction: {satisfied: [4, 5], valid: [1, 2, 3, 4, 5]}
 *   closed_when: {status: [Closed]}
 *   outcome: {upheld: [Upheld], partly: [Partly upheld], not_upheld: [Rejected]}
 *   escalation: {regulator: [FCA, FOS], head_office: […], ombudsman: […], media: […]}
 *   scope: "status <> 'Enquiry'"
 *   decimal: ","                              decimal mark of numbers, "." by default
 *
 * Unknown keys, wrong types and unknown roles are errors with file, line and column. */

#include "analysis/base/err.h"
#include "analysis/intake/roles.h"
#include "analysis/intake/table.h"

struct words {
    const struct str *items;
    size_t count;
};

struct profile_stage {
    struct str name, from, to;
};

struct profile {
    struct str name;
    struct words detect;
    struct str headers[ROLE_COUNT]; /* empty = not mapped */
    struct words flag_yes[ROLE_COUNT], flag_no[ROLE_COUNT];
    const struct profile_stage *stages;
    size_t stage_count;
    struct words dates, missing;
    struct words satisfied, valid;
    struct words closed_status;
    struct words outcomes[3];       /* by enum outcome */
    struct words tiers[TIER_COUNT]; /* by enum tier */
    struct str scope;
    char decimal;
    struct str language; /* "zh", "en", or empty: taken from the text */
};

/* Parses a profile; everything is owned by the arena. `name` is for messages. */
bool profile_parse(struct str yaml, const char *name, struct arena *arena, struct profile **profile,
                   struct err *err);
/* A shipped profile ("cfpb") or a file by path. */
bool profile_load(const char *name_or_path, struct arena *arena, struct profile **profile, struct err *err);

#endif
