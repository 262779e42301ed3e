/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/check_columns.h"

#include "reports/labels.h"

#include <stdio.h>
#include <string.h>

static bool is_time(const struct file_column *column) {
    return column->counted && (column->role == ROLE_NONE || roles[column->role].type == ROLE_TIME);
}

static bool is_number(const struct file_column *column) {
    return column->counted && !is_time(column);
}

/* Cells that can only be read as the column is, and only the other way. */
struct evidence {
    uint64_t with, against;
};

static struct evidence order_evidence(const struct file_column *column) {
    const struct date_tally *dates = &column->tally.dates;
    return column->habit.order == DATE_MONTH_FIRST ? (struct evidence){dates->month_first, dates->day_first}
                                                   : (struct evidence){dates->day_first, dates->month_first};
}

static struct evidence decimal_evidence(const struct file_column *column) {
    const struct habit_tally *tally = &column->tally;
    return column->habit.decimal == ',' ? (struct evidence){tally->comma, tally->point}
                                        : (struct evidence){tally->point, tally->comma};
}

/* Said by the profile, or by the column itself without a contradiction, leaves no doubt. */
static bool is_certain(const struct file_column *column, struct evidence evidence) {
    return column->habit.ground == HABIT_PROFILE ||
           (column->habit.ground == HABIT_COLUMN && !evidence.against);
}

uint64_t check_uncertain_dates(const struct file_report *file) {
    uint64_t rows = 0;
    for (size_t i = 0; i < file->column_count; i++) {
        const struct file_column *column = &file->columns[i];
        if (is_time(column) && !is_certain(column, order_evidence(column)))
            rows += column->tally.dates.either;
    }
    return rows;
}

uint64_t check_uncertain_numbers(const struct file_report *file) {
    uint64_t rows = 0;
    for (size_t i = 0; i < file->column_count; i++) {
        const struct file_column *column = &file->columns[i];
        if (is_number(column) && !is_certain(column, decimal_evidence(column)))
            rows += column->tally.either;
    }
    return rows;
}

uint64_t check_mixed_zones(const struct file_report *file, const char *zone) {
    uint64_t rows = 0;
    for (size_t i = 0; i < file->column_count && !zone; i++) {
        const struct date_tally *dates = &file->columns[i].tally.dates;
        rows += dates->zone_low != dates->zone_high ? dates->zoned : 0;
    }
    return rows;
}

/* ---- for people */

struct writer {
    struct arena *arena;
    enum lang lang;
    struct buf *out;
};

static struct str count_text(struct writer *w, uint64_t count) {
    return str_printf(w->arena, "%llu", (unsigned long long)count);
}

static struct str fill(struct writer *w, const char *id, struct str first, struct str second) {
    struct str arguments[] = {first, second};
    return label_fill(w->arena, w->lang, id, arguments, 2);
}

static void put_line(struct writer *w, struct str text) {
    buf_printf(w->out, "    " STR_FMT "\n", STR_ARG(text));
}

static const char *const form_names[DATE_FORM_COUNT] = {"given",   "year_first", "year_last", "named",
                                                        "compact", "epoch",      "serial"};

static void put_forms(struct writer *w, const struct file_column *column) {
    struct buf line = {0};
    buf_printf(&line, STR_FMT " (" STR_FMT "): ", STR_ARG(column->header),
               STR_ARG(column->role == ROLE_NONE ? STR("—") : str_of(roles[column->role].name)));
    bool any = false;
    for (int form = 0; form < DATE_FORM_COUNT; form++) {
        uint64_t count = column->tally.dates.forms[form];
        if (!count)
            continue;
        const char *id = str_printf(w->arena, "check.form.%s", form_names[form]).data;
        if (form == DATE_FORM_YEAR_LAST)
            id = column->habit.order == DATE_MONTH_FIRST ? "check.form.month_first" : "check.form.day_first";
        struct str text = fill(w, id, count_text(w, count), STR(""));
        buf_printf(&line, "%s" STR_FMT, !any ? "" : w->lang == LANG_ZH ? "，" : ", ", STR_ARG(text));
        any = true;
    }
    buf_add(w->out, STR("  "));
    buf_add(w->out, buf_str(&line));
    buf_add(w->out, any ? STR("") : label(w->lang, "check.form.none"));
    buf_add_char(w->out, '\n');
    buf_free(&line);
}

static const char *const ground_names[] = {"assumed", "profile", "column", "file", "other_files"};

static void put_ground(struct writer *w, const struct file_column *column, struct evidence evidence,
                       uint64_t either) {
    const char *id = str_printf(w->arena, "check.ground.%s", ground_names[column->habit.ground]).data;
    struct str ground = fill(w, id, count_text(w, evidence.with), count_text(w, evidence.against));
    struct str rows = fill(w, "check.either", count_text(w, either), STR(""));
    put_line(w, str_printf(w->arena, STR_FMT "%s" STR_FMT, STR_ARG(ground), w->lang == LANG_ZH ? "；" : "; ",
                           STR_ARG(rows)));
}

static struct str zone_text(struct writer *w, int32_t minutes) {
    int32_t size = minutes < 0 ? -minutes : minutes;
    return str_printf(w->arena, "%c%02d:%02d", minutes < 0 ? '-' : '+', (int)(size / 60), (int)(size % 60));
}

static void put_zones(struct writer *w, const struct file_column *column, const char *zone) {
    const struct date_tally *dates = &column->tally.dates;
    if (dates->zoned) {
        struct str span = zone_text(w, dates->zone_low);
        if (dates->zone_low != dates->zone_high)
            span = str_printf(w->arena, STR_FMT " … " STR_FMT, STR_ARG(span),
                              STR_ARG(zone_text(w, dates->zone_high)));
        struct str arguments[] = {count_text(w, dates->zoned), span, str_of(zone)};
        put_line(
            w, label_fill(w->arena, w->lang, zone ? "check.zone.moved" : "check.zone.written", arguments, 3));
    }
    if (dates->repeated)
        put_line(w, fill(w, "check.zone.repeated", count_text(w, dates->repeated), STR("")));
    if (dates->skipped)
        put_line(w, fill(w, "check.zone.skipped", count_text(w, dates->skipped), STR("")));
}

static void put_dates(struct writer *w, const struct file_column *column, const char *zone) {
    const struct date_tally *dates = &column->tally.dates;
    put_forms(w, column);
    if (dates->forms[DATE_FORM_YEAR_LAST])
        put_ground(w, column, order_evidence(column), dates->either);
    put_zones(w, column, zone);
}

static void put_numbers(struct writer *w, const struct file_column *column) {
    struct evidence evidence = decimal_evidence(column);
    bool comma = column->habit.decimal == ',';
    if (!comma && evidence.against + column->tally.either == 0)
        return;
    buf_printf(w->out, "  " STR_FMT " (%s): " STR_FMT "\n", STR_ARG(column->header), roles[column->role].name,
               STR_ARG(label(w->lang, comma ? "check.decimal.comma" : "check.decimal.point")));
    put_ground(w, column, evidence, column->tally.either);
}

void check_columns_text(const struct file_report *file, const char *zone, enum lang lang, struct buf *out) {
    struct writer w = {arena_new(), lang, out};
    for (size_t i = 0; i < file->column_count; i++)
        if (is_time(&file->columns[i]))
            put_dates(&w, &file->columns[i], zone);
        else if (is_number(&file->columns[i]))
            put_numbers(&w, &file->columns[i]);
    arena_free(w.arena);
}

/* ---- for programs */

static void pair_count(struct json *json, const char *key, uint64_t count) {
    json_pair_whole(json, key, (int64_t)count);
}

static void json_begin_column(struct json *json, const struct file_column *column) {
    json_object_line(json);
    json_pair_text(json, "column", column->header);
    json_pair_text_or_null(json, "role",
                           column->role == ROLE_NONE ? STR("") : str_of(roles[column->role].name));
}

static void json_dates(struct json *json, const struct file_column *column) {
    const struct date_tally *dates = &column->tally.dates;
    json_begin_column(json, column);
    for (int form = 0; form < DATE_FORM_COUNT; form++)
        if (dates->forms[form])
            pair_count(json, form_names[form], dates->forms[form]);
    if (dates->forms[DATE_FORM_YEAR_LAST]) {
        json_pair_text(json, "order",
                       column->habit.order == DATE_MONTH_FIRST ? STR("month_first") : STR("day_first"));
        json_pair_text(json, "order_from", str_of(ground_names[column->habit.ground]));
        pair_count(json, "only_day_first", dates->day_first);
        pair_count(json, "only_month_first", dates->month_first);
        pair_count(json, "either", dates->either);
    }
    if (dates->zoned) {
        pair_count(json, "zoned", dates->zoned);
        json_pair_whole(json, "zone_low_minutes", dates->zone_low);
        json_pair_whole(json, "zone_high_minutes", dates->zone_high);
    }
    if (dates->repeated)
        pair_count(json, "repeated_hour", dates->repeated);
    if (dates->skipped)
        pair_count(json, "skipped_hour", dates->skipped);
    json_object_end(json);
}

static void json_numbers(struct json *json, const struct file_column *column) {
    bool comma = column->habit.decimal == ',';
    json_begin_column(json, column);
    json_pair_text(json, "decimal", comma ? STR(",") : STR("."));
    json_pair_text(json, "decimal_from", str_of(ground_names[column->habit.ground]));
    pair_count(json, "only_point", column->tally.point);
    pair_count(json, "only_comma", column->tally.comma);
    pair_count(json, "either", column->tally.either);
    json_object_end(json);
}

void check_columns_json(const struct file_report *file, struct json *json) {
    json_key(json, STR("dates"));
    json_array_begin(json);
    for (size_t i = 0; i < file->column_count; i++)
        if (is_time(&file->columns[i]))
            json_dates(json, &file->columns[i]);
    json_array_end(json);
    json_key(json, STR("numbers"));
    json_array_begin(json);
    for (size_t i = 0; i < file->column_count; i++)
        if (is_number(&file->columns[i]))
            json_numbers(json, &file->columns[i]);
    json_array_end(json);
}

const char *check_stand_in(struct str profile) {
    return str_equal(profile, STR("(understood)")) ? "understood"
           : str_equal(profile, STR("(mapped)"))   ? "mapped"
                                                   : NULL;
}

struct str check_profile_name(struct str profile, enum lang lang) {
    const char *stand_in = check_stand_in(profile);
    return !stand_in                             ? profile
           : strcmp(stand_in, "understood") == 0 ? label(lang, "check.profile.understood")
                                                 : label(lang, "check.profile.mapped");
}
