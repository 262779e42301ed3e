/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/understand.h"

#include "analysis/intake/dates.h"

#include <string.h>

/* A header that is called like the role is believed from here on; its cells count too. */
#define NAME_TAKEN 0.5

struct work {
    const struct understand_input *in;
    struct understanding *out;
    struct traits *traits;
    size_t columns[ROLE_COUNT]; /* COLUMN_NONE = none yet */
    bool denied[ROLE_COUNT];
    bool *taken; /* by column */
    struct lexicon_keys *keys;
};

static void take(struct work *w, enum role role, size_t column, enum found how, double confidence) {
    w->columns[role] = column;
    w->taken[column] = true;
    w->out->reasons[role].how = how;
    w->out->reasons[role].confidence = confidence;
}

static void explain(struct work *w, enum role role, struct str en, struct str zh) {
    w->out->reasons[role].why[LANG_EN] = en;
    w->out->reasons[role].why[LANG_ZH] = zh;
}

static void take_said(struct work *w) {
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        size_t said = w->in->said[role];
        w->columns[role] = COLUMN_NONE;
        w->denied[role] = said == COLUMN_DENIED;
        if (said < w->in->count) {
            take(w, role, said, FOUND_MAP, 1);
            explain(w, role, STR("said so"), STR("由使用者指定"));
        }
    }
}

/* ---- by header */

static double fits_dimension(const struct work *w, enum role role, size_t column) {
    const struct traits *t = &w->traits[column];
    bool names_people = role == ROLE_CUSTOMER || role == ROLE_HANDLER;
    if (t->times >= TRAIT_TIMES)
        return 0;
    if (role == ROLE_SATISFACTION || role == ROLE_SATISFACTION_FIRST)
        return t->distinct > 12 || lexicon_not_satisfaction(w->in->lexicon, &w->keys[column]) ? 0 : 1;
    if (t->size > 200)
        return 0.2;
    if (!names_people && t->filled > 100 && t->distinct * 2 > t->filled)
        return 0.3;
    return 1;
}

/* How well the cells go with a role of that type. */
static double fits(const struct work *w, enum role role, size_t column) {
    const struct traits *t = &w->traits[column];
    if (t->filled == 0)
        return 0.8;
    switch (roles[role].type) {
    case ROLE_TIME:
        return t->times >= TRAIT_TIMES ? t->times : t->serials ? 0.9 : 0;
    case ROLE_FLAG:
        return t->yes_no >= 0.9 ? t->yes_no : 0;
    case ROLE_NUMBER:
        return t->numbers >= 0.9 ? t->numbers : 0;
    case ROLE_ID:
        return t->times >= TRAIT_TIMES && t->numbers < 0.9 ? 0
               : t->filled * 2 < w->in->sample->rows       ? 0.3
                                                           : 1;
    case ROLE_TEXT:
        return t->times >= TRAIT_TIMES || t->numbers >= 0.9 ? 0 : 1;
    default:
        return fits_dimension(w, role, column);
    }
}

struct match {
    size_t column, place;
    double name, confidence;
};

static double share_of(const struct traits *t, const struct words *a, const struct words *b) {
    size_t rows = 0;
    for (size_t i = 0; i < t->value_count; i++)
        if (words_hold(a, t->values[i].text) || (b && words_hold(b, t->values[i].text)))
            rows += t->values[i].rows;
    return t->filled ? (double)rows / (double)t->filled : 0;
}

/* A header that could mean the role ("state") is believed when the cells use its words, if there are any. */
static bool cells_deny(const struct work *w, enum role role, size_t column) {
    const struct words *values = &w->in->lexicon->roles[role].values;
    const struct traits *t = &w->traits[column];
    return values->count && t->filled && share_of(t, values, NULL) < 0.3;
}

/* The column whose header fits the role best; `least`: how much of a name it has to be. */
static struct match best_match(const struct work *w, enum role role, double least) {
    struct match best = {COLUMN_NONE, 0, 0, 0};
    for (size_t c = 0; c < w->in->count; c++) {
        struct match match = {.column = c};
        if (w->taken[c])
            continue;
        match.name = lexicon_match(w->in->lexicon, &w->keys[c], role, &match.place);
        match.confidence = match.name * (match.name > 0 ? fits(w, role, c) : 0);
        if (match.name <= LEXICON_MAYBE && cells_deny(w, role, c))
            continue;
        bool surer = match.confidence > best.confidence + 1e-9;
        bool alike = match.confidence > best.confidence - 1e-9 && match.place < best.place;
        if (match.name >= least && match.confidence >= NAME_TAKEN && (surer || alike))
            best = match;
    }
    return best;
}

static bool is_open(const struct work *w, enum role role) {
    return w->columns[role] == COLUMN_NONE && !w->denied[role];
}

static bool take_by_name(struct work *w, enum role role, double least) {
    if (!is_open(w, role))
        return false;
    struct match match = best_match(w, role, least);
    if (match.column == COLUMN_NONE)
        return false;
    take(w, role, match.column, FOUND_NAME, match.confidence);
    struct traits *t = &w->traits[match.column];
    if (roles[role].type == ROLE_TIME && t->serials) {
        t->seconds = t->serials; /* its header says that these are no postcodes */
        t->times = 1;
    }
    bool sure = match.name > LEXICON_MAYBE;
    explain(
        w, role,
        str_printf(w->in->arena, "the header is %s name of it%s", sure ? "a usual" : "a possible",
                   t->filled ? "" : "; no cell is filled"),
        str_printf(w->in->arena, "表头是%s名称%s", sure ? "常用" : "可能的", t->filled ? "" : "；没有内容"));
    return true;
}

/* All other roles: the sure names of every role come before the possible ones of any. */
static void take_names(struct work *w) {
    for (enum role role = 0; role < ROLE_COUNT; role++)
        take_by_name(w, role, LEXICON_MAYBE + 0.01);
    for (enum role role = 0; role < ROLE_COUNT; role++)
        take_by_name(w, role, LEXICON_MAYBE);
}

/* ---- by cells */

static struct lifeline_input lifeline_of(const struct work *w) {
    return (struct lifeline_input){.sample = w->in->sample,
                                   .traits = w->traits,
                                   .lexicon = w->in->lexicon,
                                   .taken = w->taken,
                                   .received = w->columns[ROLE_RECEIVED],
                                   .status = w->columns[ROLE_STATUS],
                                   .arena = w->in->arena};
}

static void take_guess(struct work *w, enum role role, const struct guess *guess) {
    take(w, role, guess->column, FOUND_VALUES, guess->confidence);
    explain(w, role, guess->why[LANG_EN], guess->why[LANG_ZH]);
}

static void find_received(struct work *w) {
    struct lifeline_input lifeline = lifeline_of(w);
    if (!is_open(w, ROLE_RECEIVED))
        return;
    lifeline_received(&lifeline, &w->out->received);
    if (w->out->received.count && w->out->received.items[0].confidence >= GUESS_TAKEN)
        take_guess(w, ROLE_RECEIVED, &w->out->received.items[0]);
}

static void find_closed(struct work *w) {
    size_t status;
    if (!is_open(w, ROLE_CLOSED))
        return;
    bool known = w->columns[ROLE_RECEIVED] != COLUMN_NONE;
    struct lifeline_input lifeline = lifeline_of(w);
    /* Without a receipt the candidates are still worth naming: seen from the likeliest one. */
    if (!known && w->out->received.count)
        lifeline.received = w->out->received.items[0].column;
    if (lifeline.received == COLUMN_NONE || !w->traits[lifeline.received].seconds)
        return;
    lifeline_closed(&lifeline, &w->out->closed, &status);
    if (!known || !w->out->closed.count || w->out->closed.items[0].confidence < GUESS_TAKEN)
        return;
    take_guess(w, ROLE_CLOSED, &w->out->closed.items[0]);
}

static void find_status(struct work *w) {
    struct lifeline_input lifeline = lifeline_of(w);
    double share;
    if (!is_open(w, ROLE_STATUS))
        return;
    size_t column = lifeline_status(&lifeline, &share);
    if (column == COLUMN_NONE)
        return;
    take(w, ROLE_STATUS, column, FOUND_VALUES, share);
    explain(w, ROLE_STATUS,
            str_printf(w->in->arena, "%.1f %% of its cells are usual words of a status", share * 100),
            str_printf(w->in->arena, "%.1f%% 的内容是常用的状态词", share * 100));
}

static void find_id(struct work *w) {
    struct lifeline_input lifeline = lifeline_of(w);
    size_t column = is_open(w, ROLE_ID_) ? lifeline_id(&lifeline) : COLUMN_NONE;
    if (column == COLUMN_NONE)
        return;
    double unique = w->traits[column].unique;
    if (unique < 0.99 || w->in->sample->rows < 20)
        return;
    take(w, ROLE_ID_, column, FOUND_VALUES, 0.8 * unique);
    explain(w, ROLE_ID_,
            str_printf(w->in->arena, "in every row, and %.1f %% different within an export", unique * 100),
            str_printf(w->in->arena, "每行都有，同一文件内 %.1f%% 互不相同", unique * 100));
}

/* The column with the longest cells. */
static void find_text(struct work *w) {
    size_t best = COLUMN_NONE;
    for (size_t c = 0; c < w->in->count && is_open(w, ROLE_TEXT_); c++) {
        const struct traits *t = &w->traits[c];
        if (!w->taken[c] && t->size >= 40 && t->distinct * 2 > t->filled &&
            t->filled * 5 > w->in->sample->rows && t->prose > 0.5 &&
            (best == COLUMN_NONE || t->size > w->traits[best].size))
            best = c;
    }
    if (best == COLUMN_NONE)
        return;
    take(w, ROLE_TEXT_, best, FOUND_VALUES, 0.7);
    explain(w, ROLE_TEXT_,
            str_printf(w->in->arena, "the longest texts, %.0f bytes on average", w->traits[best].size),
            str_printf(w->in->arena, "文字最长，平均 %.0f 字节", w->traits[best].size));
}

/* A column most of whose cells are usual words of the role. */
static void find_words(struct work *w, enum role role, const struct words *a, const struct words *b) {
    size_t best = COLUMN_NONE;
    double most = 0.75;
    for (size_t c = 0; c < w->in->count && is_open(w, role); c++) {
        double share = w->taken[c] || w->traits[c].distinct < 2 ? 0 : share_of(&w->traits[c], a, b);
        if (share > most) {
            best = c;
            most = share;
        }
    }
    if (best == COLUMN_NONE)
        return;
    take(w, role, best, FOUND_VALUES, 0.85 * most);
    explain(w, role, str_printf(w->in->arena, "%.1f %% of its cells are usual words of it", most * 100),
            str_printf(w->in->arena, "%.1f%% 的内容是常用词", most * 100));
}

/* Answers have to be of both kinds, and more than yes and no, which any column may say. */
static void find_satisfaction(struct work *w) {
    const struct lexicon *l = w->in->lexicon;
    static const struct str plain[] = {STR_INIT("yes"), STR_INIT("no"), STR_INIT("是"), STR_INIT("否"),
                                       STR_INIT("一般")};
    static const struct words too_plain = {plain, sizeof plain / sizeof *plain};
    for (size_t c = 0; c < w->in->count && is_open(w, ROLE_SATISFACTION); c++) {
        const struct traits *t = &w->traits[c];
        size_t kinds[2] = {0, 0};
        for (size_t i = 0; i < t->value_count; i++) {
            struct str word = t->values[i].text;
            if (words_hold(&too_plain, word))
                continue;
            kinds[0] += words_hold(&l->satisfied, word);
            kinds[1] += words_hold(&l->dissatisfied, word);
        }
        double share = share_of(t, &l->satisfied, &l->dissatisfied);
        if (w->taken[c] || !kinds[0] || !kinds[1] || share < 0.6)
            continue;
        take(w, ROLE_SATISFACTION, c, FOUND_VALUES, 0.5 + 0.4 * share);
        explain(w, ROLE_SATISFACTION,
                str_printf(w->in->arena, "%.1f %% of its cells are usual answers", share * 100),
                str_printf(w->in->arena, "%.1f%% 的内容是常用的满意度答案", share * 100));
    }
}

/* ---- what the words mean */

static struct words join(struct arena *arena, const struct words *a, const struct words *b) {
    struct str *items = arena_array(arena, a->count + b->count + 1, sizeof *items);
    for (size_t i = 0; i < a->count; i++)
        items[i] = a->items[i];
    for (size_t i = 0; i < b->count; i++)
        items[a->count + i] = b->items[i];
    return (struct words){items, a->count + b->count};
}

/* Whether a value of the status says closed: nearly all its rows have a close, or it is a usual word for it
 * and not nearly all its rows lack one ("Resolved" where "Closed" comes later). */
static bool says_closed(const struct work *w, struct str word) {
    size_t status = w->columns[ROLE_STATUS], closed = w->columns[ROLE_CLOSED], there = 0, all = 0;
    const uint32_t *closes = closed != COLUMN_NONE ? w->traits[closed].seconds : NULL;
    for (size_t row = 0; closes && row < w->in->sample->rows; row++)
        if (str_equal(sample_cell(w->in->sample, row, status), word)) {
            all++;
            there += closes[row] != TIME_NONE;
        }
    if (words_hold(&w->in->lexicon->closed, word))
        return all < 5 || there * 10 > all;
    return !words_hold(&w->in->lexicon->open, word) && all >= 5 && there * 10 >= all * 9;
}

static void say_closed(struct work *w) {
    size_t status = w->columns[ROLE_STATUS], count = 0;
    if (status == COLUMN_NONE)
        return;
    const struct traits *t = &w->traits[status];
    struct str *words = arena_array(w->in->arena, t->value_count + 1, sizeof *words);
    for (size_t i = 0; i < t->value_count; i++)
        if (says_closed(w, t->values[i].text))
            words[count++] = t->values[i].text;
    w->out->profile->closed_status = (struct words){words, count};
}

/* Marks that satisfy and those that count, for the scale the column uses; false when it is none of the usual
 * ones. */
static bool marks_of(const struct traits *t, const char *const **satisfied, const char *const **valid) {
    static const char *const five[] = {"4", "5", NULL}, *const all_five[] = {"1", "2", "3", "4", "5", NULL};
    static const char *const ten[] = {"8", "9", "10", NULL};
    static const char *const all_ten[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", NULL};
    static const char *const one[] = {"1", NULL}, *const both[] = {"0", "1", NULL}, *const none[] = {NULL};
    int64_t least = INT64_MAX, most = INT64_MIN, value;
    *satisfied = *valid = none;
    for (size_t i = 0; i < t->value_count; i++)
        if (value_number(t->values[i].text, '.', &value)) {
            least = value < least ? value : least;
            most = value > most ? value : most;
        }
    if (most == INT64_MIN)
        return t->distinct == t->value_count;
    if (least < 0 || most > 10 * NUMBER_UNIT)
        return false;
    bool binary = least == 0 && most <= NUMBER_UNIT, small = most <= 5 * NUMBER_UNIT;
    *satisfied = binary ? one : small ? five : ten;
    *valid = binary ? both : small ? all_five : all_ten;
    return true;
}

static struct words with_marks(struct arena *arena, const struct words *words, const char *const *marks) {
    struct str items[11];
    size_t count = 0;
    for (; marks[count]; count++)
        items[count] = str_of(marks[count]);
    struct words more = {items, count};
    return join(arena, words, &more);
}

bool understand_answers(const struct lexicon *lexicon, struct str header, const struct traits *traits,
                        struct arena *arena, struct profile *profile) {
    const char *const *satisfied, *const *valid;
    struct lexicon_keys keys;
    lexicon_keys(lexicon, header, arena, &keys);
    if (lexicon_not_satisfaction(lexicon, &keys) || !marks_of(traits, &satisfied, &valid))
        return false;
    struct words all = join(arena, &lexicon->satisfied, &lexicon->dissatisfied);
    profile->satisfied = with_marks(arena, &lexicon->satisfied, satisfied);
    profile->valid = with_marks(arena, &all, valid);
    return true;
}

static void make_profile(struct work *w) {
    const struct lexicon *l = w->in->lexicon;
    struct arena *arena = w->in->arena;
    struct profile *p = w->out->profile = arena_alloc(arena, sizeof *p);
    *p = *w->in->plain;
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        if (w->columns[role] != COLUMN_NONE)
            p->headers[role] = w->in->headers[w->columns[role]];
        p->flag_yes[role] = join(arena, &p->flag_yes[role], &l->yes);
        p->flag_no[role] = join(arena, &p->flag_no[role], &l->no);
    }
    p->missing = l->missing;
    for (int i = 0; i < 3; i++)
        p->outcomes[i] = w->columns[ROLE_OUTCOME] != COLUMN_NONE ? l->outcomes[i] : p->outcomes[i];
    say_closed(w);
    size_t answers = w->columns[ROLE_SATISFACTION];
    if (answers != COLUMN_NONE)
        understand_answers(l, w->in->headers[answers], &w->traits[answers], arena, p);
}

/* ---- enough? */

/* Headers that are dates themselves: the line is one of data. */
static bool has_dates_for_headers(const struct work *w) {
    const struct date_reading reading = {.formats = w->in->plain->formats};
    struct date_tally ignored = {0};
    uint32_t seconds;
    bool date_only;
    for (size_t c = 0; c < w->in->count; c++)
        if (w->traits[c].seconds && dates_read(&reading, w->in->headers[c], &ignored, &seconds, &date_only))
            return true;
    return false;
}

/* Roles called by their names that tell complaints from other lists with a date. */
static size_t telling_names(const struct work *w) {
    static const enum role telling[] = {ROLE_ID_,    ROLE_STATUS,  ROLE_TEXT_,    ROLE_SUBJECT, ROLE_ISSUE,
                                        ROLE_CLOSED, ROLE_CHANNEL, ROLE_RESOLVED, ROLE_PRODUCT};
    size_t count = 0;
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        count += w->out->reasons[telling[i]].how == FOUND_NAME;
    return count;
}

static bool is_understood(struct work *w) {
    const struct reason *received = &w->out->reasons[ROLE_RECEIVED];
    bool closed = w->columns[ROLE_CLOSED] != COLUMN_NONE || w->denied[ROLE_CLOSED];
    w->out->missing = STR("");
    if (received->how == FOUND_MAP || w->denied[ROLE_RECEIVED])
        return true;
    if (received->how == FOUND_NAME && telling_names(w) >= (received->confidence > LEXICON_MAYBE ? 1 : 2))
        return true;
    w->out->headless = has_dates_for_headers(w);
    if (received->how == FOUND_VALUES && closed && !w->out->headless)
        return true;
    w->out->bare = received->how == FOUND_NAME;
    w->out->missing = w->out->bare                 ? STR("received")
                      : received->how != FOUND_NOT ? STR("closed")
                      : closed                     ? STR("received")
                                                   : STR("received, closed");
    return false;
}

void understand(const struct understand_input *input, struct understanding *out) {
    *out = (struct understanding){0};
    struct work w = {.in = input, .out = out};
    w.traits = arena_array(input->arena, input->count + 1, sizeof *w.traits);
    w.taken = arena_array(input->arena, input->count + 1, sizeof *w.taken);
    w.keys = arena_array(input->arena, input->count + 1, sizeof *w.keys);
    for (size_t c = 0; c < input->count; c++)
        lexicon_keys(input->lexicon, input->headers[c], input->arena, &w.keys[c]);
    out->traits = w.traits;
    sample_traits(input->sample, input->lexicon, input->arena, w.traits);
    take_said(&w);
    if (!take_by_name(&w, ROLE_RECEIVED, LEXICON_MAYBE + 0.01))
        take_by_name(&w, ROLE_RECEIVED, LEXICON_MAYBE);
    take_by_name(&w, ROLE_CLOSED, LEXICON_MAYBE + 0.01);
    take_names(&w);
    find_received(&w);
    find_closed(&w);
    find_status(&w);
    find_id(&w);
    find_satisfaction(&w);
    find_words(&w, ROLE_CHANNEL, &input->lexicon->roles[ROLE_CHANNEL].values, NULL);
    find_text(&w);
    make_profile(&w);
    out->understood = is_understood(&w);
}
