/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_CHECK_COLUMNS_H
#define REDRESS_REPORTS_CHECK_COLUMNS_H

/* How the dates and numbers of each column were read: what was found, what was assumed, and how many rows
 * hang on it. Part of redress check. */

#include "analysis/base/lang.h"
#include "analysis/intake/intake.h"
#include "reports/json.h"

/* A line or two for each column of dates, and for columns of numbers with anything to say. `zone`: that of
 * the report, NULL without. */
void check_columns_text(const struct file_report *file, const char *zone, enum lang lang, struct buf *out);
/* The keys "dates" and "numbers" of a file. */
void check_columns_json(const struct file_report *file, struct json *json);

/* The profile's name for readers; what stands in for one is called so in their language. */
struct str check_profile_name(struct str profile, enum lang lang);
/* What stands in for a profile: "understood" or "mapped"; NULL for a profile. */
const char *check_stand_in(struct str profile);

/* Rows that would be read otherwise if what was assumed of their column is wrong. */
uint64_t check_uncertain_dates(const struct file_report *file);
uint64_t check_uncertain_numbers(const struct file_report *file);
/* Times with different zones, taken as they are written. */
uint64_t check_mixed_zones(const struct file_report *file, const char *zone);

#endif
