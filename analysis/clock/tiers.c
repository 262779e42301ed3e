/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/tiers.h"

/* The tier of each code of a column, in one version. */
static void fill_codes(const struct column *column, const struct words tiers[TIER_COUNT], uint8_t *by_code) {
    for (uint32_t code = 0; code < dict_size(column->dict); code++)
        for (int tier = TIER_COUNT - 1; tier > TIER_NONE; tier--)
            if (words_hold(&tiers[tier], dict_text(column->dict, code)))
                by_code[code] = (uint8_t)tier;
}

/* [version × codes + code]; NULL when the exports lack the column. */
static uint8_t *tiers_by_code(const struct policy *policy, const struct column *column, bool channel) {
    if (!column)
        return NULL;
    size_t codes = dict_size(column->dict);
    uint8_t *made = heap_array(policy->version_count * codes, 1);
    for (size_t v = 0; v < policy->version_count; v++) {
        const struct policy_version *version = &policy->versions[v];
        fill_codes(column, channel ? version->channel_tiers : version->escalated_tiers, made + v * codes);
    }
    return made;
}

static bool names_tiers(const struct policy *policy) {
    for (size_t v = 0; v < policy->version_count; v++)
        for (int tier = 0; tier < TIER_COUNT; tier++)
            if (policy->versions[v].channel_tiers[tier].count ||
                policy->versions[v].escalated_tiers[tier].count)
                return true;
    return false;
}

static uint8_t tier_at(const uint8_t *by_code, const struct column *column, size_t version, size_t row) {
    return by_code ? by_code[version * dict_size(column->dict) + column->codes[row]] : TIER_NONE;
}

void tiers_of_policy(const struct policy *policy, struct table *table, const struct lifecycle *life) {
    const struct column *channel = table->by_role[ROLE_CHANNEL], *escalated = table->by_role[ROLE_ESCALATED];
    int8_t **tiers = &table->meanings[MEANING_ESCALATION];
    if (!names_tiers(policy) || (!channel && !escalated))
        return;
    uint8_t *by_channel = tiers_by_code(policy, channel, true);
    uint8_t *by_word = tiers_by_code(policy, escalated, false);
    if (!*tiers)
        *tiers = heap_array(table->rows, sizeof **tiers);
    for (size_t row = 0; row < table->rows; row++) {
        if (life->received[row] == TIME_NONE || ((*tiers)[row] != TIER_NONE && (*tiers)[row] != TIER_OTHER))
            continue;
        const struct policy_version *version = policy_version_at(policy, life->received[row] / DATE_DAY);
        size_t at = version ? (size_t)(version - policy->versions) : 0;
        uint8_t tier = version ? tier_at(by_word, escalated, at, row) : TIER_NONE;
        if (version && tier == TIER_NONE)
            tier = tier_at(by_channel, channel, at, row);
        if (tier != TIER_NONE)
            (*tiers)[row] = (int8_t)tier;
    }
    heap_free(by_channel);
    heap_free(by_word);
}
