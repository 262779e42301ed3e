/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/literals.h"

#include "analysis/rules/keyword.h"
#include "analysis/rules/sieve.h"

#include <string.h>

/* Where a literal may begin, and how much of it is its key:
 *   whole words (bound at both ends, made of word characters only): at the start of a word, the word itself,
 *     cut to eight bytes;
 *   beginnings of words (bound at the start): at the start of a word, 2, 3 or 6 bytes by their size;
 *   the others: at every character, 2, 3 or 6 bytes. */
enum class_kind { ANY_TWO, ANY_THREE, ANY_SIX, START_TWO, START_THREE, START_SIX, WHOLE_WORD, CLASSES };
enum { LEAST_BITS = 15, MOST_BITS = 18, WORD = 8, BLOCK = SIEVE_BLOCK };

/* The literals with one key: list[first] … list[first + count − 1]. */
struct slot {
    uint64_t key;
    uint32_t first, count; /* count 0 = a free slot */
};

struct class {
    uint64_t mask;
    uint64_t *filter; /* bits of the hashes of the keys: 2 to the power of 32 − shift */
    unsigned shift;
    struct slot *slots; /* a power of two, at most half full */
    uint32_t slot_count;
};

/* A literal as it is compared: its first eight bytes at once, then the rest. */
struct entry {
    uint64_t head, mask;
    struct literal literal;
};

struct literals {
    struct class classes[CLASSES];
    enum class_kind kinds[CLASSES]; /* those in use */
    size_t kind_count;
    struct sieve sieve; /* of the literals that may begin at every character */
    struct entry *list; /* those of one class and key together */
    size_t count;
};

static uint32_t hash_key(uint64_t key) {
    return (uint32_t)((key * 0x9E3779B97F4A7C15U) >> 32);
}

static enum class_kind class_of(const struct literal *literal) {
    struct str text = literal->text;
    bool start = literal->bound_start && keyword_is_word(text.data[0]), whole = start && literal->bound_end;
    for (size_t i = 0; whole && i < text.size; i++)
        whole = keyword_is_word(text.data[i]);
    if (whole)
        return WHOLE_WORD;
    return (start ? START_TWO : ANY_TWO) + (text.size >= 6 ? 2 : text.size >= 3 ? 1 : 0);
}

/* Eight bytes, the first one lowest whatever the machine. */
static uint64_t load_word(const char *data) {
    uint64_t word;
    memcpy(&word, data, WORD);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static uint64_t first_bytes(size_t count) {
    return count >= WORD ? UINT64_MAX : ((uint64_t)1 << (8 * count)) - 1;
}

static struct entry make_entry(const struct literal *literal) {
    char head[WORD] = {0};
    size_t size = literal->text.size < WORD ? literal->text.size : WORD;
    memcpy(head, literal->text.data, size);
    return (struct entry){load_word(head), first_bytes(size), *literal};
}

static uint64_t literal_key(const struct literals *all, const struct literal *literal) {
    return make_entry(literal).head & all->classes[class_of(literal)].mask;
}

static struct slot *find_slot(const struct class *class, uint64_t key) {
    uint32_t at = hash_key(key) & (class->slot_count - 1);
    while (class->slots[at].count && class->slots[at].key != key)
        at = (at + 1) & (class->slot_count - 1);
    return &class->slots[at];
}

/* A filter of which at most one bit in 64 is set, if it stays small enough for the caches. */
static void make_filter(struct class *class, size_t members) {
    unsigned bits = LEAST_BITS;
    while (bits < MOST_BITS && (size_t)1 << bits < 64 * members)
        bits++;
    class->shift = 32 - bits;
    class->filter = heap_array((size_t)1 << (bits - 6), sizeof *class->filter);
}

static void make_class(struct class *class, enum class_kind kind, size_t members) {
    static const unsigned char key_sizes[CLASSES] = {2, 3, 6, 2, 3, 6, WORD};
    class->mask = first_bytes(key_sizes[kind]);
    class->slot_count = 2;
    while (class->slot_count < 2 * members + 2)
        class->slot_count *= 2;
    class->slots = heap_array(class->slot_count, sizeof *class->slots);
    make_filter(class, members);
}

/* Counts each key first, then gives every key its stretch of the list. */
static void place_literals(struct literals *all, const struct literal *list) {
    const uint32_t placed = (uint32_t)1 << 31;
    for (size_t i = 0; i < all->count; i++) {
        struct class *class = &all->classes[class_of(&list[i])];
        uint64_t key = literal_key(all, &list[i]);
        struct slot *slot = find_slot(class, key);
        slot->key = key;
        slot->count++;
        uint32_t bit = hash_key(key) >> class->shift;
        class->filter[bit >> 6] |= (uint64_t)1 << (bit & 63);
    }
    uint32_t next = 0;
    for (size_t i = 0; i < all->count; i++) {
        struct slot *slot = find_slot(&all->classes[class_of(&list[i])], literal_key(all, &list[i]));
        if (!(slot->count & placed)) { /* reserve, and from here on count the ones placed */
            slot->first = next;
            next += slot->count;
            slot->count = placed;
        }
        all->list[slot->first + (slot->count++ & ~placed)] = make_entry(&list[i]);
    }
    for (size_t c = 0; c < CLASSES; c++)
        for (size_t i = 0; i < all->classes[c].slot_count; i++)
            all->classes[c].slots[i].count &= ~placed;
}

static void make_sieve(struct literals *all, const struct literal *list) {
    struct str *texts = heap_array(all->count, sizeof *texts);
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++)
        if (class_of(&list[i]) < START_TWO)
            texts[count++] = list[i].text;
    sieve_make(&all->sieve, texts, count);
    heap_free(texts);
}

struct literals *literals_new(const struct literal *list, size_t count) {
    struct literals *all = heap_array(1, sizeof *all);
    size_t members[CLASSES] = {0};
    for (size_t i = 0; i < count; i++)
        members[class_of(&list[i])]++;
    for (enum class_kind kind = 0; kind < CLASSES; kind++) {
        make_class(&all->classes[kind], kind, members[kind]);
        if (members[kind])
            all->kinds[all->kind_count++] = kind;
    }
    all->count = count;
    all->list = heap_array(count, sizeof *all->list);
    place_literals(all, list);
    make_sieve(all, list);
    return all;
}

void literals_free(struct literals *literals) {
    if (!literals)
        return;
    for (size_t c = 0; c < CLASSES; c++)
        heap_free(literals->classes[c].slots), heap_free(literals->classes[c].filter);
    heap_free(literals->list);
    heap_free(literals);
}

struct pass {
    const struct literals *all;
    struct str text;
    literals_found *found;
    void *context;
    size_t at, letters; /* bytes and characters before the block */
    uint64_t starts;    /* of characters in the block */
    bool in_word;       /* the block before ended in a word character */
};

static bool stands_here(const struct literal *literal, struct str text, size_t at) {
    struct str wanted = literal->text;
    if (wanted.size > text.size - at)
        return false;
    if (wanted.size > WORD && memcmp(wanted.data + WORD, text.data + at + WORD, wanted.size - WORD) != 0)
        return false;
    size_t end = at + wanted.size;
    return !(literal->bound_start && at > 0 && keyword_is_word(text.data[at - 1])) &&
           !(literal->bound_end && end < text.size && keyword_is_word(text.data[end]));
}

static bool may_begin(const struct class *class, uint64_t word) {
    uint32_t bit = hash_key(word & class->mask) >> class->shift;
    return class->filter[bit >> 6] >> (bit & 63) & 1;
}

/* `word`: the eight bytes at `place` of the block; for whole words those behind the word are zero. */
static void compare(const struct pass *pass, const struct class *class, uint64_t word, unsigned place) {
    const struct slot *slot = find_slot(class, word & class->mask);
    const struct entry *entry = pass->all->list + slot->first;
    size_t at = pass->at + place;
    for (uint32_t i = 0; i < slot->count; i++, entry++)
        if ((word & entry->mask) == entry->head && stands_here(&entry->literal, pass->text, at)) {
            uint64_t before = pass->starts & (((uint64_t)1 << place) - 1);
            size_t letter = pass->letters + (size_t)__builtin_popcountll(before);
            pass->found(pass->context, entry->literal.tag, at, letter);
        }
}

/* The bytes of the word at the bit `place` of the block, zeros behind it. */
static uint64_t cut_word(const char *bytes, uint64_t words, unsigned place) {
    uint64_t word = load_word(bytes + place), rest = ~(words >> place);
    unsigned length = rest ? (unsigned)__builtin_ctzll(rest) : BLOCK;
    while (length < WORD && place + length >= BLOCK && keyword_is_word(bytes[place + length]))
        length++; /* it goes on in the next block */
    return word & first_bytes(length);
}

/* The places at which a literal of the class perhaps begins. Without branches: whether there is one is as
 * good as random. */
static uint64_t filter_places(const struct class *class, const char *bytes, uint64_t places) {
    uint64_t found = 0;
    for (; places; places &= places - 1) {
        unsigned i = (unsigned)__builtin_ctzll(places);
        found |= (uint64_t)may_begin(class, load_word(bytes + i)) << i;
    }
    return found;
}

static uint64_t filter_whole(const struct class *class, const char *bytes, uint64_t places, uint64_t words) {
    uint64_t found = 0;
    for (; places; places &= places - 1) {
        unsigned i = (unsigned)__builtin_ctzll(places);
        found |= (uint64_t)may_begin(class, cut_word(bytes, words, i)) << i;
    }
    return found;
}

/* `bytes` holds the block and eight bytes more; `inside`: those of the block that are text. Places come in
 * order. */
static void scan_block(struct pass *pass, const char *bytes, uint64_t inside) {
    const struct literals *all = pass->all;
    struct sieve_marks marks = sieve_block(&all->sieve, bytes);
    uint64_t word_starts = marks.words & ~(marks.words << 1 | (uint64_t)pass->in_word) & inside;
    uint64_t found[CLASSES], any = 0;
    for (size_t k = 0; k < all->kind_count; k++) {
        enum class_kind kind = all->kinds[k];
        const struct class *class = &all->classes[kind];
        found[kind] = kind == WHOLE_WORD  ? filter_whole(class, bytes, word_starts, marks.words)
                      : kind >= START_TWO ? filter_places(class, bytes, word_starts)
                                          : filter_places(class, bytes, marks.maybe & inside);
        any |= found[kind];
    }
    pass->starts = marks.starts & inside;
    pass->in_word = marks.words >> (BLOCK - 1);
    for (; any; any &= any - 1) {
        unsigned i = (unsigned)__builtin_ctzll(any);
        for (size_t k = 0; k < all->kind_count; k++) {
            enum class_kind kind = all->kinds[k];
            if (found[kind] >> i & 1)
                compare(pass, &all->classes[kind],
                        kind == WHOLE_WORD ? cut_word(bytes, marks.words, i) : load_word(bytes + i), i);
        }
    }
    pass->at += BLOCK;
    pass->letters += (size_t)__builtin_popcountll(pass->starts);
}

void literals_scan(const struct literals *literals, struct str text, literals_found *found, void *context) {
    struct pass pass = {.all = literals, .text = text, .found = found, .context = context};
    while (pass.at + BLOCK + WORD <= text.size)
        scan_block(&pass, text.data + pass.at, UINT64_MAX);
    char tail[2 * BLOCK + 2 * WORD] = {0};
    memcpy(tail, text.data + pass.at, text.size - pass.at);
    for (const char *bytes = tail; pass.at < text.size; bytes += BLOCK) {
        size_t left = text.size - pass.at;
        scan_block(&pass, bytes, left >= BLOCK ? UINT64_MAX : ((uint64_t)1 << left) - 1);
    }
}
