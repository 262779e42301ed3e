/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_SEASON_H
#define REDRESS_SIGNAL_SEASON_H

/* Rises that come back every year. One year of history is all that many have, so season is read from one
 * place: the same period of the year before, against its own surroundings. */

#include "analysis/signal/baseline.h"

#include <stddef.h>

struct season_input {
    const double *counts;    /* `past` of them, oldest first, the last just before the period asked about */
    const double *reference; /* what the counts are measured by: exposure, or exposure × rate of all cells */
    size_t past;
    unsigned length;          /* periods in a year, 0 = no season */
    double dispersion, extra; /* variance of a count m is dispersion × m + extra × m² */
    double threshold;         /* standard errors from which a rise is believed: see below */
};

/* Surroundings are the 2nd to 13th period before that one where at least 6 are there, else all others known
 * but its neighbours. Weeks and shorter periods take in one neighbour on either side, since holidays move.
 * The logarithm d of the ratio, with variance v, is shrunk by 1 − threshold² v / d² (positive-part
 * James-Stein): what chance explains is no season. Dips are not used (the factor is >= 1): they would make
 * hotspots of ordinary periods. */
struct season season_of(const struct season_input *input);

#endif
