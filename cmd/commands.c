/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/command.h"

extern const struct command command_report, command_summary, command_query, command_sql, command_classify,
    command_check, command_verify, command_init;

const struct command *const commands[] = {
    &command_report, &command_summary, &command_query, &command_sql, &command_classify,
    &command_check,  &command_verify,  &command_init,  NULL,
};
