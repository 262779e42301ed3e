/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people complain about: the true categories, and how each behaves. */
#ifndef GENERATOR_CATEGORY_H
#define GENERATOR_CATEGORY_H

enum category {
    PRODUCT_BALANCE,
    PRODUCT_TRANSFER,
    PRODUCT_WEALTH,
    PRODUCT_ATM_SWALLOW,
    PRODUCT_DOUBLE_CHARGE,
    PRODUCT_FEE,
    PRODUCT_GRACE,
    SECURITY_FRAUD,
    SECURITY_TELECOM_FRAUD,
    SECURITY_LEAK,
    SECURITY_FROZEN,
    PROCESS_COMPLICATED,
    PROCESS_QUEUE,
    PROCESS_CLOSED_COUNTER,
    PROCESS_NOT_CALLING,
    PROCESS_SLOW_TELLER,
    PROCESS_CONTRADICT,
    PROCESS_SMALL_CHANGE,
    EXPLAIN_TERMS,
    EXPLAIN_MISSELLING,
    EXPLAIN_RATE,
    INFO_NOT_UPDATED,
    INFO_NO_NOTICE,
    INFO_STATEMENT,
    INFO_CREDIT_RECORD,
    ATTITUDE_COLD,
    ATTITUDE_RUDE,
    ATTITUDE_SHIRKING,
    ERROR_CLERK,
    ERROR_BREACH,
    ERROR_MANAGEMENT,
    DIGITAL_CRASH,
    DIGITAL_LOGIN,
    DIGITAL_SMS,
    DIGITAL_OUTAGE,
    DIGITAL_ATM,
    CREDIT_LIMIT,
    CREDIT_SLOW,
    CREDIT_COLLECTION,
    CREDIT_PREPAY,
    ADVICE,
    CONSULTATION,
    MALICIOUS,
    PRAISE,
    OTHER, /* vague or idiosyncratic: no keyword rule should fit */
    CATEGORY_COUNT
};

/* Products, channels and issues have the same order in both banks. */
enum product {
    DEBIT,
    CREDIT,
    LOAN,
    WEALTH,
    MOBILE,
    PAYMENT,
    SAVINGS,
    INSURANCE,
    FOREIGN,
    BRANCH,
    PRODUCT_COUNT
};

enum channel {
    HOTLINE,
    ONLINE,
    COUNTER,
    OPINION_BOOK,
    EMAIL,
    SOCIAL,
    LETTER,
    MANAGER,
    HEAD_OFFICE,
    PUBLIC_HOTLINE,
    REGULATOR,
    PRESS,
    CHANNEL_COUNT
};

enum issue {
    ISSUE_PRODUCT,
    ISSUE_CHANNEL,
    ISSUE_BREACH,
    ISSUE_ERROR,
    ISSUE_ATTITUDE,
    ISSUE_MANAGEMENT,
    ISSUE_OTHER,
    ISSUE_COUNT
};

/* Where complaints of a category come in: anywhere, at the counter, from a phone. */
enum habit { ANYWHERE, AT_COUNTER, FROM_PHONE };

struct category_record {
    const char *id;
    int weight;
    enum issue issue;
    enum habit habit;
    int product[3]; /* likely products, then their weights; −1 ends */
    int product_weight[3];
    int upheld;  /* per mille of the closed */
    int redress; /* per mille of the upheld that are paid something */
    int typical; /* what is then paid, in whole units of money */
    int department;
};

extern const struct category_record categories[CATEGORY_COUNT];

#endif
