/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_ALLOW_H
#define REDRESS_QUERY_ALLOW_H

/* What strangers' SQL may name: functions whose results depend on their arguments alone, and the tables that
 * redress shows. */

#include <stdbool.h>

bool allow_function(const char *name);
/* `column` is "" where only the rows of a table are read. */
bool allow_table(const char *name, const char *column);
/* A function of dates and times, which could be asked for the zone of the machine. */
bool allow_is_date_function(const char *name);

#endif
