/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/progress.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_AFTER = 1000, AGAIN_AFTER = 100, WIDTH = 30 };

static int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void show(void *context, const char *stage, uint64_t done, uint64_t total) {
    struct progress_bar *bar = context;
    int64_t now = milliseconds();
    if (now - bar->started < FIRST_AFTER || now - bar->drawn < AGAIN_AFTER || total == 0)
        return;
    bar->drawn = now;
    bar->visible = true;
    char cells[WIDTH + 1];
    size_t full = (size_t)(done >= total ? WIDTH : done * WIDTH / total);
    memset(cells, '.', WIDTH);
    memset(cells, '#', full);
    cells[WIDTH] = '\0';
    fprintf(bar->out, "\r%-12s [%s] %3u %%", stage, cells,
            (unsigned)(done >= total ? 100 : done * 100 / total));
    fflush(bar->out);
}

struct progress *progress_bar_start(struct progress_bar *bar, FILE *out) {
    if (isatty(fileno(out)) != 1)
        return NULL;
    *bar = (struct progress_bar){.out = out, .started = milliseconds()};
    bar->progress = (struct progress){show, bar};
    return &bar->progress;
}

void progress_bar_clear(struct progress_bar *bar) {
    if (bar->visible)
        fputs("\r\033[K", bar->out);
    bar->visible = false;
    fflush(bar->out);
}
