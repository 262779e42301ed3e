/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_COMPOSE_CASES_H
#define REDRESS_REPORTS_COMPOSE_CASES_H

/* Tables of single complaints, with personal data masked: registers, ledgers and the detail annex. */

#include "reports/composer.h"
#include "reports/template.h"

/* Adds the table that the item of a template asks for (CATALOGUE_CASES), with at most `most` rows. NULL when
 * there is no such complaint. */
struct report_table *compose_cases(struct composer *c, const struct template_item *item, size_t most);

#endif
