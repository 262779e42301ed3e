/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/habits.h"

#include <string.h>

/* Tallies of all parts by file, by kind of export, and by file and feed. Files whose columns were understood
 * by their header have a profile each and one name. */
struct sums {
    struct habit_tally *files, *kinds, **feeds;
    size_t *kind_of; /* by file: the first one whose profile has the same name */
};

static size_t *kinds_of(const struct plan *plan, struct arena *arena) {
    size_t *kinds = arena_array(arena, plan->file_count, sizeof *kinds);
    for (size_t i = 0; i < plan->file_count; i++)
        while (!str_equal(plan->files[kinds[i]].layout->profile_name, plan->files[i].layout->profile_name))
            kinds[i]++;
    return kinds;
}

static struct sums sum_up(const struct plan *plan, const struct part *parts, size_t count,
                          struct arena *arena) {
    struct sums sums = {arena_array(arena, plan->file_count, sizeof(struct habit_tally)),
                        arena_array(arena, plan->file_count, sizeof(struct habit_tally)),
                        arena_array(arena, plan->file_count, sizeof(struct habit_tally *)),
                        kinds_of(plan, arena)};
    for (size_t i = 0; i < plan->file_count; i++)
        sums.feeds[i] = arena_array(arena, plan->files[i].tally_count, sizeof(struct habit_tally));
    for (size_t i = 0; i < count; i++) {
        size_t file = (size_t)(parts[i].file - plan->files);
        for (size_t t = 0; t < parts[i].file->tally_count; t++) {
            habit_add_tally(&sums.feeds[file][t], &parts[i].tallies[t]);
            habit_add_tally(&sums.files[file], &parts[i].tallies[t]);
            habit_add_tally(&sums.kinds[sums.kind_of[file]], &parts[i].tallies[t]);
        }
    }
    return sums;
}

/* Some cell of the column is read otherwise under the other habit. */
static bool matters(const struct plan_feed *feed, const struct habit *now, const struct habit_tally *tally) {
    if (feed->type == COLUMN_TIME)
        return feed->habit.order != now->order && tally->dates.either;
    return feed->habit.decimal != now->decimal && tally->either + tally->comma + tally->point;
}

/* True when no cell of the file is read otherwise for it. */
static bool settle_file(struct intake_file *file, const struct plan_file *planned, const struct sums *sums,
                        size_t number) {
    bool same = true;
    for (size_t i = 0; i < planned->feed_count; i++) {
        const struct plan_feed *feed = &planned->feeds[i];
        if (feed->type != COLUMN_TIME && feed->type != COLUMN_NUMBER)
            continue;
        const struct habit_tally *own = &sums->feeds[number][feed->tally];
        const struct habit_tally *all[HABIT_LEVELS] = {own, &sums->files[number],
                                                       &sums->kinds[sums->kind_of[number]]};
        struct habit now = feed->type == COLUMN_TIME
                               ? habit_of_dates(file->layout.profile, all)
                               : habit_of_numbers(file->layout.profile, all, file->layout.delimiter);
        file->habits[feed->field] = now;
        same &= !matters(feed, &now, own);
    }
    return same;
}

static struct intake_file *file_of(struct intake *intake, const struct plan_file *planned) {
    return &intake->files[planned->file - intake->files];
}

static bool settle(struct intake *intake, const struct plan *plan, const struct part *parts, size_t count) {
    struct arena *arena = arena_new();
    struct sums sums = sum_up(plan, parts, count, arena);
    bool same = true;
    for (size_t i = 0; i < plan->file_count; i++) {
        struct intake_file *file = file_of(intake, &plan->files[i]);
        if (!file->habits)
            file->habits = arena_array(intake->arena, file->layout.count, sizeof *file->habits);
        same &= settle_file(file, &plan->files[i], &sums, i);
    }
    arena_free(arena);
    return same;
}

bool habits_sample(struct intake *intake, const struct plan *plan) {
    bool known = true;
    for (size_t i = 0; i < plan->file_count; i++)
        known &= plan->files[i].file->habits != NULL;
    if (known)
        return false;
    struct part *parts = heap_array(plan->file_count, sizeof *parts);
    struct part_worker worker;
    part_worker_init(&worker, plan, 0);
    for (size_t i = 0; i < plan->file_count; i++) {
        size_t start = plan->files[i].layout->data_start, size = plan->files[i].source->text.size;
        size_t limit = size - start < HABIT_SAMPLE ? size : start + HABIT_SAMPLE;
        parts[i] = (struct part){.plan = plan, .file = &plan->files[i], .limit = limit};
        part_read(&parts[i], &worker, start);
    }
    settle(intake, plan, parts, plan->file_count);
    for (size_t i = 0; i < plan->file_count; i++)
        part_free(&parts[i]);
    part_worker_free(&worker, plan);
    heap_free(parts);
    return true;
}

bool habits_settle(struct intake *intake, const struct load_parts *parts) {
    return parts->count == 0 || settle(intake, parts->items[0].plan, parts->items, parts->count);
}
