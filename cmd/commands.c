/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/command.h"

#include <string.h>

extern const struct command command_report, command_summary, command_query, command_sql, command_chart,
    command_classify, command_check, command_verify, command_init, command_rules_lint, command_rules_test,
    command_rules_explain, command_rules_coverage, command_rules_suggest, command_rules_diff;

const struct command *const commands[] = {
    &command_report,         &command_summary,       &command_query,      &command_sql,
    &command_chart,          &command_classify,      &command_check,      &command_verify,
    &command_init,           &command_rules_lint,    &command_rules_test, &command_rules_explain,
    &command_rules_coverage, &command_rules_suggest, &command_rules_diff, NULL,
};

const struct command *command_find(const char *first, const char *second, int *words) {
    *words = 0;
    for (size_t i = 0; commands[i]; i++) {
        const char *name = commands[i]->name, *space = strchr(name, ' ');
        size_t size = space ? (size_t)(space - name) : strlen(name);
        if (strlen(first) != size || strncmp(first, name, size) != 0)
            continue;
        *words = 1;
        if (space && !(second && strcmp(second, space + 1) == 0))
            continue;
        *words = space ? 2 : 1;
        return commands[i];
    }
    return NULL;
}
