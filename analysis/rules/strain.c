/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/strain.h"

enum { MOST_DEPTH = 50, MANY = 20, MOST_LEAST = 50, MOST_SAMPLE = 4000 };

struct sampler {
    struct str regex;
    size_t at;
    struct arena *arena;
    struct strain *strains;
    size_t count;
    bool lean; /* what may be left out is left out */
    int depth;
};

static char peek(const struct sampler *s) {
    return s->at < s->regex.size ? s->regex.data[s->at] : '\0';
}

static bool take(struct sampler *s, const char *text) {
    struct str wanted = str_of(text);
    if (!str_starts(str_sub(s->regex, s->at, s->regex.size), wanted))
        return false;
    s->at += wanted.size;
    return true;
}

static void add_code(struct buf *out, uint32_t code) {
    char bytes[4];
    buf_add(out, (struct str){bytes, utf8_encode(code, bytes)});
}

/* A character that a class of escapes stands for; 0 for what takes no place. */
static uint32_t escaped(struct sampler *s) {
    uint32_t code = s->at < s->regex.size ? utf8_next(s->regex, &s->at) : 0;
    switch (code) {
    case 'd':
        return '1';
    case 's':
    case 'h':
        return ' ';
    case 'w':
    case 'S':
    case 'D':
    case 'N':
        return 'a';
    case 'W':
    case 'H':
        return '-';
    case 'n':
    case 'R':
    case 'v':
        return '\n';
    case 't':
        return '\t';
    default:
        /* Other letters are assertions and the like, digits are references. */
        return (code | 0x20) >= 'a' && (code | 0x20) <= 'z' ? 0 : code >= '0' && code <= '9' ? 0 : code;
    }
}

/* After the opening bracket: the first member, or a letter that is hardly ever left out. */
static uint32_t sample_class(struct sampler *s) {
    bool negated = take(s, "^");
    uint32_t first = 0;
    for (bool start = true; s->at < s->regex.size && (start || peek(s) != ']'); start = false) {
        uint32_t code = take(s, "\\") ? escaped(s) : utf8_next(s->regex, &s->at);
        first = first ? first : code;
    }
    take(s, "]");
    return negated || !first ? 'z' : first;
}

static void sample_alternatives(struct sampler *s, struct buf *out);

/* After an opening parenthesis. Look-arounds take no place. */
static void sample_group(struct sampler *s, struct buf *out) {
    size_t start = out->size;
    bool around = take(s, "?=") || take(s, "?!") || take(s, "?<=") || take(s, "?<!");
    if (!around && (take(s, "?P<") || take(s, "?<"))) {
        while (s->at < s->regex.size && s->regex.data[s->at++] != '>')
            continue;
    } else if (!around && !take(s, "?:") && !take(s, "?>") && peek(s) == '?') {
        while (s->at < s->regex.size && peek(s) != ':' && peek(s) != ')')
            s->at++; /* options */
        take(s, ":");
    }
    s->depth++;
    sample_alternatives(s, out);
    s->depth--;
    take(s, ")");
    if (around)
        out->size = start;
}

static void sample_atom(struct sampler *s, struct buf *out) {
    uint32_t code;
    if (take(s, "(")) {
        sample_group(s, out);
        return;
    }
    if (take(s, "["))
        code = sample_class(s);
    else if (take(s, "\\"))
        code = escaped(s);
    else if (take(s, "."))
        code = 'a';
    else
        code = utf8_next(s->regex, &s->at);
    if (code && code != '^' && code != '$')
        add_code(out, code);
}

static size_t number(struct sampler *s) {
    size_t value = 0;
    while (peek(s) >= '0' && peek(s) <= '9')
        value = value * 10 + (size_t)(s->regex.data[s->at++] - '0') % 100000;
    return value;
}

/* How often the atom before may stand: false without a quantifier. */
static bool quantifier(struct sampler *s, size_t *least, size_t *most) {
    *least = *most = 1;
    if (take(s, "*"))
        *least = 0, *most = SIZE_MAX;
    else if (take(s, "+"))
        *most = SIZE_MAX;
    else if (take(s, "?"))
        *least = 0;
    else if (peek(s) == '{' && s->at + 1 < s->regex.size && s->regex.data[s->at + 1] >= '0' &&
             s->regex.data[s->at + 1] <= '9') {
        s->at++;
        *least = *most = number(s);
        if (take(s, ","))
            *most = peek(s) == '}' ? SIZE_MAX : number(s);
        take(s, "}");
    } else {
        return false;
    }
    if (!take(s, "+"))
        take(s, "?");
    return true;
}

static void note_strain(struct sampler *s, const struct buf *out, size_t start) {
    if (s->count == STRAIN_MOST || out->size == start)
        return;
    struct str lead = str_sub(buf_str(out), 0, start), again = str_sub(buf_str(out), start, out->size);
    s->strains[s->count++] = (struct strain){str_copy(s->arena, lead), str_copy(s->arena, again)};
}

static void sample_sequence(struct sampler *s, struct buf *out) {
    while (s->at < s->regex.size && peek(s) != '|' && peek(s) != ')') {
        size_t start = out->size, least, most;
        sample_atom(s, out);
        if (!quantifier(s, &least, &most))
            continue;
        if (most >= MANY)
            note_strain(s, out, start);
        struct buf once = {0};
        buf_add(&once, str_sub(buf_str(out), start, out->size));
        for (size_t n = 1; n < least && n < MOST_LEAST && out->size < MOST_SAMPLE; n++)
            buf_add(out, buf_str(&once));
        buf_free(&once);
        if (least == 0 && s->lean)
            out->size = start;
    }
}

/* The first alternative is the sample; the others are read for what they repeat. */
static void sample_alternatives(struct sampler *s, struct buf *out) {
    size_t start = out->size;
    if (s->depth > MOST_DEPTH) {
        s->at = s->regex.size;
        return;
    }
    sample_sequence(s, out);
    struct buf other = {0};
    while (take(s, "|")) {
        buf_clear(&other);
        buf_add(&other, str_sub(buf_str(out), 0, start));
        sample_sequence(s, &other);
    }
    buf_free(&other);
}

size_t strain_find(struct str regex, struct arena *arena, struct strain strains[STRAIN_MOST],
                   struct str *sample) {
    size_t count = 0;
    for (int lean = 0; lean < 2; lean++) {
        struct sampler s = {.regex = regex, .arena = arena, .strains = strains, .count = count, .lean = lean};
        struct buf out = {0};
        while (s.at < regex.size) {
            sample_alternatives(&s, &out);
            s.at += s.at < regex.size; /* a parenthesis too many */
        }
        if (!lean)
            *sample = str_copy(arena, buf_str(&out));
        count = s.count;
        buf_free(&out);
    }
    return count;
}

static size_t characters_of(struct str text) {
    size_t count = 0;
    for (size_t at = 0; at < text.size; count++)
        utf8_next(text, &at);
    return count;
}

void strain_text(const struct strain *strain, struct str sample, size_t characters, int end,
                 struct buf *text) {
    static const char *const ends[STRAIN_ENDS] = {"~", "~", "\n"};
    size_t step = characters_of(strain->again);
    buf_clear(text);
    buf_add(text, strain->lead);
    for (size_t count = 0; count < characters; count += step)
        buf_add(text, strain->again);
    buf_add(text, str_of(ends[end]));
    if (end > 0)
        buf_add(text, sample);
}
