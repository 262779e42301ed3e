/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/verdict.h"

#include "analysis/base/fold.h"

#include <string.h>

/* A rule that finding a pattern makes worth a look. */
struct user {
    uint32_t rule, scope;
};

struct verdict_worker {
    const struct rulebook *book;
    struct scan_worker *scan;
    struct arena *arena;
    size_t rule_count, words, rule_words; /* words: of a set of patterns; rule_words: of a set of rules */
    const struct rule **rules;            /* by number */
    size_t *first_rule;
    size_t *user_start; /* users of pattern p: users[user_start[p]] … users[user_start[p + 1] − 1] */
    struct user *users;
    uint64_t *always;           /* rules to look at in every case: those with nothing but `when` */
    uint64_t *role_hits, *hits; /* patterns found: in one role; `words` each for every scope */
    uint64_t *candidates, *matched;
    uint32_t *found; /* by rule: patterns of `any` found, where it is a candidate */
    uint32_t *winner, *limits;
    uint64_t *points;  /* by value of an axis; 0 between its uses */
    bool *weighs;      /* by axis: some rule of it has a weight */
    bool constant;     /* a case in which no pattern is found always has the same verdict */
    uint32_t category; /* of this case, for conditions of the other axes */
    struct buf folded;
};

static void set_bit(uint64_t *set, size_t at) {
    set[at / 64] |= (uint64_t)1 << (at % 64);
}

static void clear_bit(uint64_t *set, size_t at) {
    set[at / 64] &= ~((uint64_t)1 << (at % 64));
}

static bool get_bit(const uint64_t *set, size_t at) {
    return set[at / 64] >> (at % 64) & 1;
}

/* The next bit set from `from` on and before `end`; `end` where there is none. */
static size_t next_bit(const uint64_t *set, size_t from, size_t end) {
    for (size_t i = from / 64; i * 64 < end; i++) {
        uint64_t bits = i == from / 64 ? set[i] & UINT64_MAX << (from % 64) : set[i];
        if (bits) {
            size_t at = i * 64 + (size_t)__builtin_ctzll(bits);
            return at < end ? at : end;
        }
    }
    return end;
}

/* The patterns of which one must be found for the rule to match. */
static struct pattern_list triggers(const struct rule *rule) {
    if (rule->any.count)
        return rule->any;
    return (struct pattern_list){rule->all.items, rule->all.places, rule->all.count ? 1 : 0};
}

static void number_rules(struct verdict_worker *w) {
    const struct rulebook *book = w->book;
    w->first_rule = arena_array(w->arena, book->axis_count + 1, sizeof *w->first_rule);
    for (size_t a = 0; a < book->axis_count; a++)
        w->first_rule[a + 1] = w->first_rule[a] + book->axes[a].rule_count;
    w->rule_count = w->first_rule[book->axis_count];
    w->rules = arena_array(w->arena, w->rule_count, sizeof *w->rules);
    for (size_t a = 0; a < book->axis_count; a++)
        for (size_t i = 0; i < book->axes[a].rule_count; i++)
            w->rules[w->first_rule[a] + i] = &book->axes[a].rules[i];
}

static void find_weights(struct verdict_worker *w) {
    for (size_t a = 0; a < w->book->axis_count; a++)
        for (size_t n = w->first_rule[a]; n < w->first_rule[a + 1]; n++)
            w->weighs[a] = w->weighs[a] || w->rules[n]->weight;
}

static void list_users(struct verdict_worker *w) {
    w->user_start = arena_array(w->arena, w->book->pattern_count + 2, sizeof *w->user_start);
    size_t *next = w->user_start + 1; /* becomes the start of the following pattern */
    for (size_t n = 0; n < w->rule_count; n++) {
        struct pattern_list list = triggers(w->rules[n]);
        for (size_t i = 0; i < list.count; i++)
            next[list.items[i] + 1]++;
        if (!list.count && w->rules[n]->when_count)
            set_bit(w->always, n);
        w->constant = w->constant && (list.count || !w->rules[n]->when_count);
    }
    for (size_t p = 1; p <= w->book->pattern_count; p++)
        next[p] += next[p - 1];
    w->users = arena_array(w->arena, next[w->book->pattern_count], sizeof *w->users);
    for (size_t n = 0; n < w->rule_count; n++) {
        struct pattern_list list = triggers(w->rules[n]);
        for (size_t i = 0; i < list.count; i++)
            w->users[next[list.items[i]]++] = (struct user){(uint32_t)n, w->rules[n]->scope};
    }
}

struct verdict_worker *verdict_worker_new(const struct rulebook *book) {
    struct arena *arena = arena_new();
    struct verdict_worker *w = arena_alloc(arena, sizeof *w);
    *w = (struct verdict_worker){.book = book, .scan = scan_worker_new(book->scan), .arena = arena};
    number_rules(w);
    w->words = book->pattern_count / 64 + 1;
    w->rule_words = w->rule_count / 64 + 1;
    w->always = arena_array(arena, w->rule_words, sizeof(uint64_t));
    w->candidates = arena_array(arena, w->rule_words, sizeof(uint64_t));
    w->matched = arena_array(arena, w->rule_words, sizeof(uint64_t));
    w->found = arena_array(arena, w->rule_count, sizeof *w->found);
    w->role_hits = arena_array(arena, w->words, sizeof(uint64_t));
    w->hits = arena_array(arena, w->words * (book->scope_count + 1), sizeof(uint64_t));
    w->winner = arena_array(arena, book->axis_count, sizeof(uint32_t));
    size_t values = 0;
    for (size_t a = 0; a < book->axis_count; a++)
        values = book->axes[a].value_count > values ? book->axes[a].value_count : values;
    w->points = arena_array(arena, values, sizeof *w->points);
    w->weighs = arena_array(arena, book->axis_count, sizeof *w->weighs);
    w->constant = true;
    w->limits = arena_array(arena, book->pattern_count, sizeof(uint32_t));
    list_users(w);
    find_weights(w);
    return w;
}

void verdict_worker_free(struct verdict_worker *worker) {
    if (!worker)
        return;
    scan_worker_free(worker->scan);
    buf_free(&worker->folded);
    arena_free(worker->arena);
}

/* Each role is scanned once, for all scopes that look at it. Whether a pattern met a limit. */
static bool find_patterns(struct verdict_worker *w, const struct str *values) {
    const struct rulebook *book = w->book;
    bool limited = false;
    memset(w->hits, 0, w->words * book->scope_count * sizeof *w->hits);
    for (role_set left = book->searched; left; left &= left - 1) {
        unsigned role = (unsigned)__builtin_ctzll(left);
        if (!values[role].size)
            continue;
        struct str folded = fold_text(values[role], &w->folded);
        if (book->scope_count == 1) {
            limited |= scan_text(w->scan, folded, w->hits, w->limits);
            continue;
        }
        memset(w->role_hits, 0, w->words * sizeof *w->role_hits);
        limited |= scan_text(w->scan, folded, w->role_hits, w->limits);
        for (size_t s = 0; s < book->scope_count; s++)
            for (size_t i = 0; (book->scopes[s] >> role & 1) && i < w->words; i++)
                w->hits[s * w->words + i] |= w->role_hits[i];
    }
    return limited;
}

static void find_candidates(struct verdict_worker *w) {
    memcpy(w->candidates, w->always, w->rule_words * sizeof *w->candidates);
    for (size_t i = 0; i < w->book->scope_count * w->words; i++)
        for (uint64_t bits = w->hits[i]; bits; bits &= bits - 1) {
            size_t pattern = i % w->words * 64 + (size_t)__builtin_ctzll(bits), scope = i / w->words;
            for (size_t u = w->user_start[pattern]; u < w->user_start[pattern + 1]; u++) {
                uint32_t rule = w->users[u].rule;
                if (w->users[u].scope != scope)
                    continue;
                w->found[rule] = get_bit(w->candidates, rule) ? w->found[rule] + 1 : 1;
                set_bit(w->candidates, rule);
            }
        }
}

bool verdict_condition(const struct condition *condition, const struct str values[ROLE_COUNT],
                       uint32_t category, struct buf *scratch) {
    if (condition->role == ROLE_NONE)
        return get_bit(condition->categories, category);
    struct str value = str_trim(fold_text(values[condition->role], scratch));
    for (size_t i = 0; i < condition->count; i++) {
        const struct condition_value *wanted = &condition->values[i];
        if (wanted->open ? str_starts(value, wanted->text) : str_equal(value, wanted->text))
            return true;
    }
    return false;
}

static size_t count_found(const uint64_t *hits, struct pattern_list list) {
    size_t found = 0;
    for (size_t i = 0; i < list.count; i++)
        found += get_bit(hits, list.items[i]);
    return found;
}

static bool any_found(const uint64_t *hits, struct pattern_list list) {
    for (size_t i = 0; i < list.count; i++)
        if (get_bit(hits, list.items[i]))
            return true;
    return false;
}

/* Of a candidate: something of its `any` is found. */
static bool rule_matches(struct verdict_worker *w, const struct rule *rule, const struct str *values) {
    const uint64_t *hits = w->hits + rule->scope * w->words;
    if (count_found(hits, rule->all) < rule->all.count || any_found(hits, rule->none))
        return false;
    for (size_t i = 0; i < rule->when_count; i++)
        if (!verdict_condition(&rule->when[i], values, w->category, &w->folded))
            return false;
    return true;
}

static uint64_t points_of(const struct verdict_worker *w, size_t number) {
    const struct rule *rule = w->rules[number];
    size_t any = rule->any.count ? w->found[number] : 0;
    return rule->weight * (any + count_found(w->hits + rule->scope * w->words, rule->all));
}

/* Adds the points of the matching rules with a weight; the most that a value has. */
static uint64_t add_points(struct verdict_worker *w, size_t first, size_t end) {
    uint64_t most = 0;
    for (size_t n = next_bit(w->matched, first, end); n < end; n = next_bit(w->matched, n + 1, end)) {
        const struct rule *rule = w->rules[n];
        if (!rule->weight)
            continue;
        w->points[rule->value] += points_of(w, n);
        most = w->points[rule->value] > most ? w->points[rule->value] : most;
    }
    return most;
}

/* Among the matching rules with a weight, the first one whose value has most points. Those whose value has
 * less than half of that do not count as matching: a word or two of them is found in most texts. */
static size_t weigh(struct verdict_worker *w, size_t axis) {
    size_t first = w->first_rule[axis], end = w->first_rule[axis + 1];
    uint64_t most = add_points(w, first, end);
    size_t heaviest = end;
    for (size_t n = next_bit(w->matched, first, end); n < end; n = next_bit(w->matched, n + 1, end)) {
        uint64_t points = w->points[w->rules[n]->value];
        if (!w->rules[n]->weight)
            continue;
        if (points == most && heaviest == end)
            heaviest = n;
        if (points * 2 < most)
            clear_bit(w->matched, n);
    }
    memset(w->points, 0, w->book->axes[axis].value_count * sizeof *w->points);
    return heaviest;
}

/* Looks at the candidates of one axis in order; its last rule may be one for all that is left. */
static void decide_axis(struct verdict_worker *w, size_t axis, const struct str *values) {
    size_t first = w->first_rule[axis], end = w->first_rule[axis + 1], winner = end;
    for (size_t n = next_bit(w->candidates, first, end); n < end; n = next_bit(w->candidates, n + 1, end)) {
        if (!rule_matches(w, w->rules[n], values))
            continue;
        set_bit(w->matched, n);
        winner = n < winner ? n : winner;
    }
    if (winner == end && end > first && w->rules[end - 1]->otherwise)
        set_bit(w->matched, --winner);
    size_t heaviest = w->weighs[axis] ? weigh(w, axis) : end;
    if (winner < end && w->rules[winner]->weight)
        winner = heaviest;
    w->winner[axis] = winner < end ? (uint32_t)(winner - first) : VERDICT_NONE;
}

bool verdict_is_constant(const struct verdict_worker *worker) {
    return worker->constant;
}

void verdict_of(struct verdict_worker *worker, const struct str values[ROLE_COUNT], struct verdict *verdict) {
    bool limited = find_patterns(worker, values);
    *verdict = (struct verdict){worker->matched, worker->winner, worker->first_rule, limited};
    find_candidates(worker);
    memset(worker->matched, 0, worker->rule_words * sizeof *worker->matched);
    for (size_t axis = 0; axis < worker->book->axis_count; axis++) {
        decide_axis(worker, axis, values);
        if (axis == 0)
            worker->category = verdict_value(worker->book, verdict, 0);
    }
}

uint32_t verdict_value(const struct rulebook *book, const struct verdict *verdict, size_t axis) {
    const struct axis *list = &book->axes[axis];
    uint32_t rule = verdict->winner[axis];
    return rule == VERDICT_NONE ? list->other : list->rules[rule].value;
}

size_t verdict_values(const struct rulebook *book, const struct verdict *verdict, size_t axis,
                      uint32_t *out) {
    const struct axis *list = &book->axes[axis];
    size_t count = 0;
    size_t first = verdict->first_rule[axis], end = verdict->first_rule[axis + 1];
    size_t from = verdict->winner[axis] == VERDICT_NONE ? end : first;
    for (size_t n = next_bit(verdict->rules, from, end); n < end; n = next_bit(verdict->rules, n + 1, end)) {
        /* Kept in order: values mostly come in the order of their rules. */
        uint32_t value = list->rules[n - first].value;
        size_t at = count;
        while (at > 0 && out[at - 1] > value)
            at--;
        if (at > 0 && out[at - 1] == value)
            continue;
        memmove(out + at + 1, out + at, (count - at) * sizeof *out);
        out[at] = value;
        count++;
    }
    if (!count)
        out[count++] = list->other;
    return count;
}

const uint32_t *verdict_limits(const struct verdict_worker *worker) {
    return worker->limits;
}

const uint64_t *verdict_found(const struct verdict_worker *worker, size_t scope) {
    return worker->hits + scope * worker->words;
}
