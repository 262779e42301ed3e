/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/lifeline.h"

#include "analysis/base/date.h"
#include "analysis/intake/table.h"

#include <stdlib.h>

enum { ROWS_LEAST = 20, PAIRS_LEAST = 5, STATUS_MOST = 30 };

/* Shares above which something holds "in nearly all rows": real exports have a few wrong dates. */
#define NEARLY_ALWAYS 0.95
#define COMPLETE 0.97
#define IN_ORDER 0.97

static size_t rows_of(const struct lifeline_input *in) {
    return in->sample->rows;
}

static uint32_t time_at(const struct lifeline_input *in, size_t column, size_t row) {
    return in->traits[column].seconds[row];
}

static bool is_time(const struct lifeline_input *in, size_t column) {
    return in->traits[column].seconds != NULL;
}

static double filled(const struct lifeline_input *in, size_t column) {
    size_t count = 0;
    for (size_t row = 0; row < rows_of(in); row++)
        count += time_at(in, column, row) != TIME_NONE;
    return rows_of(in) ? (double)count / (double)rows_of(in) : 0;
}

/* Midnight may stand for a whole day: then only days are compared. */
static int compare(uint32_t a, uint32_t b) {
    if (a % DATE_DAY == 0 || b % DATE_DAY == 0) {
        a /= DATE_DAY;
        b /= DATE_DAY;
    }
    return (a > b) - (a < b);
}

struct order {
    double not_after, same; /* shares of the rows that have both */
    size_t both;
};

static struct order order_of(const struct lifeline_input *in, size_t a, size_t b) {
    struct order order = {0, 0, 0};
    size_t not_after = 0, same = 0;
    for (size_t row = 0; row < rows_of(in); row++) {
        uint32_t x = time_at(in, a, row), y = time_at(in, b, row);
        if (x == TIME_NONE || y == TIME_NONE)
            continue;
        order.both++;
        not_after += compare(x, y) <= 0;
        same += compare(x, y) == 0;
    }
    if (order.both) {
        order.not_after = (double)not_after / (double)order.both;
        order.same = (double)same / (double)order.both;
    }
    return order;
}

/* ---- columns that are no events of the case */

static int by_time(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Seconds between the tenth and the ninetieth of a hundred. */
static uint32_t spread(const struct lifeline_input *in, size_t column) {
    uint32_t *times = heap_array(rows_of(in) + 1, sizeof *times), width = 0;
    size_t count = 0;
    for (size_t row = 0; row < rows_of(in); row++)
        if (time_at(in, column, row) != TIME_NONE)
            times[count++] = time_at(in, column, row);
    qsort(times, count, sizeof *times, by_time);
    if (count)
        width = times[count - 1 - count / 10] - times[count / 10];
    heap_free(times);
    return width;
}

static bool is_event(const struct lifeline_input *in, size_t column) {
    const uint32_t decade = 3653U * DATE_DAY;
    return is_time(in, column) && !in->taken[column] && in->traits[column].distinct > 1 &&
           spread(in, column) < decade;
}

/* Others fall before it and after it, so it waits for none of them: a limit. */
static bool is_limit(const struct lifeline_input *in, size_t received, size_t column) {
    struct order from = order_of(in, received, column);
    if (from.both < PAIRS_LEAST || from.not_after < NEARLY_ALWAYS)
        return false;
    for (size_t c = 0; c < in->sample->columns; c++) {
        if (c == column || c == received || !is_time(in, c))
            continue;
        struct order order = order_of(in, column, c);
        if (order.both >= ROWS_LEAST && order.not_after > 0.03 && order.not_after - order.same < 0.97 &&
            order.not_after < 0.97 && order_of(in, received, c).not_after > 0.9)
            return true;
    }
    return false;
}

/* After all other dates in nearly all rows, and there is one besides the receipt. */
static bool is_last(const struct lifeline_input *in, size_t received, size_t column) {
    size_t others = 0;
    for (size_t c = 0; c < in->sample->columns; c++) {
        if (c == column || c == received || !is_event(in, c) || filled(in, c) >= COMPLETE)
            continue;
        struct order order = order_of(in, c, column);
        if (order.both < PAIRS_LEAST)
            continue;
        if (order.not_after < NEARLY_ALWAYS)
            return false;
        others++;
    }
    return others > 0;
}

/* ---- ids */

/* Of several the one with most values: a customer may come twice. */
size_t lifeline_id(const struct lifeline_input *in) {
    size_t best = COLUMN_NONE;
    for (size_t c = 0; c < in->sample->columns; c++) {
        const struct traits *t = &in->traits[c];
        if (in->taken[c] || is_time(in, c) || (double)t->filled < 0.99 * (double)rows_of(in) ||
            t->codes < 0.98 || t->size < 3 || t->unique < 0.98)
            continue;
        if (best == COLUMN_NONE || t->distinct > in->traits[best].distinct)
            best = c;
    }
    return best;
}

struct numbered {
    struct str id;
    uint32_t time;
};

static int by_id(const void *a, const void *b) {
    const struct numbered *x = a, *y = b;
    if (x->id.size != y->id.size)
        return x->id.size < y->id.size ? -1 : 1;
    int order = str_compare(x->id, y->id);
    return order ? order : (x->time > y->time) - (x->time < y->time);
}

/* Share of neighbours, by id, that are in the order of time. */
static double in_order_of(const struct lifeline_input *in, size_t id, size_t column) {
    struct numbered *items = heap_array(rows_of(in) + 1, sizeof *items);
    size_t count = 0, right = 0;
    for (size_t row = 0; row < rows_of(in); row++)
        if (time_at(in, column, row) != TIME_NONE)
            items[count++] =
                (struct numbered){value_id(sample_cell(in->sample, row, id)), time_at(in, column, row)};
    qsort(items, count, sizeof *items, by_id);
    for (size_t i = 1; i < count; i++)
        right += compare(items[i - 1].time, items[i].time) <= 0;
    heap_free(items);
    return count > 1 ? (double)right / (double)(count - 1) : 0;
}

/* ---- received */

static void add(struct guesses *guesses, struct guess guess) {
    size_t at = guesses->count++;
    for (; at > 0 && guesses->items[at - 1].confidence < guess.confidence; at--)
        guesses->items[at] = guesses->items[at - 1];
    guesses->items[at] = guess;
}

/* The least share of rows in which `column` is not after another event. */
static double earliness(const struct lifeline_input *in, size_t column) {
    double least = 1;
    for (size_t c = 0; c < in->sample->columns; c++) {
        if (c == column || !is_event(in, c))
            continue;
        struct order order = order_of(in, column, c);
        if (order.both >= PAIRS_LEAST && order.not_after < least)
            least = order.not_after;
    }
    return least;
}

/* Another column that is always there and neither a limit nor the last change: either could be the receipt.
 */
static bool has_rival(const struct lifeline_input *in, size_t column) {
    for (size_t c = 0; c < in->sample->columns; c++)
        if (c != column && is_event(in, c) && filled(in, c) >= COMPLETE && !is_limit(in, column, c) &&
            !is_last(in, column, c))
            return true;
    return false;
}

/* The earliest of the columns that rise with the ids; COLUMN_NONE without ids. */
static size_t rising_with_ids(const struct lifeline_input *in) {
    size_t id = lifeline_id(in), best = COLUMN_NONE;
    if (id == COLUMN_NONE)
        return COLUMN_NONE;
    for (size_t c = 0; c < in->sample->columns; c++)
        if (is_event(in, c) && filled(in, c) >= COMPLETE && in_order_of(in, id, c) >= IN_ORDER &&
            (best == COLUMN_NONE || order_of(in, c, best).not_after > order_of(in, best, c).not_after))
            best = c;
    return best;
}

void lifeline_received(const struct lifeline_input *in, struct guesses *guesses) {
    guesses->items = arena_array(in->arena, in->sample->columns + 1, sizeof *guesses->items);
    guesses->count = 0;
    size_t rising = rows_of(in) >= ROWS_LEAST ? rising_with_ids(in) : COLUMN_NONE;
    for (size_t c = 0; c < in->sample->columns; c++) {
        if (!is_time(in, c) || in->taken[c])
            continue;
        double early = earliness(in, c), there = filled(in, c);
        bool few = rows_of(in) < ROWS_LEAST, rival = has_rival(in, c), first = early >= NEARLY_ALWAYS;
        struct guess guess = {.column = c, .confidence = 0.3 * early};
        if (!is_event(in, c) || there < COMPLETE)
            guess.confidence = 0.2 * early * there;
        else if (!few && c == rising)
            guess.confidence = first ? 0.9 : 0.5;
        else if (first)
            guess.confidence = few || rival || rising != COLUMN_NONE ? 0.45 : 0.8;
        guess.why[LANG_EN] =
            str_printf(in->arena, "there in %.1f %% of rows, not after any other date in %.1f %%%s%s",
                       there * 100, early * 100, c == rising ? ", rises with the ids" : "",
                       rival && c != rising ? ", as another column could be" : "");
        guess.why[LANG_ZH] =
            str_printf(in->arena, "%.1f%% 的行有值，%.1f%% 的行不晚于其他日期%s%s", there * 100, early * 100,
                       c == rising ? "，随编号递增" : "", rival && c != rising ? "，另有一列同样可能" : "");
        add(guesses, guess);
    }
}

/* ---- closed */

enum { SAYS_NOTHING = -1, SAYS_OPEN = 0, SAYS_CLOSED = 1 };

static int status_says(const struct lexicon *lexicon, struct str word) {
    return words_hold(&lexicon->closed, word) ? SAYS_CLOSED
           : words_hold(&lexicon->open, word) ? SAYS_OPEN
                                              : SAYS_NOTHING;
}

static double status_share(const struct lifeline_input *in, size_t column) {
    const struct traits *t = &in->traits[column];
    size_t rows = 0, kinds[2] = {0, 0};
    for (size_t i = 0; i < t->value_count; i++) {
        int says = status_says(in->lexicon, t->values[i].text);
        if (says != SAYS_NOTHING) {
            rows += t->values[i].rows;
            kinds[says]++;
        }
    }
    return t->filled && kinds[SAYS_CLOSED] ? (double)rows / (double)t->filled : 0;
}

size_t lifeline_status(const struct lifeline_input *in, double *share) {
    size_t best = COLUMN_NONE;
    *share = 0.6;
    for (size_t c = 0; c < in->sample->columns; c++) {
        const struct traits *t = &in->traits[c];
        if (in->taken[c] || is_time(in, c) || t->distinct < 2 || t->value_count > STATUS_MOST ||
            (double)t->filled < 0.9 * (double)rows_of(in))
            continue;
        double known = status_share(in, c);
        if (known > *share) {
            *share = known;
            best = c;
        }
    }
    return best;
}

/* How well filled cells of `column` go with the words of `status`: the share of rows that agree. Words that
 * are not known mean what most of their rows do. */
static double agreement(const struct lifeline_input *in, size_t column, size_t status, size_t *open) {
    const struct traits *t = &in->traits[status];
    size_t there[TRAIT_VALUES] = {0}, all[TRAIT_VALUES] = {0}, agree = 0, rows = 0;
    *open = 0;
    for (size_t row = 0; row < rows_of(in); row++) {
        struct str word = sample_cell(in->sample, row, status);
        for (size_t i = 0; i < t->value_count; i++)
            if (str_equal(t->values[i].text, word)) {
                all[i]++;
                there[i] += time_at(in, column, row) != TIME_NONE;
                break;
            }
    }
    for (size_t i = 0; i < t->value_count; i++) {
        int says = status_says(in->lexicon, t->values[i].text);
        bool closed = says == SAYS_CLOSED || (says == SAYS_NOTHING && there[i] * 2 > all[i]);
        agree += closed ? there[i] : all[i] - there[i];
        *open += closed ? 0 : all[i];
        rows += all[i];
    }
    return rows ? (double)agree / (double)rows : 0;
}

static struct guess guess_closed(const struct lifeline_input *in, size_t column, size_t status) {
    struct order after = order_of(in, in->received, column);
    double there = filled(in, column), agree = 0;
    size_t open = 0;
    if (status != COLUMN_NONE)
        agree = agreement(in, column, status, &open);
    struct guess guess = {.column = column, .confidence = 0.3 * after.not_after};
    bool later = after.both >= ROWS_LEAST && after.not_after >= NEARLY_ALWAYS;
    /* A column that is nearly always missing or there agrees with any word: what counts is how much of its
     * smaller side is explained. */
    double smaller = there < 0.5 ? there : 1 - there;
    if (later && open >= 3 && smaller > 0 && agree >= 0.96 && 1 - agree <= 0.35 * smaller &&
        there < 1 - 0.3 * (double)open / (double)rows_of(in))
        guess.confidence = 0.85 * agree;
    else if (later && there < 0.999)
        guess.confidence = 0.35 + 0.1 * agree;
    guess.why[LANG_EN] = str_printf(
        in->arena,
        "not before the receipt in %.1f %% of rows, missing in %.1f %%; agrees with the status in %.1f %%",
        after.not_after * 100, (1 - there) * 100, agree * 100);
    guess.why[LANG_ZH] = str_printf(in->arena, "%.1f%% 的行不早于受理，%.1f%% 缺失；%.1f%% 的行与状态相符",
                                    after.not_after * 100, (1 - there) * 100, agree * 100);
    return guess;
}

/* `late` is a later step than `early`: not before it, and where only `early` is there the status does not say
 * closed ("answered"). A follow-up after the close is told from the close by that. */
static bool is_next_step(const struct lifeline_input *in, size_t early, size_t late, size_t status) {
    size_t only_early = 0, not_closed = 0, only_late = 0;
    if (order_of(in, early, late).not_after < IN_ORDER)
        return false;
    for (size_t row = 0; row < rows_of(in); row++) {
        bool first = time_at(in, early, row) != TIME_NONE, second = time_at(in, late, row) != TIME_NONE;
        only_late += second && !first;
        if (!first || second)
            continue;
        only_early++;
        not_closed += status_says(in->lexicon, sample_cell(in->sample, row, status)) != SAYS_CLOSED;
    }
    return only_early >= 5 && not_closed * 4 >= only_early * 3 && only_late < only_early;
}

/* Mostly the same instants, and `late` is the later one where they differ. */
static bool is_later_twin(const struct lifeline_input *in, size_t early, size_t late) {
    struct order order = order_of(in, early, late);
    return order.same >= 0.8 && order.not_after >= IN_ORDER && order_of(in, late, early).not_after < 1;
}

/* Of several that fit, the one that comes after each of the others; without such a one none is sure. */
static void settle(const struct lifeline_input *in, struct guesses *guesses, size_t status) {
    size_t fitting = 0, last = COLUMN_NONE;
    while (fitting < guesses->count && guesses->items[fitting].confidence >= GUESS_TAKEN)
        fitting++;
    if (fitting < 2)
        return;
    for (size_t i = 0; i < fitting && last == COLUMN_NONE; i++) {
        bool after_all = true;
        for (size_t k = 0; k < fitting; k++)
            after_all &= k == i ||
                         is_next_step(in, guesses->items[k].column, guesses->items[i].column, status) ||
                         is_later_twin(in, guesses->items[k].column, guesses->items[i].column);
        last = after_all ? i : last;
    }
    for (size_t i = 0; i < fitting; i++)
        if (i != last)
            guesses->items[i].confidence = 0.5;
    if (last == COLUMN_NONE || last == 0)
        return;
    struct guess closed = guesses->items[last];
    for (; last > 0; last--)
        guesses->items[last] = guesses->items[last - 1];
    guesses->items[0] = closed;
}

void lifeline_closed(const struct lifeline_input *in, struct guesses *guesses, size_t *status) {
    double share;
    guesses->items = arena_array(in->arena, in->sample->columns + 1, sizeof *guesses->items);
    guesses->count = 0;
    *status = in->status != COLUMN_NONE ? in->status : lifeline_status(in, &share);
    if (*status != COLUMN_NONE && in->traits[*status].value_count == 0)
        *status = COLUMN_NONE;
    for (size_t c = 0; c < in->sample->columns; c++)
        if (c != in->received && is_event(in, c))
            add(guesses, guess_closed(in, c, *status));
    if (*status != COLUMN_NONE)
        settle(in, guesses, *status);
}
