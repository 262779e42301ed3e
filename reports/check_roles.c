/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/check_roles.h"

#include "reports/labels.h"

#include <math.h>

static bool is_found(const struct file_column *column) {
    return column->role != ROLE_NONE &&
           (column->reason.how == FOUND_NAME || column->reason.how == FOUND_VALUES);
}

static const char *how_name(enum found how) {
    static const char *const names[] = {"none", "profile", "header", "values", "map"};
    return names[how];
}

static bool same_columns(const struct file_report *a, const struct file_report *b) {
    bool same = b && !b->skipped && a->column_count == b->column_count;
    for (size_t i = 0; same && i < a->column_count; i++)
        same = str_equal(a->columns[i].header, b->columns[i].header) &&
               a->columns[i].role == b->columns[i].role &&
               a->columns[i].reason.how == b->columns[i].reason.how;
    return same;
}

/* "id = 工单编号, received = 受理时间": those that need no evidence. */
static void put_said(const struct file_report *file, enum found how, struct buf *out) {
    bool any = false;
    for (size_t i = 0; i < file->column_count; i++) {
        const struct file_column *column = &file->columns[i];
        if (column->role == ROLE_NONE || column->reason.how != how)
            continue;
        if (!any && how == FOUND_MAP)
            buf_printf(out, "  --map: ");
        else
            buf_add(out, any ? STR(", ") : STR("  "));
        buf_printf(out, "%s = " STR_FMT, roles[column->role].name, STR_ARG(column->header));
        any = true;
    }
    buf_add(out, any ? STR("\n") : STR(""));
}

static void put_found(const struct file_report *file, enum lang lang, struct buf *out) {
    struct arena *arena = arena_new();
    for (enum role role = 0; role < ROLE_COUNT; role++)
        for (size_t i = 0; i < file->column_count; i++) {
            const struct file_column *column = &file->columns[i];
            if (column->role != role || !is_found(column))
                continue;
            const char *id = column->reason.how == FOUND_NAME ? "check.found.header" : "check.found.values";
            struct str arguments[] = {str_of(roles[role].name), column->header,
                                      str_printf(arena, "%.2f", column->reason.confidence),
                                      column->reason.why[lang]};
            struct str line = label_fill(arena, lang, id, arguments, 4);
            buf_printf(out, "  " STR_FMT "\n", STR_ARG(line));
        }
    arena_free(arena);
}

void check_roles_text(const struct file_report *file, const struct file_report *before, enum lang lang,
                      struct buf *out) {
    if (same_columns(file, before)) {
        struct arena *arena = arena_new();
        struct str line = label_fill(arena, lang, "check.found.same", &before->path, 1);
        buf_printf(out, "  " STR_FMT "\n", STR_ARG(line));
        arena_free(arena);
        return;
    }
    put_said(file, FOUND_PROFILE, out);
    put_said(file, FOUND_MAP, out);
    put_found(file, lang, out);
}

void check_roles_json(const struct file_report *file, struct json *json) {
    json_key(json, STR("roles"));
    json_object_line(json);
    for (size_t i = 0; i < file->column_count; i++)
        if (file->columns[i].role != ROLE_NONE)
            json_pair_text(json, roles[file->columns[i].role].name, file->columns[i].header);
    json_object_end(json);
    json_key(json, STR("found"));
    json_object_begin(json);
    for (size_t i = 0; i < file->column_count; i++) {
        const struct file_column *column = &file->columns[i];
        if (column->role == ROLE_NONE)
            continue;
        json_key(json, str_of(roles[column->role].name));
        json_object_line(json);
        json_pair_text(json, "column", column->header);
        json_pair_text(json, "how", str_of(how_name(column->reason.how)));
        json_pair_number(json, "confidence", floor(column->reason.confidence * 100 + 0.5) / 100);
        if (is_found(column))
            json_pair_said(json, "evidence", column->reason.why);
        json_object_end(json);
    }
    json_object_end(json);
}
