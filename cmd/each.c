/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/each.h"

#include "analysis/query/cube.h"
#include "cmd/run.h"
#include "reports/compose.h"
#include "reports/csv_out.h"

#include <string.h>

static const char measures[] = "received,closed,open,overdue_open";
enum { NAME_MOST = 80 };

struct each {
    struct context *context;
    const struct publish_options *options;
    const struct dataset *dataset;
    struct pack *pack;
    struct arena *arena;
    struct cube cube;
    size_t *order, count; /* values with anything in the period, most received first */
    const char **folders;
};

/* ---- names of folders ---- */

/* What file systems and people can take: no slash, no control character, nothing that has a meaning in a
 * shell or on Windows, no point or blank at the ends, at most NAME_MOST bytes. */
static struct str safe_name(struct arena *arena, struct str name) {
    char *safe = arena_array(arena, NAME_MOST + 1, 1);
    size_t size = name.size < NAME_MOST ? name.size : NAME_MOST;
    while (size < name.size && size > 0 && ((unsigned char)name.data[size] & 0xC0) == 0x80)
        size--;
    for (size_t i = 0; i < size; i++) {
        char c = name.data[i];
        bool bad = (unsigned char)c < ' ' || c == 127 || strchr("/\\:*?\"<>|", c);
        bool end = (i == 0 || i + 1 == size) && (c == '.' || c == ' ' || c == '-');
        safe[i] = bad || end ? '_' : c;
    }
    return (struct str){safe, size};
}

/* Two names that would be one folder, also without regard to case, get a number. */
static const char *unique_folder(const struct each *each, struct str name, size_t before) {
    const char *folder = str_cstr(each->arena, name);
    for (unsigned n = 2;; n++) {
        bool taken = false;
        for (size_t i = 0; i < before && !taken; i++)
            taken = str_equal_ascii_nocase(str_of(each->folders[i]), str_of(folder));
        if (!taken)
            return folder;
        folder = str_printf(each->arena, STR_FMT " %u", STR_ARG(name), n).data;
    }
}

static struct str value_of(const struct each *each, size_t i) {
    return grouping_value(&each->cube.grouping, each->order[i], 0);
}

/* ---- which ones ---- */

static bool find_values(struct each *each, struct str column, struct err *err) {
    struct cube_request request = {
        .by = &column, .by_count = 1, .periods = &each->dataset->period, .period_count = 1};
    struct measure_ref *refs;
    if (!cube_parse_measures(str_of(measures), each->arena, &refs, &request.ref_count, err))
        return false;
    request.refs = refs;
    if (!cube_run(each->dataset, &request, each->arena, &each->cube, err))
        return false;
    const struct column *by = each->cube.grouping.columns[0];
    if (!by || by->type != COLUMN_DIMENSION)
        return err_set(err, ERR_USAGE, "there cannot be a pack for each " STR_FMT, STR_ARG(column)) ||
               err_hint(err, "name a column such as unit, region or department");
    size_t all;
    each->order = cube_order(&each->cube, 0, 0, each->arena, &all);
    for (size_t i = 0; i < all; i++)
        if (grouping_value(&each->cube.grouping, each->order[i], 0).size)
            each->order[each->count++] = each->order[i];
    each->folders = arena_array(each->arena, each->count, sizeof *each->folders);
    for (size_t i = 0; i < each->count; i++)
        each->folders[i] = unique_folder(each, safe_name(each->arena, value_of(each, i)), i);
    return true;
}

/* The complaints of one value. */
static struct dataset part_of(const struct each *each, struct str value, uint64_t *bits) {
    const struct dataset *data = each->dataset;
    const struct column *by = each->cube.grouping.columns[0];
    uint32_t code = dict_find(by->dict, value);
    memset(bits, 0, (data->table->rows + 63) / 64 * sizeof *bits);
    for (size_t row = 0; row < data->table->rows; row++)
        if (by->codes[row] == code && dataset_selected(data, row))
            bits[row / 64] |= (uint64_t)1 << (row % 64);
    struct dataset part = *data;
    part.selected = bits;
    return part;
}

/* ---- writing ---- */

static bool write_one(const struct each *each, size_t i, uint64_t *bits, struct err *err) {
    const struct settings *s = &each->context->settings;
    struct str value = value_of(each, i), house = str_of(s->name);
    struct dataset part = part_of(each, value, bits);
    struct compose_options compose = {
        .title = str_of(s->title), .template = each->options->template, .detail = each->options->detail};
    compose.organisation =
        house.size ? str_printf(each->arena, STR_FMT " · " STR_FMT, STR_ARG(house), STR_ARG(value)) : value;
    struct report *report;
    if (!run_lang(each->context, each->dataset, &compose.lang, err) ||
        !compose_report(&part, &compose, &report, err))
        return false;
    pack_enter(each->pack, str_printf(each->arena, "units/%s", each->folders[i]).data);
    bool done = each->options->write(each->options->write_context, report, each->pack, err);
    pack_enter(each->pack, "");
    report_free(report);
    return done;
}

static bool write_list(const struct each *each, struct err *err) {
    struct buf buf = {0};
    struct csv_out csv = {.out = &buf};
    csv_bom(&csv);
    csv_text(&csv, STR("folder"));
    csv_text(&csv, each->cube.grouping.names[0]);
    for (size_t ref = 0; ref < each->cube.ref_count; ref++)
        csv_text(&csv, each->cube.refs[ref].text);
    csv_end_line(&csv);
    for (size_t i = 0; i < each->count; i++) {
        csv_text(&csv, str_printf(each->arena, "units/%s", each->folders[i]));
        csv_text(&csv, value_of(each, i));
        for (size_t ref = 0; ref < each->cube.ref_count; ref++)
            csv_number(&csv, cube_figure(&each->cube, each->order[i], 0, ref)->value);
        csv_end_line(&csv);
    }
    bool done = pack_write(each->pack, "units.csv", buf_str(&buf), err);
    buf_free(&buf);
    return done;
}

bool each_write(struct context *context, const struct publish_options *options, const struct dataset *dataset,
                struct pack *pack, struct err *err) {
    if (!context->settings.each)
        return true;
    struct each each = {context, options, dataset, pack, arena_new(), .count = 0};
    bool done = find_values(&each, str_of(context->settings.each), err);
    uint64_t *bits = heap_array((dataset->table->rows + 63) / 64 + 1, sizeof *bits);
    for (size_t i = 0; done && i < each.count; i++)
        done = write_one(&each, i, bits, err);
    done = done && write_list(&each, err);
    heap_free(bits);
    cube_free(&each.cube);
    arena_free(each.arena);
    return done;
}
