/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_THRESHOLD_H
#define REDRESS_CMD_THRESHOLD_H

/* --fail-on 'overdue_open>0': a measure, one of > >= < <= = <>, and a number or per cent. What is asked for
 * is made all the same; a threshold that is crossed is said on standard error and makes the exit code 1. A
 * figure that is not available crosses nothing, which is said too. */

#include "analysis/query/dataset.h"
#include "cmd/command.h"
#include "reports/model.h"

struct threshold;

struct thresholds {
    const struct measure_ref *refs; /* the measures, in the order of the list */
    const struct threshold *list;
    size_t count;
};

#define THRESHOLD_OPTION                                                                                     \
    {                                                                                                        \
        "fail-on", 0, OPTION_LIST, "CONDITION",                                                              \
            "exit code 1 when it holds, e.g. 'overdue_open>0' or 'on_time_rate<90%'; may be repeated",       \
            OPTION_FIELD(fail_on), false                                                                     \
    }

/* ERR_USAGE for a condition that is none, and for unknown measures with the nearest names. */
bool thresholds_read(const struct text_list *conditions, struct arena *arena, struct thresholds *thresholds,
                     struct err *err);
/* Adds what the measures read. */
bool thresholds_need(const struct thresholds *thresholds, struct dataset *dataset, struct dataset_need *need,
                     struct err *err);
/* The figures of the whole period. Sets context->crossed. */
bool thresholds_check(const struct thresholds *thresholds, const struct dataset *dataset,
                      struct context *context, struct err *err);
/* Every row of an answer; a measure that is not shown in it is an ERR_USAGE. */
bool thresholds_check_table(const struct thresholds *thresholds, const struct report_table *table,
                            struct context *context, struct err *err);

#endif
