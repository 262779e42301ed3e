/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/target.h"

#include <math.h>

enum verdict target_verdict(const struct figure *figure, double target, bool lower_is_better) {
    if (!figure_available(figure) || isnan(target))
        return VERDICT_NONE;
    /* Turned so that more is better; the interval's worse end first. */
    double sign = lower_is_better ? -1 : 1;
    double value = sign * figure->value, aim = sign * target;
    double worst = sign * (lower_is_better ? figure->high : figure->low);
    double best = sign * (lower_is_better ? figure->low : figure->high);
    if (value >= aim)
        return worst >= aim ? VERDICT_MET : VERDICT_HIT;
    return best < aim ? VERDICT_MISSED : VERDICT_MISS;
}

const char *target_word(enum verdict verdict) {
    static const char *const words[] = {
        [VERDICT_NONE] = "",     [VERDICT_MET] = "met",       [VERDICT_HIT] = "hit",
        [VERDICT_MISS] = "miss", [VERDICT_MISSED] = "missed",
    };
    return words[verdict];
}
