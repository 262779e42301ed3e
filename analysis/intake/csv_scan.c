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

/* What changes while scanning, apart from the rest so that it can stay in registers. */
struct state {
    const char *data;
    size_t at, origin;
    uint32_t *marks, *lines;
    size_t mark_count, line_count;
    uint64_t inside, may_open, closed, after_cr; /* as in struct csv_scan; the last three are bits */
};

static struct state load_state(const struct csv_scan *scan) {
    return (struct state){scan->text.data, scan->at,         scan->origin,     scan->marks,
                          scan->lines,     scan->mark_count, scan->line_count, scan->inside,
                          scan->may_open,  scan->closed,     scan->after_cr};
}

static void keep_state(struct csv_scan *scan, const struct state *state, bool stopped) {
    scan->at = state->at;
    scan->mark_count = state->mark_count;
    scan->line_count = state->line_count;
    scan->inside = state->inside;
    scan->may_open = state->may_open;
    scan->closed = state->closed;
    scan->after_cr = state->after_cr;
    scan->stopped = stopped;
}

INLINE void keep_marks(struct state *state, uint64_t ends, uint64_t lines) {
    uint32_t base = (uint32_t)(state->at - state->origin), *marks = state->marks + state->mark_count;
    for (; lines; lines &= lines - 1) {
        uint64_t below = (lines & (0 - lines)) - 1;
        state->lines[state->line_count++] =
            (uint32_t)(state->mark_count + (size_t)__builtin_popcountll(ends & below));
    }
    state->mark_count += (size_t)__builtin_popcountll(ends);
    for (; ends; ends &= ends - 1)
        *marks++ = base + (uint32_t)__builtin_ctzll(ends);
}

/* Takes 64 bytes of which the first `size` are text, the others line feeds. False when it had to stop. */
INLINE bool take_bits(struct state *state, struct bits bits, unsigned size) {
    if (state->inside && !(bits.quotes | bits.nuls)) { /* the middle of a long field */
        state->may_open = state->closed = state->after_cr = 0;
        state->at += size;
        return true;
    }
    uint64_t real = size == STEP ? ~(uint64_t)0 : ((uint64_t)1 << size) - 1;
    uint64_t quotes = bits.quotes, inside = parities(quotes) ^ state->inside;
    uint64_t stops = bits.delimiters | bits.carriage_returns | bits.line_feeds;
    uint64_t opening = quotes & inside, closing = quotes & ~inside;
    uint64_t bad = (opening & ~((stops | closing) << 1 | state->may_open)) |
                   (closing & ~((uint64_t)1 << 63) & ~((stops | quotes) >> 1)) |
                   (state->closed & ~(stops | quotes)) | bits.nuls;
    uint64_t returns = bits.carriage_returns & ~inside;
    uint64_t second = bits.line_feeds & (returns << 1 | state->after_cr);
    uint64_t lines = (returns | (bits.line_feeds & ~inside)) & ~second & real;
    uint64_t ends = stops & ~inside & ~second & real;
    if (__builtin_expect(bad != 0, 0)) {
        uint64_t before = (bad & (0 - bad)) - 1;
        keep_marks(state, ends & before, lines & before);
        return false;
    }
    keep_marks(state, ends, lines);
    state->inside = 0 - (inside >> 63);
    state->may_open = (stops | closing) >> 63;
    state->closed = closing >> 63;
    state->after_cr = returns >> 63;
    state->at += size;
    return true;
}

#if defined(__x86_64__)

/* Far enough ahead to cross into the next page in time. */
enum { AHEAD = 2048 };

static void scan_16(struct csv_scan *scan, size_t end) {
    struct state state = load_state(scan);
    bool going = true;
    while (going && state.at < end)
        going = take_bits(&state, look_16(state.data + state.at, scan->delimiter), STEP);
    keep_state(scan, &state, !going);
}

WIDE static void scan_32(struct csv_scan *scan, size_t end) {
    struct state state = load_state(scan);
    bool going = true;
    while (going && state.at < end) {
        const char *at = state.data + state.at;
        __builtin_prefetch(at + AHEAD);
        going = take_bits(&state, look_32(at, scan->delimiter), STEP);
    }
    keep_state(scan, &state, !going);
}

static void scan_blocks(struct csv_scan *scan, size_t end) {
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt"))
        scan_32(scan, end);
    else
        scan_16(scan, end);
}

static struct bits look(const char *data, char delimiter) {
    return look_16(data, delimiter);
}

#else

static void scan_blocks(struct csv_scan *scan, size_t end) {
    struct state state = load_state(scan);
    bool going = true;
    while (going && state.at < end)
        going = take_bits(&state, look_1(state.data + state.at, scan->delimiter), STEP);
    keep_state(scan, &state, !going);
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
    size_t left = scan->text.size - scan->at, size = scan->text.size;
    char block[STEP];
    memset(block, '\n', sizeof block);
    if (left)
        memcpy(block, scan->text.data + scan->at, left);
    struct state state = load_state(scan);
    bool going = take_bits(&state, look(block, scan->delimiter), (unsigned)left);
    keep_state(scan, &state, !going || state.inside);
    if (scan->stopped)
        return;
    scan->ended = true;
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
