/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How people really type: slot_vary of slots.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "slots.h"

struct exchange {
    const char *from, *to;
};

static const struct exchange traditional[] = {
    {"银", "銀"}, {"账", "賬"},     {"户", "戶"}, {"转", "轉"}, {"柜", "櫃"},     {"员", "員"}, {"办", "辦"},
    {"业", "業"}, {"务", "務"},     {"费", "費"}, {"款", "款"}, {"贷", "貸"},     {"还", "還"}, {"时", "時"},
    {"间", "間"}, {"机", "機"},     {"电", "電"}, {"话", "話"}, {"说", "說"},     {"没", "沒"}, {"这", "這"},
    {"个", "個"}, {"钱", "錢"},     {"冻", "凍"}, {"结", "結"}, {"手续", "手續"}, {"简", "簡"}, {"码", "碼"},
    {"发", "發"}, {"号", "號"},     {"队", "隊"}, {"态", "態"}, {"诈骗", "詐騙"}, {"证", "證"}, {"验", "驗"},
    {"录", "錄"}, {"统", "統"},     {"单", "單"}, {"错", "錯"}, {"误", "誤"},     {"额", "額"}, {"诉", "訴"},
    {"复", "覆"}, {"客户", "客戶"}, {NULL, NULL},
};

static const struct exchange typed[] = {{"，", ","}, {"？", "?"}, {"：", ":"}, {NULL, NULL}};
static const struct exchange broken_lines[] = {{"，", "，\n"}, {"。", "。\n"}, {NULL, NULL}};

/* Exchanges each pair; with `once`, only the first hit after the middle. */
static void exchange(struct text *text, const struct exchange *pairs, bool once) {
    struct text out = {0};
    text_clear(&out);
    size_t i = 0;
    bool done = false;
    while (i < text->length) {
        const struct exchange *hit = NULL;
        for (const struct exchange *p = pairs; p->from && !hit; p++)
            if (!strncmp(text->bytes + i, p->from, strlen(p->from)))
                hit = p;
        if (hit && !(once && (done || i < text->length / 3 || i + strlen(hit->from) >= text->length))) {
            text_add(&out, hit->to);
            i += strlen(hit->from);
            done = true;
        } else {
            text_add_bytes(&out, text->bytes + i++, 1);
        }
    }
    text_free(text);
    *text = out;
}

/* ASCII letters and digits become U+FF10 … U+FF5A. */
static void widen(struct text *text) {
    struct text out = {0};
    text_clear(&out);
    for (size_t i = 0; i < text->length; i++) {
        unsigned char c = (unsigned char)text->bytes[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
            unsigned code = 0xFEE0u + c;
            char wide[3] = {(char)(0xE0 | code >> 12), (char)(0x80 | (code >> 6 & 63)),
                            (char)(0x80 | (code & 63))};
            text_add_bytes(&out, wide, 3);
        } else {
            text_add_bytes(&out, (const char *)&c, 1);
        }
    }
    text_free(text);
    *text = out;
}

static void shout(struct text *text) {
    for (size_t i = 0; i < text->length; i++)
        if (text->bytes[i] >= 'a' && text->bytes[i] <= 'z')
            text->bytes[i] = (char)(text->bytes[i] - 'a' + 'A');
}

void slot_vary(struct text *text, const struct bank *bank, struct rng *rng) {
    static const struct exchange zh_quotes[] = {{"“", "\""}, {"”", "\""}, {NULL, NULL}};
    static const struct exchange en_quotes[] = {{"‘", "\""}, {"’", "\""}, {NULL, NULL}};
    static const struct exchange en_lines[] = {{". ", ".\n"}, {", ", ",\n"}, {NULL, NULL}};
    int manner = rng_range(rng, 0, 99);
    if (!bank->chinese) {
        if (strstr(text->bytes, "‘") && manner < 60)
            exchange(text, en_quotes, false);
        else if (manner < 4)
            exchange(text, en_lines, true);
        else if (manner < 6)
            shout(text);
        return;
    }
    if (strstr(text->bytes, "“") && manner < 60)
        exchange(text, zh_quotes, false);
    else if (manner < 4)
        exchange(text, broken_lines, true);
    else if (manner < 9)
        exchange(text, typed, false);
    else if (manner < 12)
        widen(text);
    else if (manner < 14)
        exchange(text, traditional, false);
}
