/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_KPI_TEXT_H
#define REDRESS_REPORTS_KPI_TEXT_H

/* What stands beside a headline figure, the same in every document: what it rests on, whether it rose or
 * fell, its target and verdict. */

#include "reports/model.h"

/* "731/841 · 84.5–89.0 % · 3 missing"; for a count what it is compared with, "Previous 701 · Year ago 688".
 * Empty without a value. */
struct str kpi_basis(struct arena *arena, enum lang lang, const struct kpi *kpi);
/* Why there is no value; empty when there is one or no reason is known. */
struct str kpi_reason(enum lang lang, const struct kpi *kpi);
/* "rose" or "fell" where the difference passes its test and does not round to nothing, else empty. */
struct str kpi_change_word(enum lang lang, const struct figure *change, bool reliable);
/* "reliably missed" …, empty without a verdict; with the target in front: "target 90.0 % · reliably missed".
 */
struct str kpi_verdict(enum lang lang, enum verdict verdict);
struct str kpi_target(struct arena *arena, enum lang lang, const struct kpi *kpi);
/* The verdict is not good. */
bool kpi_missed(const struct kpi *kpi);

/* Both with "  ·  " between, or the one that is not empty. */
struct str kpi_join(struct arena *arena, struct str a, struct str b);

#endif
