/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/layout.h"

#include "analysis/intake/csv.h"
#include "analysis/intake/dates.h"
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

/* The first column whose header reads the same in the file. */
static size_t first_alike(const struct layout *so_far, struct str name, size_t column) {
    int first = layout_column(so_far, name);
    return first == LAYOUT_ABSENT ? column : (size_t)first;
}

static void read_headers(const struct csv_record *record, struct arena *arena, struct layout *layout) {
    layout->headers = arena_array(arena, record->count, sizeof *layout->headers);
    layout->roles = arena_array(arena, record->count, sizeof *layout->roles);
    layout->alike = arena_array(arena, record->count, sizeof *layout->alike);
    layout->count = 0;
    struct buf scratch = {0};
    for (size_t i = 0; i < record->count; i++) {
        struct csv_cell cell = csv_cell(record, i);
        struct str name = str_trim(cell.escaped ? csv_unescape(cell.text, &scratch) : cell.text);
        name = name.size ? str_copy(arena, name) : str_printf(arena, "column %zu", i + 1);
        layout->alike[i] = first_alike(layout, name, i);
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
    bool must, mapped;
};

static void make_wishes(const struct profile *profile, const struct layout_options *options,
                        struct wish wishes[ROLE_COUNT]) {
    for (enum role role = 0; role < ROLE_COUNT; role++)
        wishes[role] =
            (struct wish){profile ? profile->headers[role] : STR(""), options->profile != NULL, false};
    for (size_t i = 0; i < options->map_count; i++) {
        enum role role;
        struct str header;
        if (split_map(options->maps[i], &role, &header))
            wishes[role] = (struct wish){header, true, true};
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

/* The record just read as the header. */
static void take_header(struct str text, const struct csv_reader *reader, const struct csv_record *record,
                        struct arena *arena, struct layout *layout) {
    read_headers(record, arena, layout);
    layout->data_start = csv_at(reader);
    layout->header_start = (size_t)(record->origin - text.data) + record->first;
    layout->header_line = 1 + csv_count_lines(text, 0, (size_t)(record->origin - text.data));
}

/* A field of that size is a quote that was never closed as well. */
static void note_open_quote(struct str text, const struct csv_reader *reader, size_t records,
                            struct layout *layout) {
    enum trouble trouble = csv_refused_as(reader);
    if (records || layout->open_line || (trouble != TROUBLE_OPEN_QUOTE && trouble != TROUBLE_HUGE))
        return;
    layout->open_line = 1 + csv_count_lines(text, 0, (size_t)(csv_refused(reader).data - text.data));
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
        if (kind == CSV_REFUSED) {
            note_open_quote(text, reader, records, layout);
            continue;
        }
        take_header(text, reader, &record, arena, layout);
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

void layout_list(const struct layout *layout, struct buf *out) {
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
    layout_list(layout, &columns);
    err_set(err, ERR_USAGE, "there is no column \"" STR_FMT "\" for the role %s; columns are " STR_FMT,
            STR_ARG(header), roles[role].name, STR_ARG(buf_str(&columns)));
    err_zh(err, "没有列“" STR_FMT "”（角色 %s）；现有列 " STR_FMT, STR_ARG(header), roles[role].name,
           STR_ARG(buf_str(&columns)));
    err_at(err, file, layout->header_line, 0);
    buf_free(&columns);
    return err_hint(err, "name another with --map %s=COLUMN", roles[role].name);
}

static bool not_understood(const struct layout *layout, const char *file, struct err *err) {
    struct buf columns = {0};
    layout_list(layout, &columns);
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
    for (size_t i = 0; i < layout->count; i++)
        layout->roles[i] = ROLE_NONE;
    for (enum role role = ROLE_COUNT; role-- > 0;) {
        struct str header = wishes[role].header;
        layout->columns[role] = header.size ? layout_column(layout, header) : LAYOUT_ABSENT;
        layout->mapped[role] = wishes[role].mapped;
        if (layout->columns[role] != LAYOUT_ABSENT)
            layout->roles[layout->columns[role]] = role;
        else if (header.size && wishes[role].must)
            return not_there(layout, file, role, header, err);
    }
    return true;
}

bool layout_place(struct layout *layout, const struct profile *profile, const char *file,
                  const struct layout_options *options, struct err *err) {
    layout->profile = profile;
    layout->profile_name = profile->name;
    return place_roles(layout, file, options, err);
}

void layout_said(const struct layout *layout, const struct layout_options *options, size_t said[ROLE_COUNT]) {
    struct wish wishes[ROLE_COUNT];
    make_wishes(NULL, options, wishes);
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        int column = wishes[role].header.size ? layout_column(layout, wishes[role].header) : LAYOUT_ABSENT;
        said[role] = column != LAYOUT_ABSENT ? (size_t)column
                     : wishes[role].mapped   ? COLUMN_DENIED
                                             : COLUMN_NONE;
    }
}

struct reason layout_reason(const struct layout *layout, enum role role) {
    if (layout->columns[role] != LAYOUT_ABSENT && layout->mapped[role])
        return (struct reason){.how = FOUND_MAP, .confidence = 1};
    if (layout->understanding)
        return layout->understanding->reasons[role];
    bool found = layout->columns[role] != LAYOUT_ABSENT;
    return (struct reason){.how = found ? FOUND_PROFILE : FOUND_NOT, .confidence = found};
}

/* Headers that are called like some role. */
static size_t known_names(const struct layout *layout, const struct lexicon *lexicon, struct arena *arena) {
    size_t known = 0, place;
    for (size_t i = 0; i < layout->count; i++) {
        struct lexicon_keys keys;
        double best = 0;
        lexicon_keys(lexicon, layout->headers[i], arena, &keys);
        for (enum role role = 0; role < ROLE_COUNT; role++) {
            double match = lexicon_match(lexicon, &keys, role, &place);
            best = match > best ? match : best;
        }
        known += best > LEXICON_MAYBE;
    }
    return known;
}

/* The first of them that has as many fields as most. */
static size_t usual_width(const struct layout *candidates, size_t count) {
    size_t best = 0, most = 0;
    for (size_t i = 0; i < count; i++) {
        size_t alike = 0;
        for (size_t k = i; k < count; k++)
            alike += candidates[k].count == candidates[i].count;
        if (alike > most) {
            most = alike;
            best = i;
        }
    }
    return best;
}

/* A row of data has a date or an amount somewhere, a header has none. */
static bool has_values(const struct layout *layout, const struct date_formats *formats) {
    const struct date_reading reading = {.formats = formats};
    struct date_tally ignored = {0};
    for (size_t i = 0; i < layout->count; i++) {
        uint32_t seconds;
        bool date_only;
        int64_t number;
        if (dates_read(&reading, layout->headers[i], &ignored, &seconds, &date_only) ||
            value_number(layout->headers[i], '.', &number))
            return true;
    }
    return false;
}

/* The one with most known names, at least two. */
static size_t most_names(const struct layout *candidates, size_t count, const struct lexicon *lexicon,
                         struct arena *arena, size_t otherwise) {
    const struct date_formats *formats = dates_compile(NULL, 0, arena);
    size_t most = 1;
    for (size_t i = 0; i < count; i++) {
        if (has_values(&candidates[i], formats))
            continue;
        size_t known = known_names(&candidates[i], lexicon, arena);
        if (known > most) {
            most = known;
            otherwise = i;
        }
    }
    return otherwise;
}

void layout_find_header(struct str text, const struct lexicon *lexicon, struct arena *arena,
                        struct layout *layout) {
    struct layout candidates[LAYOUT_LINES];
    struct csv_reader *reader = csv_open(text, layout->delimiter, layout->header_start, true);
    struct csv_record record;
    size_t count = 0;
    for (enum csv_kind kind;
         count < LAYOUT_LINES && (kind = csv_next(reader, text.size, &record)) != CSV_END;)
        if (kind == CSV_RECORD) {
            candidates[count] = *layout;
            take_header(text, reader, &record, arena, &candidates[count++]);
        }
    csv_close(reader);
    if (count)
        *layout = candidates[most_names(candidates, count, lexicon, arena, usual_width(candidates, count))];
}

bool layout_find(struct str text, const char *file, const struct layout_options *options, struct arena *arena,
                 struct layout *layout, struct err *err) {
    if (!find_layout(text, options, arena, layout)) {
        err_set(err, ERR_DATA, text.size ? "there is no header" : "the file is empty");
        err_zh(err, text.size ? "没有表头" : "文件是空的");
        err_at(err, file, 0, 0);
        return err_hint(err, "export it again");
    }
    layout->unknown = !layout->profile;
    if (!layout->profile && !options->map_count)
        return not_understood(layout, file, err);
    if (layout_place(layout, layout->profile ? layout->profile : options->plain, file, options, err))
        return true;
    layout->unknown = false;
    return false;
}
