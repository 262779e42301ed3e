/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One complaint with its whole life, and how one is made up. Times are civil
 * seconds; 0 means "never". What an export shows of a life is in view.h. */
#ifndef GENERATOR_CASES_H
#define GENERATOR_CASES_H

#include <stdbool.h>
#include <stdint.h>

#include "bank.h"
#include "quirk.h"
#include "rng.h"

enum origin { ORDINARY, PLANTED, LATE }; /* LATE: received after the as-of */

struct complaint {
    int64_t received, dispatched, first_response, resolved, closed, first_closed, reopened, followed_up;
    uint64_t text_seed;
    int month, due_day, customer, amount_cents;
    uint32_t serial;
    enum quirk quirk;
    enum origin origin;
    uint8_t category, product, channel, unit, issue, level, segment, outcome, satisfaction, tier, department;
    bool enquiry, repeat, received_without_clock, closed_without_clock, with_seconds, use_alias;
};

/* What a run makes: which bank, how much, from when to when. */
struct plan {
    const struct bank *bank;
    uint64_t seed;
    int first_year, first_month, months;
    int64_t complaints; /* in all months together */
    int64_t end;        /* the instant at which the last month ends: the as-of */
};

/* The civil second at which month `index` of the plan begins. */
int64_t plan_month_start(const struct plan *plan, int index);

/* Customers of a unit in a month, as in exposure.csv. */
int plan_customers(const struct plan *plan, int unit, int month);

/* Recent complaints, so that the same customer can come back. */
struct memory {
    struct complaint recent[512];
    int count;
};

/* Fills in all but the serial and the quirk. */
struct complaint complaint_make(const struct plan *plan, int month, uint64_t stream, struct memory *memory);

/* The same for a complaint whose category, unit and day are given (−1: drawn). */
struct fixed {
    int category, unit, day, customer;
};
struct complaint complaint_plant(const struct plan *plan, int month, uint64_t stream, struct fixed fixed);

/* Draws the life again after `received` from the categories' habits. */
void complaint_live(const struct plan *plan, struct complaint *complaint, struct rng *rng);

#endif
