/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    size_t index;
    int64_t order, as_of;
    bool repeats, quote_text;
};

struct entries {
    struct entry *list;
    size_t count;
};

static void add_entry(struct entries *entries, size_t index, int64_t order, int64_t as_of, bool repeats) {
    if ((entries->count & (entries->count - 1)) == 0) {
        size_t capacity = entries->count ? entries->count * 2 : 1;
        entries->list = realloc(entries->list, capacity * sizeof *entries->list);
        if (!entries->list) {
            fputs("generate: out of memory\n", stderr);
            exit(4);
        }
    }
    entries->list[entries->count++] =
        (struct entry){.index = index, .order = order, .as_of = as_of, .repeats = repeats};
}

static int by_order(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static void add_quoted(struct text *out, const char *value) {
    text_add(out, "\"");
    for (; *value; value++) {
        if (*value == '"')
            text_add(out, "\"");
        text_add_bytes(out, value, 1);
    }
    text_add(out, "\"");
}

static void add_value(struct text *out, const char *value, bool always) {
    if (always || strpbrk(value, ",\"\n\r"))
        add_quoted(out, value);
    else
        text_add(out, value);
}

void export_header(struct text *out, const struct plan *plan, const char *line_end) {
    int fields = plan->bank->timely ? FIELD_COUNT : F_TIMELY;
    for (int f = 0; f < fields; f++) {
        text_add(out, f ? "," : "");
        add_value(out, plan->bank->header[f], false);
    }
    text_add(out, line_end);
}

/* A value that needs no quotes, for a row that is broken in one place only. */
static void make_plain(struct text *text) {
    size_t kept = 0;
    for (size_t i = 0; i < text->length; i++)
        if (!strchr(",\"\n\r", text->bytes[i]))
            text->bytes[kept++] = text->bytes[i];
    text->length = kept;
    text->bytes[kept] = '\0';
}

/* The first character boundary of UTF-8 in the second half. */
static size_t middle(const struct text *text) {
    size_t at = text->length / 2;
    while (at < text->length && (text->bytes[at] & 0xC0) == 0x80)
        at++;
    return at;
}

static void insert(struct text *text, size_t at, const char *bytes, size_t length) {
    struct text tail = {0};
    text_add_bytes(&tail, text->bytes + at, text->length - at);
    text->length = at;
    text_add_bytes(text, bytes, length);
    text_add_bytes(text, tail.bytes, tail.length);
    text_free(&tail);
}

static void break_row(struct row *row, enum quirk quirk, uint64_t seed, bool chinese) {
    struct text *subject = &row->field[F_SUBJECT], *story = &row->field[F_TEXT];
    for (int f = 0; f < FIELD_COUNT; f++)
        make_plain(&row->field[f]);
    if (quirk == NUL_BYTE)
        insert(story, middle(story), "\0", 1);
    else if (quirk == OPEN_QUOTE)
        insert(story, 0, "\"", 1);
    else if (quirk == LONG_ROW)
        insert(story, middle(story), ",", 1);
    else if (seed % 2)
        insert(story, middle(story), "\"", 1);
    else {
        insert(subject, 0, "\"", 1);
        text_add(subject, chinese ? "\"（补）" : "\"x");
    }
}

static int last_field(const struct complaint *c, int fields) {
    return c->quirk == SHORT_ROW ? fields - 1 - (int)(c->text_seed % 5) : fields;
}

static void add_row(struct text *out, struct row *row, const struct plan *plan, const struct complaint *c,
                    bool quote_text, const char *line_end) {
    int fields = last_field(c, plan->bank->timely ? FIELD_COUNT : F_TIMELY);
    bool broken = c->quirk >= TEXT_AFTER_QUOTE;
    if (c->quirk == BLANK_LINE)
        text_add(out, line_end);
    if (broken)
        break_row(row, c->quirk, c->text_seed, plan->bank->chinese);
    for (int f = 0; f < fields; f++) {
        const struct text *value = &row->field[f];
        text_add(out, f ? "," : "");
        if (broken)
            text_add_bytes(out, value->bytes, value->length);
        else
            add_value(out, value->bytes, quote_text && f == F_TEXT);
    }
    if (c->quirk == LONG_BLANK_ROW)
        text_add(out, c->text_seed % 2 ? ",," : ",");
    text_add(out, line_end);
}

static void count_text(struct tally *tally, const char *story) {
    tally->newline += strchr(story, '\n') != NULL;
    tally->quote += strchr(story, '"') != NULL;
    tally->comma += strchr(story, ',') != NULL;
    tally->wide += strstr(story, "\xEF\xBC\x90") || strstr(story, "\xEF\xBC\x91") ||
                   strstr(story, "\xEF\xBC\x92") || strstr(story, "\xEF\xBC\xA1");
}

static void count_row(struct tally *tally, const struct complaint *c, const struct entry *entry,
                      const struct row *row) {
    tally->rows++;
    tally->quirk[c->quirk]++;
    if (c->quirk >= TEXT_AFTER_QUOTE) {
        tally->refused++;
        return;
    }
    tally->blank_lines += c->quirk == BLANK_LINE;
    tally->merged += entry->repeats;
    tally->no_clock_received += row->field[F_RECEIVED].length == 10;
    tally->no_clock_closed += row->field[F_CLOSED].length == 10;
    tally->aliases += c->use_alias && c->quirk != UNKNOWN_UNIT;
    count_text(tally, row->field[F_TEXT].bytes);
    if (entry->repeats)
        return;
    tally->out_of_scope += c->enquiry;
    tally->late += c->origin == LATE;
}

/* Whether a complaint can be written as a broken row: it must stand in one export
 * only, and the row after it must be sound, for that one ends an open quote. */
static bool breakable(const struct entries *entries, size_t i, const struct cases *cases,
                      const struct plan *plan) {
    const struct entry *entry = &entries->list[i];
    const struct complaint *c = &cases->list[entry->index];
    if (i < 2 || i + 2 >= entries->count || entry->repeats || c->quirk != PLAIN || c->origin != ORDINARY ||
        c->enquiry || c->reopened)
        return false;
    if (cases->list[entries->list[i + 1].index].quirk != PLAIN ||
        cases->list[entries->list[i - 1].index].quirk != PLAIN)
        return false;
    return c->closed < plan_month_start(plan, c->month + 1);
}

/* Breaks as many rows as stay below 0.7 % of the file. */
static void break_some(struct entries *entries, struct cases *cases, const struct plan *plan, int month,
                       struct tally *tally) {
    struct rng rng = rng_stream(plan->seed, 0x8000000000000u + (uint64_t)month);
    int64_t budget = (int64_t)entries->count * 69 / 10000;
    for (int64_t n = 0, attempt = 0; n < budget && attempt < budget * 400; attempt++) {
        size_t i = rng_below(&rng, (uint32_t)entries->count);
        if (!breakable(entries, i, cases, plan))
            continue;
        struct complaint *c = &cases->list[entries->list[i].index];
        c->quirk = (enum quirk)(TEXT_AFTER_QUOTE + (tally->refused + n) % 4);
        entries->list[i + 1].quote_text |= c->quirk == OPEN_QUOTE;
        n++;
    }
}

static void write_entries(struct text *out, struct entries *entries, struct cases *cases,
                          const struct plan *plan, int month, const char *line_end, struct tally *tally) {
    struct row row = {0};
    if (entries->count)
        qsort(entries->list, entries->count, sizeof *entries->list, by_order);
    break_some(entries, cases, plan, month, tally);
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->list[i];
        const struct complaint *c = &cases->list[entry->index];
        row_fill(&row, plan, c, entry->as_of);
        count_row(tally, c, entry, &row);
        add_row(out, &row, plan, c, entry->quote_text, line_end);
    }
    row_free(&row);
    free(entries->list);
}

static bool stands_in(const struct complaint *c, const struct plan *plan, int month) {
    int64_t start = plan_month_start(plan, month), end = plan_month_start(plan, month + 1);
    return row_is_open(c, start) || (c->reopened >= start && c->reopened < end);
}

static void add_new(struct entries *entries, const struct plan *plan, const struct complaint *c, size_t index,
                    int month) {
    int64_t as_of = plan_month_start(plan, month + 1) + (c->origin == LATE ? 36 * 3600 : 0);
    int64_t gap = 3600 * (int64_t)(2 + c->text_seed % 30);
    if (c->quirk == NO_UPDATED_LATER_LINE) {
        add_entry(entries, index, c->received, c->resolved, false);
        add_entry(entries, index, c->received + gap, as_of, true);
    } else if (c->quirk == NEWER_LINE_FIRST) {
        add_entry(entries, index, c->received, as_of, false);
        add_entry(entries, index, c->received + gap, c->resolved, true);
    } else {
        add_entry(entries, index, c->received, as_of, false);
    }
}

void export_month(struct text *out, struct cases *cases, size_t first, const struct plan *plan, int month,
                  const char *line_end, struct tally *tally) {
    struct entries entries = {0};
    int64_t end = plan_month_start(plan, month + 1);
    for (size_t i = 0; i < first; i++)
        if (stands_in(&cases->list[i], plan, month)) {
            const struct complaint *c = &cases->list[i];
            add_entry(&entries, i, c->received, end, true);
            tally->carried++;
            tally->again_open +=
                c->reopened && c->first_closed < plan_month_start(plan, month) && row_is_open(c, end);
        }
    for (size_t i = first; i < cases->count; i++)
        add_new(&entries, plan, &cases->list[i], i, month);
    tally->files++;
    write_entries(out, &entries, cases, plan, month, line_end, tally);
}

void export_stream(struct text *out, struct cases *cases, size_t first, const struct plan *plan,
                   struct tally *tally) {
    struct entries entries = {0};
    int month = first < cases->count ? cases->list[first].month : 0;
    for (size_t i = first; i < cases->count; i++) {
        const struct complaint *c = &cases->list[i];
        add_entry(&entries, i, c->received, plan->end + (c->origin == LATE ? 36 * 3600 : 0), false);
    }
    write_entries(out, &entries, cases, plan, month, "\n", tally);
}
