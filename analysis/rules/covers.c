/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/covers.h"

#include "analysis/rules/literals.h"

#include <stdlib.h>
#include <string.h>

/* A text that is certain to stand in a match, and whether its ends are ends of words there. */
struct certain {
    struct str text;
    bool bound_start, bound_end, keyword;
};

static bool is_keyword(const struct pattern *p) {
    return p->keyword.text.size > 0;
}

static struct certain of_keyword(const struct pattern *p) {
    return (struct certain){p->keyword.text, p->keyword.bound_start, p->keyword.bound_end, true};
}

static struct certain of_need(const struct need *need, size_t i) {
    return (struct certain){need->texts[i], need->bound_start, need->bound_end, false};
}

/* Of a keyword or of a regex that is nothing but texts: finding one of them is finding the pattern. */
static size_t finder_count(const struct pattern *p) {
    return is_keyword(p) ? 1 : p->study.plain ? p->study.probes[0].first.count : 0;
}

static struct certain finder(const struct pattern *p, size_t i) {
    return is_keyword(p) ? of_keyword(p) : of_need(&p->study.probes[0].first, i);
}

/* Could a negating phrase end where `before` ends? What stands in front of it is not known. */
static bool may_be_negated(const struct guard *guard, struct str before) {
    for (size_t i = 0; i < guard->count; i++) {
        struct str phrase = guard->phrases[i], left = before;
        if (keyword_is_word(phrase.data[phrase.size - 1])) {
            if (!left.size || left.data[left.size - 1] != ' ')
                continue;
            left.size--;
        }
        if (str_ends(left, phrase) || str_ends(phrase, left))
            return true;
    }
    return false;
}

/* Whether the finder `f` of p is found wherever `c` stands. With `guard` the match of q begins where c does.
 */
static bool found_in(struct certain f, struct certain c, const struct guard *guard) {
    if (c.keyword && !f.keyword && str_find_char(f.text, ' ') < f.text.size)
        return false; /* the blank of a keyword may be a line end */
    for (size_t at = 0; at + f.text.size <= c.text.size; at++) {
        size_t end = at + f.text.size;
        if (memcmp(c.text.data + at, f.text.data, f.text.size) != 0)
            continue;
        if (f.bound_start && !(at ? !keyword_is_word(c.text.data[at - 1]) : c.bound_start))
            continue;
        if (f.bound_end && !(end < c.text.size ? !keyword_is_word(c.text.data[end]) : c.bound_end))
            continue;
        if (!guard || at == 0 || !may_be_negated(guard, str_sub(c.text, 0, at)))
            return true;
    }
    return false;
}

static bool any_finder_in(const struct pattern *p, struct certain c, const struct guard *guard) {
    size_t count = finder_count(p);
    for (size_t i = 0; i < count; i++)
        if (found_in(finder(p, i), c, guard))
            return true;
    return false;
}

/* Whether p is found whichever of the texts stands there. */
static bool covers_need(const struct pattern *p, const struct need *need, const struct guard *guard) {
    for (size_t i = 0; i < need->count; i++)
        if (!any_finder_in(p, of_need(need, i), guard))
            return false;
    return need->count > 0;
}

bool covers(const struct pattern *p, const struct pattern *q) {
    const struct guard *guard = p->guard;
    if (guard && guard != q->guard)
        return false;
    if (str_equal(p->bare, q->bare))
        return true;
    if (is_keyword(q))
        return any_finder_in(p, of_keyword(q), guard);
    if (guard && !q->study.plain)
        return false; /* where in the match its texts stand is not known */
    for (size_t i = 0; i < q->study.probe_count; i++)
        if (!covers_need(p, &q->study.probes[i].first, guard) &&
            !covers_need(p, &q->study.probes[i].second, guard))
            return false;
    return q->study.probe_count > 0;
}

/* Looking for candidates: the finders of all patterns are searched in the texts of each pattern. */
struct search {
    const struct pattern *patterns;
    size_t count;
    uint32_t *found; /* candidates of one pattern */
    size_t found_count, room;
};

static void note_candidate(void *context, uint32_t tag, size_t at, size_t letter) {
    (void)letter;
    (void)at;
    struct search *s = context;
    if (s->found_count && s->found[s->found_count - 1] == tag)
        return;
    s->found = heap_grow(s->found, &s->room, s->found_count + 1, sizeof *s->found);
    s->found[s->found_count++] = tag;
}

static struct literals *finders_of(struct search *s, struct literal **list) {
    size_t count = 0, room = 0;
    for (size_t p = 0; p < s->count; p++)
        for (size_t i = 0, n = finder_count(&s->patterns[p]); i < n; i++) {
            struct str text = finder(&s->patterns[p], i).text;
            if (text.size < LITERAL_LEAST)
                continue;
            *list = heap_grow(*list, &room, count + 1, sizeof **list);
            (*list)[count++] = (struct literal){.text = text, .tag = (uint32_t)p};
        }
    return count ? literals_new(*list, count) : NULL;
}

/* Finders too short for the search, and patterns with no finder that may equal others, are tried on all. */
static bool always_tried(const struct pattern *p) {
    size_t count = finder_count(p);
    for (size_t i = 0; i < count; i++)
        if (finder(p, i).text.size < LITERAL_LEAST)
            return true;
    return count == 0;
}

static void scan_need(struct search *s, const struct literals *finders, const struct need *need) {
    for (size_t i = 0; i < need->count; i++)
        literals_scan(finders, need->texts[i], note_candidate, s);
}

static void find_candidates(struct search *s, const struct literals *finders, const struct pattern *q) {
    s->found_count = 0;
    for (size_t p = 0; p < s->count; p++)
        if (always_tried(&s->patterns[p]))
            note_candidate(s, (uint32_t)p, 0, 0);
    if (!finders)
        return;
    if (is_keyword(q))
        literals_scan(finders, q->keyword.text, note_candidate, s);
    for (size_t i = 0; !is_keyword(q) && i < q->study.probe_count; i++) {
        scan_need(s, finders, &q->study.probes[i].first);
        scan_need(s, finders, &q->study.probes[i].second);
    }
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Keeps of the candidates those that do cover q, each once. */
static size_t keep_covering(struct search *s, uint32_t q) {
    size_t kept = 0;
    if (s->found_count)
        qsort(s->found, s->found_count, sizeof *s->found, by_number);
    for (size_t i = 0; i < s->found_count; i++) {
        uint32_t p = s->found[i];
        if (p == q || (kept && s->found[kept - 1] == p) || !covers(&s->patterns[p], &s->patterns[q]))
            continue;
        s->found[kept++] = p;
    }
    return kept;
}

struct cover_lists covers_of(const struct pattern *patterns, size_t count, struct arena *arena) {
    struct search s = {.patterns = patterns, .count = count};
    struct literal *list = NULL;
    struct literals *finders = finders_of(&s, &list);
    size_t *start = arena_array(arena, count + 1, sizeof *start), total = 0, room = 0;
    uint32_t *all = NULL;
    for (uint32_t q = 0; q < count; q++) {
        find_candidates(&s, finders, &patterns[q]);
        size_t kept = keep_covering(&s, q);
        all = heap_grow(all, &room, total + kept + 1, sizeof *all);
        for (size_t i = 0; i < kept; i++)
            all[total++] = s.found[i];
        start[q + 1] = total;
    }
    uint32_t *items = arena_array(arena, total, sizeof *items);
    if (total)
        memcpy(items, all, total * sizeof *items);
    heap_free(all);
    heap_free(s.found);
    heap_free(list);
    literals_free(finders);
    return (struct cover_lists){items, start};
}
