/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/breaks.h"

#include "analysis/measure/change.h"
#include "analysis/signal/entries.h"

static bool read_measures(const struct yaml *entry, struct arena *arena, struct series_break *item,
                          struct err *err) {
    const struct yaml *node = yaml_get(entry, "measures");
    struct str *names;
    if (!node)
        return true;
    if (!yaml_texts(node, "measures", arena, &names, &item->ref_count, err))
        return false;
    struct measure_ref *refs = arena_array(arena, item->ref_count + 1, sizeof *refs);
    for (size_t i = 0; i < item->ref_count; i++) {
        struct err reason = {0};
        if (!measure_find(names[i], arena, &refs[i], &reason))
            return yaml_fail(node->kind == YAML_LIST ? node->items[i] : node, err, "%s", reason.message);
    }
    item->refs = refs;
    return true;
}

static bool read_break(const struct yaml *entry, struct arena *arena, struct series_break *item,
                       struct err *err) {
    static const char *const known[] = {"date", "what", "measures"};
    return yaml_only_keys(entry, known, 3, err) && entry_day(entry, "date", true, &item->day, err) &&
           entry_words(entry, "what", true, item->what, err) && read_measures(entry, arena, item, err);
}

static bool read_tree(const struct yaml *root, struct arena *arena, struct breaks *breaks, struct err *err) {
    const struct yaml *list = entries_list(root, "breaks", err);
    if (!list)
        return false;
    struct series_break *items = arena_array(arena, list->count + 1, sizeof *items);
    for (size_t i = 0; i < list->count; i++)
        if (!read_break(list->items[i], arena, &items[i], err))
            return false;
    *breaks = (struct breaks){items, list->count};
    return true;
}

bool breaks_parse(struct str bytes, const char *name, struct arena *arena, struct breaks *breaks,
                  struct err *err) {
    struct yaml *root;
    return yaml_parse(bytes, name, arena, &root, err) && read_tree(root, arena, breaks, err);
}

bool breaks_load(const char *path, struct arena *arena, struct breaks *breaks, struct err *err) {
    struct yaml *root;
    return yaml_load(path, arena, &root, err) && read_tree(root, arena, breaks, err);
}

/* Does the break concern the measure? One without a parameter concerns it with any. */
static bool concerns(const struct series_break *item, const struct measure_ref *ref) {
    for (size_t i = 0; i < item->ref_count; i++)
        if (measure_alike(&item->refs[i], ref) &&
            (!item->refs[i].parameter.size || str_equal(item->refs[i].parameter, ref->parameter)))
            return true;
    return !item->refs;
}

static int64_t middle(const struct period *period) {
    return period->start + (period->end - period->start) / 2;
}

const struct series_break *breaks_between(const struct breaks *breaks, const struct measure_ref *ref,
                                          const struct period *from, const struct period *to) {
    const struct series_break *last = NULL;
    for (size_t i = 0; i < breaks->count; i++) {
        const struct series_break *item = &breaks->items[i];
        int64_t at = item->day * DATE_DAY;
        if (at > middle(from) && at <= middle(to) && concerns(item, ref) && (!last || item->day > last->day))
            last = item;
    }
    return last;
}

struct figure breaks_change(const struct breaks *breaks, const struct measure_ref *ref,
                            const struct figure *base, const struct period *from, const struct figure *now,
                            const struct period *to) {
    if (breaks_between(breaks, ref, from, to))
        return figure_none(now->unit == UNIT_SHARE ? UNIT_POINTS : UNIT_CHANGE, BREAK_NOTE);
    return change_of(now, base);
}
