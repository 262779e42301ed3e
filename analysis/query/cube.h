/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_CUBE_H
#define REDRESS_QUERY_CUBE_H

/* Measures by groups and periods: the answer to a question, before anyone formats it. */

#include "analysis/query/dataset.h"
#include "analysis/query/grouping.h"

struct cube {
    struct grouping grouping;
    const struct period *periods;
    size_t period_count;
    const struct measure_ref *refs;
    size_t ref_count;
    size_t cells; /* of the grouping */
    struct figure *figures;
    const struct exposure_cells *exposure; /* of the cells; NULL without */
};

struct cube_request {
    const struct str *by; /* column names; a period word among them is ignored here: `periods` says it */
    size_t by_count;
    const struct period *periods; /* ascending, disjoint */
    size_t period_count;
    const struct measure_ref *refs;
    size_t ref_count;
    const uint64_t *only; /* bit per row: the others are in no cell, but in what shares are of; NULL = all */
};

/* Figures belong to the arena; cube_free gives back the grouping. */
bool cube_run(const struct dataset *dataset, const struct cube_request *request, struct arena *arena,
              struct cube *cube, struct err *err);
void cube_free(struct cube *cube);

static inline const struct figure *cube_figure(const struct cube *cube, size_t cell, size_t period,
                                               size_t ref) {
    return &cube->figures[(cell * cube->period_count + period) * cube->ref_count + ref];
}

/* Cells with anything in any period (a count that is not 0, a rate or duration of some cases), sorted by the
 * value of `ref` in `period`, largest first, then by the names of their values; owned by the arena. */
size_t *cube_order(const struct cube *cube, size_t period, size_t ref, struct arena *arena, size_t *count);

/* "received, p50_days:forwarding" as refs, owned by the arena. */
bool cube_parse_measures(struct str list, struct arena *arena, struct measure_ref **refs, size_t *count,
                         struct err *err);
/* "product,month" as trimmed names. */
struct str *cube_split(struct str list, struct arena *arena, size_t *count);

#endif
