/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/sieve.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define INLINE static inline __attribute__((always_inline))
#define WIDE __attribute__((target("avx2")))
#endif

/* With more texts almost every place is one where some text may begin. */
enum { MOST_TEXTS = 400, WORD = 8 };

static int by_bytes(const void *a, const void *b) {
    const struct str *x = a, *y = b;
    int order = memcmp(x->data, y->data, x->size < y->size ? x->size : y->size);
    return order ? order : (x->size > y->size) - (x->size < y->size);
}

static void add_text(struct sieve *sieve, struct str text, size_t group) {
    unsigned char bit = (unsigned char)(1U << (group % 8));
    for (size_t d = 0; d < SIEVE_DEPTH; d++)
        for (unsigned half = 0; half < 16; half++) {
            unsigned char c = d < text.size ? (unsigned char)text.data[d] : 0;
            if (d >= text.size || (c & 15) == half)
                sieve->low[d][group / 8][half] |= bit;
            if (d >= text.size || c >> 4 == half)
                sieve->high[d][group / 8][half] |= bit;
        }
}

void sieve_make(struct sieve *sieve, const struct str *texts, size_t count) {
    *sieve = (struct sieve){.used = count <= MOST_TEXTS};
#if defined(__x86_64__)
    sieve->wide = __builtin_cpu_supports("avx2");
#endif
    if (!sieve->used || !count)
        return;
    struct str *sorted = heap_array(count, sizeof *sorted);
    memcpy(sorted, texts, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_bytes);
    for (size_t i = 0; i < count; i++)
        add_text(sieve, sorted[i], i * SIEVE_GROUPS / count);
    heap_free(sorted);
}

/* ---- eight bytes at a time, on any machine; the first byte is the lowest */

static uint64_t load_word(const char *data) {
    uint64_t word;
    memcpy(&word, data, WORD);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Bit 7 of each byte that is a word character. Adding 0x80 − c to a byte below 0x80 carries into its bit 7
 * exactly from c on. */
static uint64_t word_bits(uint64_t word) {
    const uint64_t ones = 0x0101010101010101U;
    uint64_t low = word & ones * 0x7F;
    uint64_t letter = (low + ones * (0x80 - 'a')) & ~(low + ones * (0x80 - 'z' - 1));
    uint64_t digit = (low + ones * (0x80 - '0')) & ~(low + ones * (0x80 - '9' - 1));
    uint64_t line = (low + ones * (0x80 - '_')) & ~(low + ones * (0x80 - '_' - 1));
    return (letter | digit | line) & ~word & ones * 0x80;
}

/* Bit 7 of each byte that begins a character. */
static uint64_t start_bits(uint64_t word) {
    return (~word | word << 1) & 0x8080808080808080U;
}

/* The eight bits 7 of a word as one byte, the first byte lowest. */
static uint64_t gather(uint64_t bits) {
    return (bits >> 7) * 0x0102040810204080U >> 56;
}

static struct sieve_marks read_8(const char *bytes) {
    struct sieve_marks marks = {0};
    for (unsigned i = 0; i < SIEVE_BLOCK / WORD; i++) {
        uint64_t word = load_word(bytes + i * WORD);
        marks.starts |= gather(start_bits(word)) << (i * WORD);
        marks.words |= gather(word_bits(word)) << (i * WORD);
    }
    marks.maybe = marks.starts;
    return marks;
}

/* ---- 32 bytes at a time */

#if defined(__x86_64__)

WIDE INLINE __m256i load_32(const char *bytes) {
    return _mm256_loadu_si256((const __m256i *)(const void *)bytes);
}

WIDE INLINE __m256i table(const unsigned char *half_bytes) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)half_bytes));
}

WIDE INLINE uint32_t bits_of(__m256i bytes) {
    return (uint32_t)_mm256_movemask_epi8(bytes);
}

/* All bits of each byte from `low` to `low` + `more`. */
WIDE INLINE __m256i between(__m256i bytes, char low, char more) {
    __m256i distance = _mm256_sub_epi8(bytes, _mm256_set1_epi8(low));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(distance, _mm256_set1_epi8(more)), distance);
}

WIDE INLINE uint32_t starts_32(__m256i bytes) {
    return bits_of(_mm256_cmpgt_epi8(bytes, _mm256_set1_epi8((char)0xBF)));
}

WIDE INLINE uint32_t words_32(__m256i bytes) {
    __m256i signs = _mm256_or_si256(between(bytes, '0', 9), _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('_')));
    return bits_of(_mm256_or_si256(between(bytes, 'a', 25), signs));
}

/* Where each of the next four bytes has, in both halves, what one group wants there. */
WIDE INLINE uint32_t maybe_32(const struct sieve *sieve, const char *bytes) {
    const __m256i half = _mm256_set1_epi8(15);
    __m256i few = _mm256_set1_epi8(-1), more = few;
    for (int d = 0; d < SIEVE_DEPTH; d++) {
        __m256i at = load_32(bytes + d), low = _mm256_and_si256(at, half);
        __m256i high = _mm256_and_si256(_mm256_srli_epi16(at, 4), half);
        few = _mm256_and_si256(few, _mm256_shuffle_epi8(table(sieve->low[d][0]), low));
        few = _mm256_and_si256(few, _mm256_shuffle_epi8(table(sieve->high[d][0]), high));
        more = _mm256_and_si256(more, _mm256_shuffle_epi8(table(sieve->low[d][1]), low));
        more = _mm256_and_si256(more, _mm256_shuffle_epi8(table(sieve->high[d][1]), high));
    }
    return ~bits_of(_mm256_cmpeq_epi8(_mm256_or_si256(few, more), _mm256_setzero_si256()));
}

WIDE static struct sieve_marks read_32(const struct sieve *sieve, const char *bytes) {
    __m256i a = load_32(bytes), b = load_32(bytes + 32);
    struct sieve_marks marks = {starts_32(a) | (uint64_t)starts_32(b) << 32,
                                words_32(a) | (uint64_t)words_32(b) << 32, 0};
    marks.maybe = marks.starts;
    if (sieve->used)
        marks.maybe &= maybe_32(sieve, bytes) | (uint64_t)maybe_32(sieve, bytes + 32) << 32;
    return marks;
}

struct sieve_marks sieve_block(const struct sieve *sieve, const char *bytes) {
    return sieve->wide ? read_32(sieve, bytes) : read_8(bytes);
}

#else

struct sieve_marks sieve_block(const struct sieve *sieve, const char *bytes) {
    (void)sieve;
    return read_8(bytes);
}

#endif
