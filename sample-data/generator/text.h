/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A growing string of bytes, and the writing of subjects and narratives. */
#ifndef GENERATOR_TEXT_H
#define GENERATOR_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "cases.h"

struct text {
    char *bytes;
    size_t length, capacity;
};

/* All end the program when memory runs out. */
void text_add(struct text *text, const char *words);
void text_add_bytes(struct text *text, const char *bytes, size_t length);
__attribute__((format(printf, 2, 3))) void text_addf(struct text *text, const char *format, ...);
void text_clear(struct text *text);
void text_free(struct text *text);

/* The same complaint always gets the same words. */
void text_subject(struct text *text, const struct plan *plan, const struct complaint *complaint);
void text_story(struct text *text, const struct plan *plan, const struct complaint *complaint);
void text_reply(struct text *text, const struct plan *plan, const struct complaint *complaint);

/* A made-up name of a person. */
void text_name(struct text *text, const struct bank *bank, struct rng *rng);

#endif
