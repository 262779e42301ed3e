/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_NET_H
#define REDRESS_RULES_NET_H

/* The texts of many patterns, looked for in one pass (literals.h), and what finding one means: a keyword that
 * may stand here, or a probe (study.h) whose regex is worth asking the matcher about, at these places alone.
 */

#include "analysis/rules/matcher.h"
#include "analysis/rules/rows.h"

struct net;
struct net_worker;

/* What the net does with a pattern: nothing; decide it, as a literal one or by its rows; ask the matcher
 * around the places found; or only report that it is to be asked of the whole text. */
enum net_part { NET_NOT, NET_LITERAL, NET_ROWS, NET_AROUND, NET_WHOLE };

/* Takes the patterns `index` with parts[index]; those of the last two parts must be ones that net_can. The
 * texts of `rows`, by pattern, get tags; they must outlive the net. */
struct net *net_new(const struct pattern *patterns, size_t count, const enum net_part *parts,
                    struct rows *rows);
void net_free(struct net *net);
bool net_can(const struct pattern *pattern);

/* Both are the caller's and outlive the worker. */
struct net_worker *net_worker_new(const struct net *net, struct matcher_worker *matcher);
void net_worker_free(struct net_worker *worker);

/* Sets bits of `hits` for the patterns found and bits of `asked` for those that only the matcher can tell,
 * asked of the whole text. */
void net_scan(struct net_worker *worker, struct str text, uint64_t *hits, uint64_t *asked);

#endif
