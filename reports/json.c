/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/json.h"

#include "reports/format.h"

#include <math.h>

#define REPLACEMENT "\xEF\xBF\xBD"

static void add_control(struct buf *out, unsigned char byte) {
    switch (byte) {
    case '\n':
        buf_add(out, STR("\\n"));
        break;
    case '\r':
        buf_add(out, STR("\\r"));
        break;
    case '\t':
        buf_add(out, STR("\\t"));
        break;
    default:
        buf_printf(out, "\\u%04x", byte);
    }
}

static void add_valid(struct buf *out, struct str text) {
    size_t from = 0;
    for (size_t at = 0; at < text.size; at++) {
        unsigned char byte = (unsigned char)text.data[at];
        if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F)
            continue;
        buf_add(out, str_sub(text, from, at));
        if (byte == '"' || byte == '\\') {
            buf_add_char(out, '\\');
            buf_add_char(out, (char)byte);
        } else {
            add_control(out, byte);
        }
        from = at + 1;
    }
    buf_add(out, str_sub(text, from, text.size));
}

void json_quote(struct buf *out, struct str text) {
    buf_add_char(out, '"');
    while (text.size) {
        size_t valid = utf8_valid_prefix(text);
        add_valid(out, str_sub(text, 0, valid));
        if (valid == text.size)
            break;
        buf_add(out, STR(REPLACEMENT));
        text = str_sub(text, valid + 1, text.size);
    }
    buf_add_char(out, '"');
}

static void new_line(struct json *json) {
    buf_add_char(json->out, '\n');
    for (unsigned i = 0; i < json->depth; i++)
        buf_add(json->out, STR("  "));
}

/* What stands before a member: a comma and its place, or nothing behind a key. */
static void begin_member(struct json *json) {
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->depth == 0)
        return;
    bool *filled = &json->filled[json->depth - 1];
    if (*filled)
        buf_add_char(json->out, ',');
    if (json->line_depth == 0)
        new_line(json);
    else if (*filled)
        buf_add_char(json->out, ' ');
    *filled = true;
}

static void open_level(struct json *json, char bracket, bool line) {
    begin_member(json);
    buf_add_char(json->out, bracket);
    if (json->depth < JSON_DEPTH)
        json->filled[json->depth] = false;
    json->depth++;
    if (line || json->line_depth)
        json->line_depth++;
}

static void close_level(struct json *json, char bracket) {
    json->depth--;
    if (json->line_depth)
        json->line_depth--;
    else if (json->filled[json->depth])
        new_line(json);
    buf_add_char(json->out, bracket);
}

void json_object_begin(struct json *json) {
    open_level(json, '{', false);
}

void json_object_line(struct json *json) {
    open_level(json, '{', true);
}

void json_object_end(struct json *json) {
    close_level(json, '}');
}

void json_array_begin(struct json *json) {
    open_level(json, '[', false);
}

void json_array_line(struct json *json) {
    open_level(json, '[', true);
}

void json_array_end(struct json *json) {
    close_level(json, ']');
}

void json_key(struct json *json, struct str key) {
    begin_member(json);
    json_quote(json->out, key);
    buf_add(json->out, STR(": "));
    json->after_key = true;
}

void json_text(struct json *json, struct str text) {
    begin_member(json);
    json_quote(json->out, text);
}

void json_number(struct json *json, double value) {
    begin_member(json);
    char text[FORMAT_NUMBER];
    buf_add(json->out, isfinite(value) ? format_number_into(text, value) : STR("null"));
}

void json_whole(struct json *json, int64_t value) {
    begin_member(json);
    buf_printf(json->out, "%lld", (long long)value);
}

void json_bool(struct json *json, bool value) {
    begin_member(json);
    buf_add(json->out, value ? STR("true") : STR("false"));
}

void json_null(struct json *json) {
    begin_member(json);
    buf_add(json->out, STR("null"));
}

void json_pair_text(struct json *json, const char *key, struct str text) {
    json_key(json, str_of(key));
    json_text(json, text);
}

void json_pair_said(struct json *json, const char *key, const struct str text[LANG_COUNT]) {
    json_key(json, str_of(key));
    json_object_line(json);
    json_pair_text(json, "zh", text[LANG_ZH]);
    json_pair_text(json, "en", text[LANG_EN]);
    json_object_end(json);
}

void json_pair_text_or_null(struct json *json, const char *key, struct str text) {
    json_key(json, str_of(key));
    if (text.size)
        json_text(json, text);
    else
        json_null(json);
}

void json_pair_number(struct json *json, const char *key, double value) {
    json_key(json, str_of(key));
    json_number(json, value);
}

void json_pair_whole(struct json *json, const char *key, int64_t value) {
    json_key(json, str_of(key));
    json_whole(json, value);
}

void json_pair_bool(struct json *json, const char *key, bool value) {
    json_key(json, str_of(key));
    json_bool(json, value);
}

void json_finish(struct json *json) {
    buf_add_char(json->out, '\n');
}
