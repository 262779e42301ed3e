/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/values.h"

#include <string.h>

bool words_hold(const struct words *words, struct str word) {
    for (size_t i = 0; i < words->count; i++)
        if (str_equal_ascii_nocase(words->items[i], word))
            return true;
    return false;
}

bool words_hold_mark(const struct words *words, struct str word) {
    int64_t mark, other;
    if (words_hold(words, word))
        return true;
    if (!value_number(word, '.', &mark))
        return false;
    for (size_t i = 0; i < words->count; i++)
        if (value_number(words->items[i], '.', &other) && mark == other)
            return true;
    return false;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool cut_start(struct str *text, struct str prefix) {
    if (!str_starts(*text, prefix))
        return false;
    *text = str_trim(str_sub(*text, prefix.size, text->size));
    return true;
}

static bool cut_end(struct str *text, struct str suffix) {
    if (!str_ends(*text, suffix))
        return false;
    *text = str_trim(str_sub(*text, 0, text->size - suffix.size));
    return true;
}

static void cut_currency(struct str *text) {
    static const struct str signs[] = {STR_INIT("¥"), STR_INIT("￥"), STR_INIT("$"), STR_INIT("£"),
                                       STR_INIT("€")};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (cut_start(text, signs[i]) || cut_end(text, signs[i]))
            return;
    cut_end(text, STR("元"));
}

/* Bytes of the separator of thousands at the start, 0 when there is none. */
static size_t thousands_at(struct str text, char decimal) {
    if (text.size && (text.data[0] == (decimal == ',' ? '.' : ',') || text.data[0] == ' '))
        return 1;
    return str_starts(text, STR("\xC2\xA0")) ? 2 : 0;
}

static bool add_digit(int64_t *sum, char digit) {
    return !__builtin_mul_overflow(*sum, 10, sum) && !__builtin_add_overflow(*sum, digit - '0', sum);
}

/* Digits before the decimal mark, in groups of three once a separator was met. */
static bool take_whole(struct str *text, char decimal, int64_t *sum, size_t *digits) {
    size_t group = 0;
    bool grouped = false;
    while (text->size) {
        size_t separator = thousands_at(*text, decimal);
        if (is_digit(text->data[0])) {
            if (!add_digit(sum, text->data[0]))
                return false;
            ++*digits;
            group++;
            *text = str_sub(*text, 1, text->size);
        } else if (separator && group >= 1 && (grouped ? group == 3 : group <= 3)) {
            grouped = true;
            group = 0;
            *text = str_sub(*text, separator, text->size);
        } else
            break;
    }
    return !grouped || group == 3;
}

/* Four digits behind the mark and what the fifth one rounds; the rest must be digits. */
static bool take_fraction(struct str text, int64_t *sum, size_t *digits) {
    size_t places = 0;
    bool up = false;
    for (size_t i = 0; i < text.size; i++, places++) {
        if (!is_digit(text.data[i]) || (places < 4 && !add_digit(sum, text.data[i])))
            return false;
        up |= places == 4 && text.data[i] >= '5';
    }
    *digits += places;
    for (; places < 4; places++)
        if (!add_digit(sum, '0'))
            return false;
    return !__builtin_add_overflow(*sum, (int64_t)up, sum);
}

bool value_number(struct str cell, char decimal, int64_t *value) {
    struct str text = str_trim(cell);
    bool negative = str_starts(text, STR("(")) && str_ends(text, STR(")"));
    if (negative)
        text = str_trim(str_sub(text, 1, text.size - 1));
    else if (cut_start(&text, STR("-")))
        negative = true;
    else
        cut_start(&text, STR("+"));
    cut_currency(&text);
    if (!negative)
        negative = cut_start(&text, STR("-"));
    int64_t sum = 0;
    size_t digits = 0;
    if (!take_whole(&text, decimal, &sum, &digits))
        return false;
    if (text.size && text.data[0] != decimal)
        return false;
    if (!take_fraction(text.size ? str_sub(text, 1, text.size) : text, &sum, &digits) || digits == 0)
        return false;
    *value = negative ? -sum : sum;
    return true;
}

struct str value_id(struct str cell) {
    struct str id = str_trim(cell);
    if (id.size && id.data[0] == '\'')
        id = str_trim(str_sub(id, 1, id.size));
    if (!str_starts(id, STR("=\"")) || !str_ends(id, STR("\"")))
        return id;
    size_t quotes = str_starts(id, STR("=\"\"")) && str_ends(id, STR("\"\"")) && id.size >= 5 ? 2 : 1;
    if (id.size < 1 + 2 * quotes)
        return id;
    return str_trim(str_sub(id, 1 + quotes, id.size - quotes));
}

bool value_is_scientific(struct str id) {
    size_t at = 0, digits = 0, marks = 0;
    for (; at < id.size && (is_digit(id.data[at]) || id.data[at] == '.' || id.data[at] == ','); at++)
        *(is_digit(id.data[at]) ? &digits : &marks) += 1;
    if (!digits || marks > 1 || at + 1 >= id.size || (id.data[at] | 0x20) != 'e')
        return false;
    bool sign = id.data[++at] == '+';
    at += sign;
    if (at == id.size || (!sign && !marks)) /* 12E45 may well be an id */
        return false;
    while (at < id.size && is_digit(id.data[at]))
        at++;
    return at == id.size;
}
