/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_COMMAND_H
#define REDRESS_CMD_COMMAND_H

/* A subcommand is one file ending in one const record and one line in commands.c. Its option table feeds
 * parsing, help, the manual page and completion; the options most commands share stand once, in options.c. */

#include "analysis/base/err.h"

#include <stdio.h>

struct text_list {
    const char **items;
    size_t count;
};

/* What the user asked for, on the command line or in a project file. NULL, 0 or an empty list is "not said".
 */
struct settings {
    struct text_list arguments; /* what is not an option: exports mostly */
    const char *config;
    const char *folder; /* where the project file is, for its relative paths */
    /* reading */
    struct text_list exports;
    const char *profile, *encoding, *sheet, *max_refused, *jobs, *tz;
    struct text_list map;
    bool strict, quiet;
    /* understanding */
    const char *breaks, *actions;
    struct text_list targets;
    struct text_list policy;
    const char *calendar;
    const char *rules, *exposure, *figures, *units, *where, *as_of, *today, *period, *week_start;
    /* saying */
    const char *lang, *output, *format, *title, *name, *bom, *template, *detail, *each;
    bool unmasked;
    /* query */
    const char *by, *across, *show, *sort, *top, *compare, *min_n;
    bool intervals, total, verdicts, per_day;
    const char *kind; /* of chart */
    /* summary as a mail */
    const char *to, *from, *subject;
    bool attach;
    /* check */
    const char *refused;
    /* publishing and thresholds */
    struct text_list gates, fail_on;
    /* init */
    const char *from_export;
    /* sql */
    const char *statement, *save, *time_limit;
    /* rules */
    const char *case_id, *text, *truth, *truth_map, *axis, *level, *table, *changed;
    bool baseline;
};

/* Which of the arguments is no export. */
enum argument_kind {
    ARGUMENTS_EXPORTS,   /* none */
    ARGUMENTS_STATEMENT, /* the last is SQL, unless --save is given */
    ARGUMENTS_RULEBOOK,  /* the first is a rulebook, unless --rules is given */
    ARGUMENTS_RULEBOOKS, /* the first two are, unless --rules gives the first */
    ARGUMENTS_CHART,     /* the first is a kind of chart */
    ARGUMENTS_CASE       /* the first is the id of a case, unless --text is given */
};

/* OPTION_PAIRS is a list of NAME=VALUE, in a project file also a map; what the command line says is added
 * behind it and so wins name by name. */
enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_LIST, OPTION_PAIRS };

struct option_info {
    const char *name; /* --name; in a project file the key */
    char letter;      /* 0 = none */
    enum option_kind kind;
    const char *argument; /* "FILE"; "[N]" where the value may be left out; NULL for flags */
    const char *help;     /* one line */
    size_t offset;        /* of the field in struct settings */
    bool path;            /* a file name: relative to the project file that names it */
};

struct context {
    struct arena *arena;
    struct settings settings;
    FILE *out;   /* standard output; errors are returned, notes go to `notes` */
    FILE *notes; /* standard error */
    struct progress *progress;
    bool terminal; /* standard output is a terminal */
    bool crossed;  /* a threshold of --fail-on was: exit code 1 */
};

struct command {
    const char *name;    /* one word, or two: "rules lint" */
    const char *usage;   /* "[EXPORT…] --period 2026-10 -o DIR" */
    const char *summary; /* one line */
    const char *about;   /* a few lines for its help page */
    const struct option_info *options;
    size_t option_count;
    bool reads_exports; /* takes the shared options and exports as arguments */
    bool (*run)(struct context *context, struct err *err);
    enum argument_kind arguments;
};

extern const struct command *const commands[]; /* ended by NULL */
/* The command that one or two words name, and how many of them do; NULL when none is, and then *words is 1
 * where the first word begins names of two. `second` may be NULL. */
const struct command *command_find(const char *first, const char *second, int *words);

#define OPTION_FIELD(field) offsetof(struct settings, field)

#endif
