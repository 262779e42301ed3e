/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_add_bytes(struct text *text, const char *bytes, size_t length) {
    if (text->length + length + 1 > text->capacity) {
        text->capacity = (text->length + length + 1) * 2;
        text->bytes = realloc(text->bytes, text->capacity);
        if (!text->bytes) {
            fputs("generate: out of memory\n", stderr);
            exit(4);
        }
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_add(struct text *text, const char *words) {
    text_add_bytes(text, words, strlen(words));
}

void text_addf(struct text *text, const char *format, ...) {
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    text_add_bytes(text, line, n < (int)sizeof line ? (size_t)n : sizeof line - 1);
}

void text_clear(struct text *text) {
    text->length = 0;
    text_add_bytes(text, "", 0);
}

void text_free(struct text *text) {
    free(text->bytes);
    *text = (struct text){0};
}
