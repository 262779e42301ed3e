/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/charset.h"

#include "analysis/intake/charset_wide.h"
#include "analysis/intake/encoding.h"
#include "analysis/intake/trouble.h"

#include <iconv.h>
#include <string.h>

enum { LEADS = 128, TRAILS = 256, ROOM = CHARSET_WIDE_ROOM };

/* UTF-8 of one character: its bytes from the lowest on, its length in the highest byte; 0 = none. */
enum kind { KIND_TABLE, KIND_UTF8, KIND_UTF16LE, KIND_UTF16BE };

struct charset {
    enum kind kind;
    uint32_t single[256];
    uint32_t pairs[LEADS][TRAILS]; /* by first byte − 128 and second byte */
    bool has_pairs;
    bool four_bytes; /* GB18030 */
    const char *iconv_name;
};

struct known {
    const char *name, *iconv_name;
    enum kind kind;
    bool pairs, four_bytes;
};

/* What people call GB2312 and GBK is read as GB18030, which holds them. */
static const struct known known[] = {{"UTF-8", "UTF-8", KIND_UTF8, false, false},
                                     {"UTF8", "UTF-8", KIND_UTF8, false, false},
                                     {"UTF-16LE", "UTF-16LE", KIND_UTF16LE, false, false},
                                     {"UTF-16BE", "UTF-16BE", KIND_UTF16BE, false, false},
                                     {"GB18030", "GB18030", KIND_TABLE, true, true},
                                     {"GBK", "GB18030", KIND_TABLE, true, true},
                                     {"GB2312", "GB18030", KIND_TABLE, true, true},
                                     {"CP936", "CP936", KIND_TABLE, true, false},
                                     {"BIG5", "BIG5", KIND_TABLE, true, false},
                                     {"CP950", "CP950", KIND_TABLE, true, false},
                                     {"WINDOWS-1252", "WINDOWS-1252", KIND_TABLE, false, false},
                                     {"CP1252", "WINDOWS-1252", KIND_TABLE, false, false},
                                     {"LATIN1", "ISO-8859-1", KIND_TABLE, false, false},
                                     {"ISO-8859-1", "ISO-8859-1", KIND_TABLE, false, false},
                                     {"ISO-8859-15", "ISO-8859-15", KIND_TABLE, false, false}};

static uint32_t ask(iconv_t converter, const char *bytes, size_t size) {
    char in[4], out[8], *from = in, *to = out;
    size_t left = size, room = sizeof out;
    memcpy(in, bytes, size);
    iconv(converter, NULL, NULL, NULL, NULL);
    if (iconv(converter, &from, &left, &to, &room) == (size_t)-1 || left)
        return 0;
    size_t length = sizeof out - room;
    if (length < 1 || length > 3)
        return 0;
    uint32_t packed = (uint32_t)length << 24;
    for (size_t i = 0; i < length; i++)
        packed |= (uint32_t)(unsigned char)out[i] << (8 * i);
    return packed;
}

static void fill_tables(struct charset *charset, iconv_t converter) {
    for (unsigned byte = 0; byte < 256; byte++) {
        char in = (char)byte;
        charset->single[byte] = byte < 0x80 ? 1U << 24 | byte : ask(converter, &in, 1);
    }
    for (unsigned lead = 0x80; charset->has_pairs && lead < 256; lead++)
        for (unsigned trail = 0x40; trail < 256 && !charset->single[lead]; trail++) {
            char in[2] = {(char)lead, (char)trail};
            charset->pairs[lead - 0x80][trail] = ask(converter, in, 2);
        }
}

struct charset *charset_new(const char *encoding) {
    const struct known *found = NULL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_equal_ascii_nocase(str_of(encoding), str_of(known[i].name)))
            found = &known[i];
    iconv_t converter = found ? iconv_open("UTF-8", found->iconv_name) : (iconv_t)-1;
    if (converter == (iconv_t)-1)
        return NULL;
    struct charset *charset = heap_array(1, sizeof *charset);
    charset->kind = found->kind;
    charset->has_pairs = found->pairs;
    charset->four_bytes = found->four_bytes;
    charset->iconv_name = found->iconv_name;
    if (found->kind == KIND_TABLE)
        fill_tables(charset, converter);
    iconv_close(converter);
    return charset;
}

void charset_free(struct charset *charset) {
    heap_free(charset);
}

/* Behind the continuation bytes that belong to a character of the piece before; more than three of them are
 * invalid anyhow. */
static size_t cut_utf8(struct str bytes, size_t at) {
    for (int i = 0; i < 3 && at < bytes.size && ((unsigned char)bytes.data[at] & 0xC0) == 0x80; i++)
        at++;
    return at;
}

static size_t cut_utf16(const struct charset *charset, struct str bytes, size_t at) {
    at += at & 1;
    size_t high = at + (charset->kind == KIND_UTF16LE);
    if (high < bytes.size && ((unsigned char)bytes.data[high] & 0xFC) == 0xDC) /* second of a pair */
        at += 2;
    return at < bytes.size ? at : bytes.size;
}

size_t charset_cut(const struct charset *charset, struct str bytes, size_t at) {
    return charset->kind == KIND_TABLE  ? encoding_cut(bytes, at)
           : charset->kind == KIND_UTF8 ? cut_utf8(bytes, at)
                                        : cut_utf16(charset, bytes, at);
}

/* Room for `more` further bytes and a character. */
static char *make_room(struct charset_piece *piece, size_t more) {
    struct buf *text = &piece->text;
    text->data = heap_grow(text->data, &text->capacity, text->size + more + ROOM, 1);
    return text->data + text->size;
}

static void put_bad(struct charset_piece *piece) {
    make_room(piece, ROOM);
    if (piece->bad_count < TROUBLE_KEPT) {
        piece->bad = heap_grow(piece->bad, &piece->bad_capacity, piece->bad_count + 1, sizeof *piece->bad);
        piece->bad[piece->bad_count++] = piece->text.size;
    }
    piece->undecodable++;
    memcpy(piece->text.data + piece->text.size, "\xEF\xBF\xBD", 3);
    piece->text.size += 3;
}

static uint32_t unit_at(const struct charset *charset, struct str bytes, size_t at) {
    const unsigned char *two = (const unsigned char *)bytes.data + at;
    return charset->kind == KIND_UTF16LE ? (uint32_t)(two[0] | two[1] << 8)
                                         : (uint32_t)(two[1] | two[0] << 8);
}

static void decode_utf8(struct str bytes, struct charset_piece *piece) {
    while (bytes.size) {
        size_t valid = utf8_valid_prefix(bytes);
        buf_add(&piece->text, str_sub(bytes, 0, valid));
        bytes = str_sub(bytes, valid, bytes.size);
        if (bytes.size)
            put_bad(piece);
        bytes = str_sub(bytes, bytes.size > 0, bytes.size);
    }
}

static void decode_utf16(const struct charset *charset, struct str bytes, struct charset_piece *piece) {
    size_t at = 0;
    while (at + 2 <= bytes.size) {
        char *to = make_room(piece, (bytes.size - at) / 2 * 3);
        at = charset_wide_units(charset->kind == KIND_UTF16BE, bytes, at, &to);
        piece->text.size = (size_t)(to - piece->text.data);
        if (at + 2 > bytes.size)
            break;
        uint32_t code = unit_at(charset, bytes, at);
        if (code >= 0xD800 && code < 0xDC00 && at + 4 <= bytes.size) {
            uint32_t low = unit_at(charset, bytes, at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        at += 2;
        if (code >= 0xD800 && code < 0xE000)
            put_bad(piece);
        else
            piece->text.size += utf8_encode(code, make_room(piece, ROOM));
    }
    if (at < bytes.size)
        put_bad(piece);
}

/* Bytes of plain ASCII from `at` on are copied; where they end is given back. */
static size_t copy_ascii(struct str bytes, size_t at, char **out) {
    size_t size = utf8_ascii_prefix(str_sub(bytes, at, bytes.size));
    memcpy(*out, bytes.data + at, size);
    *out += size;
    return at + size;
}

struct decoding {
    const struct charset *charset;
    struct str bytes;
    struct charset_piece *piece;
    iconv_t converter; /* opened when first asked */
};

/* A character that is in no table: of four bytes, or not one at all. Its length; 0 when there is none. */
static size_t decode_rare(struct decoding *d, size_t at) {
    size_t sizes[] = {4, 2};
    if (d->converter == (iconv_t)-1 && d->charset->has_pairs)
        d->converter = iconv_open("UTF-8", d->charset->iconv_name);
    for (size_t i = d->charset->four_bytes ? 0 : 1; i < 2; i++) {
        char in[4], *from = in, *to = make_room(d->piece, ROOM);
        size_t left = sizes[i], room = ROOM;
        if (!d->charset->has_pairs || at + left > d->bytes.size)
            continue;
        memcpy(in, d->bytes.data + at, left);
        iconv(d->converter, NULL, NULL, NULL, NULL);
        size_t result = iconv(d->converter, &from, &left, &to, &room);
        if (result == (size_t)-1 || left || (unsigned char)in[1] < 0x30)
            continue;
        d->piece->text.size += ROOM - room;
        return sizes[i];
    }
    return 0;
}

/* Characters up to one that is in no table. At `to` there is room for three bytes for each one. */
static size_t decode_common(const struct decoding *d, size_t at, char **out) {
    const struct charset *charset = d->charset;
    const uint32_t *pairs = charset->has_pairs ? charset->pairs[0] : NULL;
    const unsigned char *data = (const unsigned char *)d->bytes.data;
    size_t size = d->bytes.size;
    while ((at = charset_wide_table(pairs, d->bytes, at, out)) < size) {
        if (data[at] < 0x80) {
            at = copy_ascii(d->bytes, at, out);
            continue;
        }
        unsigned lead = data[at], trail = at + 1 < size ? data[at + 1] : 0;
        uint32_t one = charset->single[lead], packed = one ? one : charset->pairs[lead - 0x80][trail];
        if (!packed)
            break;
        memcpy(*out, &packed, sizeof packed);
        *out += packed >> 24;
        at += one ? 1 : 2;
    }
    return at;
}

static void decode_tables(struct decoding *d) {
    for (size_t at = 0; at < d->bytes.size;) {
        char *to = make_room(d->piece, (d->bytes.size - at) * 3);
        at = decode_common(d, at, &to);
        d->piece->text.size = (size_t)(to - d->piece->text.data);
        if (at == d->bytes.size)
            break;
        size_t length = decode_rare(d, at);
        if (!length)
            put_bad(d->piece);
        at += length ? length : 1;
    }
}

void charset_decode(const struct charset *charset, struct str bytes, struct charset_piece *piece) {
    buf_clear(&piece->text);
    piece->bad_count = 0;
    piece->undecodable = 0;
    if (charset->kind == KIND_UTF8)
        decode_utf8(bytes, piece);
    else if (charset->kind != KIND_TABLE)
        decode_utf16(charset, bytes, piece);
    else {
        struct decoding decoding = {charset, bytes, piece, (iconv_t)-1};
        decode_tables(&decoding);
        if (decoding.converter != (iconv_t)-1)
            iconv_close(decoding.converter);
    }
}

void charset_piece_free(struct charset_piece *piece) {
    buf_free(&piece->text);
    heap_free(piece->bad);
    *piece = (struct charset_piece){0};
}
