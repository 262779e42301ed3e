/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/terms.h"

#include "analysis/base/dict.h"
#include "analysis/base/fold.h"
#include "analysis/signal/terms_words.h"

#include <stdlib.h>
#include <string.h>

#define MATHLIB_STANDALONE 1
#include <Rmath.h>

enum { LONGEST_GRAM = 4, LONGEST_WORD = 64, FEWEST = 5, SIEVE_BITS = 21, LOOKED_THROUGH = 2000 };
static const double same_documents = 0.7; /* terms found together this often are one */

struct tally {
    double in[2];
    size_t last; /* the document it was last seen in, from 1 */
};

struct terms {
    struct dict *dict;
    struct tally *tallies; /* by code */
    size_t capacity, documents;
    double all[2];
    struct buf folded;
    uint8_t *sieve; /* by hash: how often seen in the first pile, up to FEWEST; NULL = not sifted */
    bool sifting;
};

struct terms_odds terms_odds(double a, double all_a, double b, double all_b, double prior) {
    const struct terms_odds none = {0, 0};
    if (!(all_a > 0) || !(all_b > 0) || !(a >= 0) || !(b >= 0) || !(a + b > 0) || a > all_a || b > all_b ||
        !(prior > 0))
        return none;
    double alpha = prior * (a + b) / (all_a + all_b);
    double without_a = all_a + prior - a - alpha, without_b = all_b + prior - b - alpha;
    if (!(without_a > 0) || !(without_b > 0))
        return none;
    double delta = log((a + alpha) / without_a) - log((b + alpha) / without_b);
    return (struct terms_odds){delta, delta / sqrt(1 / (a + alpha) + 1 / (b + alpha))};
}

struct terms *terms_new(void) {
    struct terms *terms = heap_array(1, sizeof *terms);
    terms->dict = dict_new();
    return terms;
}

void terms_free(struct terms *terms) {
    if (!terms)
        return;
    dict_free(terms->dict);
    heap_free(terms->tallies);
    heap_free(terms->sieve);
    buf_free(&terms->folded);
    heap_free(terms);
}

enum script { BETWEEN, WORD, HAN };

static enum script script_of(uint32_t code) {
    if ((code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) ||
        (code >= 0x20000 && code <= 0x3FFFF))
        return HAN;
    if ((code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z'))
        return WORD;
    /* Letters of the other alphabets up to and with Cyrillic, Greek, Hebrew, Arabic. */
    return code >= 0xC0 && code < 0x700 && code != 0xD7 && code != 0xF7 ? WORD : BETWEEN;
}

static void count_term(struct terms *terms, struct str text, int pile, double weight) {
    uint64_t hash = str_hash(text);
    if (terms->sieve) {
        uint8_t *seen = &terms->sieve[hash >> (64 - SIEVE_BITS)];
        if (terms->sifting && *seen < FEWEST)
            (*seen)++;
        if (terms->sifting || *seen < FEWEST)
            return;
    }
    uint32_t code = dict_add_hashed(terms->dict, text, hash);
    size_t known = terms->capacity;
    terms->tallies = heap_grow(terms->tallies, &terms->capacity, (size_t)code + 1, sizeof *terms->tallies);
    if (terms->capacity > known)
        memset(terms->tallies + known, 0, (terms->capacity - known) * sizeof *terms->tallies);
    struct tally *tally = &terms->tallies[code];
    if (tally->last == terms->documents)
        return;
    tally->last = terms->documents;
    tally->in[pile] += weight;
}

static bool is_word(struct str text) {
    bool digits = true;
    for (size_t i = 0; i < text.size; i++)
        digits &= text.data[i] >= '0' && text.data[i] <= '9';
    return text.size >= 2 && text.size <= LONGEST_WORD && !digits;
}

/* All runs of 2 … 4 characters that begin in text[from, end), all of it Chinese. */
static void count_grams(struct terms *terms, struct str text, int pile, double weight) {
    for (size_t from = 0; from < text.size;) {
        size_t end = from, next = from;
        utf8_next(text, &next);
        for (int length = 1; length <= LONGEST_GRAM && end < text.size; length++) {
            utf8_next(text, &end);
            if (length > 1)
                count_term(terms, (struct str){text.data + from, end - from}, pile, weight);
        }
        from = next;
    }
}

/* Every term of a text. */
static void walk(struct terms *terms, struct str text, int pile, double weight) {
    struct str folded = fold_text(text, &terms->folded);
    enum script script = BETWEEN;
    for (size_t at = 0, from = 0; at <= folded.size;) {
        size_t before = at;
        enum script now = at < folded.size ? script_of(utf8_next(folded, &at)) : BETWEEN;
        if (now != script) {
            struct str run = {folded.data + from, before - from};
            if (script == WORD && is_word(run))
                count_term(terms, run, pile, weight);
            else if (script == HAN)
                count_grams(terms, run, pile, weight);
            from = before;
            script = now;
        }
        if (before == folded.size)
            break;
    }
}

void terms_sift(struct terms *terms, struct str text) {
    if (!terms->sieve)
        terms->sieve = heap_array((size_t)1 << SIEVE_BITS, sizeof *terms->sieve);
    terms->sifting = true;
    walk(terms, text, 0, 0);
    terms->sifting = false;
}

void terms_add(struct terms *terms, struct str text, int pile, double weight) {
    terms->documents++;
    terms->all[pile] += weight;
    walk(terms, text, pile, weight);
}

static int by_z(const void *a, const void *b) {
    const struct term *x = a, *y = b;
    if (x->odds.z != y->odds.z)
        return x->odds.z > y->odds.z ? -1 : 1;
    size_t less = x->text.size < y->text.size ? x->text.size : y->text.size;
    int order = memcmp(x->text.data, y->text.data, less);
    return order ? order : (x->text.size > y->text.size) - (x->text.size < y->text.size);
}

static bool is_han(struct str text) {
    size_t at = 0;
    return text.size && script_of(utf8_next(text, &at)) == HAN;
}

static bool is_left_out(struct str text) {
    return is_han(text) ? terms_gram_is_cut(text) : terms_word_is_empty(text);
}

static bool holds(struct str text, struct str part) {
    return str_find(text, part) < text.size;
}

/* Does the end of one, two characters or more, begin the other? Chinese characters are 3 or 4 bytes. */
static bool runs_into(struct str a, struct str b) {
    for (size_t size = 6; size < a.size && size < b.size; size++)
        if (!memcmp(a.data + a.size - size, b.data, size))
            return true;
    return false;
}

static double documents_with(const struct terms *terms, struct str text) {
    uint32_t code = dict_find(terms->dict, text);
    return code == DICT_ABSENT ? 0 : terms->tallies[code].in[0];
}

static size_t character_before(struct str text, size_t at) {
    while (at > 0 && ((unsigned char)text.data[--at] & 0xC0) == 0x80)
        ;
    return at;
}

/* Does the last character of one begin the other, and do both stand so in the texts? 门口 and 口卷帘门, where
 * most of the latter is 门口卷帘门. `most` is how many documents hold the term in question. */
static bool shares_a_character(const struct terms *terms, struct str a, struct str b, double most) {
    size_t last = character_before(a, a.size), from = character_before(a, last), next = 0;
    struct str shared = str_sub(a, last, a.size);
    char around[16];
    if (!str_starts(b, shared))
        return false;
    utf8_next(b, &next);
    utf8_next(b, &next);
    size_t left = a.size - from, right = next - shared.size;
    memcpy(around, a.data + from, left);
    memcpy(around + left, b.data + shared.size, right);
    return documents_with(terms, (struct str){around, left + right}) >= same_documents * most;
}

/* Is the term told by one kept already? What runs into it and is not much more frequent is its debris. */
static bool is_told(const struct terms *terms, const struct term *kept, const struct term *term) {
    if (!is_han(kept->text) || !is_han(term->text))
        return false;
    return holds(kept->text, term->text) || holds(term->text, kept->text) ||
           (same_documents * term->in[0] <= kept->in[0] &&
            (runs_into(kept->text, term->text) || runs_into(term->text, kept->text) ||
             shares_a_character(terms, kept->text, term->text, term->in[0]) ||
             shares_a_character(terms, term->text, kept->text, term->in[0])));
}

/* The terms kept so far, those too that tell nothing and are only here to take their debris with them. */
struct kept {
    const struct terms *terms;
    struct term *items;
    size_t count;
};

static bool is_told_by_any(const struct kept *kept, const struct term *term) {
    for (size_t k = 0; k < kept->count; k++)
        if (is_told(kept->terms, &kept->items[k], term))
            return true;
    return false;
}

/* The longest term that holds this one, is nearly as frequent and not told yet: the whole word. */
static size_t whole_of(const struct term *terms, size_t count, size_t at, const struct kept *kept) {
    size_t best = at;
    for (size_t i = 0; i < count; i++)
        if (terms[i].text.size > terms[best].text.size && is_han(terms[at].text) &&
            terms[i].in[0] >= same_documents * terms[at].in[0] && holds(terms[i].text, terms[at].text) &&
            !is_told_by_any(kept, &terms[i]))
            best = i;
    return best;
}

/* The z beyond which a tenth of a term would be expected by chance among so many. */
static double z_of(size_t tested) {
    return tested ? fmax(3, qnorm(0.1 / (double)tested, 0, 1, 0, 0)) : 3;
}

static size_t count_tested(const struct terms *terms, double fewest) {
    size_t tested = 0, size = dict_size(terms->dict);
    for (uint32_t code = 1; code < size; code++)
        tested += terms->tallies[code].in[0] >= fewest;
    return tested;
}

struct term *terms_rank(const struct terms *terms, const struct terms_options *options, struct arena *arena,
                        size_t *count) {
    double prior = options->prior > 0 ? options->prior : 500;
    double fewest = options->min_documents > 0 ? options->min_documents : FEWEST;
    double min_z = options->min_z > 0 ? options->min_z : z_of(count_tested(terms, fewest));
    size_t most = options->most ? options->most : 20, size = dict_size(terms->dict), found = 0;
    struct term *all = heap_array(size, sizeof *all), *best = arena_array(arena, most, sizeof *best);
    for (uint32_t code = 1; code < size; code++) {
        const struct tally *tally = &terms->tallies[code];
        if (tally->in[0] < fewest || is_left_out(dict_text(terms->dict, code)))
            continue;
        struct terms_odds odds = terms_odds(tally->in[0], terms->all[0], tally->in[1], terms->all[1], prior);
        if (odds.z >= min_z)
            all[found++] = (struct term){dict_text(terms->dict, code), {tally->in[0], tally->in[1]}, odds};
    }
    qsort(all, found, sizeof *all, by_z);
    found = found < LOOKED_THROUGH ? found : LOOKED_THROUGH;
    struct kept kept = {terms, heap_array(found + 1, sizeof *kept.items), 0};
    *count = 0;
    for (size_t i = 0; i < found && *count < most; i++) {
        if (is_told_by_any(&kept, &all[i]))
            continue;
        struct term *term = &kept.items[kept.count];
        *term = all[whole_of(all, found, i, &kept)];
        kept.count++;
        if (is_han(term->text) && terms_gram_is_empty(term->text))
            continue;
        best[*count] = *term;
        best[(*count)++].text = str_copy(arena, term->text);
    }
    heap_free(kept.items);
    heap_free(all);
    return best;
}

static bool is_word_byte(struct str text, size_t at) {
    unsigned char c = at < text.size ? (unsigned char)text.data[at] : ' ';
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t terms_place(struct str folded, struct str term) {
    bool word = term.size && !is_han(term);
    for (size_t from = 0; from < folded.size;) {
        struct str rest = str_sub(folded, from, folded.size);
        size_t at = str_find(rest, term);
        if (at == rest.size)
            break;
        at += from;
        bool inside =
            word && ((at > 0 && is_word_byte(folded, at - 1)) || is_word_byte(folded, at + term.size));
        if (!inside)
            return at;
        from = at + 1;
    }
    return folded.size;
}
