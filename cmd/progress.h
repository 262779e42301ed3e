/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_PROGRESS_H
#define REDRESS_CMD_PROGRESS_H

/* A progress bar on a terminal for work that takes over a second; nothing in a pipe. */

#include "analysis/base/work.h"

#include <stdbool.h>
#include <stdio.h>

struct progress_bar {
    struct progress progress;
    FILE *out;
    int64_t started, drawn; /* milliseconds */
    bool visible;
};

/* NULL when `out` is no terminal. */
struct progress *progress_bar_start(struct progress_bar *bar, FILE *out);
void progress_bar_clear(struct progress_bar *bar);

#endif
