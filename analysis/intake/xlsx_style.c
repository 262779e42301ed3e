/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/xlsx_parts.h"

/* ECMA-376 part 1, 18.8.30: the built-in formats, with those of the East Asian editions of Excel. Where these
 * differ between languages it does not matter here: a "time" of a day or more is shown with its date. */
enum xlsx_style xlsx_style_of_number(unsigned number) {
    if (number == 22)
        return XLSX_MOMENT;
    if ((number >= 14 && number <= 17) || (number >= 27 && number <= 31) || number == 36 ||
        (number >= 50 && number <= 54) || number == 57 || number == 58)
        return XLSX_DATE;
    if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35) || number == 45 || number == 47 ||
        number == 55 || number == 56)
        return XLSX_TIME;
    return number == 46 ? XLSX_ELAPSED : XLSX_PLAIN;
}

/* Which signs stand in a format code outside quotes. */
struct seen {
    bool year, month, day, hour, second, elapsed, digit, other;
    unsigned zeros;
};

static void see(struct seen *seen, char c) {
    switch (c | 0x20) {
    case 'y':
    case 'e':
        seen->year = true;
        break;
    case 'm':
        seen->month = true;
        break;
    case 'd':
        seen->day = true;
        break;
    case 'h':
        seen->hour = true;
        break;
    case 's':
        seen->second = true;
        break;
    default:
        break;
    }
    seen->zeros += c == '0';
    seen->digit |= c == '0' || c == '#' || c == '?';
    seen->other |= c != '0';
}

/* "[h]", "[mm]", "[ss]" show elapsed time; "[Red]", "[$-804]", "[>100]" nothing. */
static size_t skip_brackets(struct str code, size_t at, struct seen *seen) {
    size_t end = at + 1;
    bool same = true;
    for (; end < code.size && code.data[end] != ']'; end++)
        same &= (code.data[end] | 0x20) == (code.data[at + 1] | 0x20);
    char letter = at + 1 < code.size ? (char)(code.data[at + 1] | 0x20) : ' ';
    seen->elapsed |= same && end > at + 1 && (letter == 'h' || letter == 'm' || letter == 's');
    seen->other = true;
    return end;
}

static struct seen see_all(struct str code) {
    struct seen seen = {0};
    bool quoted = false;
    for (size_t at = 0; at < code.size; at++) {
        char c = code.data[at];
        if (c == '"') {
            quoted = !quoted;
            seen.other = true;
        } else if (quoted) {
            continue;
        } else if (c == ';') {
            break; /* what follows is for negative numbers */
        } else if (c == '\\' || c == '_' || c == '*') {
            at++;
            seen.other = true;
        } else if (c == '[') {
            at = skip_brackets(code, at, &seen);
        } else {
            see(&seen, c);
        }
    }
    return seen;
}

enum xlsx_style xlsx_style_of_code(struct str code) {
    enum { MOST_ZEROS = 32 };
    if (str_find(code, STR("General")) < code.size)
        return XLSX_PLAIN;
    struct seen seen = see_all(code);
    if (seen.elapsed)
        return XLSX_ELAPSED;
    if (seen.zeros > 1 && !seen.other && seen.zeros <= MOST_ZEROS)
        return (enum xlsx_style)(XLSX_ZEROS + seen.zeros);
    bool time = seen.hour || seen.second;
    bool date = seen.day || (seen.month && !time) || (seen.year && !seen.digit) || (seen.year && seen.month);
    if (seen.digit && !seen.second) /* "0.00E+00", "# ?/?" */
        return XLSX_PLAIN;
    return date ? (time ? XLSX_MOMENT : XLSX_DATE) : time ? XLSX_TIME : XLSX_PLAIN;
}
