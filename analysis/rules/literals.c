/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/literals.h"

#include <string.h>

/* The literals are in three classes by size; those of one class share the size of their key. */
enum { CLASSES = 3, FILTER_BITS = 15, WORD = 8 };
static const unsigned char key_sizes[CLASSES] = {2, 3, 6};

/* The literals that begin with one key: list[first] … list[first + count − 1]. */
struct slot {
    uint64_t key;
    uint32_t first, count; /* count 0 = a free slot */
};

struct class {
    uint64_t mask;
    uint64_t filter[1U << (FILTER_BITS - 6)];
    struct slot *slots; /* a power of two, at most half full */
    uint32_t slot_count;
    bool used;
};

struct literals {
    struct class classes[CLASSES];
    struct literal *list; /* by class, key and size */
    size_t count;
};

static uint32_t hash_key(uint64_t key) {
    return (uint32_t)((key * 0x9E3779B97F4A7C15U) >> 32);
}

static unsigned class_of(size_t size) {
    return size >= 6 ? 2 : size >= 3 ? 1 : 0;
}

/* The first bytes of a text, little-endian whatever the machine, zeros behind its end. */
static uint64_t load_word(const char *data) {
    uint64_t word;
    memcpy(&word, data, WORD);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static uint64_t literal_key(const struct literals *all, struct str text) {
    char padded[WORD] = {0};
    memcpy(padded, text.data, text.size < WORD ? text.size : WORD);
    return load_word(padded) & all->classes[class_of(text.size)].mask;
}

static struct slot *find_slot(const struct class *class, uint64_t key) {
    uint32_t at = hash_key(key) & (class->slot_count - 1);
    while (class->slots[at].count && class->slots[at].key != key)
        at = (at + 1) & (class->slot_count - 1);
    return &class->slots[at];
}

static void make_class(struct class *class, unsigned key_size, size_t members) {
    class->mask = ((uint64_t)1 << (8 * key_size)) - 1;
    class->used = members > 0;
    class->slot_count = 2;
    while (class->slot_count < 2 * members + 2)
        class->slot_count *= 2;
    class->slots = heap_array(class->slot_count, sizeof *class->slots);
}

/* Counts each key first, then gives every key its stretch of the list. */
static void place_literals(struct literals *all, const struct literal *list) {
    for (size_t i = 0; i < all->count; i++) {
        struct class *class = &all->classes[class_of(list[i].text.size)];
        uint64_t key = literal_key(all, list[i].text);
        struct slot *slot = find_slot(class, key);
        slot->key = key;
        slot->count++;
        uint32_t bit = hash_key(key) >> (32 - FILTER_BITS);
        class->filter[bit >> 6] |= (uint64_t)1 << (bit & 63);
    }
    uint32_t next = 0;
    for (size_t i = 0; i < all->count; i++) {
        struct class *class = &all->classes[class_of(list[i].text.size)];
        struct slot *slot = find_slot(class, literal_key(all, list[i].text));
        if (slot->count >> 31 == 0) { /* not placed yet: reserve, and count the ones placed from here on */
            slot->first = next;
            next += slot->count;
            slot->count = (uint32_t)1 << 31;
        }
        all->list[slot->first + (slot->count++ & 0x7FFFFFFF)] = list[i];
    }
    for (size_t c = 0; c < CLASSES; c++)
        for (size_t i = 0; i < all->classes[c].slot_count; i++)
            all->classes[c].slots[i].count &= 0x7FFFFFFF;
}

struct literals *literals_new(const struct literal *list, size_t count) {
    struct literals *all = heap_array(1, sizeof *all);
    size_t members[CLASSES] = {0};
    for (size_t i = 0; i < count; i++)
        members[class_of(list[i].text.size)]++;
    for (unsigned c = 0; c < CLASSES; c++)
        make_class(&all->classes[c], key_sizes[c], members[c]);
    all->count = count;
    all->list = heap_array(count, sizeof *all->list);
    place_literals(all, list);
    return all;
}

void literals_free(struct literals *literals) {
    if (!literals)
        return;
    for (unsigned c = 0; c < CLASSES; c++)
        heap_free(literals->classes[c].slots);
    heap_free(literals->list);
    heap_free(literals);
}

struct pass {
    const struct literals *all;
    struct str text;
    literals_found *found;
    void *context;
};

static void compare(const struct pass *pass, const struct class *class, uint64_t key, size_t at) {
    const struct slot *slot = find_slot(class, key);
    const struct literal *literal = pass->all->list + slot->first;
    for (uint32_t i = 0; i < slot->count; i++, literal++)
        if (literal->text.size <= pass->text.size - at &&
            memcmp(literal->text.data, pass->text.data + at, literal->text.size) == 0)
            pass->found(pass->context, literal->tag, at);
}

static bool may_begin(const struct class *class, uint64_t key) {
    uint32_t bit = hash_key(key) >> (32 - FILTER_BITS);
    return class->filter[bit >> 6] >> (bit & 63) & 1;
}

static void look(const struct pass *pass, uint64_t word, size_t at) {
    for (unsigned c = 0; c < CLASSES; c++) {
        const struct class *class = &pass->all->classes[c];
        if (class->used && may_begin(class, word & class->mask))
            compare(pass, class, word & class->mask, at);
    }
}

void literals_scan(const struct literals *literals, struct str text, literals_found *found, void *context) {
    struct pass pass = {literals, text, found, context};
    const struct class *two = &literals->classes[0], *three = &literals->classes[1],
                       *six = &literals->classes[2];
    size_t at = 0;
    for (; at + WORD <= text.size; at++) {
        uint64_t word = load_word(text.data + at);
        if (may_begin(six, word & six->mask) || may_begin(three, word & three->mask) ||
            (two->used && may_begin(two, word & two->mask)))
            look(&pass, word, at);
    }
    char tail[2 * WORD] = {0};
    memcpy(tail, text.data + at, text.size - at);
    for (size_t i = 0; at < text.size; at++, i++)
        look(&pass, load_word(tail + i), at);
}
