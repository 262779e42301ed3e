/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/help.h"

#include "analysis/base/bundle.h"
#include "analysis/clock/policy.h"
#include "analysis/intake/roles.h"
#include "analysis/measure/measure.h"
#include "cmd/command.h"
#include "cmd/options.h"
#include "reports/labels.h"
#include "reports/plot.h"

#include <string.h>

static void help_measures(FILE *out) {
    fputs("Measures for --show. A stage, limit or tier follows a colon: p50_days:forwarding, "
          "within_rate:15d.\n",
          out);
    for (size_t f = 0; families[f]; f++)
        for (size_t i = 0; i < families[f]->count; i++) {
            const struct measure *measure = &families[f]->measures[i];
            static const char *const parameters[] = {
                [PARAMETER_NONE] = "",        [PARAMETER_STAGE] = "[:STAGE]",   [PARAMETER_LIMIT] = ":LIMIT",
                [PARAMETER_TIER] = "[:TIER]", [PARAMETER_COLUMNS] = ":COLUMNS", [PARAMETER_SUPPLIED] = ":KEY",
                [PARAMETER_BASE] = ":BASE"};
            fprintf(out, "\n%s%s  %s / %s\n    %s\n", measure->key, parameters[measure->parameter],
                    measure->name[LANG_EN], measure->name[LANG_ZH], measure->definition[LANG_EN]);
        }
}

static void help_roles(FILE *out) {
    static const char *const kinds[] = {"id", "time", "dimension", "flag", "number", "text"};
    fputs("Roles a column can play, for --map ROLE=HEADER and `roles:` in a profile.\n\n", out);
    for (enum role role = 0; role < ROLE_COUNT; role++)
        fprintf(out, "  %-20s %-10s %s\n", roles[role].name, kinds[roles[role].type], roles[role].about);
}

static void help_profiles(FILE *out) {
    size_t count;
    const struct bundle_file *files = bundle_list("profiles/", &count);
    fputs("Profiles that come with the program, for --profile; a file of your own may be named as well.\n\n",
          out);
    for (size_t i = 0; i < count; i++) {
        const char *name = strrchr(files[i].name, '/') + 1;
        fprintf(out, "  %.*s\n", (int)(strlen(name) - strlen(".yaml")), name);
    }
}

static void help_policies(FILE *out) {
    size_t count;
    const struct bundle_file *files = bundle_list("policies/", &count);
    fputs("Policies that come with the program, for --policy; a file of your own may be named as well.\n",
          out);
    for (size_t i = 0; i < count; i++) {
        struct policy *policy;
        if (!policy_parse(files[i].bytes, files[i].name, &policy, &(struct err){0}))
            continue;
        fprintf(out, "\n  " STR_FMT "  " STR_FMT " / " STR_FMT "\n   ", STR_ARG(policy->id),
                STR_ARG(policy->name[LANG_EN]), STR_ARG(policy->name[LANG_ZH]));
        const struct policy_version *last = &policy->versions[policy->version_count - 1];
        for (size_t k = 0; k < last->clock_count; k++)
            fprintf(out, "%s " STR_FMT, k ? "," : " clocks", STR_ARG(last->clocks[k].name));
        fputs("\n", out);
        policy_free(policy);
    }
}

static void help_calendars(FILE *out) {
    size_t count;
    const struct bundle_file *files = bundle_list("calendars/", &count);
    fputs(
        "Calendars that come with the program, for --calendar; a file of your own may be named as well.\n\n",
        out);
    for (size_t i = 0; i < count; i++) {
        struct calendar *calendar;
        const char *name = strrchr(files[i].name, '/') + 1;
        if (!calendar_parse(files[i].bytes, files[i].name, &calendar, &(struct err){0}))
            continue;
        fprintf(out, "  %-14.*s %d to %d  " STR_FMT "\n", (int)(strlen(name) - strlen(".yaml")), name,
                date_civil_of(calendar_first(calendar) * DATE_DAY).year,
                date_civil_of(calendar_last(calendar) * DATE_DAY).year, STR_ARG(calendar_name(calendar)));
        calendar_free(calendar);
    }
}

static void help_charts(FILE *out) {
    fputs("Kinds of charts, for 'redress chart KIND' and 'redress query --chart KIND'.\n\n", out);
    for (size_t i = 0; plot_at(i); i++) {
        struct str about = label(LANG_EN, plot_at(i)->about);
        fprintf(out, "  %-14s " STR_FMT "\n", plot_at(i)->name, STR_ARG(about));
    }
}

static void help_periods(FILE *out) {
    fputs("Periods for --period:\n\n"
          "  2026  2026-H1  2026-Q3  2026-10  2026-W43  2026-10-21\n"
          "  2026-10-05..2026-10-18     both days in\n"
          "  last-day  last-week  last-month  last-quarter  last-half  last-year\n"
          "                             those before --today, else before the end of the data\n\n"
          "Words for --by: day, week, month, quarter, half, year; each bucket is then its own period.\n",
          out);
}

static const struct {
    const char *name, *summary;
    void (*write)(FILE *out);
} topics[] = {
    {"measures", "what --show can ask for, with definitions", help_measures},
    {"roles", "what a column can be", help_roles},
    {"profiles", "layouts that are known", help_profiles},
    {"policies", "limits and clocks that come with the program", help_policies},
    {"calendars", "working days that come with the program", help_calendars},
    {"charts", "kinds of charts", help_charts},
    {"periods", "how periods are written", help_periods},
};
enum { TOPICS = sizeof topics / sizeof topics[0] };

const char *help_topic_name(size_t index) {
    return index < TOPICS ? topics[index].name : NULL;
}

const char *help_topic_summary(size_t index) {
    return index < TOPICS ? topics[index].summary : NULL;
}

/* Those whose names begin so. */
static void list_commands(const char *start, FILE *out) {
    for (size_t i = 0; commands[i]; i++)
        if (strncmp(commands[i]->name, start, strlen(start)) == 0)
            fprintf(out, "  %-14s %s\n", commands[i]->name, commands[i]->summary);
}

void help_overview(FILE *out) {
    fputs("redress: management reporting from complaint exports\n\nusage: redress COMMAND [EXPORT…] "
          "[OPTION…]\n\n",
          out);
    list_commands("", out);
    fputs("\nredress help COMMAND or one of these topics tells more:\n\n", out);
    for (size_t i = 0; i < TOPICS; i++)
        fprintf(out, "  %-14s %s\n", topics[i].name, topics[i].summary);
}

bool help_topic(const char *name, const char *second, FILE *out) {
    int words;
    const struct command *command = command_find(name, second, &words);
    if (command)
        options_help(command, out);
    else if (words && !second)
        list_commands(name, out);
    if (words)
        return command || !second;
    for (size_t i = 0; i < TOPICS; i++)
        if (strcmp(topics[i].name, name) == 0) {
            topics[i].write(out);
            return true;
        }
    return false;
}
