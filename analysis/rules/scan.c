/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/scan.h"

#include "analysis/rules/hyper.h"
#include "analysis/rules/literals.h"

#include <string.h>

enum way { WAY_LITERAL, WAY_HYPERSCAN, WAY_NEEDS, WAY_ALWAYS };

struct scan {
    const struct pattern *patterns;
    const struct matcher *matcher;
    size_t count, words; /* words: of a bit set over the patterns */
    unsigned char *ways; /* enum way of each pattern */
    struct literals *literals;
    size_t literal_count;
    struct hyper *hyper;
    uint32_t *hyper_list, *always; /* indexes */
    size_t hyper_count, always_count;
};

struct scan_worker {
    const struct scan *scan;
    struct matcher_worker *matcher;
    struct hyper_worker *hyper;
    uint64_t *asked; /* patterns whose needed literal was found in this text */
    struct str text; /* the one being scanned */
    uint64_t *hits;
};

static bool get_bit(const uint64_t *set, size_t at) {
    return set[at / 64] >> (at % 64) & 1;
}

static void set_bit(uint64_t *set, size_t at) {
    set[at / 64] |= (uint64_t)1 << (at % 64);
}

static bool usable_needs(const struct pattern *p) {
    for (size_t i = 0; i < p->study.need_count; i++)
        if (p->study.needs[i].size < LITERAL_LEAST)
            return false;
    return p->study.need_count > 0;
}

static enum way choose(const struct pattern *p, unsigned engines) {
    bool literals = engines & SCAN_LITERALS;
    if (literals && p->literal)
        return WAY_LITERAL;
    if ((engines & SCAN_HYPERSCAN) && !p->guarded && p->study.portable && p->study.bounded)
        return WAY_HYPERSCAN;
    return literals && usable_needs(p) ? WAY_NEEDS : WAY_ALWAYS;
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
            scan->ways[index] = (unsigned char)choose(&scan->patterns[index], engines & SCAN_LITERALS);
    }
    heap_free(taken);
}

static void build_literals(struct scan *scan) {
    struct literal *list = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < scan->count; i++) {
        const struct pattern *p = &scan->patterns[i];
        if (scan->ways[i] != WAY_LITERAL && scan->ways[i] != WAY_NEEDS)
            continue;
        list = heap_grow(list, &capacity, scan->literal_count + p->study.need_count, sizeof *list);
        for (size_t k = 0; k < p->study.need_count; k++)
            list[scan->literal_count++] = (struct literal){p->study.needs[k], (uint32_t)i};
    }
    if (scan->literal_count)
        scan->literals = literals_new(list, scan->literal_count);
    heap_free(list);
}

struct scan *scan_new(const struct pattern *patterns, size_t count, const struct matcher *matcher,
                      unsigned engines) {
    struct scan *scan = heap_array(1, sizeof *scan);
    *scan = (struct scan){.patterns = patterns, .matcher = matcher, .count = count, .words = count / 64 + 1};
    scan->ways = heap_array(count, 1);
    for (size_t i = 0; i < count; i++)
        scan->ways[i] = (unsigned char)choose(&patterns[i], engines);
    build_hyper(scan, engines);
    build_literals(scan);
    scan->always = heap_array(count, sizeof *scan->always);
    for (size_t i = 0; i < count; i++)
        if (scan->ways[i] == WAY_ALWAYS)
            scan->always[scan->always_count++] = (uint32_t)i;
    return scan;
}

void scan_free(struct scan *scan) {
    if (!scan)
        return;
    literals_free(scan->literals);
    hyper_free(scan->hyper);
    heap_free(scan->hyper_list);
    heap_free(scan->always);
    heap_free(scan->ways);
    heap_free(scan);
}

struct scan_shares scan_shares(const struct scan *scan) {
    struct scan_shares shares = {0};
    size_t *const counts[] = {&shares.literals, &shares.hyperscan, &shares.needing, &shares.always};
    for (size_t i = 0; i < scan->count; i++)
        ++*counts[scan->ways[i]];
    return shares;
}

struct scan_worker *scan_worker_new(const struct scan *scan) {
    struct scan_worker *worker = heap_array(1, sizeof *worker);
    worker->scan = scan;
    worker->matcher = matcher_worker_new(scan->matcher);
    worker->hyper = scan->hyper ? hyper_worker_new(scan->hyper) : NULL;
    worker->asked = heap_array(scan->words, sizeof *worker->asked);
    return worker;
}

void scan_worker_free(struct scan_worker *worker) {
    if (!worker)
        return;
    matcher_worker_free(worker->matcher);
    hyper_worker_free(worker->hyper);
    heap_free(worker->asked);
    heap_free(worker);
}

static void literal_found(void *context, uint32_t tag, size_t at) {
    struct scan_worker *worker = context;
    const struct pattern *p = &worker->scan->patterns[tag];
    if (get_bit(worker->hits, tag))
        return;
    if (worker->scan->ways[tag] == WAY_NEEDS)
        set_bit(worker->asked, tag);
    else if (!p->text.size || pattern_keyword_at(p, worker->text, at))
        set_bit(worker->hits, tag);
}

static void ask_matcher(struct scan_worker *worker, size_t index, uint32_t *limits) {
    if (get_bit(worker->hits, index))
        return;
    enum matched found = matcher_test(worker->matcher, index, worker->text);
    if (found == MATCHED_YES)
        set_bit(worker->hits, index);
    else if (found == MATCHED_LIMIT)
        limits[index]++;
}

static void scan_literals(struct scan_worker *worker, uint32_t *limits) {
    const struct scan *scan = worker->scan;
    memset(worker->asked, 0, scan->words * sizeof *worker->asked);
    literals_scan(scan->literals, worker->text, literal_found, worker);
    for (size_t word = 0; word < scan->words; word++)
        for (uint64_t bits = worker->asked[word]; bits; bits &= bits - 1)
            ask_matcher(worker, word * 64 + (size_t)__builtin_ctzll(bits), limits);
}

void scan_text(struct scan_worker *worker, struct str text, uint64_t *hits, uint32_t *limits) {
    const struct scan *scan = worker->scan;
    worker->text = text;
    worker->hits = hits;
    if (scan->literals)
        scan_literals(worker, limits);
    if (scan->hyper && !hyper_text(worker->hyper, text, hits))
        for (size_t i = 0; i < scan->hyper_count; i++)
            ask_matcher(worker, scan->hyper_list[i], limits);
    for (size_t i = 0; i < scan->always_count; i++)
        ask_matcher(worker, scan->always[i], limits);
}
