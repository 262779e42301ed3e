/* SPDX-License-Identifier: GPL-3.0-or-later */
/* charts/<key>.png: each chart at twice the pixels of a plain screen, as e-mail and slides want it. */
#include "reports/plot.h"
#include "reports/writers.h"

enum { WIDTH = 720, SCALE = 2 };

static bool png_write(const struct report *report, struct pack *pack, struct err *err) {
    for (size_t i = 0; i < report->chart_count; i++) {
        const struct chart *chart = &report->charts[i];
        struct arena *arena = arena_new();
        struct str bytes;
        const char *name = str_printf(arena, "charts/" STR_FMT ".png", STR_ARG(chart->key)).data;
        bool done =
            !plot_find(chart->kind) || (plot_png(chart, report->lang, WIDTH, SCALE, arena, &bytes, err) &&
                                        pack_write(pack, name, bytes, err));
        arena_free(arena);
        if (!done)
            return false;
    }
    return true;
}

const struct writer writer_png = {"png", png_write};
