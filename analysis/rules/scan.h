/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_SCAN_H
#define REDRESS_RULES_SCAN_H

/* All patterns of a rulebook against one text, with the results of the matcher but faster. Who decides:
 *   keywords, regexes that are plain texts    the literals, looked for in one pass (literals.h)
 *   regexes that are rows of texts            the lanes (lanes.h), from where that pass found the texts
 *   regexes that need certain texts           only where the probes of their study find these texts in the
 *                                             right order and distance: the places (places.h) or, for those
 *                                             that have no shape, the matcher around the texts found
 *   the rest                                  always the places or the matcher
 * What is left for the last two goes to Hyperscan, where the build has it and all patterns are few and
 * simple: it is faster there, but takes long to compile many patterns or wide gaps. */

#include "analysis/rules/matcher.h"

struct scan;
struct scan_worker;

/* `engines` is for tests: which ways may be used; SCAN_ALL otherwise. The patterns and the matcher must
 * outlive the scan. */
enum { SCAN_MATCHER = 0, SCAN_LITERALS = 1, SCAN_HYPERSCAN = 2, SCAN_ALL = 3 };
struct scan *scan_new(const struct pattern *patterns, size_t count, const struct matcher *matcher,
                      unsigned engines);
void scan_free(struct scan *scan);

struct scan_worker *scan_worker_new(const struct scan *scan);
void scan_worker_free(struct scan_worker *worker);

/* Sets bit `index` of `hits` for every pattern found in the folded text (bits already set stay, and their
 * patterns are not looked for again), and counts in limits[index] the patterns that met a limit; returns
 * whether one did. */
bool scan_text(struct scan_worker *worker, struct str text, uint64_t *hits, uint32_t *limits);

/* How many patterns each way decides, for reports and tests; `placed` of those probed or always asked are
 * decided by their places. */
struct scan_shares {
    size_t literals, rows, hyperscan, probed, always, placed;
};
struct scan_shares scan_shares(const struct scan *scan);

#endif
