/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/dict.h"

struct entry {
    struct str text;
    uint64_t hash;
};

struct dict {
    struct arena *arena;
    struct entry *entries;
    size_t size, capacity;
    uint32_t *slots; /* code + 1, 0 = free; a power of two, at most half full */
    size_t slot_count;
};

struct dict *dict_new(void) {
    struct dict *dict = heap_array(1, sizeof *dict);
    dict->arena = arena_new();
    dict->slot_count = 64;
    dict->slots = heap_array(dict->slot_count, sizeof *dict->slots);
    dict_add(dict, STR(""));
    return dict;
}

void dict_free(struct dict *dict) {
    if (!dict)
        return;
    arena_free(dict->arena);
    heap_free(dict->entries);
    heap_free(dict->slots);
    heap_free(dict);
}

static size_t slot_of(const struct dict *dict, struct str text, uint64_t hash) {
    size_t slot = (size_t)hash & (dict->slot_count - 1);
    for (uint32_t code; (code = dict->slots[slot]) != 0; slot = (slot + 1) & (dict->slot_count - 1)) {
        const struct entry *entry = &dict->entries[code - 1];
        if (entry->hash == hash && str_equal(entry->text, text))
            break;
    }
    return slot;
}

static void grow_slots(struct dict *dict) {
    dict->slot_count *= 2;
    heap_free(dict->slots);
    dict->slots = heap_array(dict->slot_count, sizeof *dict->slots);
    for (size_t code = 0; code < dict->size; code++) {
        size_t slot = (size_t)dict->entries[code].hash & (dict->slot_count - 1);
        while (dict->slots[slot])
            slot = (slot + 1) & (dict->slot_count - 1);
        dict->slots[slot] = (uint32_t)code + 1;
    }
}

uint32_t dict_add_hashed(struct dict *dict, struct str text, uint64_t hash) {
    size_t slot = slot_of(dict, text, hash);
    if (dict->slots[slot])
        return dict->slots[slot] - 1;
    dict->entries = heap_grow(dict->entries, &dict->capacity, dict->size + 1, sizeof *dict->entries);
    dict->entries[dict->size] = (struct entry){str_copy(dict->arena, text), hash};
    dict->slots[slot] = (uint32_t)++dict->size;
    if (dict->size * 2 > dict->slot_count)
        grow_slots(dict);
    return (uint32_t)dict->size - 1;
}

uint32_t dict_add(struct dict *dict, struct str text) {
    return dict_add_hashed(dict, text, str_hash(text));
}

uint32_t dict_find(const struct dict *dict, struct str text) {
    uint32_t code = dict->slots[slot_of(dict, text, str_hash(text))];
    return code ? code - 1 : DICT_ABSENT;
}

struct str dict_text(const struct dict *dict, uint32_t code) {
    return dict->entries[code].text;
}

uint64_t dict_hash(const struct dict *dict, uint32_t code) {
    return dict->entries[code].hash;
}

size_t dict_size(const struct dict *dict) {
    return dict->size;
}
