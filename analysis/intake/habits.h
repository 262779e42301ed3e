/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_HABITS_H
#define REDRESS_INTAKE_HABITS_H

/* Finds the habits of all columns of an intake (habit.h). Private to this folder. */

#include "analysis/intake/load.h"

/* Looks at the first rows of the files whose habits are not known; true when there were some, and the plan is
 * to be made again. */
bool habits_sample(struct intake *intake, const struct plan *plan);
/* Takes what all cells tell; false when a file was read with another habit and must be read again. */
bool habits_settle(struct intake *intake, const struct load_parts *parts);

#endif
