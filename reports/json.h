/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_JSON_H
#define REDRESS_REPORTS_JSON_H

/* Writes JSON as text that a person can also read and compare line by line: every member on its own line,
 * two blanks a level; what begins with a *_line call stays on one line. Numbers are the shortest that read
 * back as the same double, NAN and infinities are null. Texts are escaped; bytes that are not valid UTF-8
 * become U+FFFD, so the document is always valid. Start with {.out = &buf}. */

#include "analysis/base/lang.h"
#include "analysis/base/str.h"
#include "analysis/measure/figure.h"

enum { JSON_DEPTH = 32 };

struct json {
    struct buf *out;
    unsigned depth;
    unsigned line_depth;     /* levels open since the first *_line, 0 = none */
    bool filled[JSON_DEPTH]; /* the level has a member already */
    bool after_key;
};

void json_object_begin(struct json *json);
void json_object_line(struct json *json);
void json_object_end(struct json *json);
void json_array_begin(struct json *json);
void json_array_line(struct json *json);
void json_array_end(struct json *json);

/* The key of the next value; the pairs below are key and value in one call. */
void json_key(struct json *json, struct str key);
void json_text(struct json *json, struct str text);
void json_number(struct json *json, double value);
void json_whole(struct json *json, int64_t value);
void json_bool(struct json *json, bool value);
void json_null(struct json *json);

void json_pair_text(struct json *json, const char *key, struct str text);
void json_pair_number(struct json *json, const char *key, double value);
void json_pair_whole(struct json *json, const char *key, int64_t value);
void json_pair_bool(struct json *json, const char *key, bool value);
/* What is said to people, {"zh": …, "en": …}: no program has to read it. */
void json_pair_said(struct json *json, const char *key, const struct str text[LANG_COUNT]);
/* The text, or null when it is empty. */
void json_pair_text_or_null(struct json *json, const char *key, struct str text);

/* Ends the document with a line end. */
void json_finish(struct json *json);

/* Adds a quoted, escaped text to `out`. */
void json_quote(struct buf *out, struct str text);

#endif
