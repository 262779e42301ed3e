/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text_width.h"

#include <glib.h>

#define ELLIPSIS "\xE2\x80\xA6"

enum { NO_BREAK_SPACE = 0xA0 };

static size_t char_width(uint32_t code) {
    if (code < 0x7F)
        return code >= 0x20;
    if (g_unichar_iszerowidth(code))
        return 0;
    return g_unichar_iswide(code) ? 2 : 1;
}

size_t text_width(struct str text) {
    size_t width = 0;
    for (size_t at = 0; at < text.size;)
        width += char_width(utf8_next(text, &at));
    return width;
}

static bool is_control(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069); /* bidi overrides */
}

static bool is_clean(struct str text) {
    if (utf8_valid_prefix(text) != text.size)
        return false;
    for (size_t at = 0; at < text.size;)
        if (is_control(utf8_next(text, &at)))
            return false;
    return true;
}

struct str text_clean(struct arena *arena, struct str text) {
    if (is_clean(text))
        return text;
    struct buf out = {0};
    for (size_t at = 0; at < text.size;) {
        char bytes[4];
        uint32_t code = utf8_next(text, &at);
        size_t size = utf8_encode(is_control(code) ? ' ' : code, bytes);
        buf_add(&out, (struct str){bytes, size});
    }
    struct str clean = str_copy(arena, buf_str(&out));
    buf_free(&out);
    return clean;
}

/* The longest beginning of at most `width` columns. */
static size_t prefix_within(struct str text, size_t width) {
    size_t used = 0, at = 0;
    while (at < text.size) {
        size_t next = at;
        used += char_width(utf8_next(text, &next));
        if (used > width)
            return at;
        at = next;
    }
    return at;
}

struct str text_cut(struct arena *arena, struct str text, size_t width) {
    if (text_width(text) <= width)
        return text;
    size_t end = prefix_within(text, width ? width - 1 : 0);
    return str_printf(arena, "%.*s" ELLIPSIS, (int)end, text.data);
}

/* Punctuation that must not start, or end, a line (after the Chinese rules GB/T 15834 and JIS X 4051). */
static bool in_set(uint32_t code, struct str set) {
    for (size_t at = 0; at < set.size;)
        if (utf8_next(set, &at) == code)
            return true;
    return false;
}

static bool closes(uint32_t code) {
    return in_set(code, STR("，。、；：？！）」』》】〉”’…%％‰℃,.;:?!)]}"));
}

static bool opens(uint32_t code) {
    return in_set(code, STR("（「『《【〈“‘([{"));
}

/* Whether a line may end between two neighbours. */
static bool may_break(uint32_t before, uint32_t after) {
    if (after == ' ')
        return true;
    if (before == NO_BREAK_SPACE || after == NO_BREAK_SPACE)
        return false;
    if (closes(after) || opens(before))
        return false;
    return before == ' ' || char_width(before) == 2 || char_width(after) == 2;
}

/* Bytes of the first line; always at least one character. */
static size_t line_end(struct str text, size_t width) {
    size_t full = prefix_within(text, width), best = 0;
    if (full == text.size)
        return full;
    for (size_t at = 0; at < full;) {
        uint32_t code = utf8_next(text, &at);
        size_t peek = at;
        uint32_t after = utf8_next(text, &peek);
        if (may_break(code, after))
            best = at;
    }
    if (best)
        return best;
    size_t one = 0;
    utf8_next(text, &one);
    return full ? full : one;
}

static struct str skip_blanks(struct str text) {
    while (text.size && text.data[0] == ' ')
        text = str_sub(text, 1, text.size);
    return text;
}

size_t text_wrap(struct arena *arena, struct str text, size_t width, size_t most, struct str *lines) {
    size_t count = 0;
    for (text = skip_blanks(text); text.size && count < most; text = skip_blanks(text)) {
        size_t end = line_end(text, width);
        if (count + 1 == most && end < text.size) {
            lines[count++] = text_cut(arena, text, width);
            break;
        }
        lines[count++] = str_trim(str_sub(text, 0, end));
        text = str_sub(text, end, text.size);
    }
    return count;
}

static void add_blanks(struct buf *out, size_t used, size_t width) {
    for (; used < width; used++)
        buf_add_char(out, ' ');
}

void text_left(struct buf *out, struct str text, size_t width) {
    buf_add(out, text);
    add_blanks(out, text_width(text), width);
}

void text_right(struct buf *out, struct str text, size_t width) {
    add_blanks(out, text_width(text), width);
    buf_add(out, text);
}
