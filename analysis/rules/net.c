/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/net.h"

#include "analysis/base/dict.h"
#include "analysis/rules/literals.h"

/* What finding a literal may mean. */
enum use_kind { USE_KEYWORD, USE_PLAIN, USE_SINGLE, USE_SECOND };
struct use {
    enum use_kind kind;
    uint32_t index;    /* of the probe (USE_SINGLE, USE_SECOND), else of the pattern */
    uint32_t from, to; /* USE_KEYWORD: the bytes of the keyword that the literal is */
};

/* A probe at work. */
struct trap {
    uint32_t pattern;
    uint32_t first_start, first_count; /* literals of `first` in `firsts`; 0 where one need is enough */
    uint32_t before, reach;            /* characters; see struct probe */
};

struct net {
    const struct pattern *patterns;
    struct literals *literals; /* tags are numbers of different texts */
    struct dict *texts;        /* text → number + 1 */
    uint32_t *use_start;       /* by literal n: uses[use_start[n]] … uses[use_start[n + 1] − 1] */
    struct use *uses;
    struct trap *traps;
    uint32_t *firsts; /* numbers of literals */
    size_t trap_count, first_count;
};

struct net_worker {
    const struct net *net;
    struct matcher_worker *matcher;
    size_t *last;    /* by literal: the last place found, counted through all texts from 1 on */
    size_t origin;   /* what the text being scanned adds to its places */
    struct str text; /* the one being scanned */
    uint64_t *hits, *asked;
};

static bool get_bit(const uint64_t *set, size_t at) {
    return set[at / 64] >> (at % 64) & 1;
}

static void set_bit(uint64_t *set, size_t at) {
    set[at / 64] |= (uint64_t)1 << (at % 64);
}

static bool usable(const struct need *need) {
    for (size_t i = 0; i < need->count; i++)
        if (need->texts[i].size < LITERAL_LEAST)
            return false;
    return need->count > 0;
}

bool net_can(const struct pattern *pattern) {
    for (size_t i = 0; i < pattern->study.probe_count; i++)
        if (!usable(&pattern->study.probes[i].first) && !usable(&pattern->study.probes[i].second))
            return false;
    return pattern->study.probe_count > 0;
}

/* The uses of literals as they are collected, then sorted by literal. */
struct collector {
    struct net *net;
    struct dict *words; /* of all keywords */
    uint32_t *word_counts;
    struct use *uses;
    uint32_t *literals; /* of each use */
    size_t count, use_capacity, literal_capacity, trap_capacity, first_capacity, word_capacity;
};

static void add_use(struct collector *c, struct str text, struct use use) {
    c->uses = heap_grow(c->uses, &c->use_capacity, c->count + 1, sizeof *c->uses);
    c->literals = heap_grow(c->literals, &c->literal_capacity, c->count + 1, sizeof *c->literals);
    c->uses[c->count] = use;
    c->literals[c->count++] = dict_add(c->net->texts, text) - 1;
}

static void add_need_uses(struct collector *c, const struct need *need, enum use_kind kind, size_t index) {
    for (size_t i = 0; i < need->count; i++)
        add_use(c, need->texts[i], (struct use){.kind = kind, .index = (uint32_t)index});
}

static void add_trap(struct collector *c, size_t pattern, const struct probe *probe) {
    struct net *net = c->net;
    bool pair = usable(&probe->first) && usable(&probe->second);
    const struct need *last = usable(&probe->second) ? &probe->second : &probe->first;
    struct trap trap = {(uint32_t)pattern, (uint32_t)net->first_count,
                        pair ? (uint32_t)probe->first.count : 0, last->before, probe->reach};
    for (size_t i = 0; i < trap.first_count; i++) {
        net->firsts = heap_grow(net->firsts, &c->first_capacity, net->first_count + 1, sizeof *net->firsts);
        net->firsts[net->first_count++] = dict_add(net->texts, probe->first.texts[i]) - 1;
    }
    net->traps = heap_grow(net->traps, &c->trap_capacity, net->trap_count + 1, sizeof *net->traps);
    net->traps[net->trap_count] = trap;
    add_need_uses(c, last, pair ? USE_SECOND : USE_SINGLE, net->trap_count++);
}

/* The next word of a keyword from `*at` on; false behind the last one. */
static bool next_word(struct str whole, size_t *at, struct str *word) {
    if (*at >= whole.size)
        return false;
    struct str rest = str_sub(whole, *at, whole.size);
    *word = str_sub(rest, 0, str_find_char(rest, ' '));
    *at += word->size + 1;
    return true;
}

static void count_words(struct collector *c, const struct keyword *keyword) {
    struct str word;
    for (size_t at = 0; next_word(keyword->text, &at, &word);) {
        uint32_t code = dict_add(c->words, word);
        size_t before = c->word_capacity;
        c->word_counts = heap_grow(c->word_counts, &c->word_capacity, code + 1, sizeof *c->word_counts);
        for (size_t i = before; i < c->word_capacity; i++)
            c->word_counts[i] = 0;
        c->word_counts[code]++;
    }
}

/* A keyword is looked for by the word that is in the fewest keywords, the longest of these: account is in
 * many and in most texts, unfreeze is not. */
static void add_keyword(struct collector *c, size_t pattern, const struct keyword *keyword) {
    struct str best = {NULL, 0}, word;
    uint32_t least = UINT32_MAX;
    for (size_t at = 0; next_word(keyword->text, &at, &word);) {
        uint32_t count = c->word_counts[dict_find(c->words, word)];
        if (word.size < LITERAL_LEAST || count > least || (count == least && word.size <= best.size))
            continue;
        best = word;
        least = count;
    }
    uint32_t from = (uint32_t)(best.data - keyword->text.data);
    add_use(c, best, (struct use){USE_KEYWORD, (uint32_t)pattern, from, from + (uint32_t)best.size});
}

static void add_pattern(struct collector *c, size_t index) {
    const struct pattern *p = &c->net->patterns[index];
    if (p->literal && p->keyword.text.size)
        add_keyword(c, index, &p->keyword);
    else if (p->literal)
        add_need_uses(c, &p->study.probes[0].first, USE_PLAIN, index);
    for (size_t i = 0; !p->literal && i < p->study.probe_count; i++)
        add_trap(c, index, &p->study.probes[i]);
}

static void sort_uses(struct collector *c) {
    struct net *net = c->net;
    size_t literals = dict_size(net->texts) - 1;
    net->use_start = heap_array(literals + 2, sizeof *net->use_start);
    net->uses = heap_array(c->count, sizeof *net->uses);
    uint32_t *next = net->use_start + 1; /* becomes the start of the following literal */
    for (size_t i = 0; i < c->count; i++)
        next[c->literals[i] + 1]++;
    for (size_t n = 1; n <= literals; n++)
        next[n] += next[n - 1];
    for (size_t i = 0; i < c->count; i++)
        net->uses[next[c->literals[i]]++] = c->uses[i];
}

static void build_literals(struct net *net) {
    size_t count = dict_size(net->texts) - 1;
    struct literal *list = heap_array(count, sizeof *list);
    for (uint32_t n = 0; n < count; n++)
        list[n] = (struct literal){dict_text(net->texts, n + 1), n};
    net->literals = literals_new(list, count);
    heap_free(list);
}

struct net *net_new(const struct pattern *patterns, size_t count, const bool *chosen) {
    struct net *net = heap_array(1, sizeof *net);
    *net = (struct net){.patterns = patterns, .texts = dict_new()};
    struct collector c = {.net = net, .words = dict_new()};
    for (size_t i = 0; i < count; i++)
        if (chosen[i])
            count_words(&c, &patterns[i].keyword);
    for (size_t i = 0; i < count; i++)
        if (chosen[i])
            add_pattern(&c, i);
    sort_uses(&c);
    build_literals(net);
    dict_free(c.words);
    heap_free(c.word_counts);
    heap_free(c.uses);
    heap_free(c.literals);
    return net;
}

void net_free(struct net *net) {
    if (!net)
        return;
    literals_free(net->literals);
    dict_free(net->texts);
    heap_free(net->use_start);
    heap_free(net->uses);
    heap_free(net->traps);
    heap_free(net->firsts);
    heap_free(net);
}

struct net_worker *net_worker_new(const struct net *net, struct matcher_worker *matcher) {
    struct net_worker *worker = heap_array(1, sizeof *worker);
    *worker = (struct net_worker){.net = net, .matcher = matcher, .origin = 1};
    worker->last = heap_array(dict_size(net->texts), sizeof *worker->last);
    return worker;
}

void net_worker_free(struct net_worker *worker) {
    if (worker)
        heap_free(worker->last);
    heap_free(worker);
}

/* The offset `characters` before `at`, or the start of the text. */
static size_t step_back(struct str text, size_t at, uint32_t characters) {
    for (; at > 0 && characters > 0; characters--)
        for (at--; at > 0 && ((unsigned char)text.data[at] & 0xC0) == 0x80;)
            at--;
    return at;
}

/* A text of the last need is at `at`; a match that holds it begins at `last` at the latest. Where PCRE2
 * cannot meet a limit it is asked of these places alone, else once of the whole text, as the matcher would.
 */
static void spring(struct net_worker *worker, const struct trap *trap, size_t at, size_t last) {
    uint32_t index = trap->pattern;
    if (trap->before == STUDY_FAR || !worker->net->patterns[index].study.bounded) {
        set_bit(worker->asked, index);
        return;
    }
    size_t from = step_back(worker->text, at, trap->before);
    if (from <= last && matcher_test_from(worker->matcher, index, worker->text, from, last) == MATCHED_YES)
        set_bit(worker->hits, index);
}

/* The last place of a text of the first need before `at`, in reach of it; false when there is none. */
static bool find_first(const struct net_worker *worker, const struct trap *trap, size_t at, size_t *place) {
    size_t latest = 0;
    for (uint32_t i = 0; i < trap->first_count; i++) {
        size_t last = worker->last[worker->net->firsts[trap->first_start + i]];
        latest = last > latest ? last : latest;
    }
    if (latest < worker->origin)
        return false;
    *place = latest - worker->origin;
    return trap->reach == STUDY_FAR || at - *place <= 4 * (size_t)trap->reach;
}

/* A keyword or plain text stands at `at` unless its guard refuses it. */
static void use_pattern(struct net_worker *worker, struct use use, size_t at) {
    const struct pattern *p = &worker->net->patterns[use.index];
    size_t start = at;
    if (get_bit(worker->hits, use.index) ||
        (use.kind == USE_KEYWORD && !keyword_at(&p->keyword, worker->text, use.from, use.to, at, &start)) ||
        (p->guard && guard_at(p->guard, worker->text, start)))
        return;
    set_bit(worker->hits, use.index);
}

static void use_probe(struct net_worker *worker, struct use use, size_t at) {
    const struct trap *trap = &worker->net->traps[use.index];
    size_t last = at;
    if (get_bit(worker->hits, trap->pattern) || get_bit(worker->asked, trap->pattern))
        return;
    if (use.kind == USE_SINGLE || find_first(worker, trap, at, &last))
        spring(worker, trap, at, last);
}

static void literal_found(void *context, uint32_t tag, size_t at) {
    struct net_worker *worker = context;
    const struct net *net = worker->net;
    for (uint32_t u = net->use_start[tag]; u < net->use_start[tag + 1]; u++) {
        if (net->uses[u].kind <= USE_PLAIN)
            use_pattern(worker, net->uses[u], at);
        else
            use_probe(worker, net->uses[u], at);
    }
    worker->last[tag] = worker->origin + at;
}

void net_scan(struct net_worker *worker, struct str text, uint64_t *hits, uint64_t *asked) {
    worker->text = text;
    worker->hits = hits;
    worker->asked = asked;
    literals_scan(worker->net->literals, text, literal_found, worker);
    worker->origin += text.size + 1;
}
