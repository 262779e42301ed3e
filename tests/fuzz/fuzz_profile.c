/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a profile: an error with message and place, or a profile that lays out a small export and
 * judges words. Profile and export are divided by the first line "---export". */
#include "analysis/intake/dates.h"
#include "analysis/intake/layout.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds)
        abort();
}

static void lay_out(struct profile *profile, struct str text, struct arena *arena) {
    struct layout_options options = {.shipped = &profile, .shipped_count = 1, .plain = profile};
    struct layout layout;
    struct err err = {0};
    if (!layout_find(text, "fuzz.csv", &options, arena, &layout, &err)) {
        check(err.kind == ERR_USAGE || err.kind == ERR_DATA);
        return;
    }
    check(layout.data_start <= text.size && layout.header_start <= layout.data_start);
    for (enum role role = 0; role < ROLE_COUNT; role++)
        check(layout.columns[role] == LAYOUT_ABSENT || (size_t)layout.columns[role] < layout.count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str all = {(const char *)data, size};
    size_t end = str_find(all, STR("\n---export\n"));
    struct str text = end < size ? str_sub(all, end + 11, size) : STR("id,received\n1,2026-02-03\n");
    struct arena *arena = arena_new();
    struct profile *profile;
    struct err err = {0};
    if (!profile_parse(str_sub(all, 0, end), "fuzz.yaml", arena, &profile, &err)) {
        check(err.kind == ERR_USAGE && err.message[0]);
        arena_free(arena);
        return 0;
    }
    struct str word = str_trim(str_sub(text, 0, text.size < 20 ? text.size : 20));
    check(profile_answer(profile, word) <= ANSWER_SATISFIED);
    check(profile_outcome(profile, word) <= OUTCOME_UPHELD);
    check(profile_tier(profile, word) <= TIER_COUNT);
    check(profile_closed(profile, word) <= 1);
    check(dates_order(profile->formats) <= DATE_MONTH_FIRST);
    lay_out(profile, str_sub(text, 0, utf8_valid_prefix(text)), arena);
    arena_free(arena);
    return 0;
}
