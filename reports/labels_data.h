/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_LABELS_DATA_H
#define REDRESS_REPORTS_LABELS_DATA_H

/* The table that templates/labels/compile.awk makes of the .po files; read through labels.h. */

#include "analysis/base/lang.h"
#include "analysis/base/str.h"

struct label_entry {
    const char *id;
    struct str text[LANG_COUNT]; /* empty where a language lacks the id */
};

/* Sorted by id (bytes). */
extern const struct label_entry label_entries[];
extern const size_t label_entry_count;

#endif
