/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/measure.h"

/* The list of families: a new one is a file and a line in each of the two places here. */

extern const struct family volume_family, flow_family, duration_family, survival_family, on_time_family,
    response_family, reopen_family, repeat_family, escalation_family, outcome_family, money_family,
    satisfaction_family, quality_family, rate_family, supplied_family;

const struct family *const families[] = {
    &volume_family,     &flow_family,     &duration_family, &survival_family,
    &on_time_family,    &response_family, &reopen_family,   &repeat_family,
    &escalation_family, &outcome_family,  &money_family,    &satisfaction_family,
    &quality_family,    &rate_family,     &supplied_family, NULL,
};
