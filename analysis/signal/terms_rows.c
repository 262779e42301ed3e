/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/terms_rows.h"

#include "analysis/base/fold.h"
#include "analysis/rules/mask.h"

enum { DOCUMENTS = 5000 };

static bool has_text(const struct terms_request *request, size_t row) {
    for (size_t i = 0; i < 2; i++)
        if (request->texts[i] && request->texts[i]->texts[row] != TEXT_NONE)
            return true;
    return false;
}

/* Rows of a pile that are read, at an even distance. */
struct sample {
    size_t *rows, count;
};

static struct sample take(const struct terms_request *request, uint8_t pile, size_t *documents,
                          struct arena *arena) {
    size_t most = request->most_documents ? request->most_documents : DOCUMENTS;
    *documents = 0;
    for (size_t row = 0; row < request->table->rows; row++)
        *documents += request->piles[row] == pile && has_text(request, row);
    size_t size = *documents < most ? *documents : most, seen = 0;
    struct sample sample = {arena_array(arena, size, sizeof *sample.rows), 0};
    for (size_t row = 0; row < request->table->rows && sample.count < size; row++) {
        if (request->piles[row] != pile || !has_text(request, row))
            continue;
        /* The document seen-th of all is taken when it is the first at or after its share of the way. */
        if (seen++ * size >= sample.count * *documents)
            sample.rows[sample.count++] = row;
    }
    return sample;
}

/* Subject and text as one document. */
static struct str document(const struct terms_request *request, size_t row, struct buf *cell,
                           struct buf *whole) {
    buf_clear(whole);
    for (size_t i = 0; i < 2; i++) {
        if (!request->texts[i])
            continue;
        if (whole->size)
            buf_add_char(whole, '\n');
        buf_add(whole, table_text(request->table, row, request->texts[i], cell));
    }
    return buf_str(whole);
}

static void read_sample(const struct terms_request *request, struct terms *terms,
                        const struct sample samples[2]) {
    struct buf cell = {0}, whole = {0};
    for (size_t i = 0; i < samples[0].count; i++)
        terms_sift(terms, document(request, samples[0].rows[i], &cell, &whole));
    for (int pile = 0; pile < 2; pile++)
        for (size_t i = 0; i < samples[pile].count; i++) {
            size_t row = samples[pile].rows[i];
            terms_add(terms, document(request, row, &cell, &whole), pile,
                      (double)table_weight(request->table, row));
        }
    buf_free(&cell);
    buf_free(&whole);
}

static void find_examples(const struct terms_request *request, const struct sample *sample,
                          struct terms_found *found) {
    struct buf cell = {0}, whole = {0}, folded = {0};
    size_t missing = found->count;
    for (size_t i = 0; i < sample->count && missing; i++) {
        struct str text = fold_text(document(request, sample->rows[i], &cell, &whole), &folded);
        for (size_t k = 0; k < found->count; k++)
            if (found->items[k].example == SIZE_MAX &&
                terms_place(text, found->items[k].term.text) < text.size) {
                found->items[k].example = sample->rows[i];
                missing--;
            }
    }
    buf_free(&cell);
    buf_free(&whole);
    buf_free(&folded);
}

/* A term that is itself somebody's number or address is not shown. */
static bool is_personal(struct str term) {
    struct buf masked = {0};
    size_t digits = 0;
    for (size_t i = 0; i < term.size; i++)
        digits += term.data[i] >= '0' && term.data[i] <= '9';
    bool personal = mask_text(term, &masked) || digits > 4;
    buf_free(&masked);
    return personal;
}

static void drop_personal(struct terms_found *found) {
    size_t kept = 0;
    for (size_t i = 0; i < found->count; i++)
        if (!is_personal(found->items[i].term.text))
            found->items[kept++] = found->items[i];
    found->count = kept;
}

struct terms_found terms_of_rows(const struct terms_request *request, struct arena *arena) {
    struct terms_found found = {.count = 0};
    struct arena *scratch = arena_new();
    struct sample samples[2];
    for (uint8_t pile = 0; pile < 2; pile++) {
        samples[pile] = take(request, pile, &found.documents[pile], scratch);
        found.read[pile] = samples[pile].count;
    }
    struct terms *terms = terms_new();
    read_sample(request, terms, samples);
    struct term *ranked = terms_rank(terms, &request->options, arena, &found.count);
    found.items = arena_array(arena, found.count, sizeof *found.items);
    for (size_t i = 0; i < found.count; i++)
        found.items[i] = (struct row_term){ranked[i], SIZE_MAX};
    drop_personal(&found);
    find_examples(request, &samples[0], &found);
    terms_free(terms);
    arena_free(scratch);
    return found;
}

/* A place `from` bytes away at which a character begins. */
static size_t character_at(struct str text, size_t at) {
    while (at > 0 && at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80)
        at--;
    return at < text.size ? at : text.size;
}

struct str terms_example(const struct terms_request *request, const struct row_term *found, size_t bytes,
                         struct arena *arena) {
    struct buf cell = {0}, whole = {0}, folded = {0}, masked = {0};
    struct str example = STR("");
    if (found->example == SIZE_MAX)
        return example;
    /* The whole text is masked before it is cut: half a phone number is none to be seen. */
    mask_text(document(request, found->example, &cell, &whole), &masked);
    struct str text = buf_str(&masked), plain = fold_text(text, &folded);
    size_t at = terms_place(plain, found->term.text);
    if (at < plain.size) {
        size_t middle = fold_origin(text, at), half = (bytes - found->term.text.size % bytes) / 2;
        size_t from = character_at(text, middle > half ? middle - half : 0);
        size_t to = character_at(text, from + bytes);
        example = str_printf(arena, "%s" STR_FMT "%s", from ? "…" : "",
                             STR_ARG(str_trim(str_sub(text, from, to))), to < text.size ? "…" : "");
        char *data = (char *)(uintptr_t)example.data;
        for (size_t i = 0; i < example.size; i++)
            if ((unsigned char)data[i] < ' ')
                data[i] = ' ';
    }
    buf_free(&cell);
    buf_free(&whole);
    buf_free(&folded);
    buf_free(&masked);
    return example;
}
