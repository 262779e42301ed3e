/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_HOTSPOTS_JUDGE_H
#define REDRESS_SIGNAL_HOTSPOTS_JUDGE_H

/* Shared by the two halves of hotspots: finding (hotspots.c) and telling each once (hotspots_explain.c). */

#include "analysis/signal/baseline.h"
#include "analysis/signal/hotspots.h"
#include "analysis/signal/season.h"

/* A cell that was tested. */
struct judged {
    size_t set, cell;
    struct series series;
    struct season season, set_season; /* its own beyond that of the set, and that */
    struct prior prior;
    struct expectation expectation;
    double log_p, q;
    struct judged *explained_by; /* NULL: a hotspot in its own right */
};

struct judging {
    const struct hotspot_request *request; /* defaults filled in */
    const struct baseline *baselines;      /* one a set */
    size_t periods, first;                 /* earlier periods used, and where they start in `past` */
};

static inline const struct hotspot_set *judged_set(const struct judging *judging, const struct judged *it) {
    return &judging->request->sets[it->set];
}
static inline const struct hotspot_cell *judged_cell(const struct judging *judging, const struct judged *it) {
    return &judged_set(judging, it)->cells[it->cell];
}

static inline struct season season_product(struct season a, struct season b) {
    return (struct season){a.factor * b.factor, a.variance + b.variance};
}

/* Sets `explained_by`; `found` are the significant cells, sorted by log_p. */
void hotspots_explain(const struct judging *judging, struct judged **found, size_t count,
                      struct arena *arena);

#endif
