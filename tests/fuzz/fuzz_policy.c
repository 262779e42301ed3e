/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a policy: an error with a message, or a policy that can be asked. */
#include "analysis/clock/policy.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds) {
    if (!holds)
        abort();
}

static void check_version(const struct policy_version *version) {
    size_t mains = 0;
    demand(version->first < version->end);
    for (size_t i = 0; i < version->clock_count; i++) {
        const struct policy_clock *clock = &version->clocks[i];
        mains += clock->is_main;
        demand(clock->case_count > 0 && clock->name.size > 0);
        demand(clock->from < ROLE_COUNT && roles[clock->from].type == ROLE_TIME);
        demand(clock->to < ROLE_COUNT && roles[clock->to].type == ROLE_TIME);
    }
    demand(mains <= 1);
    for (size_t i = 1; i < version->ageing_count; i++)
        demand(version->ageing[i] > version->ageing[i - 1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct policy *policy = NULL;
    struct err err = {0};
    if (!policy_parse((struct str){(const char *)data, size}, "fuzz", &policy, &err)) {
        demand(err.kind == ERR_USAGE && err.message[0]);
        return 0;
    }
    demand(policy->version_count > 0);
    for (size_t i = 0; i < policy->version_count; i++) {
        check_version(&policy->versions[i]);
        demand(i == 0 || policy->versions[i - 1].end <= policy->versions[i].first);
    }
    struct arena *arena = arena_new();
    size_t count;
    policy_columns(policy, 0, arena, &count);
    demand(policy_roles(policy) & role_bit(ROLE_RECEIVED));
    arena_free(arena);
    policy_free(policy);
    return 0;
}
