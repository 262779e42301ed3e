/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/charset_wide.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define WIDE __attribute__((target("avx2,bmi")))
#define INLINE static inline __attribute__((always_inline))

static bool has_wide(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}

/* Copies 32 bytes, of which those before the first one above ASCII count. */
WIDE INLINE unsigned copy_ascii(const char *from, char *to) {
    __m256i block = _mm256_loadu_si256((const __m256i *)(const void *)from);
    _mm256_storeu_si256((__m256i *)(void *)to, block);
    unsigned above = (unsigned)_mm256_movemask_epi8(block);
    return above ? _tzcnt_u32(above) : 32;
}

/* The three low bytes of each of eight numbers, one behind the other; 28 bytes are written. */
WIDE INLINE void put_three_bytes(__m256i packed, char *to) {
    const __m256i close_up = _mm256_setr_epi8(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1, 0, 1, 2,
                                              4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1);
    __m256i closed = _mm256_shuffle_epi8(packed, close_up);
    _mm_storeu_si128((__m128i *)(void *)to, _mm256_castsi256_si128(closed));
    _mm_storeu_si128((__m128i *)(void *)(to + 12), _mm256_extracti128_si256(closed, 1));
}

/* How many of the eight from the first on are marked. */
WIDE INLINE unsigned count_marked(__m256i marks) {
    unsigned bits = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(marks));
    return _tzcnt_u32(~bits & 0x1FF);
}

WIDE INLINE __m128i swap_bytes(__m128i units) {
    return _mm_or_si128(_mm_slli_epi16(units, 8), _mm_srli_epi16(units, 8));
}

/* Eight pairs looked up at once. A pair counts when its first byte is above ASCII (the sign of the 16 bits)
 * and it becomes three bytes. */
WIDE INLINE unsigned put_pairs(const uint32_t *pairs, const char *from, char *to) {
    __m128i codes = swap_bytes(_mm_loadu_si128((const __m128i *)(const void *)from));
    __m256i wide = _mm256_cvtepi16_epi32(codes);
    __m256i index = _mm256_and_si256(wide, _mm256_set1_epi32(0x7FFF));
    __m256i packed = _mm256_i32gather_epi32((const int *)(const void *)pairs, index, 4);
    __m256i three = _mm256_cmpeq_epi32(_mm256_srli_epi32(packed, 24), _mm256_set1_epi32(3));
    put_three_bytes(packed, to);
    return count_marked(_mm256_and_si256(three, wide));
}

/* Where all of a block is taken, the next one is begun by a foreseen branch and not by a count that waits for
 * the look-up. */
WIDE static size_t decode_table(const uint32_t *pairs, struct str bytes, size_t at, char **out) {
    char *to = *out;
    for (;;) {
        for (unsigned taken; at + 32 <= bytes.size; at += 32, to += 32)
            if ((taken = copy_ascii(bytes.data + at, to)) != 32) {
                at += taken;
                to += taken;
                break;
            }
        size_t before = at;
        for (unsigned taken; pairs && at + 16 <= bytes.size; at += 16, to += 24)
            if ((taken = put_pairs(pairs, bytes.data + at, to)) != 8) {
                at += 2 * taken;
                to += 3 * taken;
                break;
            }
        if (at == before)
            break;
    }
    *out = to;
    return at;
}

size_t charset_wide_table(const uint32_t *pairs, struct str bytes, size_t at, char **out) {
    return has_wide() ? decode_table(pairs, bytes, at, out) : at;
}

/* Units below 0x80 are ASCII; eight bytes are written. */
WIDE INLINE unsigned put_ascii_units(__m128i units, char *to) {
    __m128i high = _mm_and_si128(units, _mm_set1_epi16((short)0xFF80));
    unsigned above = ~(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi16(high, _mm_setzero_si128()));
    _mm_storel_epi64((__m128i *)(void *)to, _mm_packus_epi16(units, units));
    return _tzcnt_u32(above) / 2;
}

/* Units from 0x800 on, but for the halves of pairs. */
WIDE INLINE unsigned put_wide_units(__m128i units, char *to) {
    __m256i code = _mm256_cvtepu16_epi32(units);
    __m256i first = _mm256_srli_epi32(code, 12);
    __m256i second = _mm256_and_si256(_mm256_slli_epi32(code, 2), _mm256_set1_epi32(0x3F00));
    __m256i third = _mm256_and_si256(_mm256_slli_epi32(code, 16), _mm256_set1_epi32(0x3F0000));
    __m256i packed =
        _mm256_or_si256(_mm256_or_si256(first, second), _mm256_or_si256(third, _mm256_set1_epi32(0x8080E0)));
    __m256i half =
        _mm256_cmpeq_epi32(_mm256_and_si256(code, _mm256_set1_epi32(0xF800)), _mm256_set1_epi32(0xD800));
    __m256i long_one = _mm256_cmpgt_epi32(code, _mm256_set1_epi32(0x7FF));
    put_three_bytes(packed, to);
    return count_marked(_mm256_andnot_si256(half, long_one));
}

WIDE static size_t decode_units(bool big_endian, struct str bytes, size_t at, char **out) {
    char *to = *out;
    while (at + 16 <= bytes.size) {
        __m128i units = _mm_loadu_si128((const __m128i *)(const void *)(bytes.data + at));
        units = big_endian ? swap_bytes(units) : units;
        unsigned ascii = put_ascii_units(units, to);
        unsigned wide = ascii ? 0 : put_wide_units(units, to);
        at += 2 * (ascii + wide);
        to += ascii + 3 * wide;
        if (ascii + wide == 0)
            break;
    }
    *out = to;
    return at;
}

size_t charset_wide_units(bool big_endian, struct str bytes, size_t at, char **out) {
    return has_wide() ? decode_units(big_endian, bytes, at, out) : at;
}

#else

size_t charset_wide_table(const uint32_t *pairs, struct str bytes, size_t at, char **out) {
    (void)pairs;
    (void)bytes;
    (void)out;
    return at;
}

size_t charset_wide_units(bool big_endian, struct str bytes, size_t at, char **out) {
    (void)big_endian;
    (void)bytes;
    (void)out;
    return at;
}

#endif
