/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/load.h"

#include "analysis/intake/account.h"
#include "analysis/intake/alias.h"
#include "analysis/intake/habits.h"
#include "analysis/intake/join.h"
#include "analysis/intake/settle.h"
#include "analysis/intake/store.h"

#include <stdlib.h>

struct loading {
    struct intake *intake;
    struct plan plan;
    struct load_parts parts;
    uint32_t *order;  /* planned files in the order of merging */
    uint32_t *newest; /* by place in that order */
    uint32_t *files;  /* by part: place of its file */
    size_t *row_starts;
    struct merge_input input;
    struct merge_result merged;
};

/* A file as it takes its place: by newest receipt, base name, path. */
struct place {
    const struct source *source;
    uint32_t newest, number;
};

static int by_receipt(const void *a, const void *b) {
    const struct place *left = a, *right = b;
    if (left->newest != right->newest)
        return left->newest < right->newest ? -1 : 1;
    int order = str_compare(left->source->name, right->source->name);
    return order ? order : str_compare(left->source->path, right->source->path);
}

static void order_files(struct loading *l, struct arena *arena) {
    const struct plan *plan = &l->plan;
    struct place *places = arena_array(arena, plan->file_count, sizeof *places);
    for (size_t i = 0; i < plan->file_count; i++)
        places[i] = (struct place){plan->files[i].source, 0, (uint32_t)i};
    for (size_t i = 0; i < l->parts.count; i++) {
        struct place *place = &places[l->parts.items[i].file - plan->files];
        if (l->parts.items[i].newest > place->newest)
            place->newest = l->parts.items[i].newest;
    }
    qsort(places, plan->file_count, sizeof *places, by_receipt);
    l->order = arena_array(arena, plan->file_count, sizeof *l->order);
    l->newest = arena_array(arena, plan->file_count, sizeof *l->newest);
    for (size_t i = 0; i < plan->file_count; i++) {
        l->order[i] = places[i].number;
        l->newest[i] = places[i].newest;
    }
}

/* Puts the parts into the order of files and numbers their rows. */
static bool order_parts(struct loading *l, struct arena *arena, struct err *err) {
    size_t count = l->parts.count, at = 0;
    struct part *ordered = heap_array(count, sizeof *ordered);
    l->files = arena_array(arena, count, sizeof *l->files);
    l->row_starts = arena_array(arena, count + 1, sizeof *l->row_starts);
    for (size_t f = 0; f < l->plan.file_count; f++)
        for (size_t i = 0; i < count; i++)
            if (l->parts.items[i].file == &l->plan.files[l->order[f]]) {
                l->files[at] = (uint32_t)f;
                l->row_starts[at + 1] = l->row_starts[at] + l->parts.items[i].rows;
                ordered[at++] = l->parts.items[i];
            }
    heap_free(l->parts.items);
    l->parts.items = ordered;
    if (l->row_starts[count] < UINT32_MAX)
        return true;
    err_set(err, ERR_USAGE, "the exports hold more than 4,294,967,294 rows");
    return err_hint(err, "name fewer of them");
}

static void make_input(struct loading *l) {
    l->input = (struct merge_input){.plan = &l->plan,
                                    .workers = l->parts.workers,
                                    .parts = l->parts.items,
                                    .part_count = l->parts.count,
                                    .row_starts = l->row_starts,
                                    .files = l->files,
                                    .newest = l->newest,
                                    .file_count = l->plan.file_count,
                                    .jobs = l->parts.jobs};
}

static const struct column *stage_end(const struct table *table, struct str name, struct arena *arena) {
    enum role role = role_find(name);
    const struct column *column =
        role != ROLE_NONE ? table->by_role[role] : table_column(table, plan_export_name(name, arena));
    return column && column->type == COLUMN_TIME ? column : NULL;
}

/* The stages of all profiles; of two with one name the first counts. */
static void add_stages(const struct intake *intake, struct table *table) {
    struct arena *arena = table->store->arena;
    size_t most = 0;
    for (unsigned i = 0; i < intake->profile_count; i++)
        most += intake->profiles[i]->stage_count;
    struct stage *stages = arena_array(arena, most, sizeof *stages);
    table->stages = stages;
    for (unsigned i = 0; i < intake->profile_count; i++)
        for (size_t s = 0; s < intake->profiles[i]->stage_count; s++) {
            const struct profile_stage *stage = &intake->profiles[i]->stages[s];
            if (!table_stage(table, stage->name))
                stages[table->stage_count++] = (struct stage){.name = str_copy(arena, stage->name),
                                                              .from = stage_end(table, stage->from, arena),
                                                              .to = stage_end(table, stage->to, arena)};
        }
}

struct str intake_scope(const struct intake *intake, struct arena *arena) {
    struct buf scope = {0};
    for (unsigned i = 0; i < intake->profile_count; i++) {
        struct str condition = intake->profiles[i]->scope;
        bool known = condition.size == 0;
        for (unsigned other = 0; other < i; other++)
            known = known || str_equal(intake->profiles[other]->scope, condition);
        if (!known)
            buf_printf(&scope, "%s(" STR_FMT ")", scope.size ? " AND " : "", STR_ARG(condition));
    }
    struct str kept = str_copy(arena, buf_str(&scope));
    buf_free(&scope);
    return kept;
}

struct str intake_rules(const struct intake *intake, bool *disagree) {
    struct str rules = intake->profile_count ? intake->profiles[0]->rules : STR("");
    *disagree = false;
    for (unsigned i = 1; i < intake->profile_count; i++)
        *disagree = *disagree || !str_equal(intake->profiles[i]->rules, rules);
    return *disagree ? STR("") : rules;
}

static void add_scope(const struct intake *intake, struct table *table) {
    table->profile_scope = intake_scope(intake, table->store->arena);
    for (unsigned i = intake->profile_count; i-- > 0;)
        if (intake->profiles[i]->language.size)
            table->language = str_copy(table->store->arena, intake->profiles[i]->language);
}

/* Where each record lies, in the order of kept rows. */
static void add_records(const struct loading *l, struct table *table) {
    struct table_store *store = table->store;
    const struct source *sources = store->sources->items;
    store->source_files = arena_array(store->arena, store->sources->count, sizeof *store->source_files);
    for (size_t i = 0; i < l->plan.file_count; i++)
        store->source_files[l->plan.files[l->order[i]].source - sources] = (uint32_t)i;
    if (!l->plan.records)
        return;
    store->record_starts = heap_array(table->rows, sizeof *store->record_starts);
    store->record_sizes = heap_array(table->rows, sizeof *store->record_sizes);
    size_t at = 0;
    for (size_t i = 0; i < l->parts.count; i++)
        for (size_t row = 0; row < l->parts.items[i].rows; row++) {
            if (l->merged.dropped[l->row_starts[i] + row])
                continue;
            store->record_starts[at] = l->parts.items[i].record_starts[row];
            store->record_sizes[at++] = l->parts.items[i].record_sizes[row];
        }
}

static struct table *make_table(struct loading *l) {
    struct table *table = table_new(l->intake->sources);
    size_t *kept_starts = join_starts(&l->input, &l->merged);
    join_columns(&l->input, &l->merged, kept_starts, table);
    join_meanings(&l->input, kept_starts, table);
    account_answers(l->intake, &l->input, kept_starts, table);
    add_records(l, table);
    add_stages(l->intake, table);
    add_scope(l->intake, table);
    table->aliases = alias_list(l->intake, table->store->arena, &table->alias_count);
    heap_free(kept_starts);
    return table;
}

/* Files whose text proved to be no UTF-8 behind its first bytes are decoded and laid out anew. */
static bool open_again(struct loading *l, bool *again, struct err *err) {
    *again = false;
    for (size_t i = 0; i < l->parts.count; i++) {
        const struct part *part = &l->parts.items[i];
        struct intake_file *file = &l->intake->files[part->file->file - l->intake->files];
        if (part->utf8 || file->source->checked)
            continue;
        *again = true;
        if (!intake_open_file(l->intake, file, true, err))
            return false;
    }
    return !*again || (settle_files(l->intake, err) && intake_number(l->intake, err));
}

static bool read_files(struct loading *l, const struct intake_need *need, struct arena *arena,
                       struct err *err) {
    for (bool again = true; again;) {
        load_free_parts(&l->plan, &l->parts);
        plan_make(l->intake, need, arena, &l->plan);
        if (habits_sample(l->intake, &l->plan))
            plan_make(l->intake, need, arena, &l->plan);
        load_parts(&l->plan, l->intake->jobs, l->intake->progress, &l->parts);
        if (!open_again(l, &again, err))
            return false;
        again = again || !habits_settle(l->intake, &l->parts);
    }
    return true;
}

static bool load(struct loading *l, const struct intake_need *need, struct arena *arena, struct table **table,
                 struct err *err) {
    struct intake *intake = l->intake;
    if (!read_files(l, need, arena, err))
        return false;
    order_files(l, arena);
    if (!order_parts(l, arena, err))
        return false;
    make_input(l);
    merge_rows(&l->input, &l->merged);
    for (size_t i = 0; i < l->parts.count; i++) {
        heap_free(l->parts.items[i].ids);
        l->parts.items[i].ids = NULL;
    }
    account_files(intake, &l->input, &l->merged, l->order);
    intake->trouble_count = intake->answer_count = 0;
    account_troubles(intake, &l->input);
    if (!account_adds_up(intake, err) || !(need->unfit || intake_fit(intake, err)) ||
        !source_unchanged(intake->sources, err))
        return false;
    *table = make_table(l);
    return true;
}

bool intake_load(struct intake *intake, const struct intake_need *need, struct table **table,
                 struct err *err) {
    struct loading l = {.intake = intake};
    struct arena *arena = arena_new();
    *table = NULL;
    bool done = load(&l, need, arena, table, err);
    merge_free(&l.merged);
    load_free_parts(&l.plan, &l.parts);
    arena_free(arena);
    return done;
}
