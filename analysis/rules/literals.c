/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/literals.h"

#include "analysis/rules/keyword.h"

#include <string.h>

/* Where a literal may begin, and how much of it is its key:
 *   whole words (bound at both ends, made of word characters only): at the start of a word, the word itself,
 *     cut to eight bytes;
 *   beginnings of words (bound at the start): at the start of a word, 2, 3 or 6 bytes by their size;
 *   the others: at every character, 2, 3 or 6 bytes. */
enum class_kind { ANY_TWO, ANY_THREE, ANY_SIX, START_TWO, START_THREE, START_SIX, WHOLE_WORD, CLASSES };
enum { FILTER_BITS = 15, WORD = 8, BLOCK = 64 };

/* The literals with one key: list[first] … list[first + count − 1]. */
struct slot {
    uint64_t key;
    uint32_t first, count; /* count 0 = a free slot */
};

struct class {
    uint64_t mask;
    uint64_t filter[1U << (FILTER_BITS - 6)]; /* bits of the hashes of the keys */
    struct slot *slots;                       /* a power of two, at most half full */
    uint32_t slot_count;
    bool used;
};

/* A literal as it is compared: its first eight bytes at once, then the rest. */
struct entry {
    uint64_t head, mask;
    struct literal literal;
};

struct literals {
    struct class classes[CLASSES];
    bool words;         /* some class looks at starts of words */
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

static void make_class(struct class *class, enum class_kind kind, size_t members) {
    static const unsigned char key_sizes[CLASSES] = {2, 3, 6, 2, 3, 6, WORD};
    class->mask = first_bytes(key_sizes[kind]);
    class->used = members > 0;
    class->slot_count = 2;
    while (class->slot_count < 2 * members + 2)
        class->slot_count *= 2;
    class->slots = heap_array(class->slot_count, sizeof *class->slots);
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
        uint32_t bit = hash_key(key) >> (32 - FILTER_BITS);
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

struct literals *literals_new(const struct literal *list, size_t count) {
    struct literals *all = heap_array(1, sizeof *all);
    size_t members[CLASSES] = {0};
    for (size_t i = 0; i < count; i++)
        members[class_of(&list[i])]++;
    for (enum class_kind kind = 0; kind < CLASSES; kind++) {
        make_class(&all->classes[kind], kind, members[kind]);
        all->words = all->words || (kind >= START_TWO && members[kind]);
    }
    all->count = count;
    all->list = heap_array(count, sizeof *all->list);
    place_literals(all, list);
    return all;
}

void literals_free(struct literals *literals) {
    if (!literals)
        return;
    for (size_t c = 0; c < CLASSES; c++)
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
    uint32_t bit = hash_key(word & class->mask) >> (32 - FILTER_BITS);
    return class->filter[bit >> 6] >> (bit & 63) & 1;
}

/* `word`: the eight bytes at `at`; for whole words those behind the word are zero. */
static void compare(const struct pass *pass, const struct class *class, uint64_t word, size_t at) {
    const struct slot *slot = find_slot(class, word & class->mask);
    const struct entry *entry = pass->all->list + slot->first;
    for (uint32_t i = 0; i < slot->count; i++, entry++)
        if ((word & entry->mask) == entry->head && stands_here(&entry->literal, pass->text, at))
            pass->found(pass->context, entry->literal.tag, at);
}

/* Bit 7 of each byte that is a word character of folded text: a–z, 0–9, _. Adding 0x80 − c to a byte below
 * 0x80 carries into its bit 7 exactly from c on. */
static uint64_t word_bits(uint64_t word) {
    const uint64_t ones = 0x0101010101010101U;
    uint64_t low = word & ones * 0x7F, foreign = word;
    uint64_t letter = (low + ones * (0x80 - 'a')) & ~(low + ones * (0x80 - 'z' - 1));
    uint64_t digit = (low + ones * (0x80 - '0')) & ~(low + ones * (0x80 - '9' - 1));
    uint64_t line = (low + ones * (0x80 - '_')) & ~(low + ones * (0x80 - '_' - 1));
    return (letter | digit | line) & ~foreign & ones * 0x80;
}

/* Bit 7 of each byte that begins a character: any but 10xxxxxx. */
static uint64_t start_bits(uint64_t word) {
    return (~word | word << 1) & 0x8080808080808080U;
}

/* The eight bits 7 of a word as one byte, the first byte lowest. */
static uint64_t gather(uint64_t bits) {
    return (bits >> 7) * 0x0102040810204080U >> 56;
}

/* What there is to look at in 64 bytes, a bit each. */
struct marks {
    uint64_t starts;      /* of characters */
    uint64_t words;       /* word characters */
    uint64_t word_starts; /* the first ones of words */
};

static struct marks mark_block(const char *bytes, bool in_word) {
    struct marks marks = {0};
    for (unsigned i = 0; i < BLOCK / WORD; i++) {
        uint64_t word = load_word(bytes + i * WORD);
        marks.starts |= gather(start_bits(word)) << (i * WORD);
        marks.words |= gather(word_bits(word)) << (i * WORD);
    }
    marks.word_starts = marks.words & ~(marks.words << 1 | (uint64_t)in_word);
    return marks;
}

/* The characters at which a literal of a class that may begin anywhere perhaps does. Without branches:
 * whether there is one is as good as random. */
static uint64_t filter_block(const struct class *class, const char *bytes, uint64_t starts) {
    uint64_t found = 0;
    for (uint64_t left = class->used ? starts : 0; left; left &= left - 1) {
        unsigned i = (unsigned)__builtin_ctzll(left);
        found |= (uint64_t)may_begin(class, load_word(bytes + i)) << i;
    }
    return found;
}

/* The bytes of the word at the bit `i` of the block, zeros behind it. */
static uint64_t cut_word(uint64_t word, uint64_t words, unsigned i) {
    uint64_t rest = ~(words >> i);
    unsigned length = rest ? (unsigned)__builtin_ctzll(rest) : BLOCK;
    if (i + length < BLOCK || length >= WORD)
        return word & first_bytes(length);
    /* It goes on in the next block: only its first eight bytes matter, and these are in `word`. */
    uint64_t others = ~word_bits(word) & 0x8080808080808080U;
    return others ? word & first_bytes((size_t)__builtin_ctzll(others) / 8) : word;
}

/* Which classes a word that starts at `i` may begin: a bit each. */
static unsigned filter_word(const struct literals *all, uint64_t word, uint64_t whole) {
    const struct class *c = all->classes;
    return (unsigned)may_begin(&c[START_TWO], word) << START_TWO |
           (unsigned)may_begin(&c[START_THREE], word) << START_THREE |
           (unsigned)may_begin(&c[START_SIX], word) << START_SIX |
           (unsigned)may_begin(&c[WHOLE_WORD], whole) << WHOLE_WORD;
}

/* `bytes` holds the block at offset `at` of the text and eight bytes more. Places come in order. */
static void scan_block(const struct pass *pass, const char *bytes, size_t at, uint64_t inside,
                       bool *in_word) {
    const struct class *classes = pass->all->classes;
    struct marks marks = mark_block(bytes, *in_word);
    *in_word = marks.words >> (BLOCK - 1);
    uint64_t starts = marks.starts & inside, two = filter_block(&classes[ANY_TWO], bytes, starts);
    uint64_t three = filter_block(&classes[ANY_THREE], bytes, starts);
    uint64_t six = filter_block(&classes[ANY_SIX], bytes, starts);
    uint64_t words = pass->all->words ? marks.word_starts & inside : 0;
    for (uint64_t left = two | three | six | words; left; left &= left - 1) {
        unsigned i = (unsigned)__builtin_ctzll(left);
        uint64_t word = load_word(bytes + i), whole = cut_word(word, marks.words, i);
        unsigned kinds = (unsigned)(two >> i & 1) << ANY_TWO | (unsigned)(three >> i & 1) << ANY_THREE |
                         (unsigned)(six >> i & 1) << ANY_SIX;
        if (words >> i & 1)
            kinds |= filter_word(pass->all, word, whole);
        for (; kinds; kinds &= kinds - 1) {
            unsigned kind = (unsigned)__builtin_ctz(kinds);
            compare(pass, &classes[kind], kind == WHOLE_WORD ? whole : word, at + i);
        }
    }
}

void literals_scan(const struct literals *literals, struct str text, literals_found *found, void *context) {
    struct pass pass = {literals, text, found, context};
    bool in_word = false;
    size_t at = 0;
    for (; at + BLOCK + WORD <= text.size; at += BLOCK)
        scan_block(&pass, text.data + at, at, UINT64_MAX, &in_word);
    char tail[2 * BLOCK + 2 * WORD] = {0};
    memcpy(tail, text.data + at, text.size - at);
    for (const char *bytes = tail; at < text.size; at += BLOCK, bytes += BLOCK) {
        size_t left = text.size - at;
        scan_block(&pass, bytes, at, left >= BLOCK ? UINT64_MAX : ((uint64_t)1 << left) - 1, &in_word);
    }
}
