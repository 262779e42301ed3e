/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/part.h"

#include "analysis/intake/footer.h"

#include <string.h>

void part_worker_init(struct part_worker *worker, const struct plan *plan, unsigned number) {
    *worker = (struct part_worker){.number = number};
    worker->reader = csv_open(STR(""), ',', 0, false);
    worker->dicts = heap_array(plan->profile_count * plan->column_count, sizeof *worker->dicts);
}

void part_worker_free(struct part_worker *worker, const struct plan *plan) {
    csv_close(worker->reader);
    for (size_t i = 0; worker->dicts && i < plan->profile_count * plan->column_count; i++)
        nearby_free(&worker->dicts[i]);
    heap_free(worker->dicts);
}

static size_t value_size(enum column_type type) {
    switch (type) {
    case COLUMN_FLAG:
        return sizeof(int8_t);
    case COLUMN_NUMBER:
    case COLUMN_TEXT:
        return sizeof(uint64_t);
    default:
        return sizeof(uint32_t);
    }
}

static void make_room(struct part *part) {
    size_t old = part->capacity;
    part->capacity = old ? old * 2 : 1024;
    for (size_t i = 0; i < part->plan->column_count; i++) {
        struct part_column *column = &part->columns[i];
        enum column_type type = part->plan->columns[i].type;
        column->values = heap_resize(column->values, part->capacity, value_size(type));
        if (type != COLUMN_TIME)
            continue;
        column->date_only = heap_resize(column->date_only, part->capacity / 64, sizeof(uint64_t));
        memset(column->date_only + old / 64, 0, (part->capacity - old) / 8);
    }
    part->ids = heap_resize(part->ids, part->capacity, sizeof *part->ids);
    if (!part->plan->records)
        return;
    part->record_starts = heap_resize(part->record_starts, part->capacity, sizeof(uint64_t));
    part->record_sizes = heap_resize(part->record_sizes, part->capacity, sizeof(uint32_t));
}

static void add_trouble(struct part *part, enum trouble kind, struct str text, uint32_t field) {
    if (part->counts[kind]++ >= TROUBLE_KEPT)
        return;
    part->troubles =
        heap_grow(part->troubles, &part->trouble_capacity, part->trouble_count + 1, sizeof *part->troubles);
    part->troubles[part->trouble_count++] =
        (struct part_trouble){kind, field, (size_t)(text.data - part->file->source->text.data), text};
}

static void set_missing(struct part *part, size_t column, size_t row) {
    struct part_column *values = &part->columns[column];
    switch (part->plan->columns[column].type) {
    case COLUMN_TIME:
        values->codes[row] = TIME_NONE;
        break;
    case COLUMN_FLAG:
        values->flags[row] = FLAG_NONE;
        break;
    case COLUMN_NUMBER:
        values->numbers[row] = NUMBER_NONE;
        break;
    case COLUMN_TEXT:
        values->texts[row] = TEXT_NONE;
        break;
    default:
        values->codes[row] = DICT_NONE;
    }
}

static void take_time(struct part *part, const struct plan_feed *feed, struct str cell) {
    struct part_column *values = &part->columns[feed->column];
    const struct profile *profile = part->file->layout->profile;
    const struct date_reading reading = {.formats = profile->formats,
                                         .order = feed->habit.order,
                                         .order_given = feed->habit.ground == HABIT_PROFILE,
                                         .from_1904 = part->file->source->from_1904,
                                         .zone = part->plan->zone};
    uint32_t seconds = TIME_NONE;
    bool date_only = false;
    cell = str_trim(cell);
    if (!profile_missing(profile, cell) &&
        !dates_read(&reading, cell, &part->tallies[feed->tally].dates, &seconds, &date_only)) {
        add_trouble(part, TROUBLE_DATE, cell, feed->field + 1);
        seconds = TIME_NONE;
    }
    values->codes[part->rows] = seconds;
    values->date_only[part->rows / 64] |= (uint64_t)date_only << (part->rows % 64);
    if (feed->role == ROLE_RECEIVED && seconds != TIME_NONE && seconds > part->newest)
        part->newest = seconds;
}

static void take_flag(struct part *part, const struct plan_feed *feed, struct str cell) {
    const struct profile *profile = part->file->layout->profile;
    int8_t value = FLAG_NONE;
    cell = str_trim(cell);
    if (words_hold(&profile->flag_yes[feed->role], cell))
        value = 1;
    else if (words_hold(&profile->flag_no[feed->role], cell))
        value = 0;
    else if (!profile_missing(profile, cell))
        add_trouble(part, TROUBLE_FLAG, cell, feed->field + 1);
    part->columns[feed->column].flags[part->rows] = value;
}

static void take_number(struct part *part, const struct plan_feed *feed, struct str cell) {
    const struct profile *profile = part->file->layout->profile;
    int64_t value = NUMBER_NONE;
    cell = str_trim(cell);
    if (!profile_missing(profile, cell) &&
        !habit_number(&feed->habit, cell, &part->tallies[feed->tally], &value)) {
        add_trouble(part, TROUBLE_NUMBER, cell, feed->field + 1);
        value = NUMBER_NONE;
    }
    part->columns[feed->column].numbers[part->rows] = value;
}

static uint64_t pack(const struct part *part, struct str text, bool escaped) {
    const struct source *source = part->file->source;
    return text_pack(source->base + (size_t)(text.data - source->text.data), text.size, escaped);
}

static void take_text(struct part *part, const struct plan_feed *feed, struct csv_cell cell) {
    struct str trimmed = str_trim(cell.text);
    bool missing = profile_missing(part->file->layout->profile, trimmed);
    part->columns[feed->column].texts[part->rows] = missing ? TEXT_NONE : pack(part, cell.text, cell.escaped);
}

static void take_id(struct part *part, const struct plan_feed *feed, struct csv_cell cell) {
    struct str id = value_id(cell.text);
    bool missing = profile_missing(part->file->layout->profile, id);
    part->columns[feed->column].texts[part->rows] = missing ? TEXT_NONE : pack(part, id, cell.escaped);
    part->ids[part->rows] = 0;
    if (missing)
        return;
    if (value_is_scientific(id))
        add_trouble(part, TROUBLE_ID, id, feed->field + 1);
    else
        part->ids[part->rows] = str_hash(id);
}

/* The same id of another system is another case. */
static void mix_system(struct part *part, struct str system) {
    uint64_t *id = &part->ids[part->rows];
    if (!*id)
        return;
    uint64_t from = system.size ? str_hash(system) : part->file->system_hash;
    *id = (*id ^ from * 0x9E3779B97F4A7C15U) | 1;
}

static struct str take_cell(struct part *part, struct part_worker *worker, const struct plan_feed *feed,
                            const struct csv_record *record) {
    size_t dict = part->file->profile * part->plan->column_count + feed->column;
    struct str bare = csv_bare(record, feed->field);
    switch (feed->type) {
    case COLUMN_TIME:
        take_time(part, feed, bare);
        break;
    case COLUMN_FLAG:
        take_flag(part, feed, bare);
        break;
    case COLUMN_NUMBER:
        take_number(part, feed, bare);
        break;
    case COLUMN_TEXT:
        if (feed->role == ROLE_ID_)
            take_id(part, feed, csv_cell(record, feed->field));
        else
            take_text(part, feed, csv_cell(record, feed->field));
        break;
    default:
        part->columns[feed->column].codes[part->rows] = nearby_add(&worker->dicts[dict], bare);
    }
    return bare;
}

static void take_row(struct part *part, struct part_worker *worker, const struct csv_record *record) {
    if (part->rows == part->capacity)
        make_room(part);
    size_t row = part->rows;
    part->ids[row] = 0;
    struct str system = STR("");
    for (size_t i = 0; i < part->plan->column_count; i++)
        set_missing(part, i, row);
    for (size_t i = 0; i < part->file->feed_count; i++) {
        const struct plan_feed *feed = &part->file->feeds[i];
        if (feed->field >= record->count)
            break;
        struct str cell = take_cell(part, worker, feed, record);
        if (feed->role == ROLE_SYSTEM)
            system = str_trim(cell);
    }
    mix_system(part, system);
    if (part->plan->records) {
        struct str verbatim = csv_verbatim(record);
        const struct source *source = part->file->source;
        part->record_starts[row] = source->base + (size_t)(verbatim.data - source->text.data);
        part->record_sizes[row] = (uint32_t)verbatim.size;
    }
    part->rows++;
}

static bool is_blank_from(const struct csv_record *record, size_t field) {
    for (; field < record->count; field++)
        if (str_trim(csv_bare(record, field)).size)
            return false;
    return true;
}

/* The last row that was taken, in case what comes next shows that it was none. */
struct taken {
    bool title; /* holds a single value: maybe a title above another header */
    size_t troubles;
    bool short_row;
};

/* The header once more, as exports have it that were put one behind the other; the second one may keep its
 * byte order mark. */
static bool is_header(const struct part *part, const struct csv_record *record) {
    const struct str *header = &part->file->header;
    char begin = record->origin[record->first];
    if (!header->size || (begin != header->data[0] && begin != '\xEF' && begin != ' '))
        return false;
    struct str own = csv_verbatim(record);
    if (str_starts(own, STR("\xEF\xBB\xBF")))
        own = str_sub(own, 3, own.size);
    return own.size >= header->size && str_equal(str_trim(own), *header);
}

static bool holds_one_value(const struct csv_record *record) {
    size_t filled = 0;
    for (size_t i = 0; i < record->count && filled < 2; i++)
        filled += str_trim(csv_bare(record, i)).size > 0;
    return filled == 1;
}

/* Takes back the row that proved to be a title. */
static void forget_title(struct part *part, const struct taken *last) {
    part->rows--;
    part->read--;
    part->heading_rows++;
    part->short_rows -= last->short_row;
    for (; part->trouble_count > last->troubles; part->trouble_count--)
        part->counts[part->troubles[part->trouble_count - 1].kind]--;
    for (size_t i = 0; i < part->plan->column_count; i++)
        if (part->columns[i].date_only)
            part->columns[i].date_only[part->rows / 64] &= ~((uint64_t)1 << (part->rows % 64));
}

static bool is_last(const struct part *part, const struct csv_record *record) {
    struct str own = csv_verbatim(record), text = part->file->source->text;
    return own.data + own.size == text.data + text.size;
}

static void take_record(struct part *part, struct part_worker *worker, const struct csv_record *record,
                        struct taken *last) {
    size_t wanted = part->file->layout->count;
    struct taken before = *last;
    *last = (struct taken){.troubles = part->trouble_count};
    if (is_blank_from(record, 0)) {
        part->blank_lines++;
        *last = before;
        return;
    }
    if (is_header(part, record)) {
        part->heading_rows++;
        if (before.title)
            forget_title(part, &before);
        return;
    }
    if (footer_is_sum(record, part->file->layout)) {
        part->sum_rows++;
        return;
    }
    part->read++;
    if (record->count > wanted && !is_blank_from(record, wanted)) {
        part->refused++;
        add_trouble(part, TROUBLE_LONG, csv_verbatim(record), 0);
        return;
    }
    last->title = holds_one_value(record);
    last->short_row = record->count < wanted;
    if (last->short_row) {
        part->short_rows++;
        part->cut_off = is_last(part, record);
        add_trouble(part, TROUBLE_SHORT, csv_verbatim(record), 0);
    }
    take_row(part, worker, record);
}

static void forget(struct part *part) {
    struct part kept = *part;
    part_free(part);
    *part = (struct part){.plan = kept.plan, .file = kept.file, .limit = kept.limit};
    part->columns = heap_array(kept.plan->column_count, sizeof *part->columns);
    part->tallies = heap_array(kept.file->tally_count, sizeof *part->tallies);
}

static bool ends_text(const struct part *part, struct str record) {
    struct str text = part->file->source->text;
    return record.data + record.size == text.data + text.size;
}

void part_read(struct part *part, struct part_worker *worker, size_t start) {
    forget(part);
    part->start = start;
    part->worker = worker->number;
    csv_seek(worker->reader, part->file->source->text, part->file->layout->delimiter, start);
    struct csv_record record;
    struct taken last = {0};
    for (enum csv_kind kind; (kind = csv_next(worker->reader, part->limit, &record)) != CSV_END;) {
        if (kind == CSV_RECORD) {
            take_record(part, worker, &record, &last);
            continue;
        }
        last = (struct taken){0};
        part->read++;
        part->refused++;
        struct str refused = csv_refused(worker->reader);
        add_trouble(part, csv_refused_as(worker->reader), refused, 0);
        if (csv_refused_as(worker->reader) == TROUBLE_OPEN_QUOTE && ends_text(part, refused))
            part->cut_off = part->cut_refused = true;
    }
    part->blank_lines += csv_blank_lines(worker->reader);
    part->end = csv_at(worker->reader);
    part->utf8 = csv_is_utf8(worker->reader);
}

void part_drop_column(struct part *part, size_t column) {
    if (part->plan->wide)
        heap_release(part->columns[column].values,
                     part->capacity * value_size(part->plan->columns[column].type));
    else
        heap_free(part->columns[column].values);
    heap_free(part->columns[column].date_only);
    part->columns[column] = (struct part_column){0};
}

void part_free(struct part *part) {
    for (size_t i = 0; part->columns && i < part->plan->column_count; i++)
        part_drop_column(part, i);
    heap_free(part->columns);
    heap_free(part->ids);
    heap_free(part->record_starts);
    heap_free(part->record_sizes);
    heap_free(part->troubles);
    heap_free(part->tallies);
    part->columns = NULL;
    part->ids = part->record_starts = NULL;
    part->record_sizes = NULL;
    part->troubles = NULL;
    part->tallies = NULL;
}
