/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/layout.h"

#include "analysis/intake/csv.h"
#include "analysis/intake/delimiter.h"

#include <string.h>

int layout_column(const struct layout *layout, struct str header) {
    struct str wanted = str_trim(header);
    for (size_t i = 0; i < layout->count; i++)
        if (str_equal_ascii_nocase(layout->headers[i], wanted))
            return (int)i;
    return LAYOUT_ABSENT;
}

static struct str unique_name(const struct layout *so_far, struct str name, struct arena *arena) {
    struct str candidate = name;
    for (int n = 2; layout_column(so_far, candidate) != LAYOUT_ABSENT; n++)
        candidate = str_printf(arena, STR_FMT " (%d)", STR_ARG(name), n);
    return candidate;
}

static void read_headers(const struct csv_record *record, struct arena *arena, struct layout *layout) {
    layout->headers = arena_array(arena, record->count, sizeof *layout->headers);
    layout->roles = arena_array(arena, record->count, sizeof *layout->roles);
    layout->count = 0;
    struct buf scratch = {0};
    for (size_t i = 0; i < record->count; i++) {
        struct csv_cell cell = csv_cell(record, i);
        struct str name = str_trim(cell.escaped ? csv_unescape(cell.text, &scratch) : cell.text);
        name = name.size ? str_copy(arena, name) : str_printf(arena, "column %zu", i + 1);
        layout->headers[i] = unique_name(layout, name, arena);
        layout->roles[i] = ROLE_NONE;
        layout->count++;
    }
    buf_free(&scratch);
}

static bool fits(const struct layout *layout, const struct words *signature) {
    for (size_t i = 0; i < signature->count; i++)
        if (layout_column(layout, signature->items[i]) == LAYOUT_ABSENT)
            return false;
    return signature->count > 0;
}

static const struct profile *detect(const struct layout *layout, const struct layout_options *options) {
    const struct profile *best = NULL;
    for (size_t i = 0; i < options->shipped_count; i++) {
        const struct profile *candidate = options->shipped[i];
        if (fits(layout, &candidate->detect) && (!best || candidate->detect.count > best->detect.count))
            best = candidate;
    }
    return best;
}

static bool split_map(const char *map, enum role *role, struct str *header) {
    struct str text = str_of(map);
    size_t equals = str_find_char(text, '=');
    if (equals == text.size)
        return false;
    *role = role_find(str_trim(str_sub(text, 0, equals)));
    *header = str_trim(str_sub(text, equals + 1, text.size));
    return *role != ROLE_NONE;
}

bool layout_check_maps(const char *const *maps, size_t count, struct err *err) {
    for (size_t i = 0; i < count; i++) {
        enum role role;
        struct str header;
        if (split_map(maps[i], &role, &header))
            continue;
        err_set(err, ERR_USAGE, "the map \"%s\" is not understood", maps[i]);
        return err_hint(err, "write ROLE=HEADER, for example received=\"Date received\"");
    }
    return true;
}

/* Which header each role asks for under a profile (NULL = none) and the maps above it, and whether it is an
 * error when there is no such column. */
struct wish {
    struct str header;
    bool must;
};

static void make_wishes(const struct profile *profile, const struct layout_options *options,
                        struct wish wishes[ROLE_COUNT]) {
    for (enum role role = 0; role < ROLE_COUNT; role++)
        wishes[role] = (struct wish){profile ? profile->headers[role] : STR(""), options->profile != NULL};
    for (size_t i = 0; i < options->map_count; i++) {
        enum role role;
        struct str header;
        if (split_map(options->maps[i], &role, &header))
            wishes[role] = (struct wish){header, true};
    }
}

/* The record can be the header: all columns that must be there are. */
static bool has_all(const struct layout *layout, const struct layout_options *options) {
    struct wish wishes[ROLE_COUNT];
    make_wishes(layout->profile, options, wishes);
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if (wishes[role].must && wishes[role].header.size &&
            layout_column(layout, wishes[role].header) == LAYOUT_ABSENT)
            return false;
    return true;
}

/* Looks for the header among the first records from `start` on, separated by layout->delimiter; *any tells
 * whether there are records. Without success the first one is left in `layout`. */
static bool find_header(struct str text, size_t start, const struct layout_options *options,
                        struct arena *arena, struct layout *layout, bool *any) {
    struct csv_reader *reader = csv_open(text, layout->delimiter, start, true);
    struct layout first = *layout;
    bool found = false;
    size_t records = 0;
    for (struct csv_record record; !found && records < LAYOUT_LINES;) {
        enum csv_kind kind = csv_next(reader, text.size, &record);
        if (kind == CSV_END)
            break;
        if (kind == CSV_REFUSED)
            continue;
        read_headers(&record, arena, layout);
        layout->data_start = csv_at(reader);
        layout->header_start = (size_t)(record.origin - text.data) + record.first;
        layout->header_line = 1 + csv_count_lines(text, 0, (size_t)(record.origin - text.data));
        layout->profile = options->profile ? options->profile : detect(layout, options);
        found = (layout->profile || options->map_count) && has_all(layout, options);
        if (records++ == 0)
            first = *layout;
    }
    csv_close(reader);
    if (!found)
        *layout = first;
    *any = records > 0;
    return found;
}

/* Tries the delimiters, the likeliest first: the one with which a header is understood, else the likeliest.
 */
static bool find_layout(struct str text, const struct layout_options *options, struct arena *arena,
                        struct layout *layout) {
    char ranked[DELIMITERS] = {options->delimiter};
    size_t start = 0, count = 1;
    bool any, understood = false;
    if (!options->delimiter)
        ranked[0] = delimiter_said(text, &start);
    if (!ranked[0]) {
        delimiter_rank(text, ranked);
        count = DELIMITERS;
    }
    struct layout likeliest = {0};
    for (size_t i = 0; i < count && !understood; i++) {
        *layout = (struct layout){.delimiter = ranked[i]};
        understood = find_header(text, start, options, arena, layout, &any);
        if (i == 0)
            likeliest = *layout;
    }
    if (!understood)
        *layout = likeliest;
    return likeliest.count > 0;
}

static void list_columns(const struct layout *layout, struct buf *out) {
    enum { MOST = 600 };
    for (size_t i = 0; i < layout->count; i++) {
        if (out->size + layout->headers[i].size > MOST) {
            buf_printf(out, " … (%zu in all)", layout->count);
            return;
        }
        buf_printf(out, "%s" STR_FMT, i ? ", " : "", STR_ARG(layout->headers[i]));
    }
}

static bool not_there(const struct layout *layout, const char *file, enum role role, struct str header,
                      struct err *err) {
    struct buf columns = {0};
    list_columns(layout, &columns);
    err_set(err, ERR_USAGE, "there is no column \"" STR_FMT "\" for the role %s; columns are " STR_FMT,
            STR_ARG(header), roles[role].name, STR_ARG(buf_str(&columns)));
    err_at(err, file, layout->header_line, 0);
    buf_free(&columns);
    return err_hint(err, "name another with --map %s=COLUMN", roles[role].name);
}

static bool not_understood(const struct layout *layout, const char *file, struct err *err) {
    struct buf columns = {0};
    list_columns(layout, &columns);
    err_set(err, ERR_USAGE, "no profile fits the header; columns are " STR_FMT, STR_ARG(buf_str(&columns)));
    err_at(err, file, layout->header_line, 0);
    buf_free(&columns);
    return err_hint(err, "say which is which: --map id=COLUMN --map received=COLUMN --map closed=COLUMN … "
                         "or --profile FILE");
}

static bool place_roles(struct layout *layout, const char *file, const struct layout_options *options,
                        struct err *err) {
    struct wish wishes[ROLE_COUNT];
    make_wishes(layout->profile, options, wishes);
    for (enum role role = ROLE_COUNT; role-- > 0;) {
        struct str header = wishes[role].header;
        layout->columns[role] = header.size ? layout_column(layout, header) : LAYOUT_ABSENT;
        if (layout->columns[role] != LAYOUT_ABSENT)
            layout->roles[layout->columns[role]] = role;
        else if (header.size && wishes[role].must)
            return not_there(layout, file, role, header, err);
    }
    return true;
}

bool layout_find(struct str text, const char *file, const struct layout_options *options, struct arena *arena,
                 struct layout *layout, struct err *err) {
    if (!find_layout(text, options, arena, layout)) {
        err_set(err, ERR_DATA, text.size ? "there is no header" : "the file is empty");
        err_at(err, file, 0, 0);
        return err_hint(err, "export it again");
    }
    if (!layout->profile && !options->map_count)
        return not_understood(layout, file, err);
    if (!layout->profile)
        layout->profile = options->plain;
    layout->profile_name = layout->profile->name;
    return place_roles(layout, file, options, err);
}
