/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/policy.h"

void policy_free(struct policy *policy) {
    if (policy)
        arena_free(policy->arena);
}

const struct policy_version *policy_version_at(const struct policy *policy, int64_t day) {
    for (size_t i = 0; i < policy->version_count; i++)
        if (day >= policy->versions[i].first && day < policy->versions[i].end)
            return &policy->versions[i];
    return NULL;
}

/* What conditions look at: roles as bits, other columns as names. */
struct looked_at {
    role_set roles;
    role_set there;      /* of the export */
    struct arena *arena; /* NULL: roles alone are wanted */
    struct str *names;
    size_t count;
};

static void look(struct looked_at *found, const struct policy_when *when, size_t count) {
    for (size_t i = 0; i < count; i++) {
        enum role role = role_find(when[i].column);
        if (role != ROLE_NONE) {
            found->roles |= role_bit(role);
            continue;
        }
        bool known = !found->arena;
        for (size_t n = 0; n < found->count && !known; n++)
            known = str_equal(found->names[n], when[i].column);
        if (known)
            continue;
        struct str *longer = arena_array(found->arena, found->count + 1, sizeof *longer);
        for (size_t n = 0; n < found->count; n++)
            longer[n] = found->names[n];
        longer[found->count++] = when[i].column;
        found->names = longer;
    }
}

static void look_at_clock(struct looked_at *found, const struct policy_clock *clock) {
    const struct policy_extension *extension = &clock->extension;
    found->roles |= role_bit(clock->from) | role_bit(clock->to);
    for (size_t i = 0; i < clock->case_count; i++)
        if (!(clock->cases[i].without & found->there))
            look(found, clock->cases[i].when, clock->cases[i].when_count);
    look(found, extension->when, extension->when_count);
    if (extension->given)
        found->roles |= role_bit(extension->to);
    if (clock->service)
        found->roles |= role_bit(ROLE_PAUSE_FROM) | role_bit(ROLE_PAUSE_TO);
}

static void look_at_all(struct looked_at *found, const struct policy *policy) {
    for (size_t v = 0; v < policy->version_count; v++) {
        const struct policy_version *version = &policy->versions[v];
        for (size_t i = 0; i < version->clock_count; i++)
            look_at_clock(found, &version->clocks[i]);
        for (int tier = 0; tier < TIER_COUNT; tier++) {
            found->roles |= version->channel_tiers[tier].count ? role_bit(ROLE_CHANNEL) : 0;
            found->roles |= version->escalated_tiers[tier].count ? role_bit(ROLE_ESCALATED) : 0;
        }
        for (size_t i = 0; i < version->target_count; i++)
            look(found, version->targets[i].when, version->targets[i].when_count);
    }
}

role_set policy_roles(const struct policy *policy) {
    struct looked_at found = {.roles = role_bit(ROLE_RECEIVED)};
    look_at_all(&found, policy);
    return found.roles;
}

struct str *policy_columns(const struct policy *policy, role_set roles_there, struct arena *arena,
                           size_t *count) {
    struct looked_at found = {.there = roles_there, .arena = arena};
    look_at_all(&found, policy);
    *count = found.count;
    return found.names;
}
