/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/join.h"

#include <string.h>

/* One meaning of one column: what each code means is found once for each profile. */
typedef int meaning_of(const struct profile *profile, struct str word);

enum { UNKNOWN = INT8_MIN };

static int answer_of(const struct profile *profile, struct str word) {
    return profile_answer(profile, word);
}

static int outcome_of(const struct profile *profile, struct str word) {
    return profile_outcome(profile, word);
}

/* Words that deny an escalation; any other word in `escalated` that the profile does not name says that there
 * was one. */
static bool denies(struct str word) {
    static const struct str items[] = {STR_INIT("no"), STR_INIT("n"),    STR_INIT("false"), STR_INIT("f"),
                                       STR_INIT("0"),  STR_INIT("none"), STR_INIT("否"),    STR_INIT("无")};
    const struct words words = {items, sizeof items / sizeof *items};
    return words_hold(&words, word);
}

static int escalated_tier(const struct profile *profile, struct str word) {
    enum tier tier = profile_tier(profile, word);
    if (tier != TIER_COUNT)
        return tier;
    return word.size && !denies(word) ? TIER_OTHER : TIER_NONE;
}

static int channel_tier(const struct profile *profile, struct str word) {
    enum tier tier = profile_tier(profile, word);
    return tier == TIER_COUNT ? TIER_NONE : (int)tier;
}

struct meaning_source {
    const struct column *column;
    meaning_of *of;
};

static void fill_rows(const struct profile *profile, const struct meaning_source *source, int8_t *known,
                      int8_t *out, size_t from, size_t to) {
    for (size_t row = from; row < to; row++) {
        uint32_t code = source->column->codes[row];
        if (known[code] == UNKNOWN)
            known[code] = (int8_t)source->of(profile, dict_text(source->column->dict, code));
        out[row] = known[code];
    }
}

static int8_t *fill(const struct merge_input *input, const size_t *kept_starts, size_t rows,
                    const struct meaning_source *source) {
    size_t codes = dict_size(source->column->dict);
    int8_t *known = heap_array(codes * input->plan->profile_count, 1), *out = heap_array(rows, 1);
    memset(known, UNKNOWN, codes * input->plan->profile_count);
    for (size_t part = 0; part < input->part_count; part++) {
        const struct plan_file *file = input->parts[part].file;
        fill_rows(file->layout->profile, source, known + codes * file->profile, out, kept_starts[part],
                  kept_starts[part + 1]);
    }
    heap_free(known);
    return out;
}

/* Some profile says what closed, or an escalation, is. */
static bool some_profile(const struct merge_input *input, bool (*says)(const struct profile *)) {
    for (size_t i = 0; i < input->plan->file_count; i++)
        if (says(input->plan->files[i].layout->profile))
            return true;
    return false;
}

static bool says_closed(const struct profile *profile) {
    return profile->closed_status.count > 0;
}

static bool says_outcome(const struct profile *profile) {
    return profile->outcomes[0].count + profile->outcomes[1].count + profile->outcomes[2].count > 0;
}

static bool says_tiers(const struct profile *profile) {
    size_t words = 0;
    for (int tier = 0; tier < TIER_COUNT; tier++)
        words += profile->tiers[tier].count;
    return words > 0;
}

static void join_escalation(const struct merge_input *input, const size_t *kept_starts, struct table *table) {
    const struct meaning_source escalated = {table->by_role[ROLE_ESCALATED], escalated_tier};
    const struct meaning_source channel = {table->by_role[ROLE_CHANNEL], channel_tier};
    bool by_channel = channel.column && some_profile(input, says_tiers);
    if (!escalated.column && !by_channel)
        return;
    int8_t *tiers = by_channel ? fill(input, kept_starts, table->rows, &channel) : NULL;
    int8_t *direct = escalated.column ? fill(input, kept_starts, table->rows, &escalated) : NULL;
    for (size_t row = 0; tiers && direct && row < table->rows; row++)
        if (direct[row] == TIER_NONE)
            direct[row] = tiers[row];
    if (direct)
        heap_free(tiers);
    table->meanings[MEANING_ESCALATION] = direct ? direct : tiers;
}

void join_meanings(const struct merge_input *input, const size_t *kept_starts, struct table *table) {
    const struct meaning_source closed = {table->by_role[ROLE_STATUS], profile_closed};
    const struct meaning_source outcome = {table->by_role[ROLE_OUTCOME], outcome_of};
    const struct meaning_source last = {table->by_role[ROLE_SATISFACTION], answer_of};
    const struct meaning_source first = {table->by_role[ROLE_SATISFACTION_FIRST], answer_of};
    if (closed.column && some_profile(input, says_closed))
        table->meanings[MEANING_CLOSED] = fill(input, kept_starts, table->rows, &closed);
    if (outcome.column && some_profile(input, says_outcome))
        table->meanings[MEANING_OUTCOME] = fill(input, kept_starts, table->rows, &outcome);
    if (last.column)
        table->meanings[MEANING_SATISFACTION] = fill(input, kept_starts, table->rows, &last);
    if (first.column)
        table->meanings[MEANING_SATISFACTION_FIRST] = fill(input, kept_starts, table->rows, &first);
    join_escalation(input, kept_starts, table);
}
