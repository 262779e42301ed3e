/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/grouping.h"

#include <string.h>

static const char *const weekday_names[] = {"", "1", "2", "3", "4", "5", "6", "7"};
static const char *const flag_names[] = {"", "no", "yes"};

bool grouping_is_period(struct str name, enum period_kind *kind) {
    return period_kind_find(name, kind);
}

static bool is_weekday(struct str name) {
    return str_equal(name, STR("weekday"));
}

static bool fail_unknown(const struct table *table, struct str name, struct err *err) {
    err_set(err, ERR_USAGE, "cannot group by \"" STR_FMT "\": there is no such column", STR_ARG(name));
    struct buf list = {0};
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = table->columns[i];
        if (column->type == COLUMN_DIMENSION || column->type == COLUMN_FLAG || column->type == COLUMN_SET)
            buf_printf(&list, "%s" STR_FMT, list.size ? ", " : "", STR_ARG(column->name));
    }
    err_hint(err, "columns are " STR_FMT " and day, week, month, quarter, half, year, weekday",
             STR_ARG(buf_str(&list)));
    buf_free(&list);
    return false;
}

static bool place_name(const struct table *table, struct grouping *g, size_t place, struct err *err) {
    struct str name = g->names[place];
    enum period_kind kind;
    if (grouping_is_period(name, &kind)) {
        if (g->period_at >= 0)
            return err_set(err, ERR_USAGE, "group by one period only, not by %s and " STR_FMT,
                           g->names[g->period_at].data, STR_ARG(name));
        g->period_at = (int)place;
        g->period_kind = kind;
        return true;
    }
    if (is_weekday(name))
        return true;
    const struct column *column = table_column(table, name);
    if (!column)
        return fail_unknown(table, name, err);
    if (column->type == COLUMN_SET) {
        if (g->set_at >= 0)
            return err_set(err, ERR_USAGE, "group by one several-valued column only");
        g->set_at = (int)place;
        g->set = column;
    } else if (column->type != COLUMN_DIMENSION && column->type != COLUMN_FLAG) {
        return err_set(err, ERR_USAGE, "cannot group by \"" STR_FMT "\": it has no few distinct values",
                       STR_ARG(name));
    }
    g->columns[place] = column;
    return true;
}

/* Whether a place takes part in the plain group codes. */
static bool is_plain(const struct grouping *g, size_t place) {
    return (int)place != g->period_at && (int)place != g->set_at;
}

static size_t place_size(const struct grouping *g, size_t place) {
    const struct column *column = g->columns[place];
    if (!column)
        return 8;
    return column->type == COLUMN_FLAG ? 3 : dict_size(column->dict);
}

/* The codes of a place, for rows `from` … `to` − 1, make the next digit of each row's key. */
static void add_digit(const struct table *table, const struct grouping *g, size_t place, size_t from,
                      size_t to, uint64_t *keys) {
    const struct column *column = g->columns[place];
    uint64_t size = place_size(g, place);
    if (!column) {
        const uint32_t *received = table->by_role[ROLE_RECEIVED]->codes;
        for (size_t row = from; row < to; row++)
            keys[row - from] =
                keys[row - from] * size +
                (received[row] == TIME_NONE ? 0 : (uint64_t)date_weekday(received[row] / DATE_DAY) + 1);
    } else if (column->type == COLUMN_FLAG) {
        for (size_t row = from; row < to; row++)
            keys[row - from] = keys[row - from] * size + (uint64_t)(column->flags[row] + 1);
    } else {
        for (size_t row = from; row < to; row++)
            keys[row - from] = keys[row - from] * size + column->codes[row];
    }
}

/* The combined keys of some rows, in mixed radix over the plain places. */
static void find_keys(const struct table *table, const struct grouping *g, size_t from, size_t to,
                      uint64_t *keys) {
    memset(keys, 0, (to - from) * sizeof *keys);
    for (size_t place = 0; place < g->count; place++)
        if (is_plain(g, place))
            add_digit(table, g, place, from, to, keys);
}

static void remember_codes(struct grouping *g, size_t group, uint64_t key) {
    for (size_t place = g->count; place-- > 0;) {
        if (!is_plain(g, place))
            continue;
        g->codes[group * g->count + place] = (uint32_t)(key % place_size(g, place));
        key /= place_size(g, place);
    }
}

static uint32_t group_of_key(struct dict *keys, uint64_t key) {
    return dict_add(keys, (struct str){(const char *)&key, sizeof key}) - 1;
}

static void add_group(struct grouping *g, size_t *capacity, uint64_t key) {
    g->codes = heap_grow(g->codes, capacity, (g->group_count + 1) * g->count, sizeof *g->codes);
    remember_codes(g, g->group_count++, key);
}

enum { RANGE = 4 * 1024, FEW = 1 << 22 };

/* Few combinations are numbered through a table, many through a dictionary: the groups come in the order of
 * first appearance in both. */
static void number_groups(const struct table *table, struct grouping *g) {
    uint64_t combinations = 1, keys[RANGE];
    for (size_t place = 0; place < g->count; place++)
        if (is_plain(g, place) && __builtin_mul_overflow(combinations, place_size(g, place), &combinations))
            combinations = UINT64_MAX;
    bool few = combinations <= FEW;
    uint32_t *number = few ? heap_array((size_t)combinations, sizeof *number) : NULL; /* of a group, + 1 */
    struct dict *known = few ? NULL : dict_new();
    size_t capacity = 0;
    g->group_count = 0;
    g->groups = heap_resize(NULL, table->rows, sizeof *g->groups);
    for (size_t from = 0; from < table->rows; from += RANGE) {
        size_t to = from + RANGE < table->rows ? from + RANGE : table->rows;
        find_keys(table, g, from, to, keys);
        for (size_t row = from; row < to; row++) {
            uint64_t key = keys[row - from];
            if (few && number[key] == 0)
                number[key] = (uint32_t)g->group_count + 1;
            uint32_t group = few ? number[key] - 1 : group_of_key(known, key);
            if (group == g->group_count)
                add_group(g, &capacity, key);
            g->groups[row] = group;
        }
    }
    heap_free(number);
    dict_free(known);
    if (g->group_count == 0)
        g->group_count = 1;
}

bool grouping_make(const struct table *table, const struct str *names, size_t count,
                   struct grouping *grouping, struct err *err) {
    *grouping = (struct grouping){.count = count, .period_at = -1, .set_at = -1, .group_count = 1};
    if (count > GROUPING_PLACES)
        return err_set(err, ERR_USAGE, "--by takes at most %d names", GROUPING_MOST);
    size_t plain = 0;
    for (size_t place = 0; place < count; place++) {
        grouping->names[place] = names[place];
        if (!place_name(table, grouping, place, err))
            return false;
        plain += is_plain(grouping, place);
    }
    if (plain)
        number_groups(table, grouping);
    return true;
}

void grouping_free(struct grouping *grouping) {
    heap_free(grouping->groups);
    heap_free(grouping->codes);
    *grouping = (struct grouping){0};
}

static size_t set_size(const struct grouping *grouping) {
    return grouping->set ? dict_size(grouping->set->dict) : 1;
}

size_t grouping_cells(const struct grouping *grouping) {
    return grouping->group_count * set_size(grouping);
}

struct str grouping_value(const struct grouping *grouping, size_t cell, size_t place) {
    size_t group = cell / set_size(grouping);
    if ((int)place == grouping->set_at)
        return dict_text(grouping->set->dict, (uint32_t)(cell % set_size(grouping)));
    uint32_t code = grouping->codes[group * grouping->count + place];
    const struct column *column = grouping->columns[place];
    if (!column)
        return str_of(weekday_names[code]);
    return column->type == COLUMN_FLAG ? str_of(flag_names[code]) : dict_text(column->dict, code);
}
