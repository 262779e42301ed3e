/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_DATASET_CLOCKS_H
#define REDRESS_QUERY_DATASET_CLOCKS_H

/* The part of a dataset that policies and calendars are. Private to dataset.c. */

#include "analysis/query/dataset.h"

/* Policies and calendars of the options, with the measures of their targets checked. */
bool dataset_clocks_load(struct dataset *dataset, struct err *err);
void dataset_clocks_free(struct dataset *dataset);

/* Names of the columns that the clocks are going to add, of exports with those roles: returns how many, at
 * most dataset_clocks_most_names. */
size_t dataset_clocks_names(const struct dataset *dataset, role_set roles_there, struct str *names);
size_t dataset_clocks_most_names(const struct dataset *dataset);
/* Is it one of those? Then `need` is told what it takes. */
bool dataset_clocks_need_name(struct str name, struct dataset_need *need);
/* Adds the roles that the policies look at, and returns the names of the other columns they look at. */
struct str *dataset_clocks_need(const struct dataset *dataset, struct dataset_need *need, size_t *count);

/* Runs the clocks when they are asked for. With --strict days that no calendar covers are ERR_DATA. */
bool dataset_clocks_run(struct dataset *dataset, const struct dataset_need *need, struct err *err);
/* Adds the targets that the policies set in the version of the period's last day, the policy with the main
 * clock first, behind those of the project. */
bool dataset_clocks_targets(struct dataset *dataset, struct err *err);

#endif
