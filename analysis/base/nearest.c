/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/nearest.h"

static unsigned char lower(char c) {
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

size_t nearest_distance(struct str a, struct str b) {
    if (a.size > NEAREST_LONGEST || b.size > NEAREST_LONGEST)
        return str_equal_ascii_nocase(a, b) ? 0 : NEAREST_LONGEST;
    size_t rows[3][NEAREST_LONGEST + 1]; /* the line being filled and the two before it */
    for (size_t j = 0; j <= b.size; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        size_t *line = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        line[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            unsigned char x = lower(a.data[i - 1]), y = lower(b.data[j - 1]);
            line[j] = least(least(above[j], line[j - 1]) + 1, above[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == lower(b.data[j - 2]) && lower(a.data[i - 2]) == y)
                line[j] = least(line[j], above2[j - 2] + 1);
        }
    }
    return rows[a.size % 3][b.size];
}

static bool begins(struct str text, struct str start) {
    return start.size >= 3 && start.size < text.size &&
           str_equal_ascii_nocase(str_sub(text, 0, start.size), start);
}

bool nearest_is_near(struct str a, struct str b) {
    size_t allowed = b.size < 6 ? 1 : b.size / 3;
    return nearest_distance(a, b) <= allowed || begins(a, b) || begins(b, a);
}
