/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_TARGET_H
#define REDRESS_SIGNAL_TARGET_H

/* Was a target met, and is it more than luck? A figure on the right side of its target is a hit; when the
 * whole 95 % interval is on that side, reliably met. The other way round miss and reliably missed. A value
 * equal to the target meets it. */

#include "analysis/measure/figure.h"

enum verdict {
    VERDICT_NONE, /* no value or no target */
    VERDICT_MET,  /* reliably */
    VERDICT_HIT,
    VERDICT_MISS,
    VERDICT_MISSED /* reliably */
};

/* The target is in the figure's unit; a figure without an interval is at most hit or miss. */
enum verdict target_verdict(const struct figure *figure, double target, bool lower_is_better);
/* "met", "hit", "miss", "missed" for programs; "" for none. */
const char *target_word(enum verdict verdict);

#endif
