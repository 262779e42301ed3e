/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/csv_scan.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define INLINE static inline __attribute__((always_inline))
#define WIDE __attribute__((target("avx2,bmi,popcnt")))
#else
#define INLINE static inline
#endif

enum { STEP = 64 };

/* What stands where in 64 bytes, one bit each. */
struct bits {
    uint64_t delimiters, quotes, carriage_returns, line_feeds, nuls;
};

#if defined(__x86_64__)

INLINE uint64_t equal_16(__m128i a, __m128i b, __m128i c, __m128i d, char wanted) {
    __m128i w = _mm_set1_epi8(wanted);
    uint64_t low = (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(a, w)) |
                   (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(b, w)) << 16;
    uint64_t high = (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(c, w)) |
                    (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(d, w)) << 16;
    return low | high << 32;
}

INLINE struct bits look_16(const char *data, char delimiter) {
    const __m128i *at = (const __m128i *)(const void *)data;
    __m128i a = _mm_loadu_si128(at), b = _mm_loadu_si128(at + 1), c = _mm_loadu_si128(at + 2),
            d = _mm_loadu_si128(at + 3);
    return (struct bits){equal_16(a, b, c, d, delimiter), equal_16(a, b, c, d, '"'),
                         equal_16(a, b, c, d, '\r'), equal_16(a, b, c, d, '\n'), equal_16(a, b, c, d, 0)};
}

WIDE INLINE uint64_t equal_32(__m256i a, __m256i b, char wanted) {
    __m256i w = _mm256_set1_epi8(wanted);
    return (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, w)) |
           (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, w)) << 32;
}

WIDE INLINE struct bits look_32(const char *data, char delimiter) {
    const __m256i *at = (const __m256i *)(const void *)data;
    __m256i a = _mm256_loadu_si256(at), b = _mm256_loadu_si256(at + 1);
    return (struct bits){equal_32(a, b, delimiter), equal_32(a, b, '"'), equal_32(a, b, '\r'),
                         equal_32(a, b, '\n'), equal_32(a, b, 0)};
}

#else

INLINE struct bits look_1(const char *data, char delimiter) {
    struct bits bits = {0};
    for (int i = 0; i < STEP; i++) {
        bits.delimiters |= (uint64_t)(data[i] == delimiter) << i;
        bits.quotes |= (uint64_t)(data[i] == '"') << i;
        bits.carriage_returns |= (uint64_t)(data[i] == '\r') << i;
        bits.line_feeds |= (uint64_t)(data[i] == '\n') << i;
        bits.nuls |= (uint64_t)(data[i] == 0) << i;
    }
    return bits;
}

#endif

/* Bit i is the parity of bits 0 … i. */
INLINE uint64_t parities(uint64_t bits) {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    return bits ^ bits << 32;
}

INLINE void keep_marks(struct csv_scan *scan, uint64_t ends, uint64_t lines, uint32_t base) {
    uint32_t *marks = scan->marks + scan->mark_count;
    while (lines) {
        uint64_t below = (lines & (0 - lines)) - 1;
        scan->lines[scan->line_count++] =
            (uint32_t)(scan->mark_count + (size_t)__builtin_popcountll(ends & below));
        lines &= lines - 1;
    }
    scan->mark_count += (size_t)__builtin_popcountll(ends);
    for (; ends; ends &= ends - 1)
        *marks++ = base + (uint32_t)__builtin_ctzll(ends);
}

/* Takes 64 bytes of which the first `size` are text, the others line feeds. False when it had to stop. */
INLINE bool take_bits(struct csv_scan *scan, struct bits bits, unsigned size) {
    uint64_t real = size == STEP ? ~(uint64_t)0 : ((uint64_t)1 << size) - 1;
    uint64_t quotes = bits.quotes, inside = parities(quotes) ^ scan->inside;
    uint64_t ends = bits.delimiters | bits.carriage_returns | bits.line_feeds;
    uint64_t opening = quotes & inside, closing = quotes & ~inside;
    uint64_t bad = (opening & ~((ends | closing) << 1 | (uint64_t)scan->may_open)) |
                   (closing & ~((uint64_t)1 << 63) & ~((ends | quotes) >> 1)) |
                   (uint64_t)(scan->closed && !((ends | quotes) & 1)) | bits.nuls;
    uint64_t returns = bits.carriage_returns & ~inside;
    uint64_t second = bits.line_feeds & (returns << 1 | (uint64_t)scan->after_cr);
    uint64_t lines = (returns | (bits.line_feeds & ~inside)) & ~second & real;
    ends &= ~inside & ~second & real;
    if (__builtin_expect(bad != 0, 0)) {
        uint64_t before = (bad & (0 - bad)) - 1;
        ends &= before;
        lines &= before;
    }
    keep_marks(scan, ends, lines, (uint32_t)(scan->at - scan->origin));
    if (__builtin_expect(bad != 0, 0))
        return false;
    scan->inside = 0 - (inside >> 63);
    scan->may_open = (bits.delimiters | bits.carriage_returns | bits.line_feeds | closing) >> 63;
    scan->closed = closing >> 63;
    scan->after_cr = returns >> 63;
    scan->at += size;
    return true;
}

#if defined(__x86_64__)

static void scan_16(struct csv_scan *scan, size_t end) {
    while (scan->at < end && !scan->stopped)
        scan->stopped = !take_bits(scan, look_16(scan->text.data + scan->at, scan->delimiter), STEP);
}

WIDE static void scan_32(struct csv_scan *scan, size_t end) {
    while (scan->at < end && !scan->stopped)
        scan->stopped = !take_bits(scan, look_32(scan->text.data + scan->at, scan->delimiter), STEP);
}

static void scan_blocks(struct csv_scan *scan, size_t end) {
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
        scan_32(scan, end);
    else
        scan_16(scan, end);
}

static struct bits look(const char *data, char delimiter) {
    return look_16(data, delimiter);
}

#else

static void scan_blocks(struct csv_scan *scan, size_t end) {
    while (scan->at < end && !scan->stopped)
        scan->stopped = !take_bits(scan, look_1(scan->text.data + scan->at, scan->delimiter), STEP);
}

static struct bits look(const char *data, char delimiter) {
    return look_1(data, delimiter);
}

#endif

static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

/* The last bytes of the text. Its end is a line end unless one stands there already. */
static void scan_end(struct csv_scan *scan) {
    size_t left = scan->text.size - scan->at;
    char block[STEP];
    memset(block, '\n', sizeof block);
    if (left)
        memcpy(block, scan->text.data + scan->at, left);
    scan->stopped = !take_bits(scan, look(block, scan->delimiter), (unsigned)left) || scan->inside;
    if (scan->stopped)
        return;
    scan->ended = true;
    size_t size = scan->text.size;
    if (size == 0 || is_line_end(scan->text.data[size - 1]))
        return;
    scan->lines[scan->line_count++] = (uint32_t)scan->mark_count;
    scan->marks[scan->mark_count++] = (uint32_t)(size - scan->origin);
}

void csv_scan_start(struct csv_scan *scan, struct str text, char delimiter, size_t at) {
    scan->text = text;
    scan->delimiter = delimiter;
    scan->origin = scan->at = at;
    scan->mark_count = scan->line_count = 0;
    scan->inside = 0;
    scan->may_open = true;
    scan->closed = scan->after_cr = scan->stopped = scan->ended = false;
}

/* Lines before the first mark kept must have been used up. */
static void forget(struct csv_scan *scan, size_t keep_from, size_t origin) {
    size_t moved = origin - scan->origin, kept = scan->mark_count - keep_from, lines = 0;
    for (size_t i = 0; i < kept; i++)
        scan->marks[i] = scan->marks[keep_from + i] - (uint32_t)moved;
    for (size_t i = 0; i < scan->line_count; i++)
        if (scan->lines[i] >= keep_from)
            scan->lines[lines++] = scan->lines[i] - (uint32_t)keep_from;
    scan->mark_count = kept;
    scan->line_count = lines;
    scan->origin = origin;
}

void csv_scan_more(struct csv_scan *scan, size_t bytes, size_t keep_from, size_t origin) {
    forget(scan, keep_from, origin);
    if (scan->stopped || scan->ended)
        return;
    size_t left = scan->text.size - scan->at, room = bytes + 2 * STEP;
    size_t blocks = (left < bytes ? left : bytes) / STEP;
    scan->marks = heap_grow(scan->marks, &scan->mark_capacity, scan->mark_count + room, sizeof(uint32_t));
    scan->lines = heap_grow(scan->lines, &scan->line_capacity, scan->line_count + room, sizeof(uint32_t));
    scan_blocks(scan, scan->at + blocks * STEP);
    if (!scan->stopped && scan->text.size - scan->at < STEP)
        scan_end(scan);
}

void csv_scan_free(struct csv_scan *scan) {
    heap_free(scan->marks);
    heap_free(scan->lines);
    *scan = (struct csv_scan){0};
}
