/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/study.h"

#include <string.h>

enum { MOST_DEPTH = 50, UNBOUNDED = -1 };

/* Any product of choices above this is as good as endless. */
static const double ENDLESS = 1e9;

struct reader {
    struct str regex;
    size_t at;
    struct arena *arena;
    int depth;
    bool understood, portable;
};

/* What is known of a part of the regex. */
struct part {
    const struct str *needs;
    size_t need_count;
    double steps; /* ways to match from one place */
    bool plain;   /* `needs` is all there is to it */
    bool empty;   /* takes no room: an assertion */
};

static struct part read_alternatives(struct reader *r);

bool study_is_caseless(uint32_t code) {
    return code < 0x80 || (code >= 0x2E80 && code <= 0xA4CF) || (code >= 0xAC00 && code <= 0xD7A3) ||
           (code >= 0xF900 && code <= 0xFAFF) || (code >= 0xFF5F && code <= 0xFFEE) ||
           (code >= 0x2010 && code <= 0x205E) || (code >= 0x20A0 && code <= 0x20CF) ||
           (code >= 0xA2 && code <= 0xA9) || (code >= 0x20000 && code <= 0x3FFFF);
}

static char peek(const struct reader *r) {
    return r->at < r->regex.size ? r->regex.data[r->at] : '\0';
}

static bool take(struct reader *r, const char *text) {
    size_t size = strlen(text);
    if (r->regex.size - r->at < size || memcmp(r->regex.data + r->at, text, size) != 0)
        return false;
    r->at += size;
    return true;
}

static void give_up(struct reader *r) {
    r->understood = false;
    r->at = r->regex.size;
}

static bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct part one_text(struct reader *r, struct str text) {
    struct str *need = arena_array(r->arena, 1, sizeof *need);
    *need = text;
    return (struct part){.needs = need, .need_count = 1, .steps = 1, .plain = true};
}

/* A literal character as it stands in folded text. */
static struct part literal(struct reader *r, uint32_t code) {
    if (code >= 'A' && code <= 'Z')
        code += 'a' - 'A';
    if (!study_is_caseless(code)) {
        r->portable = false;
        return (struct part){.steps = 1};
    }
    char bytes[4];
    size_t size = utf8_encode(code, bytes);
    return one_text(r, str_copy(r->arena, (struct str){bytes, size}));
}

static void skip_braces(struct reader *r) {
    if (peek(r) != '{')
        return;
    while (r->at < r->regex.size && r->regex.data[r->at++] != '}')
        continue;
}

/* After a backslash, outside a class. */
static struct part read_escape(struct reader *r) {
    char c = peek(r);
    if (!is_letter_or_digit(c))
        return literal(r, utf8_next(r->regex, &r->at));
    r->at++;
    if (strchr("dDsSwWntrf", c))
        return (struct part){.steps = 1};
    if (strchr("bBA", c))
        return (struct part){.steps = 1, .empty = true};
    r->portable = false;
    if (strchr("zZG", c))
        return (struct part){.steps = 1, .empty = true};
    if (strchr("pPhHvVR", c)) {
        if (strchr("pP", c) && peek(r) != '{')
            r->at++;
        skip_braces(r);
        return (struct part){.steps = c == 'R' ? 2 : 1};
    }
    give_up(r);
    return (struct part){0};
}

/* One member of a class; 0 for a set of characters such as \d. */
static uint32_t read_member(struct reader *r) {
    if (take(r, "\\")) {
        char c = peek(r);
        if (is_letter_or_digit(c)) {
            r->at++;
            if (!strchr("dDsSwWntrf", c))
                give_up(r);
            return 0;
        }
    }
    return r->at < r->regex.size ? utf8_next(r->regex, &r->at) : 0;
}

static void check_member(struct reader *r, uint32_t low, uint32_t high) {
    bool same_block = (low < 0x80 && high < 0x80) || (low >= 0x2E80 && high <= 0xA4CF);
    if (low != high && !same_block)
        r->portable = false;
    if (!study_is_caseless(low) || !study_is_caseless(high))
        r->portable = false;
}

/* After an opening bracket. */
static struct part read_class(struct reader *r) {
    take(r, "^");
    for (bool first = true; r->at < r->regex.size; first = false) {
        if (!first && take(r, "]"))
            return (struct part){.steps = 1};
        if (take(r, "[:") || take(r, "[.") || take(r, "[="))
            break;
        uint32_t low = read_member(r), high = low;
        if (peek(r) == '-' && r->at + 1 < r->regex.size && r->regex.data[r->at + 1] != ']') {
            r->at++;
            high = read_member(r);
            r->portable = r->portable && low && high; /* not the end of a set such as \\d */
        }
        check_member(r, low, high);
    }
    give_up(r);
    return (struct part){0};
}

/* Skips the name in (?<name> and the like. */
static void skip_name(struct reader *r, char end) {
    while (r->at < r->regex.size && r->regex.data[r->at++] != end)
        continue;
}

static struct part read_look_around(struct reader *r) {
    r->portable = false;
    struct part inner = read_alternatives(r);
    return (struct part){.steps = inner.steps, .empty = true};
}

/* After an opening parenthesis. */
static struct part read_group(struct reader *r) {
    struct part part = {0};
    if (peek(r) == '*' || r->depth >= MOST_DEPTH) {
        give_up(r);
        return part;
    }
    r->depth++;
    if (take(r, "?=") || take(r, "?!") || take(r, "?<=") || take(r, "?<!")) {
        part = read_look_around(r);
    } else if (take(r, "?>")) {
        r->portable = false;
        part = read_alternatives(r);
        part.plain = false;
    } else {
        bool named = false;
        if (take(r, "?P<") || take(r, "?<"))
            named = true, skip_name(r, '>');
        else if (!take(r, "?:") && peek(r) == '?')
            give_up(r);
        r->portable = r->portable && !named;
        part = read_alternatives(r);
    }
    r->depth--;
    if (!take(r, ")"))
        give_up(r);
    return part;
}

static struct part read_atom(struct reader *r) {
    if (take(r, "\\"))
        return read_escape(r);
    if (take(r, "["))
        return read_class(r);
    if (take(r, "("))
        return read_group(r);
    if (take(r, "."))
        return (struct part){.steps = 1};
    if (take(r, "^"))
        return (struct part){.steps = 1, .empty = true};
    if (take(r, "$")) {
        r->portable = false;
        return (struct part){.steps = 1, .empty = true};
    }
    return literal(r, utf8_next(r->regex, &r->at));
}

struct repeat {
    int least, most;
};

static int read_number(struct reader *r) {
    int number = 0;
    while (peek(r) >= '0' && peek(r) <= '9' && number < 100000)
        number = number * 10 + (r->regex.data[r->at++] - '0');
    return number;
}

/* {n} {n,} {n,m}; other braces are literals, of which the study prefers to know nothing. */
static struct repeat read_braces(struct reader *r) {
    struct repeat repeat = {1, 1};
    r->at++;
    if (peek(r) < '0' || peek(r) > '9') {
        give_up(r);
        return repeat;
    }
    repeat.least = repeat.most = read_number(r);
    if (take(r, ","))
        repeat.most = peek(r) == '}' ? UNBOUNDED : read_number(r);
    if (!take(r, "}"))
        give_up(r);
    return repeat;
}

static struct repeat read_repeat(struct reader *r) {
    struct repeat repeat = {1, 1};
    if (take(r, "*"))
        repeat = (struct repeat){0, UNBOUNDED};
    else if (take(r, "+"))
        repeat = (struct repeat){1, UNBOUNDED};
    else if (take(r, "?"))
        repeat = (struct repeat){0, 1};
    else if (peek(r) == '{')
        repeat = read_braces(r);
    else
        return repeat;
    if (take(r, "+"))
        r->portable = false; /* possessive */
    else
        take(r, "?");
    if (peek(r) == '*' || peek(r) == '+' || peek(r) == '?' || peek(r) == '{')
        give_up(r);
    return repeat;
}

static double repeated_steps(double steps, struct repeat repeat) {
    if (repeat.most == UNBOUNDED)
        return ENDLESS;
    double sum = 0, power = 1;
    for (int n = 0; n <= repeat.most && sum < ENDLESS; n++) {
        if (n >= repeat.least)
            sum += power;
        power = power * steps < ENDLESS ? power * steps : ENDLESS;
    }
    return sum;
}

static size_t shortest(const struct part *part) {
    size_t size = SIZE_MAX;
    for (size_t i = 0; i < part->need_count; i++)
        size = part->needs[i].size < size ? part->needs[i].size : size;
    return part->need_count ? size : 0;
}

/* Longer texts are rarer; of equally long ones fewer are better. */
static void prefer(struct part *best, const struct part *other) {
    size_t a = shortest(best), b = shortest(other);
    if (b > a || (b == a && b > 0 && other->need_count < best->need_count)) {
        best->needs = other->needs;
        best->need_count = other->need_count;
    }
}

/* A sequence being read: the best needs so far, and the run of literals at its end. */
struct sequence {
    struct part whole;
    struct buf run;
    bool only_run; /* nothing but literals so far */
};

static void end_run(struct reader *r, struct sequence *s) {
    if (!s->run.size)
        return;
    struct part run = one_text(r, str_copy(r->arena, buf_str(&s->run)));
    prefer(&s->whole, &run);
    buf_clear(&s->run);
}

static void add_atom(struct reader *r, struct sequence *s, const struct part *atom, struct repeat repeat) {
    s->whole.steps *= repeated_steps(atom->steps, repeat);
    if (s->whole.steps > ENDLESS)
        s->whole.steps = ENDLESS;
    bool once = repeat.least == 1 && repeat.most == 1;
    if (atom->empty) {
        s->only_run = false;
        if (!once)
            give_up(r);
        return;
    }
    bool text = atom->plain && atom->need_count == 1;
    s->only_run = s->only_run && text && once;
    if (text && repeat.least > 0)
        buf_add(&s->run, atom->needs[0]);
    if (text && once)
        return;
    end_run(r, s);
    if (!text && repeat.least > 0)
        prefer(&s->whole, atom);
}

static struct part read_sequence(struct reader *r) {
    struct sequence s = {.whole = {.steps = 1}, .only_run = true};
    size_t atoms = 0;
    struct part only = {0};
    while (r->at < r->regex.size && peek(r) != '|' && peek(r) != ')') {
        struct part atom = read_atom(r);
        struct repeat repeat = read_repeat(r);
        only = atom;
        if (repeat.least != 1 || repeat.most != 1)
            only.plain = false;
        atoms++;
        add_atom(r, &s, &atom, repeat);
    }
    s.whole.plain = s.only_run && s.run.size > 0;
    end_run(r, &s);
    buf_free(&s.run);
    if (atoms == 1 && only.plain) /* a group of plain texts alone in parentheses */
        return only;
    if (s.whole.plain)
        s.whole.steps = 1;
    return s.whole;
}

static bool add_needs(struct reader *r, struct part *to, const struct part *from) {
    if (!from->need_count || to->need_count + from->need_count > STUDY_MOST_NEEDS)
        return false;
    struct str *joined = arena_array(r->arena, to->need_count + from->need_count, sizeof *joined);
    for (size_t i = 0; i < to->need_count; i++)
        joined[i] = to->needs[i];
    for (size_t i = 0; i < from->need_count; i++)
        joined[to->need_count + i] = from->needs[i];
    to->needs = joined;
    to->need_count += from->need_count;
    return true;
}

/* Of plain texts only those can match at one place that begin each other, so at most one of each length. */
static double plain_steps(const struct part *part) {
    double lengths = 0;
    for (size_t i = 0; i < part->need_count; i++) {
        bool seen = false;
        for (size_t k = 0; k < i; k++)
            seen = seen || part->needs[k].size == part->needs[i].size;
        lengths += !seen;
    }
    return lengths;
}

static struct part read_alternatives(struct reader *r) {
    struct part all = read_sequence(r);
    bool known = all.need_count > 0;
    while (take(r, "|")) {
        struct part next = read_sequence(r);
        all.steps += next.steps;
        all.plain = all.plain && next.plain;
        known = known && add_needs(r, &all, &next);
    }
    if (!known)
        all = (struct part){.steps = all.steps};
    if (all.plain)
        all.steps = plain_steps(&all);
    return all;
}

void study_regex(struct str regex, struct arena *arena, struct study *study) {
    struct reader reader = {.regex = regex, .arena = arena, .understood = true, .portable = true};
    struct part whole = read_alternatives(&reader);
    if (reader.at < regex.size)
        give_up(&reader);
    *study = (struct study){0};
    if (!reader.understood)
        return;
    study->needs = whole.needs;
    study->need_count = whole.need_count;
    study->plain = whole.plain;
    study->bounded = whole.steps <= STUDY_SAFE_STEPS;
    study->portable = reader.portable;
}
