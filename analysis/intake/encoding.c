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

/* Eight bytes at once up to those with one below 0x30: it borrows, and its high bit was not set. */
static size_t skip_high(struct str bytes, size_t at, size_t end) {
    const uint64_t ones = 0x0101010101010101U, high = 0x8080808080808080U;
    for (uint64_t word; at + sizeof word <= end; at += sizeof word) {
        memcpy(&word, bytes.data + at, sizeof word);
        if ((word - ones * 0x30) & ~word & high)
            break;
    }
    return at;
}

/* Digits and ASCII letters can be the last byte of a longer character; blanks, commas, quotes and line ends
 * never. */
size_t encoding_cut(struct str bytes, size_t at) {
    size_t end = bytes.size - at > BLOCK ? at + BLOCK : bytes.size;
    for (size_t i = skip_high(bytes, at, end); i < end; i++)
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

/* How the bytes read as one encoding. Of the `long_ones` `common` are of the kind that ordinary texts use,
 * and `four` have four bytes. */
struct reading {
    uint64_t long_ones, common, four, errors;
};

struct tally {
    struct reading utf8, gb, big5;
    uint64_t traditional; /* of gb.long_ones: common in simplified or in traditional texts */
    uint64_t high;        /* of gb.long_ones: both bytes are above ASCII */
};

/* A bit for each code of two bytes in GBK. */
struct codes {
    uint64_t bits[65536 / 64];
};

static size_t skip_ascii(struct str bytes, size_t at) {
    return at + utf8_ascii_prefix(str_sub(bytes, at, bytes.size));
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

/* A character of four bytes: high, digit, high, digit, as hardly anything else that is written has them. */
static bool is_four(struct str bytes, size_t at) {
    unsigned lead = byte_at(bytes, at), third = byte_at(bytes, at + 2);
    unsigned second = byte_at(bytes, at + 1), fourth = byte_at(bytes, at + 3);
    return ((lead >= 0x81 && lead <= 0x84) || (lead >= 0x90 && lead <= 0xE3)) && third >= 0x81 &&
           third <= 0xFE && second >= '0' && second <= '9' && fourth >= '0' && fourth <= '9';
}

static void read_gb(struct str bytes, const struct codes *traditional, struct tally *tally) {
    struct reading *gb = &tally->gb;
    for (size_t at = 0; !is_enough(gb) && (at = skip_ascii(bytes, at)) < bytes.size;) {
        unsigned lead = byte_at(bytes, at), trail = byte_at(bytes, at + 1), code = lead << 8 | trail;
        bool four = is_four(bytes, at);
        if (lead == 0x80 || lead == 0xFF || !(four || is_trail(trail))) {
            gb->errors++;
            at++;
            continue;
        }
        bool common = !four && is_common_gb(lead, trail);
        gb->long_ones++;
        gb->four += four;
        gb->common += common;
        tally->traditional += common || (!four && traditional->bits[code / 64] >> code % 64 & 1);
        tally->high += trail >= 0x80;
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
    const struct codes *traditional;
    struct tally *blocks;
};

/* The bytes above ASCII are sought once for all readings, which then look at the piece around each of them.
 */
static void count_block(void *context, size_t block, unsigned worker) {
    (void)worker;
    struct counting *counting = context;
    struct str bytes = counting->bytes;
    size_t from = block ? encoding_cut(bytes, block * BLOCK) : 0;
    size_t next = bytes.size - block * BLOCK > BLOCK ? encoding_cut(bytes, (block + 1) * BLOCK) : bytes.size;
    struct str part = str_sub(bytes, from, next);
    struct tally tally = {0};
    for (size_t at = 0; (at = skip_ascii(part, at)) < part.size;) {
        size_t end = encoding_cut(part, at);
        struct str piece = str_sub(part, at, end);
        read_utf8(piece, &tally);
        read_gb(piece, counting->traditional, &tally);
        read_big5(piece, &tally.big5);
        at = is_enough(&tally.utf8) && is_enough(&tally.gb) && is_enough(&tally.big5) ? part.size : end;
    }
    counting->blocks[block] = tally;
}

static void add(struct reading *sum, const struct reading *part) {
    sum->long_ones += part->long_ones;
    sum->common += part->common;
    sum->four += part->four;
    sum->errors += part->errors;
}

static struct tally count(struct str bytes, const struct codes *traditional, unsigned jobs) {
    size_t blocks = bytes.size / BLOCK + (bytes.size % BLOCK > 0);
    struct counting counting = {bytes, traditional, heap_array(blocks + 1, sizeof *counting.blocks)};
    work_run(jobs, blocks, count_block, &counting);
    struct tally sum = {0};
    for (size_t i = 0; i < blocks; i++) {
        add(&sum.utf8, &counting.blocks[i].utf8);
        add(&sum.gb, &counting.blocks[i].gb);
        add(&sum.big5, &counting.blocks[i].big5);
        sum.traditional += counting.blocks[i].traditional;
        sum.high += counting.blocks[i].high;
    }
    heap_free(counting.blocks);
    return sum;
}

static double percent(uint64_t part, uint64_t whole) {
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

static bool is_plausible(const struct reading *reading) {
    return reading->long_ones && reading->errors * 20 <= reading->long_ones &&
           (reading->common + reading->four) * 10 >= reading->long_ones * 6;
}

static void say(struct encoding_choice *choice, const char *en, const char *zh) {
    snprintf(choice->evidence[LANG_EN], sizeof choice->evidence[LANG_EN], "%s", en);
    snprintf(choice->evidence[LANG_ZH], sizeof choice->evidence[LANG_ZH], "%s", zh);
}

static void choose_chinese(const char *name, const struct reading *reading, struct encoding_choice *choice) {
    unsigned long long all = reading->long_ones, four = reading->four, errors = reading->errors;
    double common = percent(reading->common, reading->long_ones);
    char en[60] = "", zh[60] = "";
    if (four) {
        snprintf(en, sizeof en, ", %llu of four bytes", four);
        snprintf(zh, sizeof zh, "，四字节 %llu 个", four);
    }
    choice->name = name;
    snprintf(choice->evidence[LANG_EN], sizeof choice->evidence[LANG_EN],
             "%llu characters of two or four bytes looked at, %.1f %% of them common Chinese ones%s, %llu "
             "broken",
             all, common, en, errors);
    snprintf(choice->evidence[LANG_ZH], sizeof choice->evidence[LANG_ZH],
             "抽查 %llu 个双字节或四字节字符，%.1f%% 为常用汉字%s，%llu 个无效", all, common, zh, errors);
}

/* ---- traditional characters in GBK */

/* The GBK codes of Big5's common characters. */
static struct codes *traditional_codes(void) {
    struct codes *codes = heap_array(1, sizeof *codes);
    iconv_t converter = iconv_open("GBK", "BIG5");
    for (unsigned code = 0xA440; converter != (iconv_t)-1 && code <= 0xC6FE; code++) {
        char from[2] = {(char)(code >> 8), (char)(code & 0xFF)}, to[4], *in = from, *out = to;
        size_t left = sizeof from, room = sizeof to;
        if (iconv(converter, &in, &left, &out, &room) == (size_t)-1 || room != sizeof to - 2) {
            iconv(converter, NULL, NULL, NULL, NULL);
            continue;
        }
        unsigned gbk = (unsigned)(unsigned char)to[0] << 8 | (unsigned char)to[1];
        codes->bits[gbk / 64] |= UINT64_C(1) << gbk % 64;
    }
    if (converter != (iconv_t)-1)
        iconv_close(converter);
    return codes;
}

/* More of them have to be common than in other Chinese texts, and a third have no ASCII letter for their
 * second byte, as western letters mostly do. */
static bool is_traditional(const struct tally *tally, struct reading *reading) {
    *reading = tally->gb;
    reading->common = tally->traditional;
    return is_plausible(reading) && reading->common * 20 >= reading->long_ones * 17 &&
           tally->high * 3 >= reading->long_ones;
}

static void choose_by_text(const struct tally *tally, struct encoding_choice *choice) {
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
    } else if (is_traditional(tally, &traditional)) {
        choose_chinese("GB18030", &traditional, choice);
    } else {
        choice->name = "WINDOWS-1252";
        say(choice, "neither valid UTF-8 nor Chinese; bytes above ASCII are taken for western letters",
            "既非有效的 UTF-8，也非中文编码；非 ASCII 字节按西文字母解读");
    }
}

/* The bytes at the end that begin a character and do not finish it; 0 when there are none. */
static size_t count_cut_off(struct str bytes) {
    for (size_t left = 1; left <= 3 && left <= bytes.size; left++) {
        unsigned first = byte_at(bytes, bytes.size - left);
        unsigned length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first >= 0xC2 && first <= 0xF4)
            return left < length ? left : 0;
        if (first < 0x80)
            return 0;
    }
    return 0;
}

/* UTF-8 up to a character that the end of the file cuts off; with others before it, since a single byte above
 * ASCII at the end may as well be a western letter. */
static bool is_cut_off(struct str bytes) {
    size_t left = count_cut_off(bytes);
    struct str whole = str_sub(bytes, 0, bytes.size - left);
    return left && utf8_valid_prefix(whole) == whole.size && utf8_ascii_prefix(whole) < whole.size;
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
    struct codes *traditional = traditional_codes();
    struct tally tally = count(bytes, traditional, jobs);
    heap_free(traditional);
    choose_by_text(&tally, choice);
}
