/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subjects and narratives out of the phrase tables: see text.h. */
#include <stdio.h>
#include <string.h>

#include "slots.h"
#include "text.h"

static const char *pick(const char *const *words, struct rng *rng) {
    uint32_t n = 0;
    while (words[n])
        n++;
    return words[rng_below(rng, n)];
}

static const struct phrases *find_phrases(const struct bank *bank, int category) {
    for (int i = 0; bank->phrase_lists[i]; i++)
        for (const struct phrases *p = bank->phrase_lists[i]; p->subjects; p++)
            if ((int)p->category == category)
                return p;
    return NULL;
}

/* The chosen part of "a|b|c" up to `end`. */
static const char *choose(const char *from, const char *end, const char **part_end, struct rng *rng) {
    uint32_t parts = 1;
    for (const char *p = from; p < end; p++)
        parts += *p == '|';
    uint32_t wanted = rng_below(rng, parts);
    for (; wanted; from++)
        wanted -= *from == '|';
    const char *bar = memchr(from, '|', (size_t)(end - from));
    *part_end = bar ? bar : end;
    return from;
}

static void expand(struct text *out, const struct slot_context *context, const char *from, const char *end,
                   struct rng *rng) {
    while (from < end) {
        const char *close = NULL;
        if (*from == '[' && (close = memchr(from, ']', (size_t)(end - from)))) {
            const char *part_end;
            const char *part = choose(from + 1, close, &part_end, rng);
            expand(out, context, part, part_end, rng);
            from = close + 1;
        } else if (*from == '{' && (close = memchr(from, '}', (size_t)(end - from)))) {
            slot_fill(out, context, from + 1, (size_t)(close - from - 1), rng);
            from = close + 1;
        } else {
            size_t run = 1;
            while (from + run < end && from[run] != '[' && from[run] != '{')
                run++;
            text_add_bytes(out, from, run);
            from += run;
        }
    }
}

static void say(struct text *out, const struct slot_context *context, const char *const *phrases,
                struct rng *rng) {
    const char *phrase = pick(phrases, rng);
    if (!context->plan->bank->chinese && out->length && out->bytes[out->length - 1] != ' ')
        text_add(out, " ");
    expand(out, context, phrase, phrase + strlen(phrase), rng);
}

/* English phrases may begin with a slot that is not a proper noun. */
static void capitalise(struct text *text) {
    if (text->length && text->bytes[0] >= 'a' && text->bytes[0] <= 'z')
        text->bytes[0] = (char)(text->bytes[0] - 'a' + 'A');
    for (size_t i = 2; i < text->length; i++) {
        char end = text->bytes[i - 2], c = text->bytes[i];
        if ((end == '.' || end == '!' || end == '?') && text->bytes[i - 1] == ' ' && c >= 'a' && c <= 'z')
            text->bytes[i] = (char)(c - 'a' + 'A');
    }
}

void text_subject(struct text *text, const struct plan *plan, const struct complaint *complaint) {
    struct rng rng = rng_stream(complaint->text_seed, 1);
    struct slot_context context = {plan, complaint};
    text_clear(text);
    say(text, &context, find_phrases(plan->bank, complaint->category)->subjects, &rng);
    if (!plan->bank->chinese)
        capitalise(text);
    while (text->length && text->bytes[text->length - 1] == ' ')
        text->bytes[--text->length] = '\0';
}

void text_story(struct text *text, const struct plan *plan, const struct complaint *complaint) {
    const struct bank *bank = plan->bank;
    struct rng rng = rng_stream(complaint->text_seed, 2);
    struct slot_context context = {plan, complaint};
    bool friendly = complaint->category >= ADVICE && complaint->category != MALICIOUS;
    text_clear(text);
    if (rng_chance(&rng, 270))
        say(text, &context, bank->openers, &rng);
    if (rng_chance(&rng, 60) && bank->chinese)
        text_add(text, "　　"); /* as pasted from a letter */
    say(text, &context, find_phrases(bank, complaint->category)->stories, &rng);
    if (!friendly && rng_chance(&rng, 160))
        say(text, &context, bank->asides, &rng);
    if (!friendly && rng_chance(&rng, 340))
        say(text, &context, bank->demands, &rng);
    if (rng_chance(&rng, 35))
        say(text, &context, bank->contacts, &rng);
    if (!bank->chinese)
        capitalise(text);
    slot_vary(text, bank, &rng);
}

void text_reply(struct text *text, const struct plan *plan, const struct complaint *complaint) {
    struct rng rng = rng_stream(complaint->text_seed, 3);
    struct slot_context context = {plan, complaint};
    text_clear(text);
    if (rng_chance(&rng, 450))
        say(text, &context, plan->bank->replies, &rng);
}

void text_name(struct text *text, const struct bank *bank, struct rng *rng) {
    const char *surname = pick(bank->surnames, rng), *given = pick(bank->given, rng);
    if (bank->chinese)
        text_addf(text, "%s%s", surname, given);
    else
        text_addf(text, "%s %s", given, surname);
}
