/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/explain.h"

#include "analysis/base/fold.h"
#include "analysis/rules/verdict.h"

#include <string.h>

/* A place where a pattern is found, whatever rule looks for it there. */
struct spot {
    uint32_t pattern;
    enum role role;
    size_t start, end; /* in the text as it is */
    bool negated;
};

struct teller {
    const struct rulebook *book;
    const struct str *values;
    struct arena *arena;
    struct matcher *whole, *bare; /* all patterns compiled: with their guards and without */
    struct matcher_worker *whole_worker, *bare_worker;
    struct spot *spots; /* growing, by pattern */
    size_t count, room;
    size_t *start; /* spots of pattern p: start[p] … start[p + 1] − 1 */
    uint32_t *limited;
    size_t limited_count;
    uint32_t category;
};

static bool open_matchers(struct teller *t, struct err *err) {
    size_t count = t->book->pattern_count, bad;
    struct pattern *bare = arena_array(t->arena, count, sizeof *bare);
    for (size_t i = 0; i < count; i++) {
        bare[i] = t->book->patterns[i];
        bare[i].guard = NULL;
        bare[i].regex = bare[i].bare;
    }
    if (!matcher_new(t->book->patterns, count, true, &t->whole, &bad, err) ||
        !matcher_new(bare, count, true, &t->bare, &bad, err))
        return false;
    t->whole_worker = matcher_worker_new(t->whole);
    t->bare_worker = matcher_worker_new(t->bare);
    return true;
}

static void close_matchers(struct teller *t) {
    matcher_worker_free(t->whole_worker);
    matcher_worker_free(t->bare_worker);
    matcher_free(t->whole);
    matcher_free(t->bare);
    heap_free(t->spots);
}

static void find_in_role(struct teller *t, uint32_t pattern, enum role role, struct str folded) {
    bool guarded = t->book->patterns[pattern].guard != NULL;
    size_t shown[2] = {0}, start, end; /* affirmed, negated */
    for (size_t from = 0; from < folded.size && shown[0] < EXPLAIN_PLACES;) {
        enum matched found = matcher_find(t->bare_worker, pattern, folded, from, &start, &end);
        if (found == MATCHED_LIMIT)
            t->limited[t->limited_count++] = pattern;
        if (found != MATCHED_YES)
            break;
        bool negated =
            guarded && matcher_test_from(t->whole_worker, pattern, folded, start, start) != MATCHED_YES;
        if (shown[negated]++ < EXPLAIN_PLACES) {
            t->spots = heap_grow(t->spots, &t->room, t->count + 1, sizeof *t->spots);
            t->spots[t->count++] = (struct spot){pattern, role, fold_origin(t->values[role], start),
                                                 fold_origin(t->values[role], end), negated};
        }
        /* A hit that counts may begin inside one that does not. */
        from = end > start && !negated ? end : start;
        if (from == start)
            utf8_next(folded, &from);
    }
}

/* Whether the scan found the pattern or gave up on it; a guarded one may stand behind negations alone. */
static bool worth_a_look(const struct teller *t, const struct verdict_worker *worker, uint32_t pattern) {
    bool look = t->book->patterns[pattern].guard || verdict_limits(worker)[pattern];
    for (size_t s = 0; !look && s < t->book->scope_count; s++)
        look = verdict_found(worker, s)[pattern / 64] >> (pattern % 64) & 1;
    return look;
}

static void find_spots(struct teller *t, const struct verdict_worker *worker) {
    size_t patterns = t->book->pattern_count;
    struct str folded[ROLE_COUNT] = {0};
    for (role_set left = t->book->searched; left; left &= left - 1) {
        size_t role = (size_t)__builtin_ctzll(left);
        folded[role] = fold_copy(t->arena, t->values[role]);
    }
    t->start = arena_array(t->arena, patterns + 1, sizeof *t->start);
    t->limited = arena_array(t->arena, patterns * ROLE_COUNT, sizeof *t->limited);
    for (uint32_t p = 0; p < patterns; p++) {
        for (role_set left = worth_a_look(t, worker, p) ? t->book->searched : 0; left; left &= left - 1)
            find_in_role(t, p, (enum role)__builtin_ctzll(left), folded[__builtin_ctzll(left)]);
        t->start[p + 1] = t->count;
    }
}

/* Places of the patterns of a list in the roles of the rule. */
static size_t list_hits(const struct teller *t, const struct rule *rule, const struct pattern_list *list,
                        enum pattern_use use, struct explained_hit *hits) {
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        for (size_t s = t->start[list->items[i]]; s < t->start[list->items[i] + 1]; s++) {
            const struct spot *spot = &t->spots[s];
            if (!(rule->in >> spot->role & 1))
                continue;
            if (hits)
                hits[count] = (struct explained_hit){use,         spot->pattern, spot->role,
                                                     spot->start, spot->end,     spot->negated};
            count++;
        }
    return count;
}

static bool found(const struct teller *t, const struct rule *rule, uint32_t pattern, bool negated) {
    for (size_t s = t->start[pattern]; s < t->start[pattern + 1]; s++)
        if (rule->in >> t->spots[s].role & 1 && t->spots[s].negated == negated)
            return true;
    return false;
}

static void look_for_lacks(const struct teller *t, struct explained_rule *told) {
    const struct rule *rule = told->rule;
    struct lacks *lacks = &told->lacks;
    size_t any = 0;
    for (size_t i = 0; i < rule->any.count; i++) {
        any += found(t, rule, rule->any.items[i], false);
        lacks->negated = lacks->negated || found(t, rule, rule->any.items[i], true);
    }
    lacks->negated = lacks->negated && !any;
    lacks->missing = rule->any.count && !any && !lacks->negated;
    told->missing = EXPLAIN_ANY;
    for (size_t i = 0; i < rule->all.count; i++) {
        if (found(t, rule, rule->all.items[i], false))
            continue;
        if (found(t, rule, rule->all.items[i], true)) {
            lacks->negated = true;
        } else if (!lacks->missing) {
            lacks->missing = true;
            told->missing = rule->all.items[i];
        }
    }
    for (size_t i = 0; i < rule->none.count; i++)
        lacks->excluded = lacks->excluded || found(t, rule, rule->none.items[i], false);
    struct buf scratch = {0};
    for (size_t i = 0; i < rule->when_count && !told->condition; i++)
        if (!verdict_condition(&rule->when[i], t->values, t->category, &scratch))
            told->condition = &rule->when[i];
    lacks->condition = told->condition != NULL;
    buf_free(&scratch);
}

static size_t points_of(const struct teller *t, const struct rule *rule) {
    size_t count = 0;
    for (size_t i = 0; i < rule->any.count; i++)
        count += found(t, rule, rule->any.items[i], false);
    return rule->weight * (count + rule->all.count);
}

static enum rule_standing standing_of(const struct rule *rule, bool matches, const struct rule *winner) {
    if (rule == winner || !matches)
        return rule == winner ? STANDING_WON : STANDING_LOST;
    if (!rule->weight || !winner || !winner->weight)
        return STANDING_LATER;
    return rule->value == winner->value ? STANDING_WITH : STANDING_LIGHTER;
}

/* False where there is nothing to tell: it does not match, and nothing of it is found. */
static bool tell_rule(const struct teller *t, const struct rule *rule, bool matches,
                      const struct rule *winner, struct explained_rule *told) {
    size_t any = list_hits(t, rule, &rule->any, USE_ANY, NULL),
           all = list_hits(t, rule, &rule->all, USE_ALL, NULL),
           none = list_hits(t, rule, &rule->none, USE_NONE, NULL);
    if (!matches && any + all == 0)
        return false;
    struct explained_hit *hits = arena_array(t->arena, any + all + none, sizeof *hits);
    list_hits(t, rule, &rule->any, USE_ANY, hits);
    list_hits(t, rule, &rule->all, USE_ALL, hits + any);
    list_hits(t, rule, &rule->none, USE_NONE, hits + any + all);
    *told = (struct explained_rule){.rule = rule,
                                    .standing = standing_of(rule, matches, winner),
                                    .hits = hits,
                                    .hit_count = any + all + none,
                                    .points = matches ? points_of(t, rule) : 0};
    if (!matches)
        look_for_lacks(t, told);
    bool lacks = told->lacks.negated || told->lacks.excluded || told->lacks.missing || told->lacks.condition;
    if (!matches && rule->weight && !lacks) {
        told->standing = STANDING_LIGHTER;
        told->points = points_of(t, rule);
    }
    return true;
}

static void tell_axis(const struct teller *t, const struct verdict *verdict, size_t a,
                      struct explained_axis *told) {
    const struct axis *axis = &t->book->axes[a];
    struct explained_rule *rules = arena_array(t->arena, axis->rule_count, sizeof *rules);
    *told = (struct explained_axis){axis, verdict_value(t->book, verdict, a), rules, 0};
    const struct rule *winner = verdict->winner[a] == VERDICT_NONE ? NULL : &axis->rules[verdict->winner[a]];
    for (size_t r = 0; r < axis->rule_count; r++) {
        size_t number = verdict->first_rule[a] + r;
        bool matches = verdict->rules[number / 64] >> (number % 64) & 1;
        told->rule_count += tell_rule(t, &axis->rules[r], matches, winner, &rules[told->rule_count]);
    }
}

static void tell(struct teller *t, struct explanation *explanation) {
    struct verdict_worker *worker = verdict_worker_new(t->book);
    struct verdict verdict;
    verdict_of(worker, t->values, &verdict);
    find_spots(t, worker);
    t->category = verdict_value(t->book, &verdict, 0);
    struct explained_axis *axes = arena_array(t->arena, t->book->axis_count, sizeof *axes);
    for (size_t a = 0; a < t->book->axis_count; a++)
        tell_axis(t, &verdict, a, &axes[a]);
    *explanation = (struct explanation){axes, t->book->axis_count, t->limited, t->limited_count};
    verdict_worker_free(worker);
}

bool explain_case(const struct rulebook *book, const struct str values[ROLE_COUNT], struct arena *arena,
                  struct explanation *explanation, struct err *err) {
    struct teller teller = {.book = book, .values = values, .arena = arena};
    bool done = open_matchers(&teller, err);
    if (done)
        tell(&teller, explanation);
    close_matchers(&teller);
    return done;
}
