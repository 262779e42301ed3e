/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/mask.h"

#include <string.h>

/* One digit of a number, where it stands. */
struct digit {
    size_t at, size; /* bytes in the text */
    int value;       /* 10 = the X of an ID card */
    bool grouped;    /* a blank or hyphen stands before it */
};

enum { DIGITS_MOST = 19, HEAD = 3, TAIL = 4 };

struct number {
    struct digit digits[DIGITS_MOST];
    size_t count;
    bool plus;
};

/* The value of the digit at `at`, ASCII or full-width; −1 when there is none. */
static int digit_at(struct str text, size_t at, size_t *size) {
    if (at >= text.size)
        return -1;
    if (text.data[at] >= '0' && text.data[at] <= '9') {
        *size = 1;
        return text.data[at] - '0';
    }
    size_t next = at;
    uint32_t code = (unsigned char)text.data[at] == 0xEF ? utf8_next(text, &next) : 0;
    *size = next - at;
    return code >= 0xFF10 && code <= 0xFF19 ? (int)(code - 0xFF10) : -1;
}

static bool is_x(struct str text, size_t at) {
    return at < text.size && (text.data[at] == 'X' || text.data[at] == 'x');
}

/* The digits from `at` on, over one or two blanks, hyphens and brackets; no more than DIGITS_MOST. */
static void read_number(struct str text, size_t at, struct number *number) {
    *number = (struct number){.plus = at < text.size && text.data[at] == '+'};
    at += number->plus;
    int separators = 0;
    while (number->count < DIGITS_MOST) {
        size_t size = 1;
        int value = digit_at(text, at, &size);
        if (value < 0 && number->count == 17 && is_x(text, at))
            value = 10;
        if (value < 0) {
            bool joins =
                at < text.size && memchr(" -()", text.data[at], 4) && number->count && separators < 2;
            if (!joins)
                return;
            separators++;
            at++;
            continue;
        }
        number->digits[number->count++] = (struct digit){at, size, value, separators > 0};
        separators = 0;
        at += size;
        if (value == 10)
            return;
    }
}

/* Does a number end behind `count` digits: no further digit follows without a separator? */
static bool ends_at(struct str text, const struct number *number, size_t count) {
    const struct digit *last = &number->digits[count - 1];
    size_t size;
    return digit_at(text, last->at + last->size, &size) < 0;
}

static int two(const struct number *n, size_t at) {
    return n->digits[at].value * 10 + n->digits[at + 1].value;
}

static bool is_id_card(const struct number *n, size_t count) {
    if (count != 18)
        return false;
    int century = two(n, 6), month = two(n, 10), day = two(n, 12);
    return n->digits[0].value > 0 && (century == 19 || century == 20) && month >= 1 && month <= 12 &&
           day >= 1 && day <= 31;
}

/* ISO/IEC 7812-1, annex B. */
static bool is_bank_card(const struct number *n, size_t count) {
    int first = n->digits[0].value, sum = 0;
    if (count < 13 || first < 3 || first > 6 || n->digits[count - 1].value == 10)
        return false;
    for (size_t i = 0; i < count; i++) {
        int value = n->digits[count - 1 - i].value * (i % 2 ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
}

static bool groups_3_3_4(const struct number *n, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (n->digits[i].grouped != (i == 3 || i == 6))
            return false;
    return count == 10;
}

static bool is_phone(const struct number *n, size_t count) {
    const struct digit *d = n->digits;
    if (count > 15 || d[count - 1].value == 10)
        return false;
    bool mobile = count == 11 && d[0].value == 1 && d[1].value >= 3;
    bool abroad = count == 13 && two(n, 0) == 86 && d[2].value == 1 && d[3].value >= 3;
    bool national = count >= 10 && count <= 12 && d[0].value == 0;
    return mobile || abroad || national || (n->plus && count >= 8) || groups_3_3_4(n, count);
}

/* How many of the digits are a number of a person, the longest such; 0 = none. */
static size_t person_number(struct str text, const struct number *number) {
    for (size_t count = number->count; count >= 8; count--)
        if (ends_at(text, number, count) &&
            (is_id_card(number, count) || is_bank_card(number, count) || is_phone(number, count)))
            return count;
    return 0;
}

/* Writes from `from` to the end of the number, stars for its middle; returns the place behind it. */
static size_t write_masked(struct str text, size_t from, const struct number *number, size_t count,
                           struct buf *out) {
    for (size_t i = 0; i < count; i++) {
        const struct digit *digit = &number->digits[i];
        buf_add(out, str_sub(text, from, digit->at));
        from = digit->at + digit->size;
        if (i < HEAD || i + TAIL >= count)
            buf_add(out, str_sub(text, digit->at, from));
        else
            buf_add_char(out, '*');
    }
    return from;
}

static bool is_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_local(char c) {
    return is_word(c) || (c && strchr("._%+-", c));
}

/* The end of an e-mail address that begins at `at`; `at` when none does. *sign is the place of its @. */
static size_t mail_end(struct str text, size_t at, size_t *sign) {
    size_t end = at;
    while (end < text.size && is_local(text.data[end]))
        end++;
    if (end == at || end >= text.size || text.data[end] != '@')
        return at;
    *sign = end++;
    size_t start = end, dot = 0;
    for (; end < text.size && (is_word(text.data[end]) || text.data[end] == '-' || text.data[end] == '.');
         end++)
        if (text.data[end] == '.' && end > start && end + 1 < text.size && is_word(text.data[end + 1]))
            dot = end;
    return dot ? end : at;
}

/* Masks what begins at *at and moves behind it; false when nothing does. */
static bool mask_here(struct str text, size_t *at, bool run_begins, bool digit_before, struct buf *out) {
    size_t sign = 0, end = run_begins ? mail_end(text, *at, &sign) : *at, size;
    if (end > *at) {
        buf_add_char(out, text.data[*at]);
        buf_add(out, STR("***"));
        buf_add(out, str_sub(text, sign, end));
        *at = end;
        return true;
    }
    bool begins = text.data[*at] == '+' || digit_at(text, *at, &size) >= 0;
    if (!begins || digit_before)
        return false;
    struct number number;
    read_number(text, *at, &number);
    size_t count = person_number(text, &number);
    if (count)
        *at = write_masked(text, *at, &number, count, out);
    return count > 0;
}

bool mask_text(struct str text, struct buf *out) {
    bool masked = false, digit_before = false, run_begins = true;
    for (size_t at = 0; at < text.size;) {
        if (mask_here(text, &at, run_begins, digit_before, out)) {
            masked = run_begins = true;
            digit_before = false;
            continue;
        }
        size_t size = 1;
        digit_before = digit_at(text, at, &size) >= 0;
        if (!digit_before)
            size = 1;
        run_begins = !is_local(text.data[at]);
        buf_add(out, str_sub(text, at, at + size));
        at += size;
    }
    return masked;
}

static bool has_digit(struct str text) {
    size_t size;
    for (size_t at = 0; at < text.size; at++)
        if (digit_at(text, at, &size) >= 0)
            return true;
    return false;
}

static void mask_number_name(struct str name, struct buf *out) {
    size_t characters = 0, from = name.size;
    for (size_t at = 0; at < name.size; characters++)
        utf8_next(name, &at);
    for (size_t kept = 0; characters >= 8 && kept < 4; kept++)
        while (((unsigned char)name.data[--from] & 0xC0) == 0x80)
            ;
    buf_add(out, STR("****"));
    buf_add(out, str_sub(name, from, name.size));
}

void mask_name(struct str name, struct buf *out) {
    if (has_digit(name)) {
        mask_number_name(name, out);
        return;
    }
    bool inside = false;
    for (size_t at = 0; at < name.size;) {
        size_t from = at;
        bool blank = utf8_next(name, &at) == ' ';
        if (blank || !inside)
            buf_add(out, str_sub(name, from, at));
        if (!blank && !inside)
            buf_add(out, STR("**"));
        inside = !blank;
    }
}
