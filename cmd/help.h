/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_HELP_H
#define REDRESS_CMD_HELP_H

/* redress help [COMMAND|TOPIC]: everything from the tables that also drive the program. */

#include <stdbool.h>
#include <stdio.h>

void help_overview(FILE *out);
/* False when there is no such command or topic. */
bool help_topic(const char *name, FILE *out);

#endif
