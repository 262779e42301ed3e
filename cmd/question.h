/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_QUESTION_H
#define REDRESS_CMD_QUESTION_H

/* Questions to the measures, as `query` asks them and `chart` draws them: their options, and settings into a
 * question. */

#include "cmd/run.h"
#include "reports/compose.h"

#define QUESTION_OPTIONS                                                                                     \
    {"by",                                                                                                   \
     0,                                                                                                      \
     OPTION_TEXT,                                                                                            \
     "NAMES",                                                                                                \
     "columns and one period word to group by, e.g. product,month",                                          \
     OPTION_FIELD(by),                                                                                       \
     false},                                                                                                 \
        {"across",                                                                                           \
         0,                                                                                                  \
         OPTION_TEXT,                                                                                        \
         "NAME",                                                                                             \
         "a column or period word whose values become columns beside each other",                            \
         OPTION_FIELD(across),                                                                               \
         false},                                                                                             \
        {"show",                                                                                             \
         0,                                                                                                  \
         OPTION_TEXT,                                                                                        \
         "MEASURES",                                                                                         \
         "default received,share,p50_days,on_time_rate; see 'redress help measures'",                        \
         OPTION_FIELD(show),                                                                                 \
         false},                                                                                             \
        {"sort",                                                                                             \
         0,                                                                                                  \
         OPTION_TEXT,                                                                                        \
         "NAME",                                                                                             \
         "a --by or --show name, largest first; +NAME for smallest first",                                   \
         OPTION_FIELD(sort),                                                                                 \
         false},                                                                                             \
        {"top", 0, OPTION_TEXT, "N", "the first N groups and one of all others", OPTION_FIELD(top), false},  \
        {"compare",                                                                                          \
         0,                                                                                                  \
         OPTION_TEXT,                                                                                        \
         "prev|year",                                                                                        \
         "beside the period before, or the same a year before",                                              \
         OPTION_FIELD(compare),                                                                              \
         false},                                                                                             \
        {"min-n", 0, OPTION_TEXT, "N", "leave figures on fewer than N cases empty", OPTION_FIELD(min_n),     \
         false},                                                                                             \
    {                                                                                                        \
        "unmasked", 0, OPTION_FLAG, NULL, "customers and handlers verbatim", OPTION_FIELD(unmasked), false   \
    }

/* ERR_USAGE for what does not go together or cannot be read. Without --show the question has none. */
bool question_read(const struct settings *settings, struct arena *arena, struct query_question *question,
                   struct err *err);
/* Loads what the question needs, and the rules (which tell the language of the text) if `rules`, and sets its
 * language. */
bool question_load(const struct context *context, struct query_question *question, bool rules,
                   struct dataset *dataset, struct err *err);

#endif
