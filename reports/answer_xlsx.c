/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer as a workbook of one sheet. libxlsxwriter writes files only, so it writes one in the folder for
 * temporary files, which is read back. */
#include "reports/answer.h"

#include "analysis/base/file.h"
#include "reports/labels.h"
#include "reports/out_xlsx.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool write_book(const struct answer_given *answer, const char *path, struct arena *arena,
                       struct err *err) {
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
    const char *folder = getenv("TMPDIR");
    struct arena *arena = arena_new();
    char *path =
        (char *)(uintptr_t)str_printf(arena, "%s/redress-XXXXXX", folder && *folder ? folder : "/tmp").data;
    int fd = mkstemp(path);
    struct file_view view;
    bool done = fd >= 0 || err_set(err, ERR_IO, "cannot write into %s: %s", path, strerror(errno));
    if (done)
        done = write_book(answer, path, arena, err) && file_map(path, &view, err);
    if (done) {
        buf_add(out, view.bytes);
        file_unmap(&view);
    }
    if (fd >= 0) {
        close(fd);
        unlink(path);
    }
    arena_free(arena);
    return done;
}
