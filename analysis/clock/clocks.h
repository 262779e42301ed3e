/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_CLOCKS_H
#define REDRESS_CLOCK_CLOCKS_H

/* The clocks of the policies, run over a table: for each clock its stage and two time columns are added,
 *
 *   deadline:NAME   the last permitted moment of each case (a whole day, or an instant)
 *   warn_at:NAME    from after when on it is due soon
 *
 * and for the main clock `deadline` and `warn_at`. deadline.h is how everybody asks for them. Main is the
 * clock marked so in the first policy (of a list) that marks one, else the first clock of all; what later
 * policies call main is a clock like others. Of two clocks with one name the later policy's is called
 * POLICY-NAME.
 *
 * A case has no deadline when its clock never began, no version or no case of the policy is meant for it,
 * while a pause of the organisation's own clock lasts, or when the limit can't be reckoned: in minutes or
 * hours from a day without a clock time, in working days beyond the years of the calendar. All of these are
 * counted. A clock between times of which the exports lack one is not available: it has a reason, its stage
 * is there, its columns are not. */

#include "analysis/clock/lifecycle.h"
#include "analysis/clock/policy.h"

/* Complaints (rows in scope with a receipt). */
enum clock_count {
    CLOCK_TIMED,     /* have a deadline */
    CLOCK_NO_START,  /* the clock has not begun */
    CLOCK_NO_LIMIT,  /* no version or no case is meant for them */
    CLOCK_NO_TIME,   /* a limit in hours from a day without a clock time */
    CLOCK_UNCOVERED, /* a day that the calendar does not cover */
    CLOCK_PAUSED,    /* a pause lasts */
    CLOCK_EXTENDED,  /* of the timed: by an extension */
    CLOCK_COUNTS
};

struct clock {
    struct str name, title[LANG_COUNT];
    struct str own_name; /* in its policy; `name` but for a clash */
    const struct policy *policy;
    const struct calendar *calendar; /* NULL without */
    enum role from, to;
    bool is_main;
    bool in_workdays;         /* all its limits are in working days: so is a delay */
    const struct column *due; /* NULL: not available */
    const struct column *warn;
    role_set lacks;          /* times that the exports do not have: why it is not available */
    struct str *passed_over; /* columns of `when` that the exports do not have: those cases fit nobody */
    size_t passed_over_count;
    bool some_fit; /* it has cases whose columns are all there */
    uint64_t counts[CLOCK_COUNTS];
};

struct clocks {
    struct arena *arena;
    struct clock *list; /* in the order of the policies and in them of the file; the main one has is_main */
    size_t count;
    /* Complaints with both the main clock's deadline and the exports' own due date, and of them those where
     * these name different days. */
    uint64_t compared, differ;
};

struct clocks_options {
    struct policy *const *policies;
    const struct calendar *const *calendars; /* of each policy; NULL = it has none */
    size_t policy_count;
    const uint64_t *in_scope; /* bit per row: who is counted; NULL = all */
    unsigned jobs;            /* 0 = all processors */
};

/* Adds the columns and the stages, and gives escalated and channel words that the profile does not know the
 * tiers that the policies name. The result lives as long as the table's stages are asked for their clocks. */
struct clocks *clocks_derive(const struct clocks_options *options, struct table *table,
                             const struct lifecycle *life);
void clocks_free(struct clocks *clocks);

#endif
