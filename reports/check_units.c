/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/check_units.h"

#include "reports/labels.h"

enum { LINES = 30 };

static const struct unit_unknown *find(const struct dataset *dataset, struct arena *arena, size_t *count) {
    *count = 0;
    return dataset->units ? units_unknown(dataset->units, dataset->table, arena, count) : NULL;
}

uint64_t check_units_rows(const struct dataset *dataset) {
    struct arena *arena = arena_new();
    size_t count;
    const struct unit_unknown *list = find(dataset, arena, &count);
    uint64_t rows = 0;
    for (size_t i = 0; i < count; i++)
        rows += list[i].rows;
    arena_free(arena);
    return rows;
}

void check_units_text(const struct dataset *dataset, enum lang lang, struct buf *out) {
    struct arena *arena = arena_new();
    size_t count;
    const struct unit_unknown *list = find(dataset, arena, &count);
    if (count)
        buf_add_char(out, '\n');
    for (size_t i = 0; i < count && i < LINES; i++) {
        struct str arguments[] = {list[i].name, str_printf(arena, "%llu", (unsigned long long)list[i].rows),
                                  list[i].nearest};
        const char *id = list[i].nearest.size ? "check.unit.unknown_near" : "check.unit.unknown";
        struct str line = label_fill(arena, lang, id, arguments, 3);
        buf_printf(out, STR_FMT "\n", STR_ARG(line));
    }
    if (count > LINES) {
        struct str more = str_printf(arena, "%zu", count - LINES);
        struct str line = label_fill(arena, lang, "check.unit.more", &more, 1);
        buf_printf(out, STR_FMT "\n", STR_ARG(line));
    }
    arena_free(arena);
}

void check_units_json(const struct dataset *dataset, struct json *json) {
    if (!dataset->units)
        return;
    struct arena *arena = arena_new();
    size_t count;
    const struct unit_unknown *list = find(dataset, arena, &count);
    json_key(json, STR("unknown_units"));
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        json_object_line(json);
        json_pair_text(json, "unit", list[i].name);
        json_pair_whole(json, "rows", (int64_t)list[i].rows);
        json_pair_text_or_null(json, "nearest", list[i].nearest);
        json_object_end(json);
    }
    json_array_end(json);
    arena_free(arena);
}
