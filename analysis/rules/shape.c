/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/shape.h"

#include "analysis/rules/study.h"

#include <string.h>

enum { MOST_DEPTH = 30, MOST_REPEATS = 1000, MOST_RANGES = 200 };

/* Parts visited where every repeat is made as often as it may; an endless one counts as one. */
static const double most_visits = 20000;

struct shaper {
    struct str regex;
    size_t at;
    struct arena *arena;
    int depth;
    bool failed;
};

static struct shape *choice(struct shaper *s);

static struct shape *fail(struct shaper *s) {
    s->failed = true;
    s->at = s->regex.size;
    return NULL;
}

static bool take_text(struct shaper *s, struct str text) {
    if (!str_starts(str_sub(s->regex, s->at, s->regex.size), text))
        return false;
    s->at += text.size;
    return true;
}

static char peek(const struct shaper *s) {
    return s->at < s->regex.size ? s->regex.data[s->at] : '\0';
}

static bool take(struct shaper *s, char sign) {
    if (s->at >= s->regex.size || s->regex.data[s->at] != sign)
        return false;
    s->at++;
    return true;
}

static struct shape *make(struct shaper *s, enum shape_kind kind) {
    struct shape *shape = arena_array(s->arena, 1, sizeof *shape);
    shape->kind = kind;
    return shape;
}

static uint32_t small(uint32_t code) {
    return code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
}

static struct shape *letter(struct shaper *s, uint32_t code) {
    if (!study_is_caseless(code))
        return fail(s);
    struct shape *shape = make(s, SHAPE_LETTER);
    shape->code = small(code);
    return shape;
}

/* What a class such as \d holds in ASCII; outside it holds nothing, since UCP is off. */
static const struct letter_range digits[] = {{'0', '9'}};
static const struct letter_range blanks[] = {{'\t', '\r'}, {' ', ' '}};
static const struct letter_range words[] = {{'0', '9'}, {'_', '_'}, {'a', 'z'}};
static const struct letter_range line_feed[] = {{'\n', '\n'}};

static struct letter_set named_set(char name) {
    switch (small((unsigned char)name)) {
    case 'd':
        return (struct letter_set){digits, 1, name == 'D'};
    case 's':
        return (struct letter_set){blanks, 2, name == 'S'};
    default:
        return (struct letter_set){words, 3, name == 'W'};
    }
}

static struct shape *set_shape(struct shaper *s, struct letter_set set) {
    struct shape *shape = make(s, SHAPE_SET);
    shape->set = set;
    return shape;
}

/* The sign that a backslash and this letter stand for; 0 = none. */
static uint32_t control_sign(char c) {
    return c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'f' ? '\f' : 0;
}

static bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* After a backslash, outside a class. */
static struct shape *escape(struct shaper *s) {
    char c = peek(s);
    if (s->at >= s->regex.size)
        return fail(s);
    if (!is_letter_or_digit(c))
        return letter(s, utf8_next(s->regex, &s->at));
    s->at++;
    if (control_sign(c))
        return letter(s, control_sign(c));
    if (strchr("dDsSwW", c))
        return set_shape(s, named_set(c));
    return c == 'b'   ? make(s, SHAPE_BOUNDARY)
           : c == 'B' ? make(s, SHAPE_INSIDE)
           : c == 'A' ? make(s, SHAPE_START)
                      : fail(s);
}

/* The members of a class as they are collected. */
struct members {
    struct letter_range ranges[MOST_RANGES];
    size_t count;
};

static void add_range(struct shaper *s, struct members *members, uint32_t low, uint32_t high) {
    if (members->count == MOST_RANGES) {
        fail(s);
        return;
    }
    members->ranges[members->count++] = (struct letter_range){low, high};
}

/* A range of ASCII also holds the small letters of its capitals, and the other way round; folded text has
 * only the small ones. */
static void add_span(struct shaper *s, struct members *members, uint32_t low, uint32_t high) {
    bool ascii = high < 0x80, ideographs = low >= 0x2E80 && high <= 0xA4CF;
    if (low > high || (low != high && !ascii && !ideographs) || !study_is_caseless(low) ||
        !study_is_caseless(high)) {
        fail(s);
        return;
    }
    add_range(s, members, low, high);
    uint32_t first = low > 'A' ? low : 'A', last = high < 'Z' ? high : 'Z';
    if (first <= last)
        add_range(s, members, small(first), small(last));
}

/* One member of a class; a set such as \d is added to `members` and *set says so. */
static uint32_t class_member(struct shaper *s, struct members *members, bool *set) {
    *set = false;
    char c = peek(s);
    if (s->at >= s->regex.size || c == '[') { /* [: and the like; a bare [ is rare */
        fail(s);
        return 0;
    }
    if (!take(s, '\\') || !is_letter_or_digit(c = peek(s)))
        return s->at < s->regex.size ? utf8_next(s->regex, &s->at) : 0;
    s->at++;
    if (control_sign(c))
        return control_sign(c);
    *set = true;
    if (!strchr("dsw", c))
        fail(s);
    struct letter_set named = named_set(c);
    for (size_t i = 0; !s->failed && i < named.count; i++)
        add_range(s, members, named.ranges[i].low, named.ranges[i].high);
    return 0;
}

/* After an opening bracket. */
static struct shape *class(struct shaper *s) {
    struct members members = {.count = 0};
    bool negated = take(s, '^'), set;
    for (bool first = true; !s->failed && (first || !take(s, ']')); first = false) {
        uint32_t low = class_member(s, &members, &set), high = low;
        bool hyphen = peek(s) == '-' && s->at + 1 < s->regex.size && s->regex.data[s->at + 1] != ']';
        if (set && hyphen)
            fail(s);
        if (s->failed || set)
            continue;
        if (hyphen) {
            s->at++;
            high = class_member(s, &members, &set);
            if (set)
                fail(s);
        }
        if (!s->failed)
            add_span(s, &members, low, high);
    }
    if (s->failed)
        return NULL;
    struct letter_range *ranges = arena_array(s->arena, members.count, sizeof *ranges);
    memcpy(ranges, members.ranges, members.count * sizeof *ranges);
    return set_shape(s, (struct letter_set){ranges, members.count, negated});
}

/* The inside of a group and its closing parenthesis. */
static struct shape *inside(struct shaper *s) {
    s->depth++;
    struct shape *inner = choice(s);
    s->depth--;
    return take(s, ')') ? inner : fail(s);
}

static struct shape *behind(struct shaper *s, enum shape_kind kind) {
    struct shape *shape = make(s, kind);
    size_t start = s->at;
    shape->parts = arena_array(s->arena, 1, sizeof(struct shape *));
    shape->parts[0] = inside(s);
    shape->count = 1;
    shape->written = str_sub(s->regex, start, s->at);
    return s->failed ? NULL : shape;
}

/* After an opening parenthesis. */
static struct shape *group(struct shaper *s) {
    if (s->depth >= MOST_DEPTH || peek(s) == '*')
        return fail(s);
    if (take_text(s, STR("?<=")))
        return behind(s, SHAPE_BEHIND);
    if (take_text(s, STR("?<!")))
        return behind(s, SHAPE_NOT_BEHIND);
    if (peek(s) == '?' && !take_text(s, STR("?:")))
        return fail(s);
    return inside(s);
}

static struct shape *atom(struct shaper *s) {
    if (take(s, '\\'))
        return escape(s);
    if (take(s, '['))
        return class(s);
    if (take(s, '('))
        return group(s);
    if (take(s, '.'))
        return set_shape(s, (struct letter_set){line_feed, 1, true});
    if (take(s, '^'))
        return make(s, SHAPE_START);
    if (take(s, '$'))
        return make(s, SHAPE_END);
    if (strchr("*+?{", peek(s)))
        return fail(s);
    return letter(s, utf8_next(s->regex, &s->at));
}

static uint32_t number(struct shaper *s) {
    uint32_t value = 0;
    if (peek(s) < '0' || peek(s) > '9')
        fail(s);
    while (peek(s) >= '0' && peek(s) <= '9' && value <= MOST_REPEATS)
        value = value * 10 + (uint32_t)(s->regex.data[s->at++] - '0');
    if (value > MOST_REPEATS)
        fail(s);
    return value;
}

/* Reads how often `part` stands; both are 1 where nothing is said. */
static void counts(struct shaper *s, uint32_t *least, uint32_t *most) {
    *least = *most = 1;
    if (take(s, '*')) {
        *least = 0, *most = SHAPE_ENDLESS;
    } else if (take(s, '+')) {
        *most = SHAPE_ENDLESS;
    } else if (take(s, '?')) {
        *least = 0;
    } else if (take(s, '{')) {
        *least = *most = number(s);
        if (take(s, ','))
            *most = peek(s) == '}' ? SHAPE_ENDLESS : number(s);
        if (!take(s, '}') || *most < *least)
            fail(s);
    } else {
        return;
    }
    take(s, '?');
    if (s->at < s->regex.size && strchr("*+?{", peek(s))) /* possessive, or what the study does not know */
        fail(s);
}

static bool is_endless(const struct shape *shape) {
    bool endless = shape->kind == SHAPE_REPEAT && shape->most == SHAPE_ENDLESS;
    for (size_t i = 0; !endless && i < shape->count; i++)
        endless = is_endless(shape->parts[i]);
    return endless;
}

static struct shape *repeated(struct shaper *s) {
    struct shape *part = atom(s);
    uint32_t least, most;
    counts(s, &least, &most);
    if (s->failed || (least == 1 && most == 1))
        return part;
    if (most == SHAPE_ENDLESS && is_endless(part))
        return fail(s);
    struct shape *repeat = make(s, SHAPE_REPEAT);
    repeat->parts = arena_array(s->arena, 1, sizeof(struct shape *));
    repeat->parts[0] = part;
    repeat->count = 1;
    repeat->least = least;
    repeat->most = most;
    return repeat;
}

/* A list of parts while it grows. */
struct parts {
    struct shape **list;
    size_t count, capacity;
};

static void add_part(struct parts *parts, struct shape *part) {
    parts->list = heap_grow(parts->list, &parts->capacity, parts->count + 1, sizeof(struct shape *));
    parts->list[parts->count++] = part;
}

/* The parts as one shape; frees the list. */
static struct shape *join(struct shaper *s, enum shape_kind kind, struct parts *parts) {
    struct shape *shape = parts->count == 1 ? parts->list[0] : make(s, kind);
    if (parts->count != 1 && !s->failed) {
        shape->count = parts->count;
        shape->parts = arena_array(s->arena, parts->count, sizeof(struct shape *));
        for (size_t i = 0; i < parts->count; i++)
            shape->parts[i] = parts->list[i];
    }
    heap_free(parts->list);
    return shape;
}

static struct shape *sequence(struct shaper *s) {
    struct parts parts = {0};
    while (s->at < s->regex.size && peek(s) != '|' && peek(s) != ')')
        add_part(&parts, repeated(s));
    return join(s, SHAPE_SEQUENCE, &parts);
}

static struct shape *choice(struct shaper *s) {
    struct parts parts = {0};
    do
        add_part(&parts, sequence(s));
    while (take(s, '|'));
    return join(s, SHAPE_CHOICE, &parts);
}

static double visits(const struct shape *shape) {
    double sum = 1;
    for (size_t i = 0; i < shape->count; i++)
        sum += visits(shape->parts[i]);
    if (shape->kind != SHAPE_REPEAT || shape->parts[0]->kind == SHAPE_SET)
        return sum;
    uint32_t times = shape->most == SHAPE_ENDLESS ? shape->least + 1 : shape->most;
    return sum * (times ? times : 1);
}

struct shape *shape_of(struct str regex, struct arena *arena) {
    struct shaper s = {.regex = regex, .arena = arena};
    struct shape *whole = choice(&s);
    return s.failed || s.at < regex.size || visits(whole) > most_visits ? NULL : whole;
}
