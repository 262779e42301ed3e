/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/multiple.h"

#include <stdlib.h>

struct ranked {
    double p;
    size_t at;
};

static int by_p(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    return x->p != y->p ? (x->p < y->p ? -1 : 1) : (x->at > y->at) - (x->at < y->at);
}

void multiple_bh(const double *p, size_t count, double *q) {
    struct ranked *ranked = heap_array(count + 1, sizeof *ranked);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked){p[i], i};
    qsort(ranked, count, sizeof *ranked, by_p);
    double least = 1;
    for (size_t i = count; i-- > 0;) {
        double here = ranked[i].p * (double)count / (double)(i + 1);
        least = here < least ? here : least;
        q[ranked[i].at] = least;
    }
    heap_free(ranked);
}
