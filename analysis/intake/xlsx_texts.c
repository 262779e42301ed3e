/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/xlsx_texts.h"

#include "analysis/intake/field.h"
#include "analysis/intake/spill.h"

#include <string.h>

void xlsx_text_clear(struct xlsx_text *text) {
    buf_clear(&text->text);
    text->inside = text->phonetic = false;
}

void xlsx_text_start(struct xlsx_text *text, const char *name, const char **attributes) {
    if (strcmp(name, "rPh") == 0)
        text->phonetic = true;
    if (strcmp(name, "t") != 0 || text->phonetic)
        return;
    const char *space = xlsx_attribute(attributes, "space");
    text->inside = true;
    text->keep_blanks = space && strcmp(space, "preserve") == 0;
    text->run = text->text.size;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void trim_run(struct xlsx_text *text) {
    char *data = text->text.data;
    size_t from = text->run, to = text->text.size;
    while (to > from && is_blank(data[to - 1]))
        to--;
    while (from < to && is_blank(data[from]))
        from++;
    if (to > from)
        memmove(data + text->run, data + from, to - from);
    text->text.size = text->run + (to - from);
}

void xlsx_text_end(struct xlsx_text *text, const char *name) {
    if (strcmp(name, "rPh") == 0)
        text->phonetic = false;
    if (strcmp(name, "t") != 0 || !text->inside)
        return;
    text->inside = false;
    if (!text->keep_blanks && text->text.size)
        trim_run(text);
}

bool xlsx_text_add(struct xlsx_text *text, struct str part) {
    if (text->inside)
        buf_add(&text->text, part);
    return text->text.size <= XLSX_CELL_MOST;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    char letter = (char)(c | 0x20);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/* "_x000D_" at the start of the text: the character that it stands for; 0 when there is none. */
static uint32_t escaped_character(struct str text) {
    uint32_t code = 0;
    if (text.size < 7 || text.data[1] != 'x' || text.data[6] != '_')
        return 0;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex_digit(text.data[i]);
        if (digit < 0)
            return 0;
        code = code * 16 + (uint32_t)digit;
    }
    return code >= 0xD800 && code <= 0xDFFF ? 0 : code;
}

void xlsx_text_field(struct str text, struct buf *scratch, struct buf *out) {
    if (str_find(text, STR("_x")) == text.size) {
        field_add(out, text);
        return;
    }
    buf_clear(scratch);
    while (text.size) {
        size_t at = str_find_char(text, '_');
        buf_add(scratch, str_sub(text, 0, at));
        text = str_sub(text, at, text.size);
        uint32_t code = text.size ? escaped_character(text) : 0;
        char bytes[4] = {'_'};
        size_t size = code ? utf8_encode(code, bytes) : text.size > 0;
        buf_add(scratch, (struct str){bytes, size});
        text = str_sub(text, code ? 7 : size, text.size);
    }
    field_add(out, buf_str(scratch));
}

struct table_reading {
    const struct xlsx_zip *zip;
    const char *part;
    struct err *err;
    struct xlsx_text text;
    struct buf scratch, field;
    struct spill fields, ends;
    bool in_item;
};

static bool start(void *context, const char *name, const char **attributes) {
    struct table_reading *r = context;
    if (strcmp(name, "si") == 0) {
        r->in_item = true;
        xlsx_text_clear(&r->text);
    } else if (r->in_item)
        xlsx_text_start(&r->text, name, attributes);
    return true;
}

static bool end(void *context, const char *name) {
    struct table_reading *r = context;
    xlsx_text_end(&r->text, name);
    if (strcmp(name, "si") != 0)
        return true;
    r->in_item = false;
    buf_clear(&r->field);
    xlsx_text_field(buf_str(&r->text.text), &r->scratch, &r->field);
    if (!spill_put(&r->fields, buf_str(&r->field)))
        return false;
    uint64_t at = spill_size(&r->fields);
    return spill_put(&r->ends, (struct str){(const char *)&at, sizeof at});
}

static bool text(void *context, struct str part) {
    struct table_reading *r = context;
    return xlsx_text_add(&r->text, part) ||
           xlsx_damaged(r->zip, r->part, r->err, "holds a text of over 16 MiB");
}

bool xlsx_texts_read(const struct xlsx_zip *zip, const char *part, struct xlsx_texts *texts,
                     struct err *err) {
    static const struct xlsx_handlers handlers = {start, end, text};
    *texts = (struct xlsx_texts){.fields = {.bytes = STR("")}, .ends = {.bytes = STR("")}};
    if (!part)
        return true;
    struct table_reading r = {.zip = zip, .part = part, .err = err, .fields = {.fd = -1}, .ends = {.fd = -1}};
    uint64_t most = spill_most(zip->bytes.size);
    bool done = spill_open(&r.fields, zip->name, most, err) &&
                spill_open(&r.ends, zip->name, most * 2, err) &&
                xlsx_xml_read(zip, part, &handlers, &r, err) && spill_map(&r.fields, &texts->fields) &&
                spill_map(&r.ends, &texts->ends);
    texts->count = texts->ends.bytes.size / sizeof(uint64_t);
    spill_close(&r.fields);
    spill_close(&r.ends);
    buf_free(&r.text.text);
    buf_free(&r.scratch);
    buf_free(&r.field);
    return done;
}

void xlsx_texts_free(struct xlsx_texts *texts) {
    file_unmap(&texts->fields);
    file_unmap(&texts->ends);
    texts->count = 0;
}

static uint64_t end_of(const struct xlsx_texts *texts, uint64_t number) {
    uint64_t at;
    memcpy(&at, texts->ends.bytes.data + number * sizeof at, sizeof at);
    return at;
}

struct str xlsx_texts_at(const struct xlsx_texts *texts, uint64_t number) {
    uint64_t from = number ? end_of(texts, number - 1) : 0;
    return str_sub(texts->fields.bytes, (size_t)from, (size_t)end_of(texts, number));
}
