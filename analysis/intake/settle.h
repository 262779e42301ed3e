/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_SETTLE_H
#define REDRESS_INTAKE_SETTLE_H

/* The last step of opening: every opened file gets its profile. Files whose header no profile knows are
 * understood together with all others that have the same header (understand.h), so that an export a month is
 * read like the export of all months; what is not understood is skipped or ends the run, with the candidates
 * and what to type. Then footers are cut off. */

#include "analysis/intake/state.h"

bool settle_files(struct intake *intake, struct err *err);
/* Whether a text alone would be understood: for the choice of a sheet. */
bool settle_fits(struct str text, const struct layout *layout, const struct layout_options *options,
                 struct arena *arena);

#endif
