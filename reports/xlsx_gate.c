/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_gate.h"

#include <glib.h>
#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"

static size_t units(uint32_t code) {
    return code >= 0x10000 ? 2 : 1;
}

/* What stands for a character in a cell; 0 = nothing. */
static uint32_t allowed(uint32_t code) {
    if (code == '\n')
        return code;
    if (code == '\t')
        return ' ';
    if (code < 0x20 || (code >= 0x7F && code < 0xA0))
        return 0;
    return code == 0xFFFE || code == 0xFFFF ? 0xFFFD : code;
}

static void add_code(struct buf *out, uint32_t code) {
    char bytes[4];
    size_t size = utf8_encode(code, bytes);
    buf_add(out, (struct str){bytes, size});
}

/* Bytes of the beginning that has at most `most` units. */
static size_t prefix_units(struct str text, size_t most) {
    size_t used = 0, at = 0;
    while (at < text.size) {
        size_t next = at;
        used += units(utf8_next(text, &next));
        if (used > most)
            break;
        at = next;
    }
    return at;
}

static const char *finish(struct arena *arena, struct buf *buf) {
    const char *text = str_cstr(arena, buf_str(buf));
    buf_free(buf);
    return text;
}

const char *xlsx_gate_text(struct arena *arena, struct str text, size_t most) {
    struct buf out = {0};
    for (size_t at = 0; at < text.size;) {
        uint32_t code = allowed(utf8_next(text, &at));
        if (code)
            add_code(&out, code);
    }
    if (prefix_units(buf_str(&out), most) < out.size) {
        out.size = prefix_units(buf_str(&out), most - 1);
        buf_add(&out, STR(ELLIPSIS));
    }
    return finish(arena, &out);
}

/* "_x", four hexadecimal digits, "_". */
static bool is_escape(struct str text, size_t at) {
    if (at + 7 > text.size || text.data[at] != '_' || text.data[at + 1] != 'x' || text.data[at + 6] != '_')
        return false;
    for (size_t i = at + 2; i < at + 6; i++)
        if (!g_ascii_isxdigit(text.data[i]))
            return false;
    return true;
}

static const char *escape(struct arena *arena, struct str safe) {
    struct buf out = {0};
    for (size_t at = 0; at < safe.size; at++) {
        if (is_escape(safe, at))
            buf_add(&out, STR("_x005F"));
        buf_add_char(&out, safe.data[at]);
    }
    return finish(arena, &out);
}

const char *xlsx_gate_cell(struct arena *arena, struct str text) {
    struct str safe = str_of(xlsx_gate_text(arena, text, XLSX_CELL_MOST));
    if (str_find(safe, STR("_x")) == safe.size)
        return safe.data;
    struct str escaped = str_of(escape(arena, safe));
    if (prefix_units(escaped, XLSX_CELL_MOST) == escaped.size)
        return escaped.data;
    /* An escape doubles the length of seven characters at most. */
    return escape(arena, str_of(xlsx_gate_text(arena, text, XLSX_CELL_MOST / 2)));
}

/* ---- sheet names ---- */

static struct str trim_name(struct str name) {
    name = str_trim(name);
    while (name.size && name.data[0] == '\'')
        name = str_sub(name, 1, name.size);
    while (name.size && name.data[name.size - 1] == '\'')
        name.size--;
    return str_trim(name);
}

static struct str plain_name(struct arena *arena, struct str name) {
    struct buf out = {0};
    for (size_t at = 0; at < name.size;) {
        uint32_t code = allowed(utf8_next(name, &at));
        if (code == '\n' || (code && code < 0x80 && strchr("[]:*?/\\", (int)code)))
            code = ' ';
        bool again = code == ' ' && out.size && out.data[out.size - 1] == ' ';
        if (code && !again)
            add_code(&out, code);
    }
    struct str clean = trim_name(str_of(finish(arena, &out)));
    clean.size = prefix_units(clean, XLSX_NAME_MOST);
    clean = trim_name(clean);
    if (clean.size == 0)
        return STR("Sheet");
    /* Excel keeps "History" for itself. */
    return str_equal_ascii_nocase(clean, STR("history")) ? STR("History 1") : clean;
}

static bool same_name(const char *a, const char *b) {
    char *left = g_utf8_casefold(a, -1), *right = g_utf8_casefold(b, -1);
    bool same = strcmp(left, right) == 0;
    g_free(left);
    g_free(right);
    return same;
}

static bool is_taken(const char *name, const char *const *taken, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (same_name(name, taken[i]))
            return true;
    return false;
}

const char *xlsx_gate_sheet(struct arena *arena, struct str name, const char *const *taken, size_t count) {
    struct str plain = plain_name(arena, name);
    const char *candidate = str_cstr(arena, plain);
    for (unsigned number = 2; is_taken(candidate, taken, count); number++) {
        struct str suffix = str_printf(arena, " (%u)", number);
        struct str front = str_sub(plain, 0, prefix_units(plain, XLSX_NAME_MOST - suffix.size));
        candidate = str_printf(arena, STR_FMT STR_FMT, STR_ARG(str_trim(front)), STR_ARG(suffix)).data;
    }
    return candidate;
}

const char *xlsx_gate_defined(struct arena *arena, struct str key) {
    struct buf out = {0};
    buf_add(&out, STR("kpi_"));
    for (size_t i = 0; i < key.size && out.size < 200; i++) {
        char c = key.data[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        buf_add_char(&out, plain ? c : '_');
    }
    return finish(arena, &out);
}
