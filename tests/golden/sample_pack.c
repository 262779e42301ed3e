/* SPDX-License-Identifier: GPL-3.0-or-later */
/* usage: sample_pack zh|en normal|hostile|empty FOLDER [FORMAT…]: the invented report of tests/unit/
 * sample_report.c through every writer, or those named, as a pack. */
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
