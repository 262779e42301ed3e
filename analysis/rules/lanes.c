/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/lanes.h"

#include <stdlib.h>
#include <string.h>

/* FEW: places that are looked through one by one. */
enum { FEW = 16 };
#define NO_SPOT UINT32_MAX

/* A row and its tags, close together: most looks at a row end with them. */
struct lane {
    uint32_t pattern;
    uint32_t tags;    /* where those of its first link begin in the list of all */
    uint32_t trigger; /* the link that wakes it */
    const struct row *row;
};

struct lanes {
    const struct pattern *patterns;
    size_t tags, count, words; /* words: of a set of tags */
    struct lane *list;
    uint32_t *lane_tags;     /* of the texts of all lanes, in order */
    bool *kept;              /* by tag: some row holds the text */
    uint32_t *trigger_start; /* by tag: the lanes it wakes, triggers[trigger_start[tag]] and on */
    uint32_t *triggers;
};

/* Where a text stands; those of one tag are linked. */
struct spot {
    uint32_t at, letter, next;
};

/* Where a row so far can end. */
struct end {
    uint32_t at, letter;
};

struct ends {
    struct end *list;
    size_t count, room;
};

struct lanes_worker {
    const struct lanes *lanes;
    struct str text;
    struct spot *spots;
    size_t spot_count, spot_room;
    uint64_t *met;          /* tags found in the text */
    uint32_t *first, *last; /* by tag that is met: spots */
    uint32_t *woken, stamp; /* by lane: the stamp of the text in which it was woken last */
    uint32_t *awake;        /* lanes */
    size_t awake_count;
    struct ends before, behind;
};

/* How rarely a link will be met: long texts are rare, many of them less so. */
static double rarity(const struct row_link *link) {
    size_t shortest = SIZE_MAX;
    for (size_t i = 0; i < link->count; i++)
        shortest = link->texts[i].text.size < shortest ? link->texts[i].text.size : shortest;
    return (double)(shortest < 12 ? shortest : 12) - 0.1 * (double)link->count;
}

static uint32_t rarest(const struct row *row) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < row->count; i++)
        best = rarity(&row->links[i]) > rarity(&row->links[best]) ? i : best;
    return best;
}

static void list_lanes(struct lanes *lanes, const struct rows *rows, size_t count) {
    size_t most = 0;
    for (size_t p = 0; p < count; p++)
        most += rows[p].count;
    lanes->list = heap_array(most, sizeof *lanes->list);
    for (size_t p = 0; p < count; p++)
        for (size_t i = 0; i < rows[p].count; i++) {
            const struct row *row = &rows[p].list[i];
            if (row->count > 1)
                lanes->list[lanes->count++] = (struct lane){(uint32_t)p, 0, rarest(row), row};
        }
}

static void list_tags(struct lanes *lanes) {
    size_t count = 0, room = 0;
    for (size_t n = 0; n < lanes->count; n++) {
        const struct row *row = lanes->list[n].row;
        lanes->list[n].tags = (uint32_t)count;
        for (size_t l = 0; l < row->count; l++) {
            const struct row_link *link = &row->links[l];
            lanes->lane_tags = heap_grow(lanes->lane_tags, &room, count + link->count, sizeof(uint32_t));
            for (size_t i = 0; i < link->count; i++) {
                lanes->lane_tags[count++] = link->texts[i].tag;
                lanes->kept[link->texts[i].tag] = true;
            }
        }
    }
}

static void list_triggers(struct lanes *lanes) {
    uint32_t *next = lanes->trigger_start + 1; /* becomes the start of the following tag */
    for (size_t n = 0; n < lanes->count; n++) {
        const struct row_link *link = &lanes->list[n].row->links[lanes->list[n].trigger];
        for (size_t i = 0; i < link->count; i++)
            next[link->texts[i].tag + 1]++;
    }
    for (size_t tag = 1; tag <= lanes->tags; tag++)
        next[tag] += next[tag - 1];
    lanes->triggers = heap_array(next[lanes->tags], sizeof *lanes->triggers);
    for (size_t n = 0; n < lanes->count; n++) {
        const struct row_link *link = &lanes->list[n].row->links[lanes->list[n].trigger];
        for (size_t i = 0; i < link->count; i++)
            lanes->triggers[next[link->texts[i].tag]++] = (uint32_t)n;
    }
}

struct lanes *lanes_new(const struct pattern *patterns, const struct rows *rows, size_t count, size_t tags) {
    struct lanes *lanes = heap_array(1, sizeof *lanes);
    *lanes = (struct lanes){.patterns = patterns, .tags = tags, .words = tags / 64 + 1};
    lanes->kept = heap_array(tags, sizeof *lanes->kept);
    lanes->trigger_start = heap_array(tags + 2, sizeof *lanes->trigger_start);
    list_lanes(lanes, rows, count);
    list_tags(lanes);
    list_triggers(lanes);
    return lanes;
}

void lanes_free(struct lanes *lanes) {
    if (!lanes)
        return;
    heap_free(lanes->list);
    heap_free(lanes->lane_tags);
    heap_free(lanes->kept);
    heap_free(lanes->trigger_start);
    heap_free(lanes->triggers);
    heap_free(lanes);
}

struct lanes_worker *lanes_worker_new(const struct lanes *lanes) {
    struct lanes_worker *worker = heap_array(1, sizeof *worker);
    worker->lanes = lanes;
    worker->first = heap_array(lanes->tags, sizeof *worker->first);
    worker->last = heap_array(lanes->tags, sizeof *worker->last);
    worker->met = heap_array(lanes->words, sizeof *worker->met);
    worker->woken = heap_array(lanes->count, sizeof *worker->woken);
    worker->awake = heap_array(lanes->count, sizeof *worker->awake);
    return worker;
}

void lanes_worker_free(struct lanes_worker *worker) {
    if (!worker)
        return;
    heap_free(worker->spots);
    heap_free(worker->first);
    heap_free(worker->last);
    heap_free(worker->met);
    heap_free(worker->woken);
    heap_free(worker->awake);
    heap_free(worker->before.list);
    heap_free(worker->behind.list);
    heap_free(worker);
}

void lanes_begin(struct lanes_worker *w, struct str text) {
    w->text = text;
    w->spot_count = w->awake_count = 0;
    memset(w->met, 0, w->lanes->words * sizeof *w->met);
    if (++w->stamp)
        return;
    memset(w->woken, 0, w->lanes->count * sizeof *w->woken);
    w->stamp = 1;
}

static bool is_met(const struct lanes_worker *w, uint32_t tag) {
    return w->met[tag / 64] >> (tag % 64) & 1;
}

static void wake(struct lanes_worker *w, uint32_t tag) {
    const struct lanes *lanes = w->lanes;
    for (uint32_t t = lanes->trigger_start[tag]; t < lanes->trigger_start[tag + 1]; t++) {
        uint32_t lane = lanes->triggers[t];
        if (w->woken[lane] == w->stamp)
            continue;
        w->woken[lane] = w->stamp;
        w->awake[w->awake_count++] = lane;
    }
}

void lanes_place(struct lanes_worker *w, uint32_t tag, size_t at, size_t letter) {
    if (!w->lanes->kept[tag])
        return;
    uint32_t number = (uint32_t)w->spot_count++;
    w->spots = heap_grow(w->spots, &w->spot_room, w->spot_count, sizeof *w->spots);
    w->spots[number] = (struct spot){(uint32_t)at, (uint32_t)letter, NO_SPOT};
    if (is_met(w, tag)) {
        w->spots[w->last[tag]].next = number;
    } else {
        w->met[tag / 64] |= (uint64_t)1 << (tag % 64);
        w->first[tag] = number;
        wake(w, tag);
    }
    w->last[tag] = number;
}

static bool bounds_fit(const struct row_text *text, struct str whole, size_t at) {
    size_t end = at + text->text.size;
    return !(text->bound_start && at > 0 && keyword_is_word(whole.data[at - 1])) &&
           !(text->bound_end && end < whole.size && keyword_is_word(whole.data[end]));
}

static bool in_set(const struct letter_set *set, uint32_t code) {
    for (size_t i = 0; i < set->count; i++)
        if (code - set->ranges[i].low <= set->ranges[i].high - set->ranges[i].low)
            return !set->negated;
    return set->negated;
}

static bool all_in_set(const struct letter_set *set, struct str gap) {
    if (rows_is_dot(set))
        return !gap.size || !memchr(gap.data, '\n', gap.size);
    for (size_t at = 0; at < gap.size;)
        if (!in_set(set, utf8_next(gap, &at)))
            return false;
    return true;
}

/* The last of the ends at letter `latest` or before; NULL when there is none. Many are in order. */
static const struct end *nearest(const struct ends *ends, uint32_t latest) {
    const struct end *best = NULL;
    if (ends->count > FEW) {
        size_t low = 0, high = ends->count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (ends->list[middle].letter <= latest)
                low = middle + 1;
            else
                high = middle;
        }
        return low ? &ends->list[low - 1] : NULL;
    }
    for (size_t i = 0; i < ends->count; i++)
        if (ends->list[i].letter <= latest && (!best || ends->list[i].letter > best->letter))
            best = &ends->list[i];
    return best;
}

/* Whether the link may begin at the spot, given where those before it end. */
static bool follows(const struct lanes_worker *w, const struct row_link *link, const struct spot *spot) {
    if (spot->letter < link->least)
        return false;
    const struct end *end = nearest(&w->before, spot->letter - link->least);
    return end && spot->letter - end->letter <= link->most &&
           all_in_set(&link->gap, str_sub(w->text, end->at, spot->at));
}

static int by_letter(const void *a, const void *b) {
    const struct end *x = a, *y = b;
    return (x->letter > y->letter) - (x->letter < y->letter);
}

static void add_end(struct ends *ends, const struct spot *spot, const struct row_text *text) {
    ends->list = heap_grow(ends->list, &ends->room, ends->count + 1, sizeof *ends->list);
    ends->list[ends->count++] =
        (struct end){spot->at + (uint32_t)text->text.size, spot->letter + text->letters};
}

/* Where text `i` of the link stands behind the row so far: adds the ends to `behind`; whether there is one.
 * Of the last link one is enough. */
static bool place_text(struct lanes_worker *w, const struct lane *lane, size_t l, size_t i) {
    const struct guard *guard = l ? NULL : w->lanes->patterns[lane->pattern].guard;
    const struct row_link *link = &lane->row->links[l];
    const struct row_text *text = &link->texts[i];
    bool last = l + 1 == lane->row->count, found = false;
    for (uint32_t n = w->first[text->tag]; n != NO_SPOT && !(found && last); n = w->spots[n].next) {
        const struct spot *spot = &w->spots[n];
        if (!bounds_fit(text, w->text, spot->at) || (l && !follows(w, link, spot)) ||
            (guard && guard_at(guard, w->text, spot->at)))
            continue;
        found = true;
        if (!last)
            add_end(&w->behind, spot, text);
    }
    return found;
}

/* From the places where the row so far can end to those where it can with its link `l`. */
static bool next_link(struct lanes_worker *w, const struct lane *lane, size_t l, const uint32_t *tags) {
    bool found = false, last = l + 1 == lane->row->count;
    w->behind.count = 0;
    for (size_t i = 0; i < lane->row->links[l].count && !(found && last); i++)
        found |= is_met(w, tags[i]) && place_text(w, lane, l, i);
    if (w->behind.count > FEW)
        qsort(w->behind.list, w->behind.count, sizeof *w->behind.list, by_letter);
    struct ends swapped = w->before;
    w->before = w->behind;
    w->behind = swapped;
    return found;
}

static bool any_met(const struct lanes_worker *w, const uint32_t *tags, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (is_met(w, tags[i]))
            return true;
    return false;
}

static bool find(struct lanes_worker *w, const struct lane *lane) {
    const struct row *row = lane->row;
    const uint32_t *tags = w->lanes->lane_tags + lane->tags;
    for (size_t l = 0; l < row->count; tags += row->links[l++].count)
        if (l != lane->trigger && !any_met(w, tags, row->links[l].count))
            return false;
    tags = w->lanes->lane_tags + lane->tags;
    for (size_t l = 0; l < row->count; tags += row->links[l++].count)
        if (!next_link(w, lane, l, tags))
            return false;
    return true;
}

void lanes_end(struct lanes_worker *w, uint64_t *hits) {
    for (size_t i = 0; i < w->awake_count; i++) {
        const struct lane *lane = &w->lanes->list[w->awake[i]];
        uint64_t bit = (uint64_t)1 << (lane->pattern % 64);
        if (!(hits[lane->pattern / 64] & bit) && find(w, lane))
            hits[lane->pattern / 64] |= bit;
    }
}
