/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_DRAFT_H
#define REDRESS_INTAKE_DRAFT_H

/* The profile that `redress init` writes: what was found out about an export that no profile knows, written
 * as a profile to be edited: every role with the confidence and the evidence beside it, what could not be
 * settled, and the columns that play no role. It reads the exports as they were understood without it. */

#include "analysis/intake/intake.h"

/* Empty when the exports are not all understood in the same way, or by a profile. */
struct str draft_profile(const struct intake *intake, enum lang lang, struct arena *arena);
/* The shipped profile by which all exports were understood; roles and flags that they have no column for are
 * commented out, because a profile that is named must fit. Empty when there is none, or when what is missing
 * differs from file to file. */
struct str draft_shipped(const struct intake *intake, struct arena *arena);

#endif
