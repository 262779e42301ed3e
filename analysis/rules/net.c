/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/net.h"

#include "analysis/base/dict.h"
#include "analysis/rules/lanes.h"
#include "analysis/rules/literals.h"

#include <math.h>
#include <string.h>

/* What finding a literal may mean. */
enum use_kind { USE_KEYWORD, USE_PLAIN, USE_SINGLE, USE_SECOND };
struct use {
    uint32_t index; /* of the probe (USE_SINGLE, USE_SECOND), else of the pattern */
    uint8_t kind;   /* enum use_kind */
    uint8_t bounds; /* BOUND_START, BOUND_END: ends of the literal that must be ends of a word; GUARDED */
    /* USE_KEYWORD: the characters of the keyword before and behind the blanks around the literal, 0 where it
     * is its first or last word. They spare most looks at the keyword itself. */
    char before, behind;
    uint16_t size; /* of the literal */
    uint32_t from; /* USE_KEYWORD: where the literal begins in the keyword */
};

/* A probe at work. */
struct trap {
    uint32_t pattern;
    uint32_t first_start, first_count; /* literals of `first` in `firsts`; 0 where one need is enough */
    uint32_t before, reach;            /* characters; see struct probe */
    bool whole;                        /* NET_WHOLE */
};

struct net {
    const struct pattern *patterns;
    struct literals *literals; /* tags are numbers of different texts */
    struct dict *texts;        /* text → number + 1 */
    uint32_t *use_start;       /* by literal n: uses[use_start[n]] … uses[use_start[n + 1] − 1] */
    struct use *uses;
    bool *once;          /* by literal: where it stands first in a text says all */
    struct lanes *lanes; /* NULL = no pattern has rows of several links */
    struct trap *traps;
    uint32_t *firsts; /* numbers of literals */
    size_t trap_count, first_count;
};

struct net_worker {
    const struct net *net;
    struct matcher_worker *matcher;
    struct lanes_worker *lanes;
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

/* Two bytes at any place are met too often to be of use; as a word they are. */
static bool usable(const struct need *need) {
    for (size_t i = 0; i < need->count; i++)
        if (need->texts[i].size < LITERAL_LEAST + (need->bound_start ? 0U : 1U))
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
    uint32_t *literals;    /* of each use */
    unsigned char *bounds; /* by literal */
    size_t count, use_capacity, literal_capacity, bound_capacity, trap_capacity, first_capacity,
        word_capacity;
    bool lanes; /* there are rows of several links */
};

enum { BOUND_START = 1, BOUND_END = 2, GUARDED = 4 };

/* The number of a text, from 0. It is looked for with the bounds that all of its uses have. */
static uint32_t number_text(struct collector *c, struct str text, unsigned bounds) {
    uint32_t number = dict_add(c->net->texts, text) - 1;
    size_t before = c->bound_capacity;
    c->bounds = heap_grow(c->bounds, &c->bound_capacity, number + 1, sizeof *c->bounds);
    for (size_t i = before; i < c->bound_capacity; i++)
        c->bounds[i] = BOUND_START | BOUND_END;
    c->bounds[number] &= (unsigned char)bounds;
    return number;
}

static void add_use(struct collector *c, struct str text, unsigned bounds, struct use use) {
    c->uses = heap_grow(c->uses, &c->use_capacity, c->count + 1, sizeof *c->uses);
    c->literals = heap_grow(c->literals, &c->literal_capacity, c->count + 1, sizeof *c->literals);
    bool guarded = use.kind <= USE_PLAIN && c->net->patterns[use.index].guard;
    use.bounds = (uint8_t)(bounds | (guarded ? GUARDED : 0U));
    use.size = (uint16_t)text.size;
    c->uses[c->count] = use;
    c->literals[c->count++] = number_text(c, text, bounds);
}

static unsigned need_bounds(const struct need *need) {
    return (need->bound_start ? BOUND_START : 0U) | (need->bound_end ? BOUND_END : 0U);
}

static void add_need_uses(struct collector *c, const struct need *need, enum use_kind kind, size_t index) {
    for (size_t i = 0; i < need->count; i++)
        add_use(c, need->texts[i], need_bounds(need),
                (struct use){.index = (uint32_t)index, .kind = (uint8_t)kind});
}

static void add_trap(struct collector *c, size_t pattern, bool whole, const struct probe *probe) {
    struct net *net = c->net;
    bool pair = usable(&probe->first) && usable(&probe->second);
    const struct need *last = usable(&probe->second) ? &probe->second : &probe->first;
    struct trap trap = {(uint32_t)pattern,
                        (uint32_t)net->first_count,
                        pair ? (uint32_t)probe->first.count : 0,
                        last->before,
                        probe->reach,
                        whole};
    for (size_t i = 0; i < trap.first_count; i++) {
        net->firsts = heap_grow(net->firsts, &c->first_capacity, net->first_count + 1, sizeof *net->firsts);
        net->firsts[net->first_count++] = number_text(c, probe->first.texts[i], need_bounds(&probe->first));
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

/* English words of four letters and more that are in most texts. */
static bool is_common(struct str word) {
    static const char list[] =
        " about after also another back been before being could does done down even ever "
        "every from given have having here into just like made make more most much must "
        "never only other over said same should since some still such take taken than "
        "that their them then there these they this those through time told under until "
        "very want wants week were what when where which while will with within without "
        "would your ";
    char padded[16] = " ";
    if (word.size + 2 > sizeof padded)
        return false;
    memcpy(padded + 1, word.data, word.size);
    padded[word.size + 1] = ' ';
    struct str key = {padded, word.size + 2};
    return str_find((struct str){list, sizeof list - 1}, key) < sizeof list - 1;
}

/* How rarely a word will be met, as far as it can be told: short ones are everywhere, and a word of many
 * keywords (account) is one of many texts, too. */
static double word_rarity(const struct collector *c, struct str word) {
    double count = c->word_counts[dict_find(c->words, word)];
    double size = (double)(word.size < 9 ? word.size : 9);
    return word.size < 4 || is_common(word) ? size - 100 : size - 2 * log2(count);
}

/* Inside a keyword blanks stand around a word, so its Latin ends are bound there as well. */
static unsigned word_bounds(const struct keyword *keyword, size_t from, size_t to) {
    struct str whole = keyword->text;
    bool start = keyword_is_word(whole.data[from]) && (from > 0 || keyword->bound_start);
    bool end = keyword_is_word(whole.data[to - 1]) && (to < whole.size || keyword->bound_end);
    return (start ? BOUND_START : 0U) | (end ? BOUND_END : 0U);
}

/* A keyword is looked for by its rarest word. */
static void add_keyword(struct collector *c, size_t pattern, const struct keyword *keyword) {
    struct str best = {NULL, 0}, word;
    for (size_t at = 0; next_word(keyword->text, &at, &word);)
        if (word.size >= LITERAL_LEAST && (!best.size || word_rarity(c, word) > word_rarity(c, best)))
            best = word;
    uint32_t from = (uint32_t)(best.data - keyword->text.data), to = from + (uint32_t)best.size;
    bool alone = best.size == keyword->text.size; /* then its bounds are those of the keyword */
    struct use use = {.index = (uint32_t)pattern, .kind = alone ? USE_PLAIN : USE_KEYWORD, .from = from};
    use.before = from > 0 ? keyword->text.data[from - 2] : '\0';
    use.behind = to < keyword->text.size ? keyword->text.data[to + 1] : '\0';
    add_use(c, best, word_bounds(keyword, from, to), use);
}

/* The texts of a row with one link say all; of the others the lanes are told where they are. */
static void add_rows(struct collector *c, size_t pattern, struct rows *rows) {
    for (size_t r = 0; r < rows->count; r++)
        for (size_t l = 0; l < rows->list[r].count; l++)
            for (size_t i = 0; i < rows->list[r].links[l].count; i++) {
                struct row_text *text = &rows->list[r].links[l].texts[i];
                unsigned bounds = (text->bound_start ? BOUND_START : 0U) | (text->bound_end ? BOUND_END : 0U);
                text->tag = number_text(c, text->text, bounds);
                if (rows->list[r].count == 1)
                    add_use(c, text->text, bounds,
                            (struct use){.index = (uint32_t)pattern, .kind = USE_PLAIN});
                c->lanes = c->lanes || rows->list[r].count > 1;
            }
}

static void add_pattern(struct collector *c, size_t index, enum net_part part, struct rows *rows) {
    const struct pattern *p = &c->net->patterns[index];
    if (part == NET_ROWS)
        add_rows(c, index, &rows[index]);
    else if (part == NET_LITERAL && p->keyword.text.size)
        add_keyword(c, index, &p->keyword);
    else if (part == NET_LITERAL)
        add_need_uses(c, &p->study.probes[0].first, USE_PLAIN, index);
    else
        for (size_t i = 0; i < p->study.probe_count; i++)
            add_trap(c, index, part == NET_WHOLE, &p->study.probes[i]);
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

/* Plain texts with no bounds but those with which they are looked for are found wherever they stand. */
static void note_once(struct collector *c) {
    struct net *net = c->net;
    size_t count = dict_size(net->texts) - 1;
    net->once = heap_array(count, sizeof *net->once);
    for (size_t n = 0; n < count; n++) {
        net->once[n] = true;
        for (uint32_t u = net->use_start[n]; u < net->use_start[n + 1]; u++)
            net->once[n] =
                net->once[n] && net->uses[u].kind == USE_PLAIN && net->uses[u].bounds == c->bounds[n];
    }
}

static void build_literals(struct collector *c) {
    struct net *net = c->net;
    size_t count = dict_size(net->texts) - 1;
    struct literal *list = heap_array(count, sizeof *list);
    for (uint32_t n = 0; n < count; n++)
        list[n] = (struct literal){dict_text(net->texts, n + 1), n, c->bounds[n] & BOUND_START,
                                   c->bounds[n] & BOUND_END};
    net->literals = literals_new(list, count);
    heap_free(list);
}

struct net *net_new(const struct pattern *patterns, size_t count, const enum net_part *parts,
                    struct rows *rows) {
    struct net *net = heap_array(1, sizeof *net);
    *net = (struct net){.patterns = patterns, .texts = dict_new()};
    struct collector c = {.net = net, .words = dict_new()};
    for (size_t i = 0; i < count; i++)
        if (parts[i] == NET_LITERAL)
            count_words(&c, &patterns[i].keyword);
    for (size_t i = 0; i < count; i++)
        if (parts[i])
            add_pattern(&c, i, parts[i], rows);
    sort_uses(&c);
    if (c.lanes)
        net->lanes = lanes_new(patterns, rows, count, dict_size(net->texts));
    note_once(&c);
    build_literals(&c);
    dict_free(c.words);
    heap_free(c.word_counts);
    heap_free(c.uses);
    heap_free(c.literals);
    heap_free(c.bounds);
    return net;
}

void net_free(struct net *net) {
    if (!net)
        return;
    lanes_free(net->lanes);
    literals_free(net->literals);
    dict_free(net->texts);
    heap_free(net->use_start);
    heap_free(net->once);
    heap_free(net->uses);
    heap_free(net->traps);
    heap_free(net->firsts);
    heap_free(net);
}

struct net_worker *net_worker_new(const struct net *net, struct matcher_worker *matcher) {
    struct net_worker *worker = heap_array(1, sizeof *worker);
    *worker = (struct net_worker){.net = net, .matcher = matcher, .origin = 1};
    worker->last = heap_array(dict_size(net->texts), sizeof *worker->last);
    worker->lanes = net->lanes ? lanes_worker_new(net->lanes) : NULL;
    return worker;
}

void net_worker_free(struct net_worker *worker) {
    if (!worker)
        return;
    lanes_worker_free(worker->lanes);
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
    if (trap->whole || trap->before == STUDY_FAR || !worker->net->patterns[index].study.bounded) {
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

/* False where the neighbours show that the keyword is not there: behind one blank its next word begins with
 * another letter. */
static bool neighbours_fit(struct use use, struct str text, size_t at) {
    size_t end = at + use.size;
    if (use.behind && (end + 1 >= text.size || !keyword_is_blank(text.data[end]) ||
                       (text.data[end + 1] != use.behind && !keyword_is_blank(text.data[end + 1]))))
        return false;
    return !use.before || (at >= 2 && keyword_is_blank(text.data[at - 1]) &&
                           (text.data[at - 2] == use.before || keyword_is_blank(text.data[at - 2])));
}

/* A keyword or plain text stands at `at` unless its guard refuses it. */
static void use_pattern(struct net_worker *worker, struct use use, size_t at) {
    size_t start = at;
    if (get_bit(worker->hits, use.index) ||
        (use.kind == USE_KEYWORD && !neighbours_fit(use, worker->text, at)))
        return;
    const struct pattern *p = &worker->net->patterns[use.index];
    if (use.kind == USE_KEYWORD &&
        !keyword_at(&p->keyword, worker->text, use.from, use.from + use.size, at, &start))
        return;
    if (use.bounds & GUARDED && guard_at(p->guard, worker->text, start))
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

static bool bounds_fit(struct use use, struct str text, size_t at) {
    size_t end = at + use.size;
    return !(use.bounds & BOUND_START && at > 0 && keyword_is_word(text.data[at - 1])) &&
           !(use.bounds & BOUND_END && end < text.size && keyword_is_word(text.data[end]));
}

static void literal_found(void *context, uint32_t tag, size_t at, size_t letter) {
    struct net_worker *worker = context;
    const struct net *net = worker->net;
    bool known = net->once[tag] && worker->last[tag] >= worker->origin;
    for (uint32_t u = net->use_start[tag]; !known && u < net->use_start[tag + 1]; u++) {
        if (!bounds_fit(net->uses[u], worker->text, at))
            continue;
        if (net->uses[u].kind <= USE_PLAIN)
            use_pattern(worker, net->uses[u], at);
        else
            use_probe(worker, net->uses[u], at);
    }
    worker->last[tag] = worker->origin + at;
    if (worker->lanes)
        lanes_place(worker->lanes, tag, at, letter);
}

void net_scan(struct net_worker *worker, struct str text, uint64_t *hits, uint64_t *asked) {
    worker->text = text;
    worker->hits = hits;
    worker->asked = asked;
    if (worker->lanes)
        lanes_begin(worker->lanes, text);
    literals_scan(worker->net->literals, text, literal_found, worker);
    if (worker->lanes)
        lanes_end(worker->lanes, hits);
    worker->origin += text.size + 1;
}
