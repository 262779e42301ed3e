/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_HELP_H
#define REDRESS_CMD_HELP_H

/* redress help [COMMAND|TOPIC]: everything from the tables that also drive the program. */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

void help_overview(FILE *out);
/* Of a command, of all commands that begin with a word ("rules"), or of a topic; false when there is none.
 * `second` may be NULL. */
bool help_topic(const char *name, const char *second, FILE *out);

/* The topics one by one; NULL past the last. */
const char *help_topic_name(size_t index);
const char *help_topic_summary(size_t index);

#endif
