/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/baseline_words.h"

#include "analysis/base/fold.h"
#include "analysis/rules/literals.h"

#include <string.h>

/* A word counts for each class that has it. */
struct word_class {
    uint32_t word, class;
};

struct baseline_words {
    const struct classes *classes;
    struct dict *words;
    struct word_class *meanings; /* growing, then by word */
    size_t count, room;
    size_t *start; /* meanings of word w: meanings[start[w]] … meanings[start[w + 1] − 1] */
    struct literal *list;
    struct literals *literals; /* NULL without any word */
    uint64_t *counts;          /* by class, of one case */
    struct classify_row read;
    struct buf folded;
};

static bool is_stop_word(struct str word) {
    static const char *const list[] = {"and", "the",  "for",   "with",  "not",  "other", "from",
                                       "are", "was",  "your",  "you",   "our",  "that",  "this",
                                       "any", "into", "about", "after", "when", "has",   "have"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_equal(word, str_of(list[i])))
            return true;
    return false;
}

static void add_word(struct baseline_words *b, struct str word, bool latin, uint32_t class) {
    size_t least = latin ? 3 : 6; /* bytes: three letters, two ideographs */
    if (word.size < least || (latin && is_stop_word(word)))
        return;
    uint32_t code = dict_add(b->words, word);
    for (size_t i = 0; i < b->count; i++)
        if (b->meanings[i].word == code && b->meanings[i].class == class)
            return;
    b->meanings = heap_grow(b->meanings, &b->room, b->count + 1, sizeof *b->meanings);
    b->meanings[b->count++] = (struct word_class){code, class};
}

enum letter { LETTER_NONE, LETTER_LATIN, LETTER_IDEOGRAPH };

static enum letter letter_of(uint32_t code) {
    static const uint32_t links[] = {0x4E0E, 0x548C, 0x53CA, 0x6216, 0x7684}; /* 与 和 及 或 的 */
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (code == links[i])
            return LETTER_NONE;
    if (code < 0x80)
        return keyword_is_word((char)code) ? LETTER_LATIN : LETTER_NONE;
    return code >= 0x3400 && code <= 0x9FFF ? LETTER_IDEOGRAPH : LETTER_NONE;
}

static void add_text(struct baseline_words *b, struct str text, uint32_t class) {
    struct str folded = fold_text(text, &b->folded);
    size_t from = 0;
    enum letter kind = LETTER_NONE;
    for (size_t at = 0; at <= folded.size;) {
        size_t here = at;
        enum letter next = at < folded.size ? letter_of(utf8_next(folded, &at)) : LETTER_NONE;
        at += here == folded.size;
        if (next == kind)
            continue;
        if (kind != LETTER_NONE)
            add_word(b, str_sub(folded, from, here), kind == LETTER_LATIN, class);
        from = here;
        kind = next;
    }
}

static void add_names(struct baseline_words *b, const struct names *names, uint32_t class) {
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        add_text(b, names->in[i], class);
}

static void sort_meanings(struct baseline_words *b) {
    size_t words = dict_size(b->words);
    struct word_class *sorted = heap_array(b->count, sizeof *sorted);
    b->start = heap_array(words + 2, sizeof *b->start);
    for (size_t i = 0; i < b->count; i++)
        b->start[b->meanings[i].word + 2]++;
    for (size_t w = 1; w < words + 2; w++)
        b->start[w] += b->start[w - 1];
    for (size_t i = 0; i < b->count; i++)
        sorted[b->start[b->meanings[i].word + 1]++] = b->meanings[i];
    heap_free(b->meanings);
    b->meanings = sorted;
}

static void build_search(struct baseline_words *b) {
    size_t count = dict_size(b->words) - 1;
    b->list = heap_array(count, sizeof *b->list);
    for (uint32_t i = 0; i < count; i++) {
        struct str word = dict_text(b->words, i + 1);
        bool latin = (unsigned char)word.data[0] < 0x80;
        b->list[i] = (struct literal){word, i + 1, latin, latin};
    }
    b->literals = count ? literals_new(b->list, count) : NULL;
}

struct baseline_words *baseline_words_new(const struct classes *classes, const struct label_class *labels,
                                          size_t label_count) {
    struct baseline_words *b = heap_array(1, sizeof *b);
    const struct axis *axis = classes->axis;
    b->classes = classes;
    b->words = dict_new();
    for (size_t v = 0; v < axis->value_count; v++)
        add_names(b, &axis->values[v].name, classes->of_value[v]);
    for (size_t c = 0; c < classes->count; c++)
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            add_text(b, class_name(classes, c, (enum language)language), (uint32_t)c);
    for (size_t i = 0; i < label_count; i++)
        if (labels[i].class < classes->count)
            add_text(b, labels[i].label, labels[i].class);
    sort_meanings(b);
    build_search(b);
    b->counts = heap_array(classes->count, sizeof *b->counts);
    return b;
}

void baseline_words_free(struct baseline_words *b) {
    if (!b)
        return;
    literals_free(b->literals);
    heap_free(b->list);
    dict_free(b->words);
    heap_free(b->meanings);
    heap_free(b->start);
    heap_free(b->counts);
    classify_row_free(&b->read);
    buf_free(&b->folded);
    heap_free(b);
}

static void count_word(void *context, uint32_t word, size_t at, size_t letter) {
    (void)letter;
    (void)at;
    struct baseline_words *b = context;
    for (size_t i = b->start[word]; i < b->start[word + 1]; i++)
        b->counts[b->meanings[i].class]++;
}

uint32_t baseline_words_class(struct baseline_words *b, const struct table *table, size_t row) {
    memset(b->counts, 0, b->classes->count * sizeof *b->counts);
    classify_read(table, b->classes->book, row, &b->read);
    for (role_set left = b->classes->book->searched; left && b->literals; left &= left - 1)
        literals_scan(b->literals, fold_text(b->read.values[__builtin_ctzll(left)], &b->folded), count_word,
                      b);
    size_t best = b->classes->count;
    for (size_t c = 0; c < b->classes->count; c++)
        if (b->counts[c] && (best == b->classes->count || b->counts[c] > b->counts[best]))
            best = c;
    return best < b->classes->count ? (uint32_t)best : b->classes->other;
}
