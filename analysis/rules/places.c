/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/places.h"

#include "analysis/base/dict.h"
#include "analysis/rules/shape.h"

#include <stdlib.h>
#include <string.h>

enum { BASIC = 0x10000, MOST_LETTERS = 60000, MOST_LISTED = 64, BITS = 64 };

/* A set of letters: named letters where it has few, else each letter of a text is looked at. Or the places
 * behind something. */
struct group {
    struct letter_set set;
    const struct shape *behind; /* NULL = a set of letters */
    uint32_t *letters;          /* numbers */
    size_t count;               /* 0 = not listed */
};

struct far_letter {
    uint32_t code, number;
};

struct places {
    struct arena *arena;
    size_t count;
    const struct shape **shapes; /* by pattern; NULL = not taken */
    uint16_t *numbers;           /* by code below BASIC: the number of a letter, 0 = no regex names it */
    struct far_letter *far;      /* the other letters */
    size_t far_count, far_capacity;
    uint32_t letters; /* numbers given out; number 0 is never met */
    struct dict *keys;
    struct group *groups; /* by code of their key, from 1 */
    size_t group_capacity;
    size_t depth; /* sets that a search needs at most */
};

struct places_worker {
    const struct places *places;
    size_t size, words;   /* letters of the text; words of a set */
    uint64_t mask;        /* of the last word */
    uint32_t *codes;      /* the letters */
    uint64_t *bits;       /* by number of a letter: `words` each, where the stamp is that of the text */
    uint64_t *group_bits; /* by group, likewise */
    uint64_t *scratch;    /* sets in use; the first one holds every place */
    uint32_t *stamps, *group_stamps, stamp;
    size_t code_capacity, bit_capacity, group_capacity, scratch_capacity;
};

static uint32_t far_number(const struct places *places, uint32_t code) {
    for (size_t i = 0; i < places->far_count; i++)
        if (places->far[i].code == code)
            return places->far[i].number;
    return 0;
}

static uint32_t number_of(const struct places *places, uint32_t code) {
    return code < BASIC ? places->numbers[code] : far_number(places, code);
}

static uint32_t add_letter(struct places *places, uint32_t code) {
    uint32_t known = number_of(places, code);
    if (known)
        return known;
    uint32_t number = ++places->letters;
    if (code < BASIC) {
        places->numbers[code] = (uint16_t)number;
    } else {
        places->far =
            heap_grow(places->far, &places->far_capacity, places->far_count + 1, sizeof *places->far);
        places->far[places->far_count++] = (struct far_letter){code, number};
    }
    return number;
}

static size_t set_size(const struct letter_set *set) {
    size_t size = 0;
    for (size_t i = 0; i < set->count; i++)
        size += set->ranges[i].high - set->ranges[i].low + 1;
    return size;
}

static void list_letters(struct places *places, struct group *group) {
    size_t size = set_size(&group->set);
    if (size > MOST_LISTED)
        return;
    group->letters = arena_array(places->arena, size, sizeof *group->letters);
    for (size_t i = 0; i < group->set.count; i++)
        for (uint32_t code = group->set.ranges[i].low; code <= group->set.ranges[i].high; code++)
            group->letters[group->count++] = add_letter(places, code);
}

/* The number of a group; those with equal keys share it. */
static uint32_t number_group(struct places *places, char kind, struct str text, struct group group) {
    struct buf key = {0};
    buf_add_char(&key, kind);
    buf_add(&key, text);
    size_t known = dict_size(places->keys);
    uint32_t number = dict_add(places->keys, buf_str(&key));
    buf_free(&key);
    if (number < known)
        return number;
    places->groups = heap_grow(places->groups, &places->group_capacity, number + 1, sizeof *places->groups);
    places->groups[number] = group;
    if (!group.behind)
        list_letters(places, &places->groups[number]);
    return number;
}

static uint32_t add_set(struct places *places, const struct letter_set *set) {
    struct str key = {(const char *)set->ranges, set->count * sizeof *set->ranges};
    return number_group(places, set->negated ? '^' : '=', key, (struct group){.set = *set});
}

/* Numbers the letters and sets of a shape; the sets that looking for it takes. */
static size_t number_shape(struct places *places, struct shape *shape) {
    static const unsigned char own[] = {[SHAPE_CHOICE] = 2, [SHAPE_REPEAT] = 3, [SHAPE_NOT_BEHIND] = 0};
    size_t most = 0;
    if (shape->kind == SHAPE_LETTER)
        shape->number = add_letter(places, shape->code);
    if (shape->kind == SHAPE_SET)
        shape->number = add_set(places, &shape->set);
    if (shape->kind == SHAPE_BEHIND || shape->kind == SHAPE_NOT_BEHIND)
        shape->number = number_group(places, '<', shape->written, (struct group){.behind = shape->parts[0]});
    for (size_t i = 0; i < shape->count; i++) {
        size_t depth = number_shape(places, shape->parts[i]);
        most = depth > most ? depth : most;
    }
    return own[shape->kind] + most;
}

/* \w, for word boundaries. */
static const struct letter_range word_ranges[] = {{'0', '9'}, {'_', '_'}, {'a', 'z'}};
static const struct letter_set word_set = {word_ranges, 3, false};
enum { WORD_GROUP = 1, LINE_FEED = 1 }; /* both are numbered first */

static void take_pattern(struct places *places, const struct pattern *pattern, const struct shape **taken) {
    if (pattern->literal || pattern->keyword.text.size || places->letters > MOST_LETTERS)
        return;
    struct shape *shape = shape_of(pattern->regex, places->arena);
    if (!shape)
        return;
    size_t depth = number_shape(places, shape);
    places->depth = depth > places->depth ? depth : places->depth;
    *taken = shape;
}

struct places *places_new(const struct pattern *patterns, size_t count, const bool *wanted) {
    struct places *places = heap_array(1, sizeof *places);
    *places = (struct places){.arena = arena_new(), .count = count, .keys = dict_new()};
    places->numbers = heap_array(BASIC, sizeof *places->numbers);
    places->shapes = heap_array(count, sizeof *places->shapes);
    add_letter(places, '\n');
    add_set(places, &word_set);
    for (size_t i = 0; i < count; i++)
        if (!wanted || wanted[i])
            take_pattern(places, &patterns[i], &places->shapes[i]);
    return places;
}

void places_free(struct places *places) {
    if (!places)
        return;
    arena_free(places->arena);
    dict_free(places->keys);
    heap_free(places->shapes);
    heap_free(places->numbers);
    heap_free(places->far);
    heap_free(places->groups);
    heap_free(places);
}

bool places_has(const struct places *places, size_t index) {
    return places->shapes[index] != NULL;
}

struct places_worker *places_worker_new(const struct places *places) {
    struct places_worker *worker = heap_array(1, sizeof *worker);
    worker->places = places;
    worker->stamps = heap_array(places->letters + 1, sizeof *worker->stamps);
    worker->group_stamps = heap_array(dict_size(places->keys), sizeof *worker->group_stamps);
    return worker;
}

void places_worker_free(struct places_worker *worker) {
    if (!worker)
        return;
    heap_free(worker->codes);
    heap_free(worker->bits);
    heap_free(worker->group_bits);
    heap_free(worker->scratch);
    heap_free(worker->stamps);
    heap_free(worker->group_stamps);
    heap_free(worker);
}

static size_t count_letters(struct str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

static uint64_t *letter_bits(const struct places_worker *w, uint32_t number) {
    return w->bits + (size_t)number * w->words;
}

static uint64_t *slot(const struct places_worker *w, size_t depth) {
    return w->scratch + depth * w->words;
}

static void next_stamp(struct places_worker *w) {
    if (++w->stamp)
        return;
    memset(w->stamps, 0, (w->places->letters + 1) * sizeof *w->stamps);
    memset(w->group_stamps, 0, dict_size(w->places->keys) * sizeof *w->group_stamps);
    w->stamp = 1;
}

static void make_room(struct places_worker *w) {
    const struct places *places = w->places;
    w->words = w->size / BITS + 1;
    w->mask = w->size % BITS == BITS - 1 ? UINT64_MAX : ((uint64_t)1 << (w->size % BITS + 1)) - 1;
    w->codes = heap_grow(w->codes, &w->code_capacity, w->size + 1, sizeof *w->codes);
    w->bits = heap_grow(w->bits, &w->bit_capacity, (places->letters + 1) * w->words, sizeof *w->bits);
    w->group_bits = heap_grow(w->group_bits, &w->group_capacity, dict_size(places->keys) * w->words,
                              sizeof *w->group_bits);
    w->scratch =
        heap_grow(w->scratch, &w->scratch_capacity, (places->depth + 2) * w->words, sizeof *w->scratch);
    memset(w->scratch, 0xFF, w->words * sizeof *w->scratch);
    w->scratch[w->words - 1] = w->mask;
}

bool places_read(struct places_worker *w, struct str text) {
    w->size = count_letters(text);
    if (w->size > PLACES_MOST)
        return false;
    next_stamp(w);
    make_room(w);
    for (size_t at = 0, place = 0; at < text.size; place++) {
        uint32_t code = utf8_next(text, &at), number = number_of(w->places, code);
        w->codes[place] = code;
        if (!number)
            continue;
        uint64_t *bits = letter_bits(w, number);
        if (w->stamps[number] != w->stamp)
            memset(bits, 0, w->words * sizeof *bits);
        w->stamps[number] = w->stamp;
        bits[place / BITS] |= (uint64_t)1 << (place % BITS);
    }
    return true;
}

static bool in_set(const struct letter_set *set, uint32_t code) {
    for (size_t i = 0; i < set->count; i++)
        if (code - set->ranges[i].low <= set->ranges[i].high - set->ranges[i].low)
            return true;
    return false;
}

static void fill_group(const struct places_worker *w, const struct group *group, uint64_t *bits) {
    memset(bits, 0, w->words * sizeof *bits);
    for (size_t i = 0; i < group->count; i++)
        for (size_t word = 0; w->stamps[group->letters[i]] == w->stamp && word < w->words; word++)
            bits[word] |= letter_bits(w, group->letters[i])[word];
    for (size_t i = 0; !group->count && i < w->size; i++)
        bits[i / BITS] |= (uint64_t)in_set(&group->set, w->codes[i]) << (i % BITS);
    for (size_t word = 0; group->set.negated && word < w->words; word++)
        bits[word] = ~bits[word];
    bits[w->words - 1] &= w->mask >> 1; /* no letter stands at the end */
}

static const uint64_t *group_bits(struct places_worker *w, uint32_t number) {
    uint64_t *bits = w->group_bits + (size_t)number * w->words;
    if (w->group_stamps[number] != w->stamp)
        fill_group(w, &w->places->groups[number], bits);
    w->group_stamps[number] = w->stamp;
    return bits;
}

/* out = (in & letters) << 1; whether it is not empty. Here and below `in` and `out` may be the same. */
static bool step(const struct places_worker *w, const uint64_t *in, const uint64_t *letters, uint64_t *out) {
    uint64_t carry = 0, any = 0;
    for (size_t i = 0; i < w->words; i++) {
        uint64_t word = in[i] & letters[i];
        out[i] = word << 1 | carry;
        carry = word >> (BITS - 1);
        any |= word;
    }
    return any != 0;
}

/* set |= (set & run) << by; `run` may be NULL for all letters. */
static void spread_by(const struct places_worker *w, uint64_t *set, const uint64_t *run, size_t by) {
    size_t far = by / BITS, near = by % BITS;
    for (size_t i = w->words; i-- > far;) {
        size_t from = i - far;
        uint64_t word = (set[from] & (run ? run[from] : UINT64_MAX)) << near;
        if (near && from)
            word |= (set[from - 1] & (run ? run[from - 1] : UINT64_MAX)) >> (BITS - near);
        set[i] |= word;
    }
    set[w->words - 1] &= w->mask;
}

/* run = first & run >> by: from where `by` more letters of a set follow. */
static void lengthen_run(const struct places_worker *w, uint64_t *run, const uint64_t *first, size_t by) {
    size_t far = by / BITS, near = by % BITS;
    for (size_t i = 0; i < w->words; i++) {
        uint64_t low = i + far < w->words ? run[i + far] : 0;
        uint64_t high = i + far + 1 < w->words ? run[i + far + 1] : 0;
        run[i] = first[i] & (near ? low >> near | high << (BITS - near) : low);
    }
}

/* Up to `most` letters of a set further. After k of the letters, twice as many are reached by the places
 * from which k letters of the set follow (`run`): so it takes steps by the logarithm of `most`. */
static void spread(struct places_worker *w, uint64_t *set, uint32_t group, size_t most, size_t depth) {
    const uint64_t *letters = group_bits(w, group);
    const struct letter_set *members = &w->places->groups[group].set;
    bool any = members->negated && members->count == 1 && members->ranges[0].low == '\n' &&
               members->ranges[0].high == '\n' && w->stamps[LINE_FEED] != w->stamp;
    uint64_t *start = slot(w, depth), *run = any ? NULL : slot(w, depth + 1);
    size_t target = (most < w->size ? most : w->size) + 1, reached = 1;
    memcpy(start, set, w->words * sizeof *set);
    if (run)
        memcpy(run, letters, w->words * sizeof *run);
    for (unsigned bit = (unsigned)(63 - __builtin_clzll(target)); bit-- > 0;) {
        spread_by(w, set, run, reached);
        if (run)
            lengthen_run(w, run, run, reached);
        reached *= 2;
        if (!(target >> bit & 1))
            continue;
        step(w, set, letters, set);
        for (size_t i = 0; i < w->words; i++)
            set[i] |= start[i];
        if (run)
            lengthen_run(w, run, letters, 1);
        reached++;
    }
}

static bool lead(struct places_worker *w, const struct shape *shape, const uint64_t *in, uint64_t *out,
                 size_t depth);

static bool lead_set(struct places_worker *w, const struct shape *shape, const uint64_t *in, uint64_t *out) {
    return step(w, in, group_bits(w, shape->number), out);
}

static bool lead_choice(struct places_worker *w, const struct shape *shape, const uint64_t *in, uint64_t *out,
                        size_t depth) {
    uint64_t *all = slot(w, depth), *one = slot(w, depth + 1);
    bool found = false;
    for (size_t i = 0; i < shape->count; i++) {
        if (!lead(w, shape->parts[i], in, found ? one : all, depth + 2))
            continue;
        for (size_t k = 0; found && k < w->words; k++)
            all[k] |= one[k];
        found = true;
    }
    if (found)
        memcpy(out, all, w->words * sizeof *out);
    return found;
}

/* Adds a set to `all`; whether it brought something new. */
static bool join(const struct places_worker *w, uint64_t *all, const uint64_t *set) {
    uint64_t fresh = 0;
    for (size_t i = 0; i < w->words; i++) {
        fresh |= set[i] & ~all[i];
        all[i] |= set[i];
    }
    return fresh != 0;
}

static bool lead_repeat(struct places_worker *w, const struct shape *shape, const uint64_t *in, uint64_t *out,
                        size_t depth) {
    const struct shape *part = shape->parts[0];
    uint64_t *now = slot(w, depth), *all = slot(w, depth + 1);
    memcpy(now, in, w->words * sizeof *now);
    for (uint32_t i = 0; i < shape->least; i++)
        if (!lead(w, part, now, now, depth + 3))
            return false;
    if (part->kind == SHAPE_SET && shape->most > shape->least) {
        spread(w, now, part->number, shape->most - shape->least, depth + 1);
        memcpy(out, now, w->words * sizeof *out);
        return true;
    }
    memcpy(all, now, w->words * sizeof *all);
    for (uint32_t i = shape->least; i < shape->most; i++) /* what is not new leads nowhere new */
        if (!lead(w, part, now, now, depth + 3) || !join(w, all, now))
            break;
    memcpy(out, all, w->words * sizeof *out);
    return true;
}

static bool lead_sequence(struct places_worker *w, const struct shape *shape, const uint64_t *in,
                          uint64_t *out, size_t depth) {
    if (!shape->count)
        memmove(out, in, w->words * sizeof *out);
    for (size_t i = 0; i < shape->count; i++)
        if (!lead(w, shape->parts[i], i ? out : in, out, depth))
            return false;
    return true;
}

/* The places at which an assertion holds, as one word of the set. */
static uint64_t holds(struct places_worker *w, enum shape_kind kind, size_t word) {
    if (kind == SHAPE_START)
        return word == 0;
    if (kind == SHAPE_END) {
        bool feed = w->size && w->codes[w->size - 1] == '\n';
        uint64_t end = word == w->size / BITS ? (uint64_t)1 << (w->size % BITS) : 0;
        return feed && word == (w->size - 1) / BITS ? end | (uint64_t)1 << ((w->size - 1) % BITS) : end;
    }
    const uint64_t *words = group_bits(w, WORD_GROUP);
    uint64_t before = words[word] << 1 | (word ? words[word - 1] >> (BITS - 1) : 0);
    return kind == SHAPE_BOUNDARY ? words[word] ^ before : ~(words[word] ^ before);
}

/* The places behind something, wherever it begins; for all patterns that ask. */
static const uint64_t *behind_bits(struct places_worker *w, uint32_t number, size_t depth) {
    uint64_t *bits = w->group_bits + (size_t)number * w->words;
    if (w->group_stamps[number] != w->stamp &&
        !lead(w, w->places->groups[number].behind, slot(w, 0), bits, depth))
        memset(bits, 0, w->words * sizeof *bits);
    w->group_stamps[number] = w->stamp;
    return bits;
}

static bool lead_behind(struct places_worker *w, const struct shape *shape, const uint64_t *in, uint64_t *out,
                        size_t depth) {
    const uint64_t *behind = behind_bits(w, shape->number, depth);
    uint64_t flip = shape->kind == SHAPE_NOT_BEHIND ? UINT64_MAX : 0, any = 0;
    for (size_t i = 0; i < w->words; i++) {
        out[i] = in[i] & (behind[i] ^ flip);
        any |= out[i];
    }
    return any != 0;
}

static bool lead_assertion(struct places_worker *w, const struct shape *shape, const uint64_t *in,
                           uint64_t *out) {
    uint64_t any = 0;
    for (size_t i = 0; i < w->words; i++) {
        out[i] = in[i] & holds(w, shape->kind, i);
        any |= out[i];
    }
    return any != 0;
}

/* The places where the shape can end when it begins at those of `in`. Where there are none it returns false
 * and leaves `out` undefined. Uses slots from `depth` on. */
static bool lead(struct places_worker *w, const struct shape *shape, const uint64_t *in, uint64_t *out,
                 size_t depth) {
    switch (shape->kind) {
    case SHAPE_LETTER:
        return w->stamps[shape->number] == w->stamp && step(w, in, letter_bits(w, shape->number), out);
    case SHAPE_SET:
        return lead_set(w, shape, in, out);
    case SHAPE_SEQUENCE:
        return lead_sequence(w, shape, in, out, depth);
    case SHAPE_CHOICE:
        return lead_choice(w, shape, in, out, depth);
    case SHAPE_REPEAT:
        return lead_repeat(w, shape, in, out, depth);
    case SHAPE_BEHIND:
    case SHAPE_NOT_BEHIND:
        return lead_behind(w, shape, in, out, depth);
    default:
        return lead_assertion(w, shape, in, out);
    }
}

bool places_find(struct places_worker *w, size_t index) {
    return lead(w, w->places->shapes[index], slot(w, 0), slot(w, 1), 2);
}
