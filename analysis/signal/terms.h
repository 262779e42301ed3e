/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_TERMS_H
#define REDRESS_SIGNAL_TERMS_H

/* Which words tell two piles of complaints apart: this period from the past, "other" from the categorised.
 *
 * Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, "Fightin' Words",
 * equations 15, 16, 18, 20), on counts of documents:
 *
 *   δ = log((a + α) ÷ (A + α₀ − a − α)) − log((b + α) ÷ (B + α₀ − b − α)),   z = δ ÷ √(1 ÷ (a + α) + 1 ÷ (b +
 * α))
 *
 * a of A documents of one pile hold the term, b of B of the other; the prior α = α₀ (a + b) ÷ (A + B) pulls
 * rare terms to the middle, so that neither rarity nor frequency alone makes a term stand out.
 *
 * A term is a word of letters and digits, at least two and not digits alone, or two to four Chinese
 * characters in a row: no segmenter is needed. Those that tell nothing are left out (signal/terms_words.h).
 * Texts are folded first (base/fold.h). */

#include "analysis/base/str.h"

struct terms_odds {
    double delta; /* > 0: more in the first pile */
    double z;
};

/* `prior` is α₀, in documents (500). 0 and 0 when a term is in neither pile or a pile is empty. */
struct terms_odds terms_odds(double a, double all_a, double b, double all_b, double prior);

struct terms;

struct terms *terms_new(void);
void terms_free(struct terms *terms);
/* Optional, before any document is added: looks at every document of the first pile, so that terms in too few
 * of them need no room. The counts are of hashes, so never too low. */
void terms_sift(struct terms *terms, struct str text);
/* One more document; `pile` is 0 or 1, `weight` how many it stands for. A term counts once in a document. */
void terms_add(struct terms *terms, struct str text, int pile, double weight);

struct term {
    struct str text; /* folded */
    double in[2];    /* documents of each pile that hold it */
    struct terms_odds odds;
};

struct terms_options {
    double prior; /* 0 = 500 */
    double min_z; /* 0 = 3, or more where so many terms are tested that a tenth of a false one would be
                     expected beyond it */
    double min_documents; /* of the first pile; 0 = 5. Sifting is by 5 */
    size_t most;          /* 0 = 20 */
};

/* The terms of the first pile by z, largest first, owned by the arena. Of terms that lie in or run into one
 * another (排队, 排队等候, 队等候) one is given. */
struct term *terms_rank(const struct terms *terms, const struct terms_options *options, struct arena *arena,
                        size_t *count);

/* Where a folded text holds a term, a word not inside a longer one; text.size when it does not. */
size_t terms_place(struct str folded, struct str term);

#endif
