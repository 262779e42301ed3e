/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/disorder.h"

#include "analysis/clock/lifecycle.h"

/* What follows a receipt. What may come before it (occurred, registered) or is no event of the case (due,
 * promised, updated) is not here. */
static const enum role followers[] = {ROLE_ACCEPTED, ROLE_DISPATCHED, ROLE_FIRST_RESPONSE,
                                      ROLE_RESOLVED, ROLE_CLOSED,     ROLE_FIRST_CLOSED,
                                      ROLE_REOPENED, ROLE_FOLLOWED_UP};
enum { FOLLOWERS = sizeof followers / sizeof *followers };

static bool is_in(const uint64_t *scope, size_t row) {
    return !scope || (scope[row / 64] >> (row % 64) & 1);
}

static void look(const struct table *table, const struct column *from, const struct column *to,
                 const uint64_t *scope, struct disorder *found) {
    for (size_t row = 0; row < table->rows; row++) {
        int64_t seconds;
        if (!is_in(scope, row) || !lifecycle_span(from->codes[row], column_date_only(from, row),
                                                  to->codes[row], column_date_only(to, row), &seconds))
            continue;
        found->both++;
        if (seconds < 0 && found->before++ == 0)
            found->first = row;
    }
}

/* A stage between two columns that were looked at already says nothing new. */
static bool is_known(const struct table *table, size_t stage) {
    const struct stage *stages = table->stages, *it = &stages[stage];
    for (size_t i = 0; i < FOLLOWERS; i++)
        if (it->from == table->by_role[ROLE_RECEIVED] && it->to == table->by_role[followers[i]])
            return true;
    for (size_t i = 0; i < stage; i++)
        if (it->from == stages[i].from && it->to == stages[i].to)
            return true;
    return false;
}

struct disorder *disorder_find(const struct table *table, const uint64_t *scope, struct arena *arena,
                               size_t *count) {
    struct disorder *list = arena_array(arena, FOLLOWERS + table->stage_count, sizeof *list);
    const struct column *received = table->by_role[ROLE_RECEIVED];
    *count = 0;
    for (size_t i = 0; received && i < FOLLOWERS; i++) {
        const struct column *to = table->by_role[followers[i]];
        if (!to)
            continue;
        list[*count] = (struct disorder){.role = followers[i]};
        look(table, received, to, scope, &list[(*count)++]);
    }
    for (size_t i = 0; i < table->stage_count; i++) {
        const struct stage *stage = &table->stages[i];
        if (!stage->from || !stage->to || is_known(table, i))
            continue;
        list[*count] = (struct disorder){.role = ROLE_NONE, .stage = stage->name};
        look(table, stage->from, stage->to, scope, &list[(*count)++]);
    }
    return list;
}
