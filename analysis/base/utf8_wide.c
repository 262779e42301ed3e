/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/utf8_wide.h"

#include <stdbool.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define WIDE __attribute__((target("avx2")))
#define INLINE static inline __attribute__((always_inline))

/* What may be wrong with a pair of neighbouring bytes. Three tables, asked with the high half of the first,
 * the low half of the first and the high half of the second byte, each say which of these it does not
 * exclude; what all three leave is wrong. */
enum {
    TOO_SHORT = 1 << 0,   /* a lead byte, then no continuation */
    TOO_LONG = 1 << 1,    /* ASCII, then a continuation */
    OVERLONG_3 = 1 << 2,  /* E0 80 … E0 9F */
    TOO_LARGE = 1 << 3,   /* F4 90 and more, F5 and more */
    SURROGATE = 1 << 4,   /* ED A0 … ED BF */
    OVERLONG_2 = 1 << 5,  /* C0, C1 */
    TOO_LARGE_2 = 1 << 6, /* F5 80 and more; with OVERLONG_4 F0 80 … F0 8F */
    TWO_CONTS = 1 << 7,   /* two continuations: right only as third or fourth byte */
    OVERLONG_4 = 1 << 6,
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS
};

WIDE INLINE __m256i table(const unsigned char *bytes) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

static const unsigned char first_high[16] = {TOO_LONG,
                                             TOO_LONG,
                                             TOO_LONG,
                                             TOO_LONG,
                                             TOO_LONG,
                                             TOO_LONG,
                                             TOO_LONG,
                                             TOO_LONG,
                                             TWO_CONTS,
                                             TWO_CONTS,
                                             TWO_CONTS,
                                             TWO_CONTS,
                                             TOO_SHORT | OVERLONG_2,
                                             TOO_SHORT,
                                             TOO_SHORT | OVERLONG_3 | SURROGATE,
                                             TOO_SHORT | TOO_LARGE | TOO_LARGE_2 | OVERLONG_4};

static const unsigned char first_low[16] = {CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4,
                                            CARRY | OVERLONG_2,
                                            CARRY,
                                            CARRY,
                                            CARRY | TOO_LARGE,
                                            CARRY | TOO_LARGE | TOO_LARGE_2,
                                            CARRY | TOO_LARGE | TOO_LARGE_2,
                                            CARRY | TOO_LARGE | TOO_LARGE_2,
                                            CARRY | TOO_LARGE | TOO_LARGE_2,
                                            CARRY | TOO_LARGE | TOO_LARGE_2,
                                            CARRY | TOO_LARGE | TOO_LARGE_2,
                                            CARRY | TOO_LARGE | TOO_LARGE_2,
                                            CARRY | TOO_LARGE | TOO_LARGE_2,
                                            CARRY | TOO_LARGE | TOO_LARGE_2 | SURROGATE,
                                            CARRY | TOO_LARGE | TOO_LARGE_2,
                                            CARRY | TOO_LARGE | TOO_LARGE_2};

static const unsigned char second_high[16] = {TOO_SHORT,
                                              TOO_SHORT,
                                              TOO_SHORT,
                                              TOO_SHORT,
                                              TOO_SHORT,
                                              TOO_SHORT,
                                              TOO_SHORT,
                                              TOO_SHORT,
                                              TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE_2 |
                                                  OVERLONG_4,
                                              TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE,
                                              TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE,
                                              TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE,
                                              TOO_SHORT,
                                              TOO_SHORT,
                                              TOO_SHORT,
                                              TOO_SHORT};

/* The block moved on by `n` bytes, the last ones of the block before first. */
#define SHIFTED(block, before, n)                                                                            \
    _mm256_alignr_epi8(block, _mm256_permute2x128_si256(before, block, 0x21), 16 - (n))

WIDE INLINE __m256i high_halves(__m256i bytes) {
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

/* Not zero where something is wrong in the block, given the one before it. */
WIDE INLINE __m256i errors(__m256i block, __m256i before) {
    __m256i one = SHIFTED(block, before, 1), two = SHIFTED(block, before, 2),
            three = SHIFTED(block, before, 3);
    __m256i pair =
        _mm256_and_si256(_mm256_and_si256(_mm256_shuffle_epi8(table(first_high), high_halves(one)),
                                          _mm256_shuffle_epi8(table(first_low),
                                                              _mm256_and_si256(one, _mm256_set1_epi8(0x0F)))),
                         _mm256_shuffle_epi8(table(second_high), high_halves(block)));
    /* Behind the lead of three two bytes before, or of four three bytes before, two continuations are right.
     */
    __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8((char)(0xE0 - 0x80)));
    __m256i fourth = _mm256_subs_epu8(three, _mm256_set1_epi8((char)(0xF0 - 0x80)));
    __m256i wanted = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(pair, wanted);
}

/* All of the blocks of 32 bytes from the start on are right, as far as they go: their last character may be
 * cut. */
WIDE static size_t valid_blocks(const char *data, size_t size) {
    __m256i before = _mm256_setzero_si256();
    size_t at = 0;
    for (; at + 32 <= size; at += 32) {
        __m256i block = _mm256_loadu_si256((const __m256i *)(const void *)(data + at));
        if (_mm256_movemask_epi8(_mm256_or_si256(block, before)) == 0)
            continue;
        __m256i wrong = errors(block, before);
        if (!_mm256_testz_si256(wrong, wrong))
            break;
        before = block;
    }
    return at;
}

size_t utf8_wide_prefix(const char *data, size_t size) {
    if (size < 64 || !__builtin_cpu_supports("avx2"))
        return 0;
    size_t at = valid_blocks(data, size);
    /* Back to the start of the last character, which may go on behind the blocks. */
    for (int i = 0; i < 4 && at > 0; i++)
        if (((unsigned char)data[--at] & 0xC0) != 0x80)
            break;
    return at;
}

#else

size_t utf8_wide_prefix(const char *data, size_t size) {
    (void)data;
    (void)size;
    return 0;
}

#endif
