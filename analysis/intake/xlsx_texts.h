/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_XLSX_TEXTS_H
#define REDRESS_INTAKE_XLSX_TEXTS_H

/* The texts of a workbook: the table that its cells share, kept as CSV fields in a spill file, and how the
 * XML of one text (<si>, <is>) is put together. Private to this folder. */

#include "analysis/base/file.h"
#include "analysis/intake/xlsx_xml.h"

/* The bytes of one cell are at most this many, as in CSV. */
enum { XLSX_CELL_MOST = (1 << 24) - 1 };

/* A text while its XML is read: runs joined, phonetic ones (<rPh>) left out, blanks around a <t> dropped
 * unless it has xml:space="preserve". */
struct xlsx_text {
    struct buf text;
    size_t run; /* where the present <t> began in `text` */
    bool inside, keep_blanks, phonetic;
};

void xlsx_text_clear(struct xlsx_text *text);
void xlsx_text_start(struct xlsx_text *text, const char *name, const char **attributes);
void xlsx_text_end(struct xlsx_text *text, const char *name);
/* False when it grew past XLSX_CELL_MOST. */
bool xlsx_text_add(struct xlsx_text *text, struct str part);
/* Appends it to `out` as a CSV field; _x000D_ and the like become the characters they stand for. `scratch` is
 * overwritten. */
void xlsx_text_field(struct str text, struct buf *scratch, struct buf *out);

struct xlsx_texts {
    struct file_view fields, ends; /* ends: uint64_t where each text ends in `fields` */
    uint64_t count;
};

/* `part` NULL = the workbook has none. */
bool xlsx_texts_read(const struct xlsx_zip *zip, const char *part, struct xlsx_texts *texts, struct err *err);
void xlsx_texts_free(struct xlsx_texts *texts);
/* The CSV field of that number, which is below `count`. */
struct str xlsx_texts_at(const struct xlsx_texts *texts, uint64_t number);

#endif
