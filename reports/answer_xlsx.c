/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer as a workbook of one sheet. */
#include "reports/answer.h"

#include "reports/labels.h"
#include "reports/out_xlsx.h"

#include <stdlib.h>

static bool write_book(const void *context, const char *path, struct arena *arena, struct err *err) {
    const struct answer_given *answer = context;
    const char *folder = getenv("TMPDIR");
    lxw_workbook_options options = {.tmpdir = folder && *folder ? (char *)(uintptr_t)folder : NULL};
    const struct str empty = STR("");
    struct report report = {.lang = answer->lang, .title = empty, .organisation = empty};
    struct report_table table = *answer->table;
    struct xlsx *xlsx = arena_alloc(arena, sizeof *xlsx);
    *xlsx = (struct xlsx){.report = &report, .arena = arena, .lang = answer->lang};
    xlsx->book = workbook_new_opt(path, &options);
    if (!xlsx->book)
        return err_set(err, ERR_IO, "cannot write a workbook: out of memory");
    lxw_doc_properties properties = {.created = (time_t)answer->as_of};
    workbook_set_properties(xlsx->book, &properties);
    if (!table.title.size)
        table.title = label(answer->lang, "answer.title");
    xlsx_table(xlsx, &table, NULL, false);
    return xlsx_finish(xlsx->book, "the workbook", err);
}

bool answer_xlsx(const struct answer_given *answer, struct buf *out, struct err *err) {
    return xlsx_bytes(write_book, answer, out, err);
}
