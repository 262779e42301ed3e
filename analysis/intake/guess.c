/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/part.h"

/* Two readers start in the middle of the text, one as if inside quotes and one as if outside. The wrong one
 * soon meets a quote where none can stand. */

enum { WINDOW = 64 * 1024 };

enum state { FIELD_START, UNQUOTED, QUOTED, QUOTE_SEEN, FAILED };

struct guesser {
    enum state state;
    size_t start; /* of the first record met; SIZE_MAX while there is none */
};

static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

static void end_field(struct guesser *g, bool line, size_t next) {
    g->state = FIELD_START;
    if (line && g->start == SIZE_MAX)
        g->start = next;
}

static void step(struct guesser *g, struct str text, char delimiter, size_t at) {
    char c = text.data[at];
    bool line = is_line_end(c), ends = line || c == delimiter;
    switch (g->state) {
    case QUOTED:
        if (c == '"')
            g->state = QUOTE_SEEN;
        break;
    case QUOTE_SEEN:
        if (ends)
            end_field(g, line, csv_line_next(text, at));
        else
            g->state = c == '"' ? QUOTED : FAILED;
        break;
    case FIELD_START:
        if (ends)
            end_field(g, line, csv_line_next(text, at));
        else
            g->state = c == '"' ? QUOTED : UNQUOTED;
        break;
    case UNQUOTED:
        if (ends)
            end_field(g, line, csv_line_next(text, at));
        else if (c == '"')
            g->state = FAILED;
        break;
    case FAILED:
        break;
    }
}

size_t part_guess(struct str text, char delimiter, size_t from, size_t limit) {
    if (from == 0 || from >= limit)
        return from;
    /* Starting one byte early finds a record that starts right here. */
    struct guesser outside = {UNQUOTED, SIZE_MAX}, inside = {QUOTED, SIZE_MAX};
    size_t at = from - 1, end = limit - at < WINDOW ? limit : at + WINDOW;
    if (text.data[at] == '"')
        at++;
    for (; at < end && outside.state != FAILED && inside.state != FAILED; at++) {
        step(&outside, text, delimiter, at);
        step(&inside, text, delimiter, at);
    }
    struct guesser *right = outside.state != FAILED ? &outside : &inside;
    for (; at < limit && right->state != FAILED && right->start == SIZE_MAX; at++)
        step(right, text, delimiter, at);
    return right->start < limit ? right->start : limit;
}
