/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/clocks.h"

#include "analysis/clock/clock_run.h"
#include "analysis/clock/condition.h"
#include "analysis/clock/tiers.h"

struct making {
    const struct clocks_options *options;
    struct table *table;
    const struct lifecycle *life;
    struct clocks *clocks;
};

/* ---- which clocks there are */

static bool has_clock(const struct clocks *clocks, const struct policy *policy, struct str own_name) {
    for (size_t i = 0; i < clocks->count; i++)
        if (clocks->list[i].policy == policy && str_equal(clocks->list[i].own_name, own_name))
            return true;
    return false;
}

static bool is_taken(const struct clocks *clocks, struct str name) {
    for (size_t i = 0; i < clocks->count; i++)
        if (str_equal(clocks->list[i].name, name))
            return true;
    return false;
}

static void add_clock(struct making *m, const struct policy *policy, const struct calendar *calendar,
                      const struct policy_clock *source) {
    struct clocks *clocks = m->clocks;
    struct clock *made = &clocks->list[clocks->count];
    *made = (struct clock){.name = source->name,
                           .own_name = source->name,
                           .policy = policy,
                           .calendar = calendar,
                           .from = source->from,
                           .to = source->to,
                           .is_main = source->is_main};
    if (is_taken(clocks, source->name))
        made->name =
            str_printf(clocks->arena, STR_FMT "-" STR_FMT, STR_ARG(policy->id), STR_ARG(source->name));
    for (int lang = 0; lang < LANG_COUNT; lang++)
        made->title[lang] = source->title[lang];
    clocks->count++;
}

/* Every clock once, whatever the number of versions that have it. */
static void list_policy(struct making *m, const struct policy *policy, const struct calendar *calendar) {
    for (size_t v = 0; v < policy->version_count; v++)
        for (size_t i = 0; i < policy->versions[v].clock_count; i++) {
            const struct policy_clock *source = &policy->versions[v].clocks[i];
            if (!has_clock(m->clocks, policy, source->name))
                add_clock(m, policy, calendar, source);
        }
}

static size_t most_clocks(const struct clocks_options *options) {
    size_t most = 0;
    for (size_t p = 0; p < options->policy_count; p++)
        for (size_t v = 0; v < options->policies[p]->version_count; v++)
            most += options->policies[p]->versions[v].clock_count;
    return most;
}

/* One main clock over all policies. */
static void settle_main(struct clocks *clocks) {
    bool found = false;
    for (size_t i = 0; i < clocks->count; i++) {
        clocks->list[i].is_main &= !found;
        found |= clocks->list[i].is_main;
    }
    if (!found && clocks->count)
        clocks->list[0].is_main = true;
}

/* ---- conditions */

static void pass_over(struct making *m, struct clock *clock, struct str column) {
    for (size_t i = 0; i < clock->passed_over_count; i++)
        if (str_equal(clock->passed_over[i], column))
            return;
    struct str *longer = arena_array(m->clocks->arena, clock->passed_over_count + 1, sizeof *longer);
    for (size_t i = 0; i < clock->passed_over_count; i++)
        longer[i] = clock->passed_over[i];
    longer[clock->passed_over_count++] = column;
    clock->passed_over = longer;
}

static struct fitting_list fitting(struct making *m, struct clock *clock, const struct policy_when *when,
                                   size_t count) {
    struct fitting *items = arena_array(m->clocks->arena, count, sizeof *items);
    struct fitting_list list = {items, count, false};
    for (size_t i = 0; i < count; i++) {
        const struct column *column = condition_column(&when[i], m->table);
        if (column) {
            items[i] = (struct fitting){column, condition_codes(&when[i], column, m->clocks->arena)};
        } else {
            list.nobody = true;
            list.count = 0;
            pass_over(m, clock, when[i].column);
            return list;
        }
    }
    return list;
}

/* ---- times */

/* Answer and close serve for each other, as everywhere (lifecycle.h). */
static struct times times_of(const struct making *m, enum role role) {
    const struct lifecycle *life = m->life;
    const struct column *column = m->table->by_role[role];
    bool ends = life->closed_column || life->resolved_column;
    if (role == ROLE_RECEIVED)
        return (struct times){life->received,
                              life->received_column ? life->received_column->date_only : NULL};
    if (role == ROLE_RESOLVED && ends)
        return (struct times){life->resolved, life->resolved_date_only};
    if (role == ROLE_CLOSED && ends)
        return (struct times){life->closed, life->closed_date_only};
    return column ? (struct times){column->codes, column->date_only} : (struct times){NULL, NULL};
}

static const struct column *stage_column(const struct making *m, enum role role) {
    const struct column *column = m->table->by_role[role];
    if (!column && role == ROLE_RESOLVED)
        column = m->table->by_role[ROLE_CLOSED];
    else if (!column && role == ROLE_CLOSED)
        column = m->table->by_role[ROLE_RESOLVED];
    return column;
}

/* ---- one clock */

static role_set roles_of(const struct table *table) {
    role_set set = 0;
    for (enum role role = 0; role < ROLE_COUNT; role++)
        set |= table->by_role[role] ? role_bit(role) : 0;
    return set;
}

static void make_version(struct making *m, struct clock *clock, struct clock_run *run,
                         struct run_version *version, const struct policy_clock *source) {
    const struct policy_extension *extension = &source->extension;
    version->clock = source;
    version->cases = arena_array(m->clocks->arena, source->case_count, sizeof *version->cases);
    for (size_t i = 0; i < source->case_count; i++) {
        const struct policy_case *c = &source->cases[i];
        version->cases[i] = c->without & roles_of(m->table) ? (struct fitting_list){.nobody = true}
                                                            : fitting(m, clock, c->when, c->when_count);
        clock->some_fit |= c->when_count && !version->cases[i].nobody;
        clock->in_workdays &=
            c->none || (c->limit.unit == LIMIT_WORKDAYS && c->either.unit == LIMIT_WORKDAYS);
    }
    version->extension = fitting(m, clock, extension->when, extension->when_count);
    if (extension->given)
        run->by_role[extension->to] = times_of(m, extension->to);
    if (source->service) {
        run->pause_from = times_of(m, ROLE_PAUSE_FROM);
        run->pause_to = times_of(m, ROLE_PAUSE_TO);
    }
}

static const struct policy_clock *source_of(const struct clock *clock, const struct policy_version *version) {
    for (size_t i = 0; i < version->clock_count; i++)
        if (str_equal(clock->own_name, version->clocks[i].name))
            return &version->clocks[i];
    return NULL;
}

static void make_versions(struct making *m, struct clock *clock, struct clock_run *run) {
    const struct policy *policy = clock->policy;
    run->versions = arena_array(m->clocks->arena, policy->version_count, sizeof *run->versions);
    clock->in_workdays = clock->calendar != NULL;
    for (size_t v = 0; v < policy->version_count; v++) {
        const struct policy_clock *source = source_of(clock, &policy->versions[v]);
        if (source)
            make_version(m, clock, run, &run->versions[v], source);
    }
}

static const struct column *add_column(struct making *m, const struct clock *clock, const char *kind,
                                       uint32_t *values, uint64_t *days) {
    struct str name = str_of(kind);
    if (!clock->is_main)
        name = str_printf(m->clocks->arena, "%s:" STR_FMT, kind, STR_ARG(clock->name));
    struct column *column = table_add(m->table, name, COLUMN_TIME);
    column->codes = values;
    column->date_only = days;
    for (size_t row = 0; row < m->table->rows; row++)
        column->missing += values[row] == TIME_NONE;
    return column;
}

static void add_stage(struct making *m, const struct clock *clock) {
    table_add_stage(m->table, &(struct stage){.name = clock->name,
                                              .from = stage_column(m, clock->from),
                                              .to = stage_column(m, clock->to),
                                              .clock = clock});
}

static void make_clock(struct making *m, struct clock *clock) {
    size_t rows = m->table->rows, words = rows / 64 + 1;
    struct clock_run run = {.clock = clock,
                            .rows = rows,
                            .received = times_of(m, ROLE_RECEIVED),
                            .from = times_of(m, clock->from),
                            .to = times_of(m, clock->to),
                            .in_scope = m->options->in_scope};
    make_versions(m, clock, &run);
    if (!run.from.values)
        clock->lacks |= role_bit(clock->from);
    if (!run.to.values)
        clock->lacks |= role_bit(clock->to);
    if (!clock->lacks) {
        run.due = heap_resize(NULL, rows, sizeof *run.due);
        run.warn = heap_resize(NULL, rows, sizeof *run.warn);
        run.due_days = heap_array(words, sizeof *run.due_days);
        run.warn_days = heap_array(words, sizeof *run.warn_days);
        clock_run(&run, m->options->jobs);
        clock->due = add_column(m, clock, "deadline", run.due, run.due_days);
        clock->warn = add_column(m, clock, "warn_at", run.warn, run.warn_days);
    }
    add_stage(m, clock);
}

/* ---- beside the exports' own due date */

static void compare_due(struct making *m, const struct clock *clock) {
    const struct column *due = m->table->by_role[ROLE_DUE];
    const uint64_t *scope = m->options->in_scope;
    for (size_t row = 0; due && clock->due && row < m->table->rows; row++) {
        if (due->codes[row] == TIME_NONE || clock->due->codes[row] == TIME_NONE ||
            (scope && !(scope[row / 64] >> (row % 64) & 1)))
            continue;
        m->clocks->compared++;
        m->clocks->differ += due->codes[row] / DATE_DAY != clock->due->codes[row] / DATE_DAY;
    }
}

struct clocks *clocks_derive(const struct clocks_options *options, struct table *table,
                             const struct lifecycle *life) {
    struct arena *arena = arena_new();
    struct making m = {options, table, life, arena_alloc(arena, sizeof *m.clocks)};
    m.clocks->arena = arena;
    m.clocks->list = arena_array(arena, most_clocks(options), sizeof *m.clocks->list);
    for (size_t p = 0; p < options->policy_count; p++)
        list_policy(&m, options->policies[p], options->calendars[p]);
    settle_main(m.clocks);
    for (size_t i = m.clocks->count; i-- > 0;) /* the first one's stage comes to stand first */
        make_clock(&m, &m.clocks->list[i]);
    for (size_t i = 0; i < m.clocks->count; i++)
        if (m.clocks->list[i].is_main)
            compare_due(&m, &m.clocks->list[i]);
    for (size_t p = 0; p < options->policy_count; p++)
        tiers_of_policy(options->policies[p], table, life);
    return m.clocks;
}

void clocks_free(struct clocks *clocks) {
    if (clocks)
        arena_free(clocks->arena);
}
