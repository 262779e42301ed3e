/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row.h"

#include <stdio.h>

/* The state at one instant; 0 = not (yet) known. */
struct state {
    int64_t received, dispatched, first_response, resolved, closed, first_closed, reopened, followed_up,
        updated;
    enum status status;
    bool ended;
};

void row_id(struct text *text, const struct plan *plan, const struct complaint *c) {
    struct civil civil = day_civil((int)(c->received / DAY_SECONDS));
    if (plan->bank->chinese)
        text_addf(text, "%04d%02d%06u", civil.year, civil.month, c->serial);
    else
        text_addf(text, "0%012lld", 420000000000LL + 3LL * c->serial);
}

bool row_is_open(const struct complaint *c, int64_t at) {
    if (c->received >= at)
        return false;
    if (c->reopened)
        return c->first_closed >= at || (c->reopened < at && c->closed >= at);
    return c->closed >= at;
}

static int64_t seen(int64_t event, int64_t as_of) {
    return event && event < as_of ? event : 0;
}

static int64_t latest(const struct state *s) {
    int64_t events[] = {s->received, s->dispatched, s->first_response, s->resolved,
                        s->closed,   s->reopened,   s->followed_up};
    int64_t last = 0;
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (events[i] > last)
            last = events[i];
    return last;
}

static void read_life(struct state *s, const struct complaint *c, int64_t as_of) {
    bool again = seen(c->reopened, as_of);
    s->received = c->received;
    s->dispatched = seen(c->dispatched, as_of);
    s->first_response = seen(c->first_response, as_of);
    if (c->reopened && !again) {
        s->closed = s->resolved = seen(c->first_closed, as_of);
    } else {
        s->resolved = seen(c->resolved, as_of);
        s->closed = seen(c->closed, as_of);
    }
    s->reopened = again ? c->reopened : 0;
    s->first_closed = again ? c->first_closed : 0;
    s->ended = s->closed != 0;
    s->followed_up = s->ended ? seen(c->followed_up, as_of) : 0;
    s->status = s->closed                            ? (c->text_seed % 4 ? CLOSED : FILED)
                : s->reopened                        ? REOPENED
                : s->resolved                        ? ANSWERED
                : s->dispatched || s->first_response ? WORKING
                                                     : NEW;
    s->updated = latest(s);
}

static void bend(struct state *s, const struct complaint *c) {
    switch (c->quirk) {
    case NO_RECEIVED:
        s->received = 0;
        break;
    case NO_UPDATED_LATER_FILE:
    case NO_UPDATED_LATER_LINE:
        s->updated = 0;
        break;
    case CLOSED_BEFORE_RECEIVED:
        s->closed = s->resolved = c->received - 3600 * (int64_t)(5 + c->text_seed % 60);
        s->dispatched = s->first_response = s->followed_up = 0;
        break;
    case CLOSED_WITHOUT_DATE:
        s->closed = s->resolved = 0;
        break;
    case OPEN_WITH_CLOSE_DATE:
        s->status = WORKING;
        break;
    case CLOSED_ONLY:
        s->resolved = 0;
        break;
    case RESOLVED_ONLY:
        s->closed = 0;
        break;
    case REOPENED_BY_STATUS_ONLY:
        s->status = REOPENED;
        s->closed = s->resolved = s->followed_up = 0;
        s->ended = false;
        break;
    case REOPENED_IN_LATER_EXPORT:
        s->reopened = s->first_closed = 0;
        break;
    default:
        break;
    }
    if (c->enquiry)
        s->status = ENQUIRY;
}

static void put_day(struct text *text, bool chinese, int64_t at) {
    struct civil c = day_civil((int)(at / DAY_SECONDS));
    if (chinese)
        text_addf(text, "%04d-%02d-%02d", c.year, c.month, c.day);
    else
        text_addf(text, "%02d/%02d/%04d", c.day, c.month, c.year);
}

static void put_time(struct text *text, const struct plan *plan, const struct complaint *c, int64_t at,
                     bool without_clock) {
    if (!at)
        return;
    int second = (int)(at % DAY_SECONDS);
    put_day(text, plan->bank->chinese, at);
    if (without_clock)
        return;
    text_addf(text, " %02d:%02d", second / 3600, second / 60 % 60);
    if (c->with_seconds)
        text_addf(text, ":%02d", second % 60);
}

static void put_id(struct text *text, const struct plan *plan, const struct complaint *c, int64_t as_of) {
    bool settled = !row_is_open(c, plan_month_start(plan, c->month + 1));
    bool decorated = settled || as_of > plan_month_start(plan, c->month + 1);
    struct text id = {0};
    if (c->quirk == BLANK_ID)
        return;
    row_id(&id, plan, c);
    if (c->quirk == SCIENTIFIC_ID)
        text_add(text, plan->bank->chinese ? "" : "4.2E+11");
    if (c->quirk == SCIENTIFIC_ID && plan->bank->chinese)
        text_addf(text, "%c.%.5sE+11", id.bytes[0], id.bytes + 1);
    else if (c->quirk == EQUALS_ID && decorated)
        text_addf(text, "=\"%s\"", id.bytes);
    else if (c->quirk == APOSTROPHE_ID && decorated)
        text_addf(text, "'%s", id.bytes);
    else if (c->quirk == TAB_ID && decorated)
        text_addf(text, "\t%s\t", id.bytes);
    else if (c->quirk != SCIENTIFIC_ID)
        text_add(text, id.bytes);
    text_free(&id);
}

static void put_where(struct row *row, const struct bank *bank, const struct complaint *c) {
    const struct unit *unit = &bank->units[c->unit];
    text_add(&row->field[F_CHANNEL], bank->channels[c->channel]);
    text_add(&row->field[F_PRODUCT], bank->products[c->product]);
    text_add(&row->field[F_ISSUE], bank->issues[c->issue]);
    text_add(&row->field[F_UNIT], c->quirk == UNKNOWN_UNIT ? bank->unknown_unit
                                  : c->use_alias           ? unit->alias
                                                           : unit->name);
    text_add(&row->field[F_REGION], bank->regions[unit->region]);
    text_add(&row->field[F_DEPARTMENT], bank->departments[c->department]);
    text_add(&row->field[F_LEVEL], bank->levels[c->level]);
    text_add(&row->field[F_SEGMENT], bank->segments[c->segment]);
    if (c->customer)
        text_addf(&row->field[F_CUSTOMER], bank->chinese ? "K%07d" : "H%07d", c->customer);
    if (c->tier) {
        const char *const *words = bank->tiers[c->tier];
        int n = 0;
        while (n < 4 && words[n])
            n++;
        int word = c->channel == REGULATOR                 ? 0
                   : c->channel == PUBLIC_HOTLINE && n > 1 ? 1
                                                           : (int)(c->text_seed % (uint64_t)n);
        text_add(&row->field[F_ESCALATED], words[word]);
    }
}

static void put_times(struct row *row, const struct plan *plan, const struct complaint *c,
                      const struct state *s) {
    put_time(&row->field[F_RECEIVED], plan, c, s->received, c->received_without_clock);
    put_time(&row->field[F_DISPATCHED], plan, c, s->dispatched, false);
    put_time(&row->field[F_FIRST_RESPONSE], plan, c, s->first_response, false);
    put_time(&row->field[F_RESOLVED], plan, c, s->resolved, false);
    put_time(&row->field[F_CLOSED], plan, c, s->closed, c->closed_without_clock);
    put_time(&row->field[F_FIRST_CLOSED], plan, c, s->first_closed, false);
    put_time(&row->field[F_REOPENED], plan, c, s->reopened, false);
    put_time(&row->field[F_FOLLOWED_UP], plan, c, s->followed_up, true);
    put_time(&row->field[F_UPDATED], plan, c, s->updated, false);
    if (!c->enquiry)
        put_time(&row->field[F_DUE], plan, c, (int64_t)c->due_day * DAY_SECONDS, true);
}

static void put_impossible(struct row *row, const struct plan *plan, const struct complaint *c) {
    static const enum field where[] = {F_DUE, F_DISPATCHED, F_FIRST_RESPONSE, F_FOLLOWED_UP};
    static const int when[][2] = {{2, 30}, {4, 31}, {13, 5}, {2, 31}};
    const int *date = when[c->text_seed / 8 % 4];
    struct text *text = &row->field[where[c->text_seed % 4]];
    int year = day_civil((int)(c->received / DAY_SECONDS)).year;
    text_clear(text);
    if (plan->bank->chinese)
        text_addf(text, "%d-%02d-%02d", year, date[0], date[1]);
    else
        text_addf(text, "%02d/%02d/%d", date[1], date[0], year);
}

static void put_ending(struct row *row, const struct plan *plan, const struct complaint *c,
                       const struct state *s) {
    const struct bank *bank = plan->bank;
    struct rng rng = rng_stream(c->text_seed, 4);
    if (s->status != NEW)
        text_name(&row->field[F_HANDLER], bank, &rng);
    if (s->resolved || s->ended)
        text_reply(&row->field[F_REPLY], plan, c);
    if (s->ended) {
        text_add(&row->field[F_OUTCOME], bank->outcomes[c->outcome]);
        if (c->quirk == WORD_FOR_NUMBER) {
            uint32_t n = 0;
            while (bank->odd_amounts[n])
                n++;
            text_add(&row->field[F_AMOUNT], bank->odd_amounts[rng_below(&rng, n)]);
        } else if (c->amount_cents) {
            text_addf(&row->field[F_AMOUNT], "%d.%02d", c->amount_cents / 100, c->amount_cents % 100);
        }
        if (c->satisfaction)
            text_add(&row->field[F_SATISFACTION], bank->satisfaction[c->satisfaction - 1]);
        else if (rng_chance(&rng, 350))
            text_add(&row->field[F_SATISFACTION], bank->silent);
    }
    if (bank->timely && s->closed && !c->enquiry) {
        bool timely = s->closed / DAY_SECONDS <= c->due_day;
        text_add(&row->field[F_TIMELY], timely != (c->text_seed % 120 == 0) ? "Yes" : "No");
    }
}

void row_fill(struct row *row, const struct plan *plan, const struct complaint *c, int64_t as_of) {
    struct state state = {0};
    for (int f = 0; f < FIELD_COUNT; f++)
        text_clear(&row->field[f]);
    read_life(&state, c, as_of);
    bend(&state, c);
    put_id(&row->field[F_ID], plan, c, as_of);
    put_where(row, plan->bank, c);
    put_times(row, plan, c, &state);
    text_add(&row->field[F_STATUS], plan->bank->statuses[state.status]);
    text_subject(&row->field[F_SUBJECT], plan, c);
    text_story(&row->field[F_TEXT], plan, c);
    put_ending(row, plan, c, &state);
    if (c->quirk == IMPOSSIBLE_DATE)
        put_impossible(row, plan, c);
}

void row_free(struct row *row) {
    for (int f = 0; f < FIELD_COUNT; f++)
        text_free(&row->field[f]);
}
