/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/encoding.h"

#include "analysis/base/work.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>

/* Of each block the first characters above ASCII are looked at, up to LOOKED_AT of them. */
enum { BLOCK = 4 * 1024 * 1024, LOOKED_AT = 64 * 1024 };

const char *encoding_of_mark(struct str bytes) {
    static const struct {
        struct str mark;
        const char *name;
    } marks[] = {{STR_INIT("\xEF\xBB\xBF"), "UTF-8"},    {STR_INIT("\xFF\xFE\0\0"), "UTF-32LE"},
                 {STR_INIT("\0\0\xFE\xFF"), "UTF-32BE"}, {STR_INIT("\xFF\xFE"), "UTF-16LE"},
                 {STR_INIT("\xFE\xFF"), "UTF-16BE"},     {STR_INIT("\x84\x31\x95\x33"), "GB18030"}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(bytes, marks[i].mark))
            return marks[i].name;
    return NULL;
}

bool encoding_is_utf8(const char *name) {
    return str_equal_ascii_nocase(str_of(name), STR("UTF-8")) ||
           str_equal_ascii_nocase(str_of(name), STR("UTF8"));
}

bool encoding_is_unknown(const char *name) {
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1)
        return true;
    iconv_close(converter);
    return false;
}

bool encoding_fail(const char *name, struct err *err) {
    err_set(err, ERR_USAGE, "unknown encoding \"%s\"", name);
    return err_hint(err, "known are UTF-8, GB18030, GBK, BIG5, UTF-16LE, UTF-16BE, WINDOWS-1252, ISO-8859-1, "
                         "SHIFT_JIS, EUC-KR and what iconv -l lists; without --encoding it is found");
}

/* Digits and ASCII letters can be the last byte of a longer character; blanks, commas, quotes and line ends
 * never. */
size_t encoding_cut(struct str bytes, size_t at) {
    size_t end = bytes.size - at > BLOCK ? at + BLOCK : bytes.size;
    for (size_t i = at; i < end; i++)
        if ((unsigned char)bytes.data[i] < 0x30)
            return i;
    return bytes.size - at > BLOCK ? at : bytes.size;
}

/* Zeros stand beside ASCII, on one side of the pairs but for characters like 一 (U+4E00), and lines end in
 * such a pair. */
const char *encoding_of_zeros(struct str bytes) {
    uint64_t zeros[2] = {0}, ends[2] = {0};
    bytes.size = bytes.size < BLOCK ? bytes.size : BLOCK;
    if (!bytes.size || !memchr(bytes.data, 0, bytes.size))
        return NULL;
    for (size_t i = 0; i < bytes.size; i++) {
        zeros[i & 1] += bytes.data[i] == 0;
        char other = (i ^ 1) < bytes.size ? bytes.data[i ^ 1] : 0;
        ends[i & 1] += bytes.data[i] == 0 && (other == '\n' || other == '\r');
    }
    uint64_t all = zeros[0] + zeros[1];
    if (all * 200 < bytes.size || all * 10 > bytes.size * 6)
        return NULL;
    return zeros[1] * 5 >= all * 4 && ends[1]   ? "UTF-16LE"
           : zeros[0] * 5 >= all * 4 && ends[0] ? "UTF-16BE"
                                                : NULL;
}

/* How the bytes read as one encoding. `common` of the `long_ones` are of the kind that ordinary texts use. */
struct reading {
    uint64_t long_ones, common, errors;
};

struct tally {
    struct reading utf8, gb, big5;
};

/* Bytes up to the next one above ASCII. */
static size_t skip_ascii(struct str bytes, size_t at) {
    for (uint64_t word; at + sizeof word <= bytes.size; at += sizeof word) {
        memcpy(&word, bytes.data + at, sizeof word);
        if (word & 0x8080808080808080U)
            break;
    }
    while (at < bytes.size && (unsigned char)bytes.data[at] < 0x80)
        at++;
    return at;
}

static bool is_enough(const struct reading *reading) {
    return reading->long_ones + reading->errors >= LOOKED_AT;
}

static unsigned byte_at(struct str bytes, size_t at) {
    return at < bytes.size ? (unsigned char)bytes.data[at] : 0;
}

static void read_utf8(struct str bytes, struct tally *tally) {
    for (size_t at = 0; !is_enough(&tally->utf8) && (at = skip_ascii(bytes, at)) < bytes.size;) {
        size_t before = at;
        bool broken = utf8_next(bytes, &at) == 0xFFFD && at == before + 1;
        *(broken ? &tally->utf8.errors : &tally->utf8.long_ones) += 1;
    }
}

static bool is_trail(unsigned byte) {
    return byte >= 0x40 && byte != 0x7F && byte != 0xFF;
}

/* GB 2312: signs in the rows A1 to A9 (the last two of them longer in GBK), the 3,755 common characters in B0
 * to D7. */
static bool is_common_gb(unsigned lead, unsigned trail) {
    return trail >= 0xA1 ? (lead >= 0xA1 && lead <= 0xA9) || (lead >= 0xB0 && lead <= 0xD7)
                         : lead == 0xA8 || lead == 0xA9;
}

static void read_gb(struct str bytes, struct reading *gb) {
    for (size_t at = 0; !is_enough(gb) && (at = skip_ascii(bytes, at)) < bytes.size;) {
        unsigned lead = byte_at(bytes, at), trail = byte_at(bytes, at + 1);
        bool four = trail >= '0' && trail <= '9' && byte_at(bytes, at + 2) > 0x80;
        if (lead == 0x80 || lead == 0xFF || !(four || is_trail(trail))) {
            gb->errors++;
            at++;
            continue;
        }
        gb->long_ones++;
        gb->common += !four && is_common_gb(lead, trail);
        at += four ? 4 : 2;
    }
}

/* Big5: signs in A1 to A3, the 5,401 common characters in A4 to C6. */
static void read_big5(struct str bytes, struct reading *big5) {
    for (size_t at = 0; !is_enough(big5) && (at = skip_ascii(bytes, at)) < bytes.size;) {
        unsigned lead = byte_at(bytes, at), trail = byte_at(bytes, at + 1);
        if (lead < 0xA1 || lead > 0xF9 || !is_trail(trail) || (trail > 0x7E && trail < 0xA1)) {
            big5->errors++;
            at++;
            continue;
        }
        big5->long_ones++;
        big5->common += lead <= 0xC6;
        at += 2;
    }
}

struct counting {
    struct str bytes;
    struct tally *blocks;
};

static void count_block(void *context, size_t block, unsigned worker) {
    (void)worker;
    struct counting *counting = context;
    struct str bytes = counting->bytes;
    size_t from = block ? encoding_cut(bytes, block * BLOCK) : 0;
    size_t next = bytes.size - block * BLOCK > BLOCK ? encoding_cut(bytes, (block + 1) * BLOCK) : bytes.size;
    struct str part = str_sub(bytes, from, next);
    struct tally *tally = &counting->blocks[block];
    read_utf8(part, tally);
    read_gb(part, &tally->gb);
    read_big5(part, &tally->big5);
}

static void add(struct reading *sum, const struct reading *part) {
    sum->long_ones += part->long_ones;
    sum->common += part->common;
    sum->errors += part->errors;
}

static struct tally count(struct str bytes, unsigned jobs) {
    size_t blocks = bytes.size / BLOCK + (bytes.size % BLOCK > 0);
    struct counting counting = {bytes, heap_array(blocks + 1, sizeof *counting.blocks)};
    work_run(jobs, blocks, count_block, &counting);
    struct tally sum = {0};
    for (size_t i = 0; i < blocks; i++) {
        add(&sum.utf8, &counting.blocks[i].utf8);
        add(&sum.gb, &counting.blocks[i].gb);
        add(&sum.big5, &counting.blocks[i].big5);
    }
    heap_free(counting.blocks);
    return sum;
}

static double percent(uint64_t part, uint64_t whole) {
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

static bool is_plausible(const struct reading *reading) {
    return reading->long_ones && reading->errors * 20 <= reading->long_ones &&
           reading->common * 10 >= reading->long_ones * 6;
}

static void say(struct encoding_choice *choice, const char *en, const char *zh) {
    snprintf(choice->evidence[LANG_EN], sizeof choice->evidence[LANG_EN], "%s", en);
    snprintf(choice->evidence[LANG_ZH], sizeof choice->evidence[LANG_ZH], "%s", zh);
}

static void choose_chinese(const char *name, const struct reading *reading, struct encoding_choice *choice) {
    unsigned long long all = reading->long_ones, errors = reading->errors;
    double common = percent(reading->common, reading->long_ones);
    choice->name = name;
    snprintf(
        choice->evidence[LANG_EN], sizeof choice->evidence[LANG_EN],
        "%llu characters of two or four bytes looked at, %.1f %% of them common Chinese ones, %llu broken",
        all, common, errors);
    snprintf(choice->evidence[LANG_ZH], sizeof choice->evidence[LANG_ZH],
             "抽查 %llu 个双字节或四字节字符，%.1f%% 为常用汉字，%llu 个无效", all, common, errors);
}

/* ---- traditional characters in GBK */

enum { TRADITIONAL_WORDS = 65536 / 64 };

/* The GBK codes of Big5's common characters. */
static bool traditional_codes(uint64_t codes[TRADITIONAL_WORDS]) {
    iconv_t converter = iconv_open("GBK", "BIG5");
    if (converter == (iconv_t)-1)
        return false;
    for (unsigned code = 0xA440; code <= 0xC6FE; code++) {
        char from[2] = {(char)(code >> 8), (char)(code & 0xFF)}, to[4], *in = from, *out = to;
        size_t left = sizeof from, room = sizeof to;
        if (iconv(converter, &in, &left, &out, &room) == (size_t)-1 || room != sizeof to - 2) {
            iconv(converter, NULL, NULL, NULL, NULL);
            continue;
        }
        unsigned gbk = (unsigned)(unsigned char)to[0] << 8 | (unsigned char)to[1];
        codes[gbk / 64] |= UINT64_C(1) << gbk % 64;
    }
    iconv_close(converter);
    return true;
}

struct traditional {
    uint64_t codes[TRADITIONAL_WORDS];
    struct reading reading;
    uint64_t high; /* pairs both bytes of which are above ASCII */
};

static void read_traditional(struct str bytes, struct traditional *t) {
    uint64_t enough = t->reading.long_ones + t->reading.errors + LOOKED_AT;
    for (size_t at = 0; t->reading.long_ones + t->reading.errors < enough;) {
        at = skip_ascii(bytes, at);
        if (at >= bytes.size)
            return;
        unsigned lead = byte_at(bytes, at), trail = byte_at(bytes, at + 1), code = lead << 8 | trail;
        if (lead == 0x80 || lead == 0xFF || !is_trail(trail)) {
            t->reading.errors++;
            at++;
            continue;
        }
        t->reading.long_ones++;
        t->high += trail >= 0x80;
        t->reading.common += is_common_gb(lead, trail) || (t->codes[code / 64] >> code % 64 & 1);
        at += 2;
    }
}

/* More of them have to be common than in other Chinese texts, and a third have no ASCII letter for their
 * second byte, as western letters mostly do. */
static bool is_traditional(struct str bytes, struct reading *reading) {
    struct traditional *t = heap_array(1, sizeof *t);
    bool known = traditional_codes(t->codes);
    for (size_t at = 0; known && at < bytes.size;) {
        size_t end = bytes.size - at > BLOCK ? encoding_cut(bytes, at + BLOCK) : bytes.size;
        read_traditional(str_sub(bytes, at, end), t);
        at = end;
    }
    *reading = t->reading;
    bool found = known && is_plausible(reading) && reading->common * 20 >= reading->long_ones * 17 &&
                 t->high * 3 >= reading->long_ones;
    heap_free(t);
    return found;
}

static void choose_by_text(struct str bytes, const struct tally *tally, struct encoding_choice *choice) {
    const struct reading *gb = &tally->gb, *big5 = &tally->big5;
    struct reading traditional;
    bool is_big5 = is_plausible(big5) && (!is_plausible(gb) || percent(big5->common, big5->long_ones) >
                                                                   percent(gb->common, gb->long_ones));
    if (tally->utf8.errors * 4 < tally->utf8.long_ones) {
        unsigned long long good = tally->utf8.long_ones, broken = tally->utf8.errors;
        choice->name = "UTF-8";
        snprintf(choice->evidence[LANG_EN], sizeof choice->evidence[LANG_EN],
                 "%llu valid characters above ASCII, %llu broken bytes", good, broken);
        snprintf(choice->evidence[LANG_ZH], sizeof choice->evidence[LANG_ZH],
                 "非 ASCII 字符 %llu 个有效，%llu 字节无效", good, broken);
    } else if (is_big5) {
        choose_chinese("BIG5", big5, choice);
    } else if (is_plausible(gb)) {
        choose_chinese("GB18030", gb, choice);
    } else if (is_traditional(bytes, &traditional)) {
        choose_chinese("GB18030", &traditional, choice);
    } else {
        choice->name = "WINDOWS-1252";
        say(choice, "neither valid UTF-8 nor Chinese; bytes above ASCII are taken for western letters",
            "既非有效的 UTF-8，也非中文编码；非 ASCII 字节按西文字母解读");
    }
}

/* UTF-8 up to a character that the end of the file cuts off; with others before it, since a single byte above
 * ASCII at the end may as well be a western letter. */
static bool is_cut_off(struct str bytes) {
    size_t valid = utf8_valid_prefix(bytes), left = bytes.size - valid;
    bool above = false;
    if (left == 0 || left > 3)
        return false;
    for (size_t i = 1; i < left; i++)
        if (((unsigned char)bytes.data[valid + i] & 0xC0) != 0x80)
            return false;
    for (size_t i = 0; i < valid && !above; i++)
        above = (unsigned char)bytes.data[i] >= 0x80;
    return above && (unsigned char)bytes.data[valid] >= 0xC2;
}

void encoding_choose(struct str bytes, bool valid, unsigned jobs, struct encoding_choice *choice) {
    const char *marked = encoding_of_mark(bytes), *zeros = marked ? NULL : encoding_of_zeros(bytes);
    choice->name = marked ? marked : zeros ? zeros : "UTF-8";
    if (marked)
        say(choice, "byte order mark", "字节顺序标记");
    else if (zeros)
        say(choice, "zero bytes at one side of the pairs", "零字节都在双字节的同一侧");
    else
        say(choice, "valid throughout", "全文有效");
    if (marked || zeros || valid)
        return;
    if (is_cut_off(bytes)) {
        say(choice, "valid but for a character cut off at the end", "除末尾被截断的一个字符外全文有效");
        return;
    }
    struct tally tally = count(bytes, jobs);
    choose_by_text(bytes, &tally, choice);
}
