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
/* What was said of the options that bear on the figures, by name, for the manifest of a pack: not where
 * things lie (output, jobs …), of files the base name. Each value of a list on its own. */
struct option_said {
    const char *name;
    struct str value;
};
struct option_said *options_said(const struct command *command, const struct settings *settings,
                                 struct arena *arena, size_t *count);
/* "redress query — …", usage and options, for --help. */
void options_help(const struct command *command, FILE *out);

#endif
