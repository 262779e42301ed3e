/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/field.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool needs_quotes(struct str text) {
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] == '"' || text.data[i] == ',' || text.data[i] == '\n' || text.data[i] == '\r')
            return true;
    return false;
}

void field_add(struct buf *out, struct str text) {
    if (!needs_quotes(text)) {
        buf_add(out, text);
        return;
    }
    buf_add_char(out, '"');
    while (text.size) {
        size_t quote = str_find_char(text, '"');
        buf_add(out, str_sub(text, 0, quote));
        if (quote < text.size)
            buf_add(out, STR("\"\""));
        text = str_sub(text, quote + (quote < text.size), text.size);
    }
    buf_add_char(out, '"');
}

static bool is_whole(struct str number) {
    bool whole = number.size > 0;
    for (size_t i = 0; i < number.size; i++)
        whole &= number.data[i] >= '0' && number.data[i] <= '9';
    return whole;
}

void field_add_number(struct buf *out, struct str number) {
    char text[64], *end;
    if (is_whole(number) || number.size >= sizeof text) {
        field_add(out, number);
        return;
    }
    memcpy(text, number.data, number.size);
    text[number.size] = '\0';
    double value = strtod(text, &end);
    if (*end || end == text || !isfinite(value)) {
        field_add(out, number);
        return;
    }
    int size = snprintf(text, sizeof text, "%.15g", value);
    if (strchr(text, 'e') && fabs(value) < 1) /* 1e-05 */
        size = snprintf(text, sizeof text, "%.20f", value);
    if (strchr(text, 'e'))
        field_add(out, number);
    else
        buf_add(out, (struct str){text, (size_t)size});
}
