/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/dataset_clocks.h"

#include "analysis/clock/condition.h"

static bool check_targets(const struct policy *policy, struct arena *arena, struct err *err) {
    struct measure_ref ref;
    for (size_t v = 0; v < policy->version_count; v++)
        for (size_t i = 0; i < policy->versions[v].target_count; i++) {
            const struct policy_target *target = &policy->versions[v].targets[i];
            if (!measure_find(target->measure, arena, &ref, err))
                return err_at(err, policy->file, target->line, target->column);
        }
    return true;
}

bool dataset_clocks_load(struct dataset *dataset, struct err *err) {
    const struct dataset_options *options = &dataset->options;
    struct arena *arena = dataset->arena;
    dataset->policies = arena_array(arena, options->policy_count, sizeof *dataset->policies);
    dataset->calendars = arena_array(arena, options->policy_count, sizeof *dataset->calendars);
    if (options->calendar && !calendar_load(options->calendar, &dataset->calendar, err))
        return false;
    for (size_t i = 0; i < options->policy_count; i++) {
        struct policy **policy = &dataset->policies[i];
        if (!policy_load(options->policies[i], policy, err) || !check_targets(*policy, arena, err))
            return false;
        if ((*policy)->calendar && !calendar_load((*policy)->calendar, &dataset->calendars[i], err))
            return false;
    }
    return true;
}

const struct calendar *dataset_calendar(const struct dataset *dataset) {
    const struct calendar *found = dataset->calendar;
    for (size_t i = 0; !found && i < dataset->options.policy_count; i++)
        found = dataset->calendars[i];
    return found;
}

void dataset_clocks_free(struct dataset *dataset) {
    clocks_free(dataset->clocks);
    for (size_t i = 0; dataset->policies && i < dataset->options.policy_count; i++) {
        policy_free(dataset->policies[i]);
        calendar_free(dataset->calendars[i]);
    }
    calendar_free(dataset->calendar);
}

/* ---- columns */

#define ON_TIME_EXPORT "on_time (export)"

size_t dataset_clocks_names(const struct dataset *dataset, role_set roles_there, struct str *names) {
    bool policies = dataset->options.policy_count > 0, flag = roles_there & role_bit(ROLE_ON_TIME);
    size_t count = 0;
    if (policies || (roles_there & role_bit(ROLE_DUE)))
        names[count++] = STR("overdue");
    if (flag ? policies : count > 0)
        names[count++] = flag ? STR(ON_TIME_EXPORT) : STR("on_time");
    if (policies) {
        names[count++] = STR("deadline");
        names[count++] = STR("warn_at");
    }
    for (size_t p = 0; p < dataset->options.policy_count; p++)
        for (size_t v = 0; v < dataset->policies[p]->version_count; v++)
            for (size_t i = 0; i < dataset->policies[p]->versions[v].clock_count; i++) {
                struct str clock = dataset->policies[p]->versions[v].clocks[i].name;
                names[count++] = str_printf(dataset->arena, "deadline:" STR_FMT, STR_ARG(clock));
                names[count++] = str_printf(dataset->arena, "warn_at:" STR_FMT, STR_ARG(clock));
            }
    return count;
}

size_t dataset_clocks_most_names(const struct dataset *dataset) {
    size_t most = 4;
    for (size_t p = 0; p < dataset->options.policy_count; p++)
        for (size_t v = 0; v < dataset->policies[p]->version_count; v++)
            most += 2 * dataset->policies[p]->versions[v].clock_count;
    return most;
}

bool dataset_clocks_need_name(struct str name, struct dataset_need *need) {
    bool flag = str_equal_ascii_nocase(name, STR("overdue")) ||
                str_equal_ascii_nocase(name, STR("on_time")) ||
                str_equal_ascii_nocase(name, STR(ON_TIME_EXPORT));
    bool time = str_starts(name, STR("deadline")) || str_starts(name, STR("warn_at"));
    need->timely |= flag;
    need->clocks |= flag || time;
    if (flag)
        need->roles |= role_bit(ROLE_ON_TIME) | role_bit(ROLE_DUE);
    return flag || time;
}

struct str *dataset_clocks_need(const struct dataset *dataset, struct dataset_need *need, size_t *count) {
    size_t policies = dataset->options.policy_count, most = 0;
    struct str **lists = arena_array(dataset->arena, policies, sizeof *lists);
    size_t *counts = arena_array(dataset->arena, policies, sizeof *counts);
    for (size_t p = 0; p < policies; p++) {
        need->roles |= policy_roles(dataset->policies[p]) | role_bit(ROLE_DUE);
        lists[p] =
            policy_columns(dataset->policies[p], intake_roles(dataset->intake), dataset->arena, &counts[p]);
        most += counts[p];
    }
    struct str *names = arena_array(dataset->arena, most, sizeof *names);
    *count = 0;
    for (size_t p = 0; p < policies; p++)
        for (size_t i = 0; i < counts[p]; i++)
            names[(*count)++] = lists[p][i];
    return names;
}

/* ---- running */

/* --strict: a complaint whose clock the calendar can't tell ends the run. */
static bool check_covered(const struct dataset *dataset, struct err *err) {
    for (size_t i = 0; dataset->options.intake.strict && i < dataset->clocks->count; i++) {
        const struct clock *clock = &dataset->clocks->list[i];
        char first[DATE_TEXT], last[DATE_TEXT];
        if (!clock->counts[CLOCK_UNCOVERED])
            continue;
        err_set(err, ERR_DATA, "the clock \"" STR_FMT "\" can't be told for %llu complaint(s)",
                STR_ARG(clock->name), (unsigned long long)clock->counts[CLOCK_UNCOVERED]);
        if (!clock->calendar)
            return err_hint(err, "it needs a calendar of working days: add --calendar");
        date_format_day(calendar_first(clock->calendar), first);
        date_format_day(calendar_last(clock->calendar), last);
        return err_hint(err, "the calendar \"" STR_FMT "\" covers %s to %s; add years to a copy of it",
                        STR_ARG(calendar_name(clock->calendar)), first, last);
    }
    return true;
}

bool dataset_clocks_run(struct dataset *dataset, const struct dataset_need *need, struct err *err) {
    size_t count = dataset->options.policy_count;
    if (!need->clocks || !count)
        return true;
    const struct calendar **calendars = arena_array(dataset->arena, count, sizeof *calendars);
    for (size_t i = 0; i < count; i++)
        calendars[i] = dataset->calendar ? dataset->calendar : dataset->calendars[i];
    struct clocks_options options = {.policies = dataset->policies,
                                     .calendars = calendars,
                                     .policy_count = count,
                                     .in_scope = dataset->scope,
                                     .jobs = dataset->options.intake.jobs};
    dataset->clocks = clocks_derive(&options, dataset->table, dataset->life);
    return check_covered(dataset, err);
}

/* ---- targets */

static bool has_main_clock(const struct dataset *dataset, const struct policy *policy) {
    for (size_t i = 0; dataset->clocks && i < dataset->clocks->count; i++)
        if (dataset->clocks->list[i].is_main)
            return dataset->clocks->list[i].policy == policy;
    return false;
}

/* Those of one version, at the end of `targets`. */
static bool add_targets(struct dataset *dataset, const struct policy *policy,
                        const struct policy_version *version, struct target *targets, size_t *count,
                        struct err *err) {
    for (size_t i = 0; i < version->target_count; i++) {
        const struct policy_target *from = &version->targets[i];
        struct target *target = &targets[*count];
        *target = (struct target){.value = from->value,
                                  .source = {policy->name[LANG_ZH], policy->name[LANG_EN]},
                                  .when = from->when,
                                  .when_count = from->when_count};
        if (from->when_count && dataset->clocks)
            target->only =
                condition_rows(from->when, from->when_count, dataset->table, dataset->arena, &target->lacks);
        if (!measure_find(from->measure, dataset->arena, &target->ref, err))
            return false;
        bool at_most = from->side == POLICY_BY_MEASURE ? target->ref.measure->lower_is_better
                                                       : from->side == POLICY_AT_MOST;
        target->comparator = at_most ? TARGET_AT_MOST : TARGET_AT_LEAST;
        ++*count;
    }
    return true;
}

bool dataset_clocks_targets(struct dataset *dataset, struct err *err) {
    size_t policies = dataset->options.policy_count, count = dataset->targets.count, most = count;
    int64_t day = date_day_of(dataset->period.end) - 1;
    for (size_t p = 0; p < policies; p++) {
        const struct policy_version *version = policy_version_at(dataset->policies[p], day);
        most += version ? version->target_count : 0;
    }
    struct target *targets = arena_array(dataset->arena, most + 1, sizeof *targets);
    for (size_t i = 0; i < count; i++)
        targets[i] = dataset->targets.items[i];
    for (int others = 0; others < 2; others++)
        for (size_t p = 0; p < policies; p++) {
            const struct policy *policy = dataset->policies[p];
            const struct policy_version *version = policy_version_at(policy, day);
            if (version && has_main_clock(dataset, policy) != (bool)others &&
                !add_targets(dataset, policy, version, targets, &count, err))
                return false;
        }
    dataset->targets = (struct targets){targets, count};
    return true;
}

const int32_t *dataset_ageing(const struct dataset *dataset, size_t *count) {
    int64_t day = date_day_of(dataset->period.end) - 1;
    for (int others = 0; others < 2; others++)
        for (size_t p = 0; p < dataset->options.policy_count; p++) {
            const struct policy_version *version = policy_version_at(dataset->policies[p], day);
            if (!version || !version->ageing_count || has_main_clock(dataset, dataset->policies[p]) == others)
                continue;
            *count = version->ageing_count;
            return version->ageing;
        }
    *count = 0;
    return NULL;
}
