/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/escalation.h"

#include <stddef.h>

static const struct {
    enum tier tier;
    struct str name;
} tiers[] = {{TIER_HEAD_OFFICE, STR_INIT("head_office")},
             {TIER_REGULATOR, STR_INIT("regulator")},
             {TIER_OMBUDSMAN, STR_INIT("ombudsman")},
             {TIER_MEDIA, STR_INIT("media")},
             {TIER_OTHER, STR_INIT("other")}};

enum tier escalation_tier(struct str name) {
    for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++)
        if (str_equal(name, tiers[i].name))
            return tiers[i].tier;
    return TIER_NONE;
}
