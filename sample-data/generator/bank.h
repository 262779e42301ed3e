/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that tells one bank from the other: names, words, phrases, and what is
 * planted in its figures. Data only. */
#ifndef GENERATOR_BANK_H
#define GENERATOR_BANK_H

#include <stdbool.h>

#include "category.h"
#include "days.h"

/* The columns of an export, in the order of the file. */
enum field {
    F_ID,
    F_RECEIVED,
    F_CHANNEL,
    F_PRODUCT,
    F_ISSUE,
    F_UNIT,
    F_REGION,
    F_DEPARTMENT,
    F_LEVEL,
    F_CUSTOMER,
    F_SEGMENT,
    F_SUBJECT,
    F_TEXT,
    F_STATUS,
    F_DISPATCHED,
    F_FIRST_RESPONSE,
    F_RESOLVED,
    F_CLOSED,
    F_FIRST_CLOSED,
    F_REOPENED,
    F_DUE,
    F_ESCALATED,
    F_OUTCOME,
    F_AMOUNT,
    F_SATISFACTION,
    F_FOLLOWED_UP,
    F_HANDLER,
    F_REPLY,
    F_UPDATED,
    F_TIMELY, /* the English bank only */
    FIELD_COUNT
};

enum status { NEW, WORKING, ANSWERED, CLOSED, FILED, REOPENED, ENQUIRY, STATUS_COUNT };
enum level { SIMPLE, COMPLEX, MAJOR, LEVEL_COUNT };
enum outcome { NO_OUTCOME, UPHELD, PARTLY, NOT_UPHELD, OUTCOME_COUNT };
enum tier { NO_TIER, TIER_HEAD_OFFICE, TIER_REGULATOR, TIER_OMBUDSMAN, TIER_MEDIA, TIER_COUNT };

enum { MAX_UNITS = 32, SEGMENT_COUNT = 5, DEPARTMENT_COUNT = 7, SATISFACTION_COUNT = 6 };

/* Narratives are written in a small notation: [a|b|c] picks one, {slot} is filled. */
struct phrases {
    enum category category;
    const char *const *subjects; /* ended by NULL */
    const char *const *stories;
};

struct slot {
    const char *name;
    const char *const *words;
};

struct unit {
    const char *name, *alias; /* alias may be NULL */
    int region, customers;    /* customers in the first month */
    int propensity;           /* complaints per customer, 100 = usual */
};

/* What is planted; months are counted from the first of the data, −1 = nothing. */
struct planted {
    int outage_day;     /* days before the end of the data at which the week begins */
    int queue_unit;     /* queue complaints × 5 in the last month */
    int slow_product;   /* handling × 2.5 in the last four months */
    int unhappy_region; /* satisfaction 85 → 60 % of what is closed in the last three months */
    int unhappy_product;
    enum category improved; /* − 60 % from the eighth month before the last */
    enum category seasonal; /* × 1.9 each December and January */
    int grown_unit;         /* took over the customers of closed_unit */
    int closed_unit;
    int small_unit;   /* one complaint, then four */
    int cluster_unit; /* one customer, nine times on one day */
    enum category cluster_category;
    int unmeasured_unit; /* no exposure for the last month */
};

struct bank {
    const char *key, *folder, *title;
    bool chinese, timely;
    int season[12]; /* complaints by month of the year, per mille */
    struct calendar calendar;
    const char *const *header; /* FIELD_COUNT or one less */
    const char *products[PRODUCT_COUNT], *product_nouns[PRODUCT_COUNT], *channels[CHANNEL_COUNT],
        *issues[ISSUE_COUNT];
    const char *regions[6], *parents[6];
    const char *head_office;
    int region_count, unit_count;
    struct unit units[MAX_UNITS];
    const char *unknown_unit;
    const char *departments[DEPARTMENT_COUNT], *levels[LEVEL_COUNT], *segments[SEGMENT_COUNT];
    const char *statuses[STATUS_COUNT], *outcomes[OUTCOME_COUNT];
    const char *tiers[TIER_COUNT][4]; /* words of each tier, ended by NULL */
    enum tier channel_tier[CHANNEL_COUNT];
    const char *satisfaction[SATISFACTION_COUNT]; /* the satisfied words first */
    int satisfaction_weight[SATISFACTION_COUNT], satisfied_words;
    const char *silent; /* the word for "no answer", often blank instead */
    const char *const *surnames, *const *given;
    const char *const *openers, *const *asides, *const *demands, *const *contacts;
    const char *const *replies, *const *odd_amounts;
    const struct slot *slots;                  /* ended by NULL name */
    const struct phrases *const *phrase_lists; /* ended by NULL; each list by NULL subjects */
    struct planted planted;
    const char *const *actions; /* actions.yaml, cut where its four dates come in; ended by NULL */
};

extern const struct bank bank_zh, bank_en;

#endif
