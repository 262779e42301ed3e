/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_TESTS_SAMPLE_REPORT_H
#define REDRESS_TESTS_SAMPLE_REPORT_H

/* A month's report of an invented bank, built by hand, for the tests of writers: every kind of cell, unit,
 * chart and section, without any analysis behind it. */

#include "reports/model.h"

struct report *sample_report(struct arena *arena, enum lang lang);
/* The same with what exports really hold: markup, formulas, control characters, emoji, broken UTF-8, names of
 * 300 characters, figures that are NAN, infinite or huge, two tables of one title. */
struct report *sample_report_hostile(struct arena *arena, enum lang lang);
/* A period without complaints: no tables, no charts, every figure not available. */
struct report *sample_report_empty(struct arena *arena, enum lang lang);

#endif
