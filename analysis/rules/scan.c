/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/scan.h"

#include "analysis/rules/hyper.h"
#include "analysis/rules/net.h"
#include "analysis/rules/places.h"

#include <string.h>

enum way { WAY_LITERAL, WAY_ROWS, WAY_HYPERSCAN, WAY_PROBES, WAY_ALWAYS };
enum { HYPERSCAN_MOST = 100 }; /* patterns; compiling them takes some milliseconds */

struct scan {
    const struct pattern *patterns;
    const struct matcher *matcher;
    size_t count, words; /* words: of a bit set over the patterns */
    unsigned char *ways; /* enum way of each pattern */
    struct rows *rows;   /* by pattern */
    struct arena *arena; /* of the rows */
    struct net *net;
    struct hyper *hyper;
    struct places *places;         /* NULL = not used */
    uint32_t *hyper_list, *always; /* indexes of patterns */
    size_t hyper_count, always_count;
};

struct scan_worker {
    const struct scan *scan;
    struct matcher_worker *matcher;
    struct net_worker *net;
    struct hyper_worker *hyper;
    struct places_worker *places;
    enum { UNREAD, READ, TOO_LONG } reading; /* what `places` did with the text */
    uint64_t *asked;                         /* patterns to be asked of the matcher */
};

static enum way choose(const struct scan *scan, size_t index, unsigned engines, bool small) {
    const struct pattern *p = &scan->patterns[index];
    if (engines & SCAN_LITERALS && (p->literal || scan->rows[index].count))
        return p->literal ? WAY_LITERAL : WAY_ROWS;
    if (small && (engines & SCAN_HYPERSCAN) && !p->guard && p->study.simple && p->study.bounded)
        return WAY_HYPERSCAN;
    return engines & SCAN_LITERALS && net_can(p) ? WAY_PROBES : WAY_ALWAYS;
}

/* The regexes that Hyperscan does not take after all fall back to what is left for them. */
static void build_hyper(struct scan *scan, unsigned engines) {
    scan->hyper_list = heap_array(scan->count, sizeof *scan->hyper_list);
    size_t wanted = 0;
    for (size_t i = 0; i < scan->count; i++)
        if (scan->ways[i] == WAY_HYPERSCAN)
            scan->hyper_list[wanted++] = (uint32_t)i;
    bool *taken = heap_array(wanted, sizeof *taken);
    if (wanted)
        scan->hyper = hyper_new(scan->patterns, scan->hyper_list, wanted, taken);
    for (size_t i = 0; i < wanted; i++) {
        uint32_t index = scan->hyper_list[i];
        if (taken[i])
            scan->hyper_list[scan->hyper_count++] = index;
        else
            scan->ways[index] = (unsigned char)choose(scan, index, engines, false);
    }
    heap_free(taken);
}

static enum net_part part_of(const struct scan *scan, size_t index) {
    switch ((enum way)scan->ways[index]) {
    case WAY_LITERAL:
        return NET_LITERAL;
    case WAY_ROWS:
        return NET_ROWS;
    case WAY_PROBES:
        return places_has(scan->places, index) ? NET_WHOLE : NET_AROUND;
    default:
        return NET_NOT;
    }
}

static void build_net(struct scan *scan) {
    enum net_part *parts = heap_array(scan->count, sizeof *parts);
    size_t count = 0;
    for (size_t i = 0; i < scan->count; i++) {
        parts[i] = part_of(scan, i);
        count += parts[i] != NET_NOT;
    }
    if (count)
        scan->net = net_new(scan->patterns, scan->count, parts, scan->rows);
    heap_free(parts);
}

static bool all_simple(const struct pattern *patterns, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!patterns[i].study.simple || patterns[i].guard)
            return false;
    return count <= HYPERSCAN_MOST;
}

struct scan *scan_new(const struct pattern *patterns, size_t count, const struct matcher *matcher,
                      unsigned engines) {
    struct scan *scan = heap_array(1, sizeof *scan);
    *scan = (struct scan){.patterns = patterns, .matcher = matcher, .count = count, .words = count / 64 + 1};
    scan->ways = heap_array(count, 1);
    scan->arena = arena_new();
    scan->rows = arena_array(scan->arena, count, sizeof *scan->rows);
    for (size_t i = 0; i < count && (engines & SCAN_LITERALS); i++)
        if (!patterns[i].literal && !patterns[i].keyword.text.size)
            scan->rows[i] = rows_of(&patterns[i], scan->arena);
    bool small = all_simple(patterns, count) || !(engines & SCAN_LITERALS);
    for (size_t i = 0; i < count; i++)
        scan->ways[i] = (unsigned char)choose(scan, i, engines, small);
    build_hyper(scan, engines);
    if (engines & SCAN_LITERALS) {
        bool *wanted = heap_array(count, sizeof *wanted);
        for (size_t i = 0; i < count; i++)
            wanted[i] = scan->ways[i] == WAY_PROBES || scan->ways[i] == WAY_ALWAYS;
        scan->places = places_new(patterns, count, wanted);
        heap_free(wanted);
        build_net(scan);
    }
    scan->always = heap_array(count, sizeof *scan->always);
    for (size_t i = 0; i < count; i++)
        if (scan->ways[i] == WAY_ALWAYS)
            scan->always[scan->always_count++] = (uint32_t)i;
    return scan;
}

void scan_free(struct scan *scan) {
    if (!scan)
        return;
    net_free(scan->net);
    hyper_free(scan->hyper);
    places_free(scan->places);
    arena_free(scan->arena);
    heap_free(scan->hyper_list);
    heap_free(scan->always);
    heap_free(scan->ways);
    heap_free(scan);
}

struct scan_shares scan_shares(const struct scan *scan) {
    struct scan_shares shares = {0};
    size_t *const counts[] = {&shares.literals, &shares.rows, &shares.hyperscan, &shares.probed,
                              &shares.always};
    for (size_t i = 0; i < scan->count; i++) {
        ++*counts[scan->ways[i]];
        shares.placed += scan->places && places_has(scan->places, i);
    }
    return shares;
}

struct scan_worker *scan_worker_new(const struct scan *scan) {
    struct scan_worker *worker = heap_array(1, sizeof *worker);
    worker->scan = scan;
    worker->matcher = matcher_worker_new(scan->matcher);
    worker->net = scan->net ? net_worker_new(scan->net, worker->matcher) : NULL;
    worker->hyper = scan->hyper ? hyper_worker_new(scan->hyper) : NULL;
    worker->places = scan->places ? places_worker_new(scan->places) : NULL;
    worker->asked = heap_array(scan->words, sizeof *worker->asked);
    return worker;
}

void scan_worker_free(struct scan_worker *worker) {
    if (!worker)
        return;
    net_worker_free(worker->net);
    hyper_worker_free(worker->hyper);
    places_worker_free(worker->places);
    matcher_worker_free(worker->matcher);
    heap_free(worker->asked);
    heap_free(worker);
}

/* Whether the places decide the pattern in this text. */
static bool places_decide(struct scan_worker *worker, struct str text, size_t index) {
    if (!worker->places || !places_has(worker->scan->places, index))
        return false;
    if (worker->reading == UNREAD)
        worker->reading = places_read(worker->places, text) ? READ : TOO_LONG;
    return worker->reading == READ;
}

/* Whether it met a limit. */
static bool decide(struct scan_worker *worker, struct str text, size_t index, uint64_t *hits,
                   uint32_t *limits) {
    if (hits[index / 64] >> (index % 64) & 1)
        return false;
    enum matched found = places_decide(worker, text, index)
                             ? (places_find(worker->places, index) ? MATCHED_YES : MATCHED_NO)
                             : matcher_test(worker->matcher, index, text);
    if (found == MATCHED_YES)
        hits[index / 64] |= (uint64_t)1 << (index % 64);
    else if (found == MATCHED_LIMIT)
        limits[index]++;
    return found == MATCHED_LIMIT;
}

static bool scan_net(struct scan_worker *worker, struct str text, uint64_t *hits, uint32_t *limits) {
    size_t words = worker->scan->words;
    bool limited = false;
    memset(worker->asked, 0, words * sizeof *worker->asked);
    net_scan(worker->net, text, hits, worker->asked);
    for (size_t word = 0; word < words; word++)
        for (uint64_t bits = worker->asked[word]; bits; bits &= bits - 1)
            limited |= decide(worker, text, word * 64 + (size_t)__builtin_ctzll(bits), hits, limits);
    return limited;
}

bool scan_text(struct scan_worker *worker, struct str text, uint64_t *hits, uint32_t *limits) {
    const struct scan *scan = worker->scan;
    worker->reading = UNREAD;
    bool limited = worker->net && scan_net(worker, text, hits, limits);
    if (scan->hyper && !hyper_text(worker->hyper, text, hits))
        for (size_t i = 0; i < scan->hyper_count; i++)
            limited |= decide(worker, text, scan->hyper_list[i], hits, limits);
    for (size_t i = 0; i < scan->always_count; i++)
        limited |= decide(worker, text, scan->always[i], hits, limits);
    return limited;
}
