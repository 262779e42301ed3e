/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_ROLES_H
#define REDRESS_INTAKE_ROLES_H

/* The roles a column of an export can play. One typed list; the canonical names are also the SQL column
 * names, the --by names and the keys of `roles:` in a profile. */

#include "analysis/base/str.h"

enum role_type {
    ROLE_ID,        /* text that names a case */
    ROLE_TIME,      /* an instant or a day, in the report's zone */
    ROLE_DIMENSION, /* few distinct values; satisfaction answers (words or marks) are kept so too */
    ROLE_FLAG,      /* yes, no or missing */
    ROLE_NUMBER,    /* integers of 1/10,000 */
    ROLE_TEXT       /* what the customer or the bank wrote */
};

enum role {
    ROLE_ID_,
    ROLE_SYSTEM,
    ROLE_OCCURRED,
    ROLE_RECEIVED,
    ROLE_REGISTERED,
    ROLE_ACCEPTED,
    ROLE_DISPATCHED,
    ROLE_FIRST_RESPONSE,
    ROLE_RESOLVED,
    ROLE_CLOSED,
    ROLE_FIRST_CLOSED,
    ROLE_REOPENED,
    ROLE_FOLLOWED_UP,
    ROLE_DUE,
    ROLE_PROMISED,
    ROLE_EXTENDED_TO,
    ROLE_UPDATED,
    ROLE_PAUSE_FROM,
    ROLE_PAUSE_TO,
    ROLE_STATUS,
    ROLE_CHANNEL,
    ROLE_PRODUCT,
    ROLE_ISSUE,
    ROLE_SYMPTOM,
    ROLE_CAUSE,
    ROLE_UNIT,
    ROLE_REGION,
    ROLE_DEPARTMENT,
    ROLE_HANDLER,
    ROLE_LEVEL,
    ROLE_CUSTOMER,
    ROLE_SEGMENT,
    ROLE_BRAND,
    ROLE_OUTCOME,
    ROLE_ESCALATED,
    ROLE_SATISFACTION,
    ROLE_SATISFACTION_FIRST,
    ROLE_ON_TIME,
    ROLE_FIRST_CONTACT,
    ROLE_QUALITY_OK,
    ROLE_DISPATCH_OK,
    ROLE_AMOUNT,
    ROLE_REPLIES,
    ROLE_WEIGHT,
    ROLE_SUBJECT,
    ROLE_TEXT_,
    ROLE_REPLY,
    ROLE_COUNT,
    ROLE_NONE = ROLE_COUNT
};

struct role_info {
    const char *name;
    enum role_type type;
    const char *about; /* for readers of the help: what it is in one line, English */
};

extern const struct role_info roles[ROLE_COUNT];

/* ROLE_NONE when no role has that name. */
enum role role_find(struct str name);

/* A set of roles, one bit each. */
typedef uint64_t role_set;
_Static_assert(ROLE_COUNT <= 64, "a role_set has 64 bits");

static inline role_set role_bit(enum role role) {
    return (role_set)1 << role;
}

#define ROLE_ALL (((role_set)1 << ROLE_COUNT) - 1)

#endif
