/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/study.h"

#include "analysis/rules/keyword.h"

#include <string.h>

/* MOST_SIZE: of a regex that may be called bounded; its length limits the work of one step. */
enum { MOST_DEPTH = 50, MOST_SIZE = 2000, UNBOUNDED = -1 };

/* Any product of choices above this is as good as endless. */
static const double ENDLESS = 1e9;

struct reader {
    struct str regex;
    size_t at;
    struct arena *arena;
    int depth;
    bool understood, portable;
    size_t branches; /* of the group that was read last */
};

/* What is known of a part of the regex: texts that it must contain, in the order in which they stand there.
 */
enum { PART_NEEDS = 8 };
struct part {
    struct need needs[PART_NEEDS];
    size_t need_count;
    uint32_t width;  /* characters of the longest match, or STUDY_FAR */
    double steps;    /* ways to match from one place */
    struct str lead; /* what every match begins with; empty = nothing known */
    bool plain;      /* needs[0], at the very start, is all there is to it */
    bool empty;      /* takes no room: an assertion */
    bool boundary;   /* \b */
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

static const struct part any_character = {.width = 1, .steps = 1};
static const struct part assertion = {.steps = 1, .empty = true};
static const struct part word_boundary = {.steps = 1, .empty = true, .boundary = true};

static struct need one_text(struct reader *r, struct str text, uint32_t before) {
    struct str *texts = arena_array(r->arena, 1, sizeof *texts);
    *texts = str_copy(r->arena, text);
    return (struct need){.texts = texts, .count = 1, .before = before};
}

/* A literal character as it stands in folded text. */
static struct part literal(struct reader *r, uint32_t code) {
    if (code >= 'A' && code <= 'Z')
        code += 'a' - 'A';
    if (!study_is_caseless(code)) {
        r->portable = false;
        return any_character;
    }
    char bytes[4];
    size_t size = utf8_encode(code, bytes);
    struct part part = {.need_count = 1, .width = 1, .steps = 1, .plain = true};
    part.needs[0] = one_text(r, (struct str){bytes, size}, 0);
    return part;
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
        return any_character;
    if (c == 'b')
        return word_boundary;
    if (strchr("BA", c))
        return assertion;
    r->portable = false;
    if (strchr("zZG", c))
        return assertion;
    if (strchr("pPhHvV", c)) {
        if (strchr("pP", c) && peek(r) != '{')
            r->at++;
        skip_braces(r);
        return any_character;
    }
    give_up(r);
    return any_character;
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
            return any_character;
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
    return any_character;
}

/* Skips the name in (?<name> and the like. */
static void skip_name(struct reader *r, char end) {
    while (r->at < r->regex.size && r->regex.data[r->at++] != end)
        continue;
}

static struct part read_look_around(struct reader *r) {
    r->portable = false;
    struct part inner = read_alternatives(r), around = assertion;
    around.steps = inner.steps;
    return around;
}

/* After an opening parenthesis. */
static struct part read_group(struct reader *r) {
    struct part part = any_character;
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
        return any_character;
    if (take(r, "^"))
        return assertion;
    if (take(r, "$")) {
        r->portable = false;
        return assertion;
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

static uint32_t add_width(uint32_t a, uint32_t b) {
    return a >= STUDY_FAR - b ? STUDY_FAR : a + b;
}

static uint32_t repeated_width(uint32_t width, struct repeat repeat) {
    if (width == 0 || repeat.most == 0)
        return 0;
    if (repeat.most == UNBOUNDED || width >= STUDY_FAR / (uint32_t)repeat.most)
        return STUDY_FAR;
    return width * (uint32_t)repeat.most;
}

/* How rarely one of the texts will be met: long ones are rare, many of them less so. */
static double rarity(const struct need *need) {
    size_t shortest = SIZE_MAX;
    for (size_t i = 0; i < need->count; i++)
        shortest = need->texts[i].size < shortest ? need->texts[i].size : shortest;
    return need->count ? (double)(shortest < 12 ? shortest : 12) - 0.1 * (double)need->count : -1;
}

/* Appends a need; where there is no room the least rare one goes. */
static void add_need(struct part *part, struct need need) {
    if (part->need_count < PART_NEEDS) {
        part->needs[part->need_count++] = need;
        return;
    }
    size_t worst = 0;
    for (size_t i = 1; i < PART_NEEDS; i++)
        if (rarity(&part->needs[i]) < rarity(&part->needs[worst]))
            worst = i;
    if (rarity(&need) <= rarity(&part->needs[worst]))
        return;
    for (size_t i = worst; i + 1 < PART_NEEDS; i++)
        part->needs[i] = part->needs[i + 1];
    part->needs[PART_NEEDS - 1] = need;
}

/* A sequence being read: what is known so far, and the run of literals at its end. */
struct sequence {
    struct part whole;
    struct buf run;
    uint32_t run_before; /* most characters before the run */
    bool run_bound;      /* a word boundary stands before the run */
    bool at_boundary;    /* the last atom was one */
    size_t last_plain;   /* 1 + the need that the last atom was, all of it; 0 = none */
    bool only_run;       /* nothing but literals so far */
};

static void end_run(struct reader *r, struct sequence *s) {
    if (s->run.size) {
        struct need need = one_text(r, buf_str(&s->run), s->run_before);
        need.bound_start = s->run_bound && keyword_is_word(need.texts[0].data[0]);
        add_need(&s->whole, need);
        if (s->run_before == 0)
            s->whole.lead = need.texts[0];
    }
    buf_clear(&s->run);
}

/* Whether all texts begin (or end) in a word character, so that \\b beside them bounds them. */
static bool all_words(const struct need *need, bool at_end) {
    for (size_t i = 0; i < need->count; i++) {
        struct str text = need->texts[i];
        if (!keyword_is_word(text.data[at_end ? text.size - 1 : 0]))
            return false;
    }
    return true;
}

/* A word boundary bounds what stands before it: the run of literals, or a group of plain texts. */
static void add_assertion(struct reader *r, struct sequence *s, const struct part *atom) {
    s->only_run = false;
    if (!atom->boundary)
        return;
    bool run = s->run.size > 0;
    size_t count = s->whole.need_count;
    end_run(r, s);
    if (run && s->whole.need_count > count)
        s->last_plain = s->whole.need_count;
    if (s->last_plain) {
        struct need *need = &s->whole.needs[s->last_plain - 1];
        need->bound_end = need->bound_end || all_words(need, true);
    }
    s->at_boundary = true;
}

static void add_atom(struct reader *r, struct sequence *s, const struct part *atom, struct repeat repeat) {
    s->whole.steps *= repeated_steps(atom->steps, repeat);
    if (s->whole.steps > ENDLESS)
        s->whole.steps = ENDLESS;
    bool once = repeat.least == 1 && repeat.most == 1;
    if (atom->empty) {
        if (!once)
            give_up(r);
        add_assertion(r, s, atom);
        return;
    }
    bool text = atom->plain && atom->needs[0].count == 1;
    s->only_run = s->only_run && text && once;
    if (text && repeat.least > 0) {
        if (!s->run.size) {
            s->run_before = s->whole.width;
            s->run_bound = s->at_boundary;
        }
        buf_add(&s->run, atom->needs[0].texts[0]);
    }
    if (!text || !once)
        end_run(r, s);
    for (size_t i = 0; !text && repeat.least > 0 && i < atom->need_count; i++) {
        struct need need = atom->needs[i];
        if (s->at_boundary && need.before == 0 && all_words(&need, false))
            need.bound_start = true;
        need.before = add_width(s->whole.width, need.before);
        add_need(&s->whole, need);
    }
    s->at_boundary = false;
    s->last_plain = !text && once && atom->plain ? s->whole.need_count : 0;
    s->whole.width = add_width(s->whole.width, repeated_width(atom->width, repeat));
}

static struct part read_sequence(struct reader *r) {
    struct sequence s = {.whole = {.steps = 1}, .only_run = true};
    size_t atoms = 0;
    struct part only = {0};
    while (r->at < r->regex.size && peek(r) != '|' && peek(r) != ')') {
        struct part atom = read_atom(r);
        struct repeat repeat = read_repeat(r);
        only = atom;
        only.plain = only.plain && repeat.least == 1 && repeat.most == 1;
        atoms++;
        add_atom(r, &s, &atom, repeat);
    }
    s.whole.plain = s.only_run && s.run.size > 0;
    end_run(r, &s);
    buf_free(&s.run);
    return atoms == 1 && only.plain ? only : s.whole; /* a group of plain texts alone in parentheses */
}

static const struct need *rarest(const struct part *part) {
    const struct need *best = NULL;
    for (size_t i = 0; i < part->need_count; i++)
        if (!best || rarity(&part->needs[i]) > rarity(best))
            best = &part->needs[i];
    return best;
}

/* The texts of both; empty where they are too many. */
static struct need join_needs(struct reader *r, const struct need *a, const struct need *b) {
    if (!a->count || !b->count || a->count + b->count > STUDY_MOST_TEXTS)
        return (struct need){0};
    struct str *texts = arena_array(r->arena, a->count + b->count, sizeof *texts);
    for (size_t i = 0; i < a->count; i++)
        texts[i] = a->texts[i];
    for (size_t i = 0; i < b->count; i++)
        texts[a->count + i] = b->texts[i];
    return (struct need){texts, a->count + b->count, a->before > b->before ? a->before : b->before,
                         a->bound_start && b->bound_start, a->bound_end && b->bound_end};
}

/* Either of two alternatives: of each the rarest need is kept. */
static struct part either(struct reader *r, const struct part *a, const struct part *b) {
    struct part both = {.steps = a->steps + b->steps, .width = a->width > b->width ? a->width : b->width};
    const struct need *x = rarest(a), *y = rarest(b);
    if (x && y)
        both.needs[0] = join_needs(r, x, y);
    both.need_count = both.needs[0].count > 0;
    both.plain = a->plain && b->plain && both.need_count;
    return both;
}

/* The two rarest needs of an alternative, in their order. */
static struct probe make_probe(const struct part *part) {
    struct probe probe = {0};
    size_t best = 0, next = SIZE_MAX;
    for (size_t i = 1; i < part->need_count; i++)
        if (rarity(&part->needs[i]) > rarity(&part->needs[best]))
            best = i;
    for (size_t i = 0; i < part->need_count; i++)
        if (i != best && (next == SIZE_MAX || rarity(&part->needs[i]) > rarity(&part->needs[next])))
            next = i;
    if (next == SIZE_MAX) {
        probe.first = part->needs[best];
        return probe;
    }
    probe.first = part->needs[best < next ? best : next];
    probe.second = part->needs[best < next ? next : best];
    probe.reach = probe.second.before; /* the first begins with the match at the earliest */
    return probe;
}

enum { MOST_PROBES = 32 };

/* The alternatives read so far. */
struct choices {
    struct str *leads;
    double *steps;
    size_t count, lead_capacity, step_capacity;
};

static void add_choice(struct choices *choices, const struct part *part) {
    choices->leads =
        heap_grow(choices->leads, &choices->lead_capacity, choices->count + 1, sizeof(struct str));
    choices->steps = heap_grow(choices->steps, &choices->step_capacity, choices->count + 1, sizeof(double));
    choices->leads[choices->count] = part->lead;
    choices->steps[choices->count++] = part->steps;
}

/* Alternatives that begin with different texts never match at the same place: of all those that can match
 * together, each begins with what some other begins with, or the other way round. */
static double most_steps(const struct choices *choices) {
    double most = 0;
    for (size_t i = 0; i < choices->count; i++) {
        double sum = 0;
        for (size_t k = 0; k < choices->count; k++)
            if (str_starts(choices->leads[i], choices->leads[k]) ||
                str_starts(choices->leads[k], choices->leads[i]))
                sum += choices->steps[k];
        most = sum > most ? sum : most;
    }
    return most;
}

/* `probes` has room for MOST_PROBES or is NULL; *known turns false where an alternative has none. */
static struct part read_branches(struct reader *r, struct probe *probes, bool *known) {
    struct choices choices = {0};
    struct part all = {0};
    for (bool more = true; more; more = take(r, "|")) {
        struct part next = read_sequence(r);
        if (probes && choices.count < MOST_PROBES && next.need_count)
            probes[choices.count] = make_probe(&next);
        else
            *known = false;
        all = choices.count ? either(r, &all, &next) : next;
        add_choice(&choices, &next);
    }
    all.steps = most_steps(&choices);
    r->branches = choices.count;
    heap_free(choices.leads);
    heap_free(choices.steps);
    return all;
}

static struct part read_alternatives(struct reader *r) {
    bool known;
    return read_branches(r, NULL, &known);
}

void study_regex(struct str regex, struct arena *arena, struct study *study) {
    struct reader reader = {.regex = regex, .arena = arena, .understood = true, .portable = true};
    struct probe *probes = arena_array(arena, MOST_PROBES, sizeof *probes);
    bool known = true;
    struct part whole = read_branches(&reader, probes, &known);
    if (reader.at < regex.size)
        give_up(&reader);
    *study = (struct study){0};
    if (!reader.understood)
        return;
    if (whole.plain)
        probes[0] = (struct probe){.first = whole.needs[0]};
    study->probes = probes;
    study->probe_count = whole.plain ? 1 : known ? reader.branches : 0;
    study->plain = whole.plain;
    study->bounded = whole.steps <= STUDY_SAFE_STEPS && regex.size <= MOST_SIZE;
    study->portable = reader.portable;
    study->simple = reader.portable && whole.steps <= STUDY_SIMPLE_STEPS;
}
