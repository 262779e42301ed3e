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
 *   dates: ["%d/%m/%Y %H:%M", "%d/%m/%Y"]     tried in order; dates with the year first always are
 *   missing: ["", "N/A"]
 *   satisfaction: {satisfied: [4, 5], valid: [1, 2, 3, 4, 5]}
 *   closed_when: {status: [Closed]}
 *   outcome: {upheld: [Upheld], partly: [Partly upheld], not_upheld: [Rejected]}
 *   escalation: {regulator: [FCA, FOS], head_office: […], ombudsman: […], media: […], other: […], none: […]}
 *   scope: "status <> 'Enquiry'"
 *   decimal: ","                              decimal mark of numbers; by default what the column says
 *   language: en                              of the text, zh or en; by default taken from the text
 *   rules: city-zh                            the rulebook for its complaints when no other is asked for: a
 *                                             shipped pack, a file beside the profile, or none; by default
 * the bank pack of the language
 *
 * Headers and words are compared without blanks around them and without the case of ASCII letters. A column
 * without a name is called "column N", a repeated one "NAME (2)". `satisfaction` without `valid`: every
 * answer counts; without `satisfied` none does. `flags` without words: yes, y, true, t, 1, 是 and no, n,
 * false, f, 0, 否. `missing` replaces the default, which is the empty cell alone; cells of blanks are always
 * missing.
 *
 * Unknown keys, wrong types and unknown roles are errors with file, line and column. */

#include "analysis/base/err.h"
#include "analysis/intake/roles.h"
#include "analysis/intake/table.h"
#include "analysis/intake/values.h"

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
    const struct date_formats *formats; /* `dates`, compiled */
    struct words satisfied, valid;
    struct words closed_status;
    struct words outcomes[3];       /* by enum outcome */
    struct words tiers[TIER_COUNT]; /* by enum tier */
    struct str scope;
    char decimal;        /* 0 = not said */
    struct str language; /* "zh", "en", or empty: taken from the text */
    struct str rules;    /* a shipped pack, a path, "none", or empty: by the language */
};

/* Parses a profile; everything is owned by the arena. `name` is for messages. */
bool profile_parse(struct str yaml, const char *name, struct arena *arena, struct profile **profile,
                   struct err *err);
/* A shipped profile ("cfpb") or a file by path. */
bool profile_load(const char *name_or_path, struct arena *arena, struct profile **profile, struct err *err);
/* All shipped profiles, by name of their files. */
bool profile_shipped(struct arena *arena, struct profile ***profiles, size_t *count, struct err *err);

/* The cell (trimmed) stands for "no value". */
bool profile_missing(const struct profile *profile, struct str cell);
/* What words mean; `word` empty = missing. */
enum answer profile_answer(const struct profile *profile, struct str word);
enum outcome profile_outcome(const struct profile *profile, struct str word);
/* The tier of an `escalated` or channel value; TIER_COUNT when the profile does not name it. */
enum tier profile_tier(const struct profile *profile, struct str word);
/* 1 closed, 0 not, −1 the profile or the cell does not say. */
int profile_closed(const struct profile *profile, struct str status);

#endif
