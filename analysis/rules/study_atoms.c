/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/study_atoms.h"

#include <string.h>

enum { MOST_DEPTH = 50 };

bool study_is_caseless(uint32_t code) {
    return code < 0x80 || (code >= 0x2E80 && code <= 0xA4CF) || (code >= 0xAC00 && code <= 0xD7A3) ||
           (code >= 0xF900 && code <= 0xFAFF) || (code >= 0xFF5F && code <= 0xFFEE) ||
           (code >= 0x2010 && code <= 0x205E) || (code >= 0x20A0 && code <= 0x20CF) ||
           (code >= 0xA2 && code <= 0xA9) || (code >= 0x20000 && code <= 0x3FFFF);
}

char study_peek(const struct study_reader *r) {
    return r->at < r->regex.size ? r->regex.data[r->at] : '\0';
}

bool study_take(struct study_reader *r, const char *text) {
    size_t size = strlen(text);
    if (r->regex.size - r->at < size || memcmp(r->regex.data + r->at, text, size) != 0)
        return false;
    r->at += size;
    return true;
}

void study_give_up(struct study_reader *r) {
    r->understood = false;
    r->at = r->regex.size;
}

static bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const struct study_part any_character = {.width = 1, .steps = 1};
static const struct study_part assertion = {.steps = 1, .empty = true};
static const struct study_part word_boundary = {.steps = 1, .empty = true, .boundary = true};

struct need study_one_text(struct study_reader *r, struct str text, uint32_t before) {
    struct str *texts = arena_array(r->arena, 1, sizeof *texts);
    *texts = str_copy(r->arena, text);
    return (struct need){.texts = texts, .count = 1, .before = before};
}

/* A literal character as it stands in folded text. */
static struct study_part literal(struct study_reader *r, uint32_t code) {
    if (code >= 'A' && code <= 'Z')
        code += 'a' - 'A';
    if (!study_is_caseless(code)) {
        r->portable = false;
        return any_character;
    }
    char bytes[4];
    size_t size = utf8_encode(code, bytes);
    struct study_part part = {.need_count = 1, .width = 1, .steps = 1, .plain = true};
    part.needs[0] = study_one_text(r, (struct str){bytes, size}, 0);
    return part;
}

static void skip_braces(struct study_reader *r) {
    if (study_peek(r) != '{')
        return;
    while (r->at < r->regex.size && r->regex.data[r->at++] != '}')
        continue;
}

/* After a backslash, outside a class. */
static struct study_part read_escape(struct study_reader *r) {
    char c = study_peek(r);
    if (!is_letter_or_digit(c))
        return literal(r, utf8_next(r->regex, &r->at));
    r->at++;
    if (strchr("dDsSwWntrf", c))
        return any_character;
    if (c == 'b')
        return word_boundary;
    if (strchr("BA", c))
        return assertion;
    r->portable = false;
    if (strchr("zZG", c))
        return assertion;
    if (strchr("pPhHvV", c)) {
        if (strchr("pP", c) && study_peek(r) != '{')
            r->at++;
        skip_braces(r);
        return any_character;
    }
    study_give_up(r);
    return any_character;
}

/* One member of a class; 0 for a set of characters such as \d. */
static uint32_t read_member(struct study_reader *r) {
    if (study_take(r, "\\")) {
        char c = study_peek(r);
        if (is_letter_or_digit(c)) {
            r->at++;
            if (!strchr("dDsSwWntrf", c))
                study_give_up(r);
            return 0;
        }
    }
    return r->at < r->regex.size ? utf8_next(r->regex, &r->at) : 0;
}

static void check_member(struct study_reader *r, uint32_t low, uint32_t high) {
    bool same_block = (low < 0x80 && high < 0x80) || (low >= 0x2E80 && high <= 0xA4CF);
    if (low != high && !same_block)
        r->portable = false;
    if (!study_is_caseless(low) || !study_is_caseless(high))
        r->portable = false;
}

/* After an opening bracket. */
static struct study_part read_class(struct study_reader *r) {
    study_take(r, "^");
    for (bool first = true; r->at < r->regex.size; first = false) {
        if (!first && study_take(r, "]"))
            return any_character;
        if (study_take(r, "[:") || study_take(r, "[.") || study_take(r, "[="))
            break;
        uint32_t low = read_member(r), high = low;
        if (study_peek(r) == '-' && r->at + 1 < r->regex.size && r->regex.data[r->at + 1] != ']') {
            r->at++;
            high = read_member(r);
            r->portable = r->portable && low && high; /* not the end of a set such as \\d */
        }
        check_member(r, low, high);
    }
    study_give_up(r);
    return any_character;
}

/* Skips the name in (?<name> and the like. */
static void skip_name(struct study_reader *r, char end) {
    while (r->at < r->regex.size && r->regex.data[r->at++] != end)
        continue;
}

static struct study_part read_look_around(struct study_reader *r) {
    r->portable = false;
    struct study_part inner = study_alternatives(r), around = assertion;
    around.steps = inner.steps;
    return around;
}

/* After an opening parenthesis. */
static struct study_part read_group(struct study_reader *r) {
    struct study_part part = any_character;
    if (study_peek(r) == '*' || r->depth >= MOST_DEPTH) {
        study_give_up(r);
        return part;
    }
    r->depth++;
    if (study_take(r, "?=") || study_take(r, "?!") || study_take(r, "?<=") || study_take(r, "?<!")) {
        part = read_look_around(r);
    } else if (study_take(r, "?>")) {
        r->portable = false;
        part = study_alternatives(r);
        part.plain = false;
    } else {
        bool named = false;
        if (study_take(r, "?P<") || study_take(r, "?<"))
            named = true, skip_name(r, '>');
        else if (!study_take(r, "?:") && study_peek(r) == '?')
            study_give_up(r);
        r->portable = r->portable && !named;
        part = study_alternatives(r);
    }
    r->depth--;
    if (!study_take(r, ")"))
        study_give_up(r);
    return part;
}

struct study_part study_atom(struct study_reader *r) {
    if (study_take(r, "\\"))
        return read_escape(r);
    if (study_take(r, "["))
        return read_class(r);
    if (study_take(r, "("))
        return read_group(r);
    if (study_take(r, "."))
        return any_character;
    if (study_take(r, "^"))
        return assertion;
    if (study_take(r, "$")) {
        r->portable = false;
        return assertion;
    }
    return literal(r, utf8_next(r->regex, &r->at));
}

static int read_number(struct study_reader *r) {
    int number = 0;
    while (study_peek(r) >= '0' && study_peek(r) <= '9' && number < 100000)
        number = number * 10 + (r->regex.data[r->at++] - '0');
    return number;
}

/* {n} {n,} {n,m}; other braces are literals, of which the study prefers to know nothing. */
static struct study_repeat read_braces(struct study_reader *r) {
    struct study_repeat repeat = {1, 1};
    r->at++;
    if (study_peek(r) < '0' || study_peek(r) > '9') {
        study_give_up(r);
        return repeat;
    }
    repeat.least = repeat.most = read_number(r);
    if (study_take(r, ","))
        repeat.most = study_peek(r) == '}' ? STUDY_UNBOUNDED : read_number(r);
    if (!study_take(r, "}"))
        study_give_up(r);
    return repeat;
}

struct study_repeat study_repeat(struct study_reader *r) {
    struct study_repeat repeat = {1, 1};
    if (study_take(r, "*"))
        repeat = (struct study_repeat){0, STUDY_UNBOUNDED};
    else if (study_take(r, "+"))
        repeat = (struct study_repeat){1, STUDY_UNBOUNDED};
    else if (study_take(r, "?"))
        repeat = (struct study_repeat){0, 1};
    else if (study_peek(r) == '{')
        repeat = read_braces(r);
    else
        return repeat;
    if (study_take(r, "+"))
        r->portable = false; /* possessive */
    else
        study_take(r, "?");
    if (study_peek(r) == '*' || study_peek(r) == '+' || study_peek(r) == '?' || study_peek(r) == '{')
        study_give_up(r);
    return repeat;
}
