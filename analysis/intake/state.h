/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_STATE_H
#define REDRESS_INTAKE_STATE_H

/* What an intake knows between opening and loading. Private to this folder. */

#include "analysis/intake/habit.h"
#include "analysis/intake/intake.h"
#include "analysis/intake/layout.h"
#include "analysis/intake/source.h"

struct intake_file {
    struct source *source;
    struct layout layout;
    size_t footer_rows; /* cut off from the source's text */
    bool settled;       /* a profile was given to the layout, or it is skipped */
    bool skipped;
    struct str skip_reason[LANG_COUNT], skip_hint; /* what is wrong, what to do */
    unsigned profile;                              /* index into intake->profiles */
    struct habit *habits;                          /* by field; NULL = not looked for yet */
};

struct intake {
    struct arena *arena;
    struct source_set *sources;
    struct intake_file *files; /* by base name, then path */
    size_t file_count;
    const struct profile **profiles; /* the different ones in use */
    unsigned profile_count;
    struct layout_options layout;
    struct lexicon *lexicon; /* NULL until a header is met that no profile knows */
    const char *encoding;    /* asked for; NULL = found */
    const char *sheet;       /* the same */
    const struct zone *zone; /* of the report; NULL = times as written */
    double max_refused;
    bool strict;
    unsigned jobs;
    struct progress *progress;
    struct file_report *reports; /* in the order of merging, after loading */
    struct trouble_entry *troubles;
    size_t trouble_count, trouble_capacity;
    struct answer_found *answers;
    size_t answer_count, answer_capacity;
};

/* Finds encoding and layout of a file, looking at all its bytes first when `whole`. */
bool intake_open_file(struct intake *intake, struct intake_file *file, bool whole, struct err *err);
/* A file found in a folder that is no export is skipped, one that the user named ends the run; a read failure
 * always does. */
bool intake_skip_or_fail(struct intake *intake, struct intake_file *file, struct err *found, struct err *err);
/* Gives the sources their places and the different profiles their numbers. */
bool intake_number(struct intake *intake, struct err *err);

#endif
