/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_REMARKS_H
#define REDRESS_REPORTS_REMARKS_H

/* What has to be said about the clocks of the policies, a sentence each: those that are not available and
 * why, complaints without a deadline, due dates of the exports that differ. */

#include "analysis/query/dataset.h"

/* `all`: of every clock and of everything (redress check); else of the main clock, and of the others only
 * days that no calendar covers. Owned by the arena. */
struct str *remarks_of_clocks(const struct dataset *dataset, bool all, struct arena *arena, enum lang lang,
                              size_t *count);

#endif
