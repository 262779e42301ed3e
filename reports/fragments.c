/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/fragments.h"

#include "analysis/base/bundle.h"
#include "reports/labels.h"

#include <string.h>

/* ---- escaping ---- */

static bool shown(uint32_t code) {
    if (code < 0x20)
        return code == '\t' || code == '\n';
    if (code >= 0x7F && code < 0xA0)
        return false;
    return (code & 0xFFFE) != 0xFFFE && !(code >= 0xFDD0 && code <= 0xFDEF);
}

static void add_code(struct buf *out, uint32_t code) {
    char bytes[4];
    if (shown(code))
        buf_add(out, (struct str){bytes, utf8_encode(code, bytes)});
}

void html_escape(struct buf *out, struct str text) {
    for (size_t at = 0; at < text.size;) {
        uint32_t code = utf8_next(text, &at);
        switch (code) {
        case '&':
            buf_add(out, STR("&amp;"));
            break;
        case '<':
            buf_add(out, STR("&lt;"));
            break;
        case '>':
            buf_add(out, STR("&gt;"));
            break;
        case '"':
            buf_add(out, STR("&quot;"));
            break;
        case '\'':
            buf_add(out, STR("&#39;"));
            break;
        default:
            add_code(out, code);
        }
    }
}

/* ---- reading ---- */

#define MARK "<!-- "

/* Where the next fragment's line starts, at a line start; the end when there is none. */
static size_t next_mark(struct str bytes, size_t at) {
    while (at < bytes.size && !str_starts(str_sub(bytes, at, bytes.size), STR(MARK))) {
        at += str_find_char(str_sub(bytes, at, bytes.size), '\n');
        at += at < bytes.size;
    }
    return at;
}

void fragments_open(struct fragments *fragments, const char *file, enum lang lang, struct buf *out) {
    *fragments = (struct fragments){.out = out, .lang = lang};
    const struct bundle_file *found = bundle_find(file);
    if (!found)
        return;
    struct str bytes = found->bytes;
    for (size_t at = next_mark(bytes, 0); at < bytes.size && fragments->count < FRAGMENTS_MOST;) {
        struct str rest = str_sub(bytes, at + strlen(MARK), bytes.size);
        size_t line = str_find_char(rest, '\n') + strlen(MARK) + 1;
        size_t next = next_mark(bytes, at + line);
        fragments->list[fragments->count++] = (struct fragment){
            .name = str_sub(rest, 0, str_find_char(rest, ':')), .bytes = str_sub(bytes, at + line, next)};
        at = next;
    }
}

static struct str fragment_bytes(const struct fragments *fragments, const char *name) {
    for (size_t i = 0; i < fragments->count; i++)
        if (str_equal(fragments->list[i].name, str_of(name)))
            return fragments->list[i].bytes;
    return STR("");
}

/* ---- writing ---- */

static void fill_slot(struct fragments *fragments, struct str name, const struct slot *slots) {
    const struct str prefix = STR("label:");
    if (str_starts(name, prefix)) {
        char id[128] = "";
        struct str text = str_sub(name, prefix.size, name.size);
        if (text.size < sizeof id)
            memcpy(id, text.data, text.size);
        html_escape(fragments->out, label(fragments->lang, id));
        return;
    }
    for (; slots && slots->name; slots++)
        if (str_equal(str_of(slots->name), name)) {
            html_escape(fragments->out, slots->text);
            return;
        }
}

static void fill(struct fragments *fragments, struct str bytes, const struct slot *slots) {
    while (bytes.size) {
        size_t open = str_find(bytes, STR("{{"));
        buf_add(fragments->out, str_sub(bytes, 0, open));
        if (open == bytes.size)
            return;
        bytes = str_sub(bytes, open + 2, bytes.size);
        size_t end = str_find(bytes, STR("}}"));
        fill_slot(fragments, str_sub(bytes, 0, end), slots);
        bytes = str_sub(bytes, end + 2 < bytes.size ? end + 2 : bytes.size, bytes.size);
    }
}

#define OPENING STR("{{>}}")

void fragment_put(struct fragments *fragments, const char *name, const struct slot *slots) {
    fill(fragments, fragment_bytes(fragments, name), slots);
}

void fragment_begin(struct fragments *fragments, const char *name, const struct slot *slots) {
    struct str bytes = fragment_bytes(fragments, name);
    fill(fragments, str_sub(bytes, 0, str_find(bytes, OPENING)), slots);
}

void fragment_end(struct fragments *fragments, const char *name) {
    struct str bytes = fragment_bytes(fragments, name);
    size_t behind = str_find(bytes, OPENING) + OPENING.size;
    fill(fragments, str_sub(bytes, behind < bytes.size ? behind : bytes.size, bytes.size), NULL);
}
