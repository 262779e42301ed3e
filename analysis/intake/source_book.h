/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_SOURCE_BOOK_H
#define REDRESS_INTAKE_SOURCE_BOOK_H

/* A source that is a workbook or a ZIP archive. Private to this folder. */

#include "analysis/intake/source.h"

/* Replaces source->spill and source->text by the sheet's cells as CSV text. */
bool source_read_book(struct source *source, struct str bytes, const struct source_options *options,
                      struct err *err);
/* The same for an old workbook (.xls). */
bool source_read_biff(struct source *source, struct str bytes, const struct source_options *options,
                      struct err *err);
/* The same for source->text, a page or a workbook in XML. */
bool source_read_markup(struct source *source, const struct source_options *options, struct err *err);
/* An archive that holds one single file, or one export among others, is as good as that file: *only, and then
 * it is unpacked into `view`. What file managers add (__MACOSX, .DS_Store) does not count. ERR_USAGE with
 * their names when it holds several exports. */
bool source_unzip(struct str bytes, const char *name, struct file_view *view, bool *only, struct err *err);

#endif
