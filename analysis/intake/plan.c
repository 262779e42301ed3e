/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/plan.h"

#include <stdlib.h>

/* Names of columns that later rooms add to the table (DESIGN.md §4). */
static const char *const derived_names[] = {"category",
                                            "category_all",
                                            "rule",
                                            "severity",
                                            "validity",
                                            "resolution_days",
                                            "resolution_workdays",
                                            "age_days",
                                            "deadline",
                                            "on_time",
                                            "overdue",
                                            "repeat",
                                            "unit_parent",
                                            "unit_tree",
                                            "year",
                                            "half",
                                            "quarter",
                                            "month",
                                            "week",
                                            "day",
                                            "weekday"};

struct str plan_export_name(struct str header, struct arena *arena) {
    bool taken = false;
    for (size_t i = 0; i < sizeof derived_names / sizeof *derived_names; i++)
        taken |= str_equal_ascii_nocase(header, str_of(derived_names[i]));
    for (enum role role = 0; role < ROLE_COUNT; role++)
        taken |= str_equal_ascii_nocase(header, str_of(roles[role].name));
    return taken ? str_printf(arena, STR_FMT " (export)", STR_ARG(header)) : header;
}

struct planner {
    const struct intake *intake;
    const struct intake_need *need;
    struct arena *arena;
    struct plan *plan;
    size_t capacity;
};

static enum column_type type_of_role(enum role role) {
    static const enum column_type types[] = {
        [ROLE_ID] = COLUMN_TEXT,   [ROLE_TIME] = COLUMN_TIME,     [ROLE_DIMENSION] = COLUMN_DIMENSION,
        [ROLE_FLAG] = COLUMN_FLAG, [ROLE_NUMBER] = COLUMN_NUMBER, [ROLE_TEXT] = COLUMN_TEXT};
    return types[roles[role].type];
}

static size_t add_column(struct planner *p, struct str name, enum role role, enum column_type type) {
    struct plan *plan = p->plan;
    if (plan->column_count == p->capacity) {
        struct plan_column *old = plan->columns;
        p->capacity = p->capacity ? p->capacity * 2 : 64;
        plan->columns = arena_array(p->arena, p->capacity, sizeof *plan->columns);
        for (size_t i = 0; i < plan->column_count; i++)
            plan->columns[i] = old[i];
    }
    plan->columns[plan->column_count] = (struct plan_column){name, role, type};
    return plan->column_count++;
}

/* Roles that stages of some profile begin or end with. */
static role_set stage_roles(const struct profile *profile) {
    role_set set = 0;
    for (size_t i = 0; i < profile->stage_count; i++) {
        enum role from = role_find(profile->stages[i].from), to = role_find(profile->stages[i].to);
        set |= (from != ROLE_NONE ? role_bit(from) : 0) | (to != ROLE_NONE ? role_bit(to) : 0);
    }
    return set;
}

/* What merging and the accounting read, so that their outcome does not depend on who asks for what. */
#define ROLES_ALWAYS                                                                                         \
    (role_bit(ROLE_ID_) | role_bit(ROLE_UPDATED) | role_bit(ROLE_RECEIVED) | role_bit(ROLE_RESOLVED) |       \
     role_bit(ROLE_CLOSED) | role_bit(ROLE_FIRST_CLOSED) | role_bit(ROLE_REOPENED) | role_bit(ROLE_STATUS))

static role_set roles_wanted(const struct planner *p) {
    role_set wanted = p->need->roles | ROLES_ALWAYS;
    if (wanted & (role_bit(ROLE_ESCALATED) | role_bit(ROLE_CHANNEL)))
        wanted |= role_bit(ROLE_ESCALATED) | role_bit(ROLE_CHANNEL);
    for (unsigned i = 0; i < p->intake->profile_count; i++)
        wanted |= stage_roles(p->intake->profiles[i]);
    role_set there = intake_roles(p->intake);
    if ((wanted & role_bit(ROLE_SYSTEM)) && p->intake->profile_count > 1)
        there |= role_bit(ROLE_SYSTEM);
    wanted |= role_bit(ROLE_SYSTEM) & intake_roles(p->intake);
    return wanted & there;
}

static void plan_roles(struct planner *p) {
    role_set wanted = roles_wanted(p);
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        p->plan->by_role[role] = SIZE_MAX;
        if (wanted & role_bit(role))
            p->plan->by_role[role] = add_column(p, str_of(roles[role].name), role, type_of_role(role));
    }
}

/* The header ends or begins a stage of some profile: its cells are times. */
static bool is_stage_header(const struct planner *p, struct str header) {
    for (unsigned i = 0; i < p->intake->profile_count; i++) {
        const struct profile *profile = p->intake->profiles[i];
        for (size_t s = 0; s < profile->stage_count; s++)
            if (str_equal_ascii_nocase(profile->stages[s].from, header) ||
                str_equal_ascii_nocase(profile->stages[s].to, header))
                return true;
    }
    return false;
}

static bool is_wanted(const struct planner *p, struct str header, struct str name) {
    if (p->need->all_headers)
        return true;
    for (size_t i = 0; i < p->need->header_count; i++)
        if (str_equal_ascii_nocase(p->need->headers[i], header) ||
            str_equal_ascii_nocase(p->need->headers[i], name))
            return true;
    return false;
}

static size_t export_column(const struct plan *plan, struct str name) {
    for (size_t i = 0; i < plan->column_count; i++)
        if (plan->columns[i].role == ROLE_NONE && str_equal_ascii_nocase(plan->columns[i].name, name))
            return i;
    return SIZE_MAX;
}

static void plan_exports(struct planner *p, const struct layout *layout) {
    for (size_t i = 0; i < layout->count; i++) {
        struct str header = layout->headers[i], name = plan_export_name(header, p->arena);
        bool timed = is_stage_header(p, header);
        if (layout->roles[i] != ROLE_NONE || (!timed && !is_wanted(p, header, name)) ||
            export_column(p->plan, name) != SIZE_MAX)
            continue;
        add_column(p, name, ROLE_NONE, timed ? COLUMN_TIME : COLUMN_DIMENSION);
    }
}

static int by_field(const void *a, const void *b) {
    const struct plan_feed *left = a, *right = b;
    if (left->field != right->field)
        return left->field < right->field ? -1 : 1;
    return (left->column > right->column) - (left->column < right->column);
}

static void plan_feeds(struct planner *p, struct plan_file *file) {
    const struct layout *layout = file->layout;
    const struct plan *plan = p->plan;
    struct plan_feed *feeds = arena_array(p->arena, plan->column_count + 1, sizeof *feeds);
    for (size_t c = 0; c < plan->column_count; c++) {
        const struct plan_column *column = &plan->columns[c];
        int field = LAYOUT_ABSENT;
        if (column->role != ROLE_NONE)
            field = layout->columns[column->role];
        for (size_t i = 0; column->role == ROLE_NONE && i < layout->count; i++)
            if (layout->roles[i] == ROLE_NONE &&
                str_equal_ascii_nocase(plan_export_name(layout->headers[i], p->arena), column->name))
                field = (int)i;
        if (field != LAYOUT_ABSENT)
            feeds[file->feed_count++] = (struct plan_feed){
                .field = (uint32_t)field, .column = (uint32_t)c, .type = column->type, .role = column->role};
    }
    qsort(feeds, file->feed_count, sizeof *feeds, by_field);
    for (size_t i = 0; i < file->feed_count; i++) {
        if (feeds[i].type != COLUMN_TIME && feeds[i].type != COLUMN_NUMBER)
            continue;
        feeds[i].tally = (uint32_t)file->tally_count++;
        if (file->file->habits)
            feeds[i].habit = file->file->habits[feeds[i].field];
    }
    file->feeds = feeds;
}

void plan_make(const struct intake *intake, const struct intake_need *need, struct arena *arena,
               struct plan *plan) {
    *plan = (struct plan){.profile_count = intake->profile_count,
                          .part_bytes = PART_BYTES,
                          .zone = intake->zone,
                          .records = need->records};
    struct planner p = {.intake = intake, .need = need, .arena = arena, .plan = plan};
    plan_roles(&p);
    for (size_t i = 0; i < intake->file_count; i++)
        if (!intake->files[i].skipped)
            plan_exports(&p, &intake->files[i].layout);
    enum { WIDE = 12 };
    plan->wide = plan->column_count > WIDE;
    plan->files = arena_array(arena, intake->file_count, sizeof *plan->files);
    for (size_t i = 0; i < intake->file_count; i++) {
        const struct intake_file *file = &intake->files[i];
        if (file->skipped)
            continue;
        struct plan_file *planned = &plan->files[plan->file_count++];
        *planned = (struct plan_file){.file = file,
                                      .source = file->source,
                                      .layout = &file->layout,
                                      .profile = file->profile,
                                      .system_hash = str_hash(file->layout.profile_name)};
        planned->header =
            str_trim(str_sub(file->source->text, file->layout.header_start, file->layout.data_start));
        plan_feeds(&p, planned);
    }
}
