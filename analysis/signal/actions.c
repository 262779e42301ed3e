/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/actions.h"

#include "analysis/signal/entries.h"

#define MATHLIB_STANDALONE 1
#include <Rmath.h>

static bool text_of(const struct yaml *entry, const char *key, struct str *text, struct err *err) {
    const struct yaml *node = yaml_get(entry, key);
    *text = STR("");
    return !node || yaml_text(node, key, text, err);
}

static bool read_action(const struct yaml *entry, struct action *action, struct err *err) {
    static const char *const known[] = {"date", "category", "unit", "what", "owner", "due"};
    if (!yaml_only_keys(entry, known, 6, err) || !entry_day(entry, "date", true, &action->day, err) ||
        !entry_day(entry, "due", false, &action->due, err) ||
        !entry_words(entry, "what", true, action->what, err) ||
        !text_of(entry, "category", &action->category, err) || !text_of(entry, "unit", &action->unit, err) ||
        !text_of(entry, "owner", &action->owner, err))
        return false;
    return action->category.size || action->unit.size ||
           yaml_fail(entry, err, "the action aims at nothing: it needs a \"category\", a \"unit\" or both");
}

static bool read_tree(const struct yaml *root, struct arena *arena, struct actions *actions,
                      struct err *err) {
    const struct yaml *list = entries_list(root, "actions", err);
    if (!list)
        return false;
    struct action *items = arena_array(arena, list->count + 1, sizeof *items);
    for (size_t i = 0; i < list->count; i++)
        if (!read_action(list->items[i], &items[i], err))
            return false;
    *actions = (struct actions){items, list->count};
    return true;
}

bool actions_parse(struct str bytes, const char *name, struct arena *arena, struct actions *actions,
                   struct err *err) {
    struct yaml *root;
    return yaml_parse(bytes, name, arena, &root, err) && read_tree(root, arena, actions, err);
}

bool actions_load(const char *path, struct arena *arena, struct actions *actions, struct err *err) {
    struct yaml *root;
    return yaml_load(path, arena, &root, err) && read_tree(root, arena, actions, err);
}

static struct stretch sum(const struct stretch *stretches, size_t count) {
    struct stretch all = {0, 0};
    for (size_t i = 0; i < count; i++) {
        all.count += stretches[i].count;
        all.exposure += stretches[i].exposure;
    }
    return all;
}

/* Pearson's statistic of the stretches around their common rate. */
static double pearson(const struct stretch *stretches, size_t count, const struct stretch *all) {
    double statistic = 0;
    for (size_t i = 0; i < count; i++) {
        double mean = all->count * stretches[i].exposure / all->exposure;
        if (mean > 0)
            statistic += (stretches[i].count - mean) * (stretches[i].count - mean) / mean;
    }
    return statistic;
}

struct effect action_effect(const struct stretch *before, size_t before_count, const struct stretch *since,
                            size_t since_count) {
    struct stretch a = sum(before, before_count), b = sum(since, since_count);
    struct effect effect = {.before = a.count,
                            .since = b.count,
                            .rate_before = a.exposure > 0 ? a.count / a.exposure : NAN,
                            .rate_since = b.exposure > 0 ? b.count / b.exposure : NAN,
                            .ratio = figure_none(UNIT_SCORE, "note.no_history"),
                            .dispersion = 1};
    if (!(a.exposure > 0) || !(b.exposure > 0) || a.count + b.count <= 0)
        return effect;
    double freedom = (double)(before_count + since_count) - 2;
    double statistic = pearson(before, before_count, &a) + pearson(since, since_count, &b);
    effect.dispersion = freedom > 0 ? fmax(1, statistic / freedom) : 1;
    double x = b.count / effect.dispersion, y = a.count / effect.dispersion, scale = a.exposure / b.exposure;
    double least = x > 0 ? qbeta(0.025, x, y + 1, 1, 0) : 0;
    double most = y > 0 ? qbeta(0.975, x + 1, y, 1, 0) : 1;
    effect.ratio.value = a.count > 0 ? effect.rate_since / effect.rate_before : NAN;
    effect.ratio.low = scale * least / (1 - least);
    effect.ratio.high = most < 1 ? scale * most / (1 - most) : INFINITY;
    effect.ratio.n = a.count + b.count;
    return effect;
}
