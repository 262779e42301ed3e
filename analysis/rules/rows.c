/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/rows.h"

#include "analysis/rules/literals.h"

#include <string.h>

/* MOST_JOINED: texts made by putting two groups of texts together; more are left as two links, and so are
 * longer ones than MOST_SIZE bytes. */
enum {
    MOST_ROWS = 16,
    MOST_ITEMS = 16,
    MOST_TEXTS = 200,
    MOST_JOINED = 48,
    MOST_LISTED = 16,
    MOST_TIMES = 3,
    MOST_SIZE = 100
};

/* A part of a regex while it is read: one of some texts, or letters of a set. An empty text with a bound is a
 * word boundary alone. */
struct item {
    struct row_text *texts;
    size_t count; /* 0 = letters of the set */
    struct letter_set set;
    uint32_t least, most;
};

struct line {
    struct item items[MOST_ITEMS];
    size_t count;
};

/* One of these lines; none = this is no such regex. */
struct lines {
    struct line *list;
    size_t count, room;
};

bool rows_is_dot(const struct letter_set *set) {
    return set->negated && set->count == 1 && set->ranges[0].low == '\n' && set->ranges[0].high == '\n';
}

static struct lines none(void) {
    return (struct lines){.count = 0};
}

static struct lines one_item(struct arena *arena, struct item item) {
    struct lines lines = {arena_array(arena, 1, sizeof *lines.list), 1, 1};
    lines.list[0].items[0] = item;
    lines.list[0].count = 1;
    return lines;
}

static struct lines one_text(struct arena *arena, struct row_text text) {
    struct row_text *texts = arena_array(arena, 1, sizeof *texts);
    *texts = text;
    return one_item(arena, (struct item){.texts = texts, .count = 1});
}

static struct str letter_text(struct arena *arena, uint32_t code) {
    char bytes[4];
    return str_copy(arena, (struct str){bytes, utf8_encode(code, bytes)});
}

static size_t set_size(const struct letter_set *set) {
    size_t size = 0;
    for (size_t i = 0; i < set->count; i++)
        size += set->ranges[i].high - set->ranges[i].low + 1;
    return size;
}

static bool is_short(const struct letter_set *set) {
    return !set->negated && set_size(set) <= MOST_LISTED;
}

/* A letter of a set: each of them where they are few. */
static struct lines letter_of(const struct letter_set *set, struct arena *arena) {
    if (!is_short(set))
        return one_item(arena, (struct item){.set = *set, .least = 1, .most = 1});
    struct row_text *texts = arena_array(arena, set_size(set), sizeof *texts);
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        for (uint32_t code = set->ranges[i].low; code <= set->ranges[i].high; code++)
            texts[count++] = (struct row_text){.text = letter_text(arena, code), .letters = 1};
    return one_item(arena, (struct item){.texts = texts, .count = count});
}

/* One text behind another; false where a word boundary between them cannot be. */
static bool join_text(const struct row_text *a, const struct row_text *b, struct arena *arena,
                      struct row_text *joined) {
    struct str x = a->text, y = b->text;
    if (!x.size || !y.size) {
        *joined = x.size ? *a : *b;
        joined->bound_start = a->bound_start || (!x.size && b->bound_start);
        joined->bound_end = b->bound_end || (!y.size && a->bound_end);
        return true;
    }
    if ((a->bound_end || b->bound_start) && keyword_is_word(x.data[x.size - 1]) == keyword_is_word(y.data[0]))
        return false;
    *joined = (struct row_text){.text = str_printf(arena, STR_FMT STR_FMT, STR_ARG(x), STR_ARG(y)),
                                .bound_start = a->bound_start,
                                .bound_end = b->bound_end,
                                .letters = a->letters + b->letters};
    return true;
}

static size_t longest(const struct item *item) {
    size_t most = 0;
    for (size_t i = 0; i < item->count; i++)
        most = item->texts[i].text.size > most ? item->texts[i].text.size : most;
    return most;
}

static bool can_join(const struct item *a, const struct item *b) {
    size_t all = a->count * b->count;
    return all && (a->count == 1 || b->count == 1 || all <= MOST_JOINED) &&
           longest(a) + longest(b) <= MOST_SIZE;
}

/* False when nothing is left. */
static bool join_items(struct item *a, const struct item *b, struct arena *arena) {
    struct row_text *texts = arena_array(arena, a->count * b->count, sizeof *texts);
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            count += join_text(&a->texts[i], &b->texts[k], arena, &texts[count]);
    *a = (struct item){.texts = texts, .count = count};
    return count > 0;
}

static bool append(struct line *line, const struct line *more, struct arena *arena) {
    for (size_t i = 0; i < more->count; i++) {
        struct item *last = line->count ? &line->items[line->count - 1] : NULL;
        if (i == 0 && last && can_join(last, &more->items[0])) {
            if (!join_items(last, &more->items[0], arena))
                return false;
            continue;
        }
        if (line->count == MOST_ITEMS)
            return false;
        line->items[line->count++] = more->items[i];
    }
    return true;
}

/* Each of `a` with each of `b` behind it. */
static struct lines behind(const struct lines *a, const struct lines *b, struct arena *arena) {
    if (!a->count || !b->count || a->count * b->count > MOST_ROWS)
        return none();
    struct lines both = {arena_array(arena, a->count * b->count, sizeof *both.list), 0, a->count * b->count};
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++) {
            struct line *line = &both.list[both.count++];
            *line = a->list[i];
            if (!append(line, &b->list[k], arena))
                return none();
        }
    return both;
}

static bool only_texts(const struct line *line) {
    return line->count == 1 && line->items[0].count;
}

/* Adds an alternative; those that are texts alone become one. */
static bool add_line(struct lines *all, const struct line *line, struct arena *arena) {
    for (size_t i = 0; only_texts(line) && i < all->count; i++) {
        struct item *item = &all->list[i].items[0];
        if (!only_texts(&all->list[i]))
            continue;
        size_t more = line->items[0].count;
        struct row_text *texts = arena_array(arena, item->count + more, sizeof *texts);
        memcpy(texts, item->texts, item->count * sizeof *texts);
        memcpy(texts + item->count, line->items[0].texts, more * sizeof *texts);
        item->texts = texts;
        item->count += more;
        return item->count <= MOST_TEXTS;
    }
    if (all->count == MOST_ROWS)
        return false;
    if (all->count == all->room) {
        struct line *longer = arena_array(arena, all->room = 2 * all->room + 1, sizeof *longer);
        if (all->count)
            memcpy(longer, all->list, all->count * sizeof *longer);
        all->list = longer;
    }
    all->list[all->count++] = *line;
    return true;
}

static struct lines read_shape(const struct shape *shape, struct arena *arena);

static struct lines read_choice(const struct shape *shape, struct arena *arena) {
    struct lines all = none();
    for (size_t i = 0; i < shape->count; i++) {
        struct lines part = read_shape(shape->parts[i], arena);
        if (!part.count)
            return none();
        for (size_t k = 0; k < part.count; k++)
            if (!add_line(&all, &part.list[k], arena))
                return none();
    }
    return all;
}

static struct lines read_sequence(const struct shape *shape, struct arena *arena) {
    struct lines all = one_text(arena, (struct row_text){.text = STR("")});
    for (size_t i = 0; i < shape->count && all.count; i++) {
        struct lines part = read_shape(shape->parts[i], arena);
        all = behind(&all, &part, arena);
    }
    return all;
}

static struct lines read_repeat(const struct shape *shape, struct arena *arena) {
    const struct shape *part = shape->parts[0];
    if (part->kind == SHAPE_SET && shape->most <= ROWS_MOST_GAP && !(is_short(&part->set) && shape->most < 2))
        return one_item(arena, (struct item){.set = part->set, .least = shape->least, .most = shape->most});
    if (shape->most > MOST_TIMES)
        return none();
    struct lines once = read_shape(part, arena), all = none();
    struct lines times = one_text(arena, (struct row_text){.text = STR("")});
    for (uint32_t n = 0; n <= shape->most; n++) {
        if (n > 0)
            times = behind(&times, &once, arena);
        if (!times.count)
            return none();
        for (size_t i = 0; n >= shape->least && i < times.count; i++)
            if (!add_line(&all, &times.list[i], arena))
                return none();
    }
    return all;
}

static struct lines read_shape(const struct shape *shape, struct arena *arena) {
    switch (shape->kind) {
    case SHAPE_LETTER:
        return one_text(arena, (struct row_text){.text = letter_text(arena, shape->code), .letters = 1});
    case SHAPE_SET:
        return letter_of(&shape->set, arena);
    case SHAPE_BOUNDARY:
        return one_text(arena, (struct row_text){.text = STR(""), .bound_start = true, .bound_end = true});
    case SHAPE_SEQUENCE:
        return read_sequence(shape, arena);
    case SHAPE_CHOICE:
        return read_choice(shape, arena);
    case SHAPE_REPEAT:
        return read_repeat(shape, arena);
    default:
        return none();
    }
}

/* ---- from lines to rows */

/* The texts of an item that are not empty; *empty says that one was, false that the item cannot be a link. */
static bool real_texts(const struct item *item, struct arena *arena, struct item *real, bool *empty) {
    *real = (struct item){.texts = arena_array(arena, item->count, sizeof *real->texts)};
    *empty = false;
    for (size_t i = 0; i < item->count; i++) {
        const struct row_text *text = &item->texts[i];
        struct str bytes = text->text;
        if (!bytes.size && (text->bound_start || text->bound_end))
            return false;
        if (!bytes.size) {
            *empty = true;
            continue;
        }
        if (bytes.size < LITERAL_LEAST || (text->bound_start && !keyword_is_word(bytes.data[0])) ||
            (text->bound_end && !keyword_is_word(bytes.data[bytes.size - 1])))
            return false;
        real->texts[real->count++] = *text;
    }
    return true;
}

static bool same_set(const struct letter_set *a, const struct letter_set *b) {
    return a->negated == b->negated && a->count == b->count &&
           memcmp(a->ranges, b->ranges, a->count * sizeof *a->ranges) == 0;
}

/* Adds a gap to the one at the end of a line, if there is one. */
static bool add_gap(struct line *line, const struct item *gap) {
    struct item *last = line->count ? &line->items[line->count - 1] : NULL;
    if (!last || last->count) {
        line->items[line->count++] = *gap;
        return true;
    }
    last->least += gap->least;
    last->most += gap->most;
    return same_set(&last->set, &gap->set) && last->most <= ROWS_MOST_GAP;
}

static bool is_gap(const struct line *line, size_t at) {
    return line->count && !line->items[at].count;
}

/* Letters that may be there or not at the ends of a row say nothing. `guarded`: what stands before the row
 * matters. */
static bool trim(struct line *line, bool guarded) {
    while (is_gap(line, line->count - 1) && line->items[line->count - 1].least == 0)
        line->count--;
    if (!guarded && is_gap(line, 0) && line->items[0].least == 0)
        memmove(line->items, line->items + 1, --line->count * sizeof *line->items);
    return line->count && !is_gap(line, 0) && !is_gap(line, line->count - 1);
}

/* Whether wherever `b` is found at the end of a row (or at its beginning), `a` is as well. */
static bool implied(const struct row_text *a, const struct row_text *b, bool at_end) {
    struct str x = a->text, y = b->text;
    if (x.size > y.size || (a->bound_start && !b->bound_start) || (a->bound_end && !b->bound_end))
        return false;
    if (x.size == y.size)
        return str_equal(x, y);
    return at_end ? !a->bound_end && str_starts(y, x)
                  : !a->bound_start && str_equal(str_sub(y, y.size - x.size, y.size), x);
}

static void drop_implied(struct row_link *link, bool at_end) {
    size_t kept = 0;
    for (size_t i = 0; i < link->count; i++) {
        bool needless = false;
        for (size_t k = 0; k < link->count && !needless; k++)
            needless = k != i && implied(&link->texts[k], &link->texts[i], at_end) &&
                       !(k > i && implied(&link->texts[i], &link->texts[k], at_end));
        link->texts[i].tag = needless;
    }
    for (size_t i = 0; i < link->count; i++)
        if (!link->texts[i].tag)
            link->texts[kept++] = link->texts[i];
    link->count = kept;
}

static struct row_link make_link(const struct item *item, const struct item *gap, struct arena *arena) {
    struct row_text *texts = arena_array(arena, item->count, sizeof *texts);
    for (size_t i = 0; i < item->count; i++) {
        texts[i] = item->texts[i];
        texts[i].text = str_copy(arena, item->texts[i].text);
    }
    struct row_link link = {texts, item->count, gap->set, gap->least, gap->most};
    if (gap->set.count) {
        struct letter_range *ranges = arena_array(arena, gap->set.count, sizeof *ranges);
        memcpy(ranges, gap->set.ranges, gap->set.count * sizeof *ranges);
        link.gap.ranges = ranges;
    }
    return link;
}

static bool add_row(struct rows *rows, struct line *line, bool guarded, struct arena *arena) {
    if (!trim(line, guarded) || rows->count == MOST_ROWS)
        return false;
    struct row *row = &rows->list[rows->count++];
    *row = (struct row){.links = arena_array(arena, line->count, sizeof *row->links)};
    struct item gap = {0};
    for (size_t i = 0; i < line->count; i++) {
        struct item *item = &line->items[i];
        if (item->count)
            row->links[row->count++] = make_link(item, &gap, arena);
        gap = item->count ? (struct item){0} : *item;
    }
    if (!guarded)
        drop_implied(&row->links[0], false);
    drop_implied(&row->links[row->count - 1], true);
    return true;
}

/* What rows are made of: `lasting` outlives the reading. */
struct rows_maker {
    struct rows rows;
    bool guarded;
    struct arena *arena, *lasting;
};

/* The rows of what is left of a line from `at` on, behind `done`. An item that may be missing makes two of
 * them; at the ends of a row the one without it says all. */
static bool add_rows(struct rows_maker *maker, const struct line *line, size_t at, struct line done) {
    for (; at < line->count; at++) {
        struct item real;
        bool empty;
        if (!line->items[at].count) {
            if (!add_gap(&done, &line->items[at]))
                return false;
            continue;
        }
        if (!real_texts(&line->items[at], maker->arena, &real, &empty))
            return false;
        if (empty && (at + 1 == line->count || (!done.count && !maker->guarded)))
            continue;
        if (empty && real.count && !add_rows(maker, line, at + 1, done))
            return false;
        if (real.count)
            done.items[done.count++] = real;
    }
    return add_row(&maker->rows, &done, maker->guarded, maker->lasting);
}

struct rows rows_of(const struct pattern *pattern, struct arena *arena) {
    const struct rows nothing = {.count = 0};
    if (pattern->guard && !pattern->guard->exact)
        return nothing;
    struct rows_maker maker = {.guarded = pattern->guard, .arena = arena_new(), .lasting = arena};
    const struct shape *shape = shape_of(pattern->bare, maker.arena);
    struct lines lines = shape ? read_shape(shape, maker.arena) : none();
    maker.rows.list = arena_array(arena, MOST_ROWS, sizeof *maker.rows.list);
    bool fine = lines.count > 0;
    for (size_t i = 0; fine && i < lines.count; i++)
        fine = add_rows(&maker, &lines.list[i], 0, (struct line){.count = 0});
    arena_free(maker.arena);
    return fine ? maker.rows : nothing;
}
