/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/measure.h"

extern const struct family volume_family, flow_family, duration_family, survival_family, on_time_family;

const struct family *const families[] = {&volume_family,   &flow_family,    &duration_family,
                                         &survival_family, &on_time_family, NULL};
