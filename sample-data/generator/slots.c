/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slots.h"

#include <stdio.h>
#include <string.h>

static const char *const english_months[12] = {"January",   "February", "March",    "April",
                                               "May",       "June",     "July",     "August",
                                               "September", "October",  "November", "December"};
static const char *const english_days[7] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                            "Friday", "Saturday", "Sunday"};

/* A day before the complaint; what happened at a counter happened on a working day. */
static int story_day(const struct slot_context *context, struct rng *rng) {
    const struct complaint *c = context->complaint;
    int day = (int)(c->received / DAY_SECONDS) - rng_range(rng, 0, 12);
    while (categories[c->category].habit == AT_COUNTER && !day_is_worked(&context->plan->bank->calendar, day))
        day--;
    return day;
}

/* {day} is a bare noun, {date} may bring its English preposition. */
static void fill_date(struct text *out, const struct slot_context *context, bool bare, struct rng *rng) {
    static const char *const zh[] = {"昨天", "前天", "上周", "今天", "前几天", "上个月"};
    static const char *const en[] = {"yesterday",    "last week",      "this morning",
                                     "two days ago", "a few days ago", "last month"};
    bool chinese = context->plan->bank->chinese;
    int day = story_day(context, rng);
    struct civil c = day_civil(day);
    if (!bare && rng_chance(rng, 400))
        text_add(out, chinese ? zh[rng_below(rng, 6)] : en[rng_below(rng, 6)]);
    else if (chinese)
        text_addf(out, "%d月%d%s", c.month, c.day, rng_chance(rng, 800) ? "日" : "号");
    else if (rng_chance(rng, 300))
        text_addf(out, "%s%s", bare ? "" : "on ", english_days[day_weekday(day)]);
    else if (rng_chance(rng, 500))
        text_addf(out, "%s%02d/%02d/%d", bare ? "" : "on ", c.day, c.month, c.year);
    else
        text_addf(out, "%s%d %s", bare ? "" : "on ", c.day, english_months[c.month - 1]);
}

/* 1280 → "1,280" */
static void add_grouped(struct text *out, int value) {
    if (value >= 1000)
        text_addf(out, "%d,%03d", value / 1000, value % 1000);
    else
        text_addf(out, "%d", value);
}

static void fill_money(struct text *out, bool chinese, int low, int high, struct rng *rng) {
    int value = rng_range(rng, low, high);
    if (value > 1000)
        value -= value % (rng_chance(rng, 700) ? 100 : 10);
    bool cents = value < 10000 && rng_chance(rng, 150);
    if (!chinese) {
        text_add(out, "£");
        add_grouped(out, value);
        if (cents)
            text_addf(out, ".%02d", rng_range(rng, 1, 99));
    } else if (value >= 10000) {
        text_addf(out, "%d", value / 10000);
        if (value % 10000 >= 1000)
            text_addf(out, ".%d", value % 10000 / 1000);
        text_add(out, rng_chance(rng, 700) ? "万元" : "万");
    } else {
        if (rng_chance(rng, 60))
            add_grouped(out, value);
        else
            text_addf(out, "%d", value);
        if (cents)
            text_addf(out, ".%02d", rng_range(rng, 1, 99));
        text_add(out, rng_chance(rng, 850) ? "元" : "块");
    }
}

/* Appends the digit that makes the number pass the Luhn test. */
static void add_card(struct text *out, const char *prefix, struct rng *rng) {
    char digits[17];
    int sum = 0;
    snprintf(digits, sizeof digits, "%s0000000%04d", prefix, rng_range(rng, 0, 9999));
    for (int i = 0; i < 15; i++) {
        int d = digits[i] - '0';
        if (i % 2 == 0)
            d = d * 2 > 9 ? d * 2 - 9 : d * 2;
        sum += d;
    }
    text_addf(out, "%.15s%d", digits, (10 - sum % 10) % 10);
}

/* Region 999999 does not exist; the check character is right (GB 11643). */
static void add_resident_id(struct text *out, struct rng *rng) {
    static const int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    char digits[18];
    int sum = 0;
    /* One draw a statement: C leaves the order of arguments open. */
    int year = rng_range(rng, 1950, 2002);
    int month = rng_range(rng, 1, 12);
    int day = rng_range(rng, 1, 28);
    snprintf(digits, sizeof digits, "999999%04d%02d%02d%03d", year, month, day, rng_range(rng, 0, 999));
    for (int i = 0; i < 17; i++)
        sum += (digits[i] - '0') * weights[i];
    text_addf(out, "%s%c", digits, "10X98765432"[sum % 11]);
}

/* No National Insurance number begins with QQ. */
static void add_insurance_number(struct text *out, struct rng *rng) {
    text_add(out, "QQ");
    for (int i = 0; i < 3; i++)
        text_addf(out, " %02d", rng_range(rng, 0, 99));
    text_add(out, " C");
}

static bool fill_personal(struct text *out, const struct bank *bank, const char *name, size_t length,
                          struct rng *rng) {
    bool zh = bank->chinese;
    if (length == 5 && !memcmp(name, "phone", 5))
        text_addf(out, zh ? "1380000%04d" : "07700 900%03d", rng_range(rng, 0, zh ? 9999 : 999));
    else if (length == 4 && !memcmp(name, "card", 4))
        add_card(out, zh ? "6222" : "4000", rng);
    else if (length == 4 && !memcmp(name, "idno", 4) && zh)
        add_resident_id(out, rng);
    else if (length == 4 && !memcmp(name, "idno", 4))
        add_insurance_number(out, rng);
    else if (length == 5 && !memcmp(name, "email", 5))
        text_addf(out, "user%d@example.com", rng_range(rng, 100, 9999));
    else if (length == 4 && !memcmp(name, "name", 4))
        text_name(out, bank, rng);
    else
        return false;
    return true;
}

void slot_fill(struct text *out, const struct slot_context *context, const char *name, size_t length,
               struct rng *rng) {
    const struct bank *bank = context->plan->bank;
    if (length == 4 && !memcmp(name, "date", 4)) {
        fill_date(out, context, false, rng);
    } else if (length == 3 && !memcmp(name, "day", 3)) {
        fill_date(out, context, true, rng);
    } else if (length == 5 && !memcmp(name, "small", 5)) {
        fill_money(out, bank->chinese, 5, 320, rng);
    } else if (length == 3 && !memcmp(name, "amt", 3)) {
        fill_money(out, bank->chinese, 200, 9800, rng);
    } else if (length == 3 && !memcmp(name, "big", 3)) {
        fill_money(out, bank->chinese, 12000, bank->chinese ? 480000 : 95000, rng);
    } else if (length == 4 && !memcmp(name, "unit", 4)) {
        text_add(out, bank->units[context->complaint->unit].name);
    } else if (length == 7 && !memcmp(name, "product", 7)) {
        text_add(out, bank->product_nouns[context->complaint->product]);
    } else if (length == 4 && !memcmp(name, "tail", 4)) {
        text_addf(out, bank->chinese ? "尾号%04d" : "ending %04d", rng_range(rng, 0, 9999));
    } else if (!fill_personal(out, bank, name, length, rng)) {
        for (const struct slot *slot = bank->slots; slot->name; slot++)
            if (strlen(slot->name) == length && !memcmp(name, slot->name, length)) {
                uint32_t n = 0;
                while (slot->words[n])
                    n++;
                text_add(out, slot->words[rng_below(rng, n)]);
                return;
            }
        fprintf(stderr, "generate: no slot {%.*s}\n", (int)length, name);
    }
}
