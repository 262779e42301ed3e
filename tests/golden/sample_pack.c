/* SPDX-License-Identifier: GPL-3.0-or-later */
/* usage: sample_pack zh|en normal|hostile|empty FOLDER [FORMAT…]: the invented report of tests/unit/
 * sample_report.c through every writer, or those named, as a pack.
 * sample_pack zh|en split FILE: its tables as a workbook whose sheets hold few rows. */
#include "analysis/base/file.h"
#include "reports/out_xlsx.h"
#include "reports/writers.h"
#include "tests/unit/sample_report.h"

#include <stdio.h>
#include <string.h>

static int fail(const struct err *err) {
    struct buf buf = {0};
    err_format(err, &buf);
    fprintf(stderr, "sample_pack: " STR_FMT "\n", STR_ARG(buf_str(&buf)));
    buf_free(&buf);
    return err->kind;
}

static bool wanted(const struct writer *writer, int count, char **formats) {
    for (int i = 0; i < count; i++)
        if (strcmp(formats[i], writer->format) == 0)
            return true;
    return count == 0;
}

enum { FEW_ROWS = 24 }; /* of a sheet, its head included */

static bool write_split(const void *context, const char *path, struct arena *arena, struct err *err) {
    const struct report *report = context;
    struct xlsx *xlsx = arena_alloc(arena, sizeof *xlsx);
    *xlsx = (struct xlsx){.report = report, .arena = arena, .lang = report->lang};
    xlsx->book = workbook_new(path);
    for (size_t i = 0; i < report->table_count; i++)
        xlsx_table_split(xlsx, &report->tables[i], NULL, false, FEW_ROWS);
    return xlsx_finish(xlsx->book, path, err);
}

static bool make_split(const struct report *report, const char *path, struct err *err) {
    struct buf bytes = {0};
    bool done = xlsx_bytes(write_split, report, &bytes, err) && file_write(path, buf_str(&bytes), 0644, err);
    buf_free(&bytes);
    return done;
}

int main(int argc, char **argv) {
    if (argc < 4)
        return 2;
    struct arena *arena = arena_new();
    enum lang lang = strcmp(argv[1], "zh") == 0 ? LANG_ZH : LANG_EN;
    struct report *report = strcmp(argv[2], "hostile") == 0 ? sample_report_hostile(arena, lang)
                            : strcmp(argv[2], "empty") == 0 ? sample_report_empty(arena, lang)
                                                            : sample_report(arena, lang);
    struct err err = {0};
    struct pack *pack = NULL;
    if (strcmp(argv[2], "split") == 0) {
        bool split = make_split(report, argv[3], &err);
        arena_free(arena);
        return split ? 0 : fail(&err);
    }
    bool done = pack_begin(argv[3], &pack, &err);
    for (size_t i = 0; writers[i] && done; i++)
        if (wanted(writers[i], argc - 4, argv + 4))
            done = writers[i]->write(report, pack, &err);
    if (!done)
        pack_abandon(pack);
    done = done && pack_publish(pack, STR(""), &err);
    arena_free(arena);
    return done ? 0 : fail(&err);
}
