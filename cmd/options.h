/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_OPTIONS_H
#define REDRESS_CMD_OPTIONS_H

/* Options from the command line and from a project file into settings. What the command line says wins. */

#include "cmd/command.h"

/* The options shared by all commands that read exports. */
extern const struct option_info shared_options[];
extern const size_t shared_option_count;

/* argv[0] is the command's name. ERR_USAGE for unknown options, missing or superfluous values. *help is set
 * for --help. */
bool options_parse(const struct command *command, int argc, char **argv, struct arena *arena,
                   struct settings *settings, bool *help, struct err *err);
/* Reads the project file settings->config and fills what is not yet set. */
bool options_project(const struct command *command, struct arena *arena, struct settings *settings,
                     struct err *err);
/* "redress query — …", usage and options, for --help. */
void options_help(const struct command *command, FILE *out);

#endif
