/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_TERMS_H
#define REDRESS_SIGNAL_TERMS_H

/* Which words tell two piles of complaints apart: log-odds ratio with an informative Dirichlet prior (Monroe,
 * Colaresi & Quinn 2008, "Fightin' Words", equations 15, 16, 18, 20), on counts of documents.
 *
 *   δ = log((a + α) ÷ (A + α₀ − a − α)) − log((b + α) ÷ (B + α₀ − b − α)),   z = δ ÷ √(1 ÷ (a + α) + 1 ÷ (b +
 * α))
 *
 * a of A documents of one pile hold the term, b of B of the other; the prior α = α₀ (a + b) ÷ (A + B) pulls
 * rare terms to the middle, so that neither rarity nor frequency alone makes a term stand out. */

struct terms_odds {
    double delta; /* > 0: more in the first pile */
    double z;
};

/* `prior` is α₀, in documents (500). 0 and 0 when a term is in neither pile or a pile is empty. */
struct terms_odds terms_odds(double a, double all_a, double b, double all_b, double prior);

#endif
