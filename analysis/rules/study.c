/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/study.h"

#include "analysis/rules/keyword.h"
#include "analysis/rules/study_atoms.h"

#include <string.h>

/* Of a regex that may be called bounded; its length limits the work of one step. */
enum { MOST_SIZE = 2000 };

/* Any product of choices above this is as good as endless. */
static const double ENDLESS = 1e9;

static double repeated_steps(double steps, struct study_repeat repeat) {
    if (repeat.most == STUDY_UNBOUNDED)
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

static uint32_t repeated_width(uint32_t width, struct study_repeat repeat) {
    if (width == 0 || repeat.most == 0)
        return 0;
    if (repeat.most == STUDY_UNBOUNDED || width >= STUDY_FAR / (uint32_t)repeat.most)
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
static void add_need(struct study_part *part, struct need need) {
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
    struct study_part whole;
    struct buf run;
    uint32_t run_before; /* most characters before the run */
    bool run_bound;      /* a word boundary stands before the run */
    bool at_boundary;    /* the last atom was one */
    size_t last_plain;   /* 1 + the need that the last atom was, all of it; 0 = none */
    bool only_run;       /* nothing but literals so far */
};

static void end_run(struct study_reader *r, struct sequence *s) {
    if (s->run.size) {
        struct need need = study_one_text(r, buf_str(&s->run), s->run_before);
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
static void add_assertion(struct study_reader *r, struct sequence *s, const struct study_part *atom) {
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

static void add_atom(struct study_reader *r, struct sequence *s, const struct study_part *atom,
                     struct study_repeat repeat) {
    s->whole.steps *= repeated_steps(atom->steps, repeat);
    if (s->whole.steps > ENDLESS)
        s->whole.steps = ENDLESS;
    bool once = repeat.least == 1 && repeat.most == 1;
    if (atom->empty) {
        if (!once)
            study_give_up(r);
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

static struct study_part read_sequence(struct study_reader *r) {
    struct sequence s = {.whole = {.steps = 1}, .only_run = true};
    size_t atoms = 0;
    struct study_part only = {0};
    while (r->at < r->regex.size && study_peek(r) != '|' && study_peek(r) != ')') {
        struct study_part atom = study_atom(r);
        struct study_repeat repeat = study_repeat(r);
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

static const struct need *rarest(const struct study_part *part) {
    const struct need *best = NULL;
    for (size_t i = 0; i < part->need_count; i++)
        if (!best || rarity(&part->needs[i]) > rarity(best))
            best = &part->needs[i];
    return best;
}

/* The texts of both; empty where they are too many. */
static struct need join_needs(struct study_reader *r, const struct need *a, const struct need *b) {
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
static struct study_part either(struct study_reader *r, const struct study_part *a,
                                const struct study_part *b) {
    struct study_part both = {.steps = a->steps + b->steps,
                              .width = a->width > b->width ? a->width : b->width};
    const struct need *x = rarest(a), *y = rarest(b);
    if (x && y)
        both.needs[0] = join_needs(r, x, y);
    both.need_count = both.needs[0].count > 0;
    both.plain = a->plain && b->plain && both.need_count;
    return both;
}

/* The two rarest needs of an alternative, in their order. */
static struct probe make_probe(const struct study_part *part) {
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

static void add_choice(struct choices *choices, const struct study_part *part) {
    choices->leads =
        heap_grow(choices->leads, &choices->lead_capacity, choices->count + 1, sizeof(struct str));
    choices->steps = heap_grow(choices->steps, &choices->step_capacity, choices->count + 1, sizeof(double));
    choices->leads[choices->count] = part->lead.size ? part->lead : STR("");
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
static struct study_part read_branches(struct study_reader *r, struct probe *probes, bool *known) {
    struct choices choices = {0};
    struct study_part all = {0};
    for (bool more = true; more; more = study_take(r, "|")) {
        struct study_part next = read_sequence(r);
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

struct study_part study_alternatives(struct study_reader *r) {
    bool known;
    return read_branches(r, NULL, &known);
}

void study_regex(struct str regex, struct arena *arena, struct study *study) {
    struct study_reader reader = {.regex = regex, .arena = arena, .understood = true, .portable = true};
    struct probe *probes = arena_array(arena, MOST_PROBES, sizeof *probes);
    bool known = true;
    struct study_part whole = read_branches(&reader, probes, &known);
    if (reader.at < regex.size)
        study_give_up(&reader);
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
