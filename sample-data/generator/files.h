/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the generator meets the disk, and the files beside the exports. Every
 * failure ends the program with status 4. */
#ifndef GENERATOR_FILES_H
#define GENERATOR_FILES_H

#include <stdio.h>

#include "export.h"

FILE *files_open(const char *path);
void files_put(FILE *file, const char *path, const char *bytes, size_t length);
/* Flushes and closes. */
void files_finish(FILE *file, const char *path);

/* Makes folder/bank/inner. */
void files_folder(const char *folder, const char *bank, const char *inner);

/* Writes the export of one month, in the encoding and with the line ends it has. */
void files_export(const char *folder, const struct plan *plan, struct cases *cases, size_t first, int month,
                  struct tally *tally);

/* id,category of each complaint from `first` on; nothing when the file is NULL. */
void files_truth(FILE *file, const struct plan *plan, const struct cases *cases, size_t first);

/* reference/exposure.csv, units.csv, actions.yaml */
void files_reference(const char *folder, const struct plan *plan);

/* TRUTH.md: what is planted and how many odd rows there are. */
void truth_begin(struct text *report);
void truth_bank(struct text *report, const struct plan *plan, const struct cases *cases,
                const struct tally *tally);
void files_report(const char *folder, const struct text *report);

#endif
