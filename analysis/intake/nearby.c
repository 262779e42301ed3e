/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/nearby.h"

#include <string.h>

enum { FIRST_SLOTS = 256, PATIENCE = 8 };

void nearby_free(struct nearby *dict) {
    arena_free(dict->copies);
    heap_free(dict->cells);
    heap_free(dict->slots);
    heap_free(dict->tags);
    *dict = (struct nearby){0};
}

static uint64_t word_at(const char *data) {
    uint64_t word;
    memcpy(&word, data, sizeof word);
    return word;
}

static uint64_t stir(uint64_t a, uint64_t b) {
    uint64_t x = (a ^ (b >> 29 | b << 35)) * 0x9E3779B97F4A7C15U;
    return x ^ x >> 32;
}

/* First, middle and last eight bytes, and the size. */
static uint64_t quick_hash(struct str cell) {
    uint64_t first = 0, last = 0, middle = 0;
    if (cell.size >= 8) {
        first = word_at(cell.data);
        last = word_at(cell.data + cell.size - 8);
        middle = word_at(cell.data + (cell.size - 8) / 2);
    } else if (cell.size >= 4) {
        uint32_t a, b;
        memcpy(&a, cell.data, 4);
        memcpy(&b, cell.data + cell.size - 4, 4);
        first = (uint64_t)a << 32 | b;
    } else
        first = (uint64_t)(unsigned char)cell.data[0] << 16 |
                (uint64_t)(unsigned char)cell.data[cell.size / 2] << 8 |
                (unsigned char)cell.data[cell.size - 1];
    return stir(stir(first + cell.size, middle), last) * 0xD1B54A32D192ED03U;
}

static uint64_t hash_of(const struct nearby *dict, struct str cell) {
    return dict->whole ? str_hash(cell) : quick_hash(cell);
}

static void rebuild(struct nearby *dict, size_t slot_count) {
    heap_free(dict->slots);
    heap_free(dict->tags);
    dict->slot_count = slot_count;
    dict->slots = heap_array(slot_count, sizeof *dict->slots);
    dict->tags = heap_array(slot_count, sizeof *dict->tags);
    dict->misses = 0;
    for (size_t i = 0; i < dict->count; i++) {
        uint64_t hash = hash_of(dict, dict->cells[i]);
        size_t slot = hash & (slot_count - 1);
        while (dict->slots[slot])
            slot = (slot + 1) & (slot_count - 1);
        dict->slots[slot] = (uint32_t)i + 1;
        dict->tags[slot] = (uint32_t)(hash >> 32);
    }
}

static uint32_t insert(struct nearby *dict, struct str cell, size_t slot, uint32_t tag) {
    dict->cells = heap_grow(dict->cells, &dict->capacity, dict->count + 1, sizeof *dict->cells);
    bool copy = dict->count < NEARBY_COPIED && cell.size <= NEARBY_SHORT;
    dict->cells[dict->count++] = copy ? str_copy(dict->copies, cell) : cell;
    dict->slots[slot] = (uint32_t)dict->count;
    dict->tags[slot] = tag;
    uint32_t code = (uint32_t)dict->count;
    if (!dict->whole && dict->misses > (dict->count + FIRST_SLOTS) * PATIENCE) {
        dict->whole = true;
        rebuild(dict, dict->slot_count);
    }
    if (dict->count * 2 > dict->slot_count)
        rebuild(dict, dict->slot_count * 2);
    return code;
}

uint32_t nearby_add(struct nearby *dict, struct str cell) {
    if (cell.size == 0)
        return 0;
    if (!dict->copies)
        dict->copies = arena_new();
    if (!dict->slot_count)
        rebuild(dict, FIRST_SLOTS);
    uint64_t hash = hash_of(dict, cell);
    uint32_t tag = (uint32_t)(hash >> 32);
    size_t slot = hash & (dict->slot_count - 1);
    for (uint32_t code; (code = dict->slots[slot]) != 0; slot = (slot + 1) & (dict->slot_count - 1)) {
        struct str known = dict->cells[code - 1];
        if (dict->tags[slot] == tag && known.size == cell.size &&
            memcmp(known.data, cell.data, cell.size) == 0)
            return code;
        dict->misses++;
    }
    return insert(dict, cell, slot, tag);
}
