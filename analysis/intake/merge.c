/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/merge.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Rows are spread over BINS by their hash, so that each table of ids stays in the cache and bins can be
 * worked on at the same time. */
enum { BINS = 256, NONE = 0 };

struct id_row {
    uint64_t hash;
    uint32_t row;
    uint32_t next; /* entry of the next row of the case + 1, 0 = the last one */
};

struct bin {
    size_t from, to; /* entries */
    struct merge_reopening *reopenings;
    size_t reopening_count, reopening_capacity;
};

struct merging {
    const struct merge_input *input;
    struct merge_result *result;
    size_t (*counts)[BINS]; /* by part: rows of each bin, then where its entries go */
    struct id_row *entries;
    uint8_t *heads; /* by entry: 1 = the first of several rows of a case */
    struct bin bins[BINS];
    atomic_uint_least64_t *conflicts, *with_id; /* by file */
};

static size_t bin_of(uint64_t hash) {
    return (hash * 0x9E3779B97F4A7C15U) >> 56;
}

static void count_part(void *context, size_t part, unsigned worker) {
    (void)worker;
    struct merging *m = context;
    const struct part *p = &m->input->parts[part];
    uint64_t with_id = 0;
    for (size_t row = 0; row < p->rows; row++)
        if (p->ids[row]) {
            m->counts[part][bin_of(p->ids[row])]++;
            with_id++;
        }
    atomic_fetch_add(&m->with_id[m->input->files[part]], with_id);
}

/* Turns counts into positions, bin by bin and within one in the order of parts. */
static size_t place_bins(struct merging *m) {
    size_t at = 0;
    for (size_t bin = 0; bin < BINS; bin++) {
        m->bins[bin].from = at;
        for (size_t part = 0; part < m->input->part_count; part++) {
            size_t count = m->counts[part][bin];
            m->counts[part][bin] = at;
            at += count;
        }
        m->bins[bin].to = at;
    }
    return at;
}

static void spread_part(void *context, size_t part, unsigned worker) {
    (void)worker;
    struct merging *m = context;
    const struct part *p = &m->input->parts[part];
    for (size_t row = 0; row < p->rows; row++)
        if (p->ids[row])
            m->entries[m->counts[part][bin_of(p->ids[row])]++] =
                (struct id_row){p->ids[row], (uint32_t)(m->input->row_starts[part] + row), NONE};
}

struct place {
    size_t part, row;
};

static struct place find_row(const struct merge_input *input, uint32_t row) {
    size_t low = 0, high = input->part_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (input->row_starts[middle] <= row)
            low = middle;
        else
            high = middle;
    }
    return (struct place){low, row - input->row_starts[low]};
}

static uint32_t time_of(const struct merge_input *input, struct place at, enum role role) {
    size_t column = input->plan->by_role[role];
    return column == SIZE_MAX ? TIME_NONE : input->parts[at.part].columns[column].codes[at.row];
}

static bool is_day(const struct merge_input *input, struct place at, enum role role) {
    size_t column = input->plan->by_role[role];
    return column != SIZE_MAX &&
           (input->parts[at.part].columns[column].date_only[at.row / 64] >> (at.row % 64) & 1);
}

static struct str id_of(const struct merge_input *input, uint32_t row) {
    struct place at = find_row(input, row);
    const struct part *part = &input->parts[at.part];
    uint64_t packed = part->columns[input->plan->by_role[ROLE_ID_]].texts[at.row];
    const struct source *source = part->file->source;
    return (struct str){source->text.data + ((packed >> 25) - source->base), packed >> 1 & 0xFFFFFF};
}

static bool same_case(const struct merging *m, const struct id_row *a, const struct id_row *b) {
    return a->hash == b->hash && str_equal(id_of(m->input, a->row), id_of(m->input, b->row));
}

/* Two rows that share an id: do they contradict on the day the case was received? */
static void note_repeat(struct merging *m, uint32_t earlier, uint32_t later) {
    struct place at = find_row(m->input, later);
    uint32_t before = time_of(m->input, find_row(m->input, earlier), ROLE_RECEIVED);
    uint32_t after = time_of(m->input, at, ROLE_RECEIVED);
    if (before != TIME_NONE && after != TIME_NONE && before / DATE_DAY != after / DATE_DAY)
        atomic_fetch_add(&m->conflicts[m->input->files[at.part]], 1);
}

/* Links the rows of each case within a bin. */
static void link_bin(void *context, size_t number, unsigned worker) {
    (void)worker;
    struct merging *m = context;
    struct bin *bin = &m->bins[number];
    size_t slot_count = 16;
    while (slot_count < 2 * (bin->to - bin->from))
        slot_count *= 2;
    struct slot {
        uint32_t first, last; /* entry + 1 */
    } *slots = heap_array(slot_count, sizeof *slots);
    for (size_t i = bin->from; i < bin->to; i++) {
        struct id_row *entry = &m->entries[i];
        size_t slot = (size_t)(entry->hash >> 8) & (slot_count - 1);
        while (slots[slot].first && !same_case(m, &m->entries[slots[slot].first - 1], entry))
            slot = (slot + 1) & (slot_count - 1);
        uint32_t number_of_entry = (uint32_t)i + 1;
        if (!slots[slot].first) {
            slots[slot].first = slots[slot].last = number_of_entry;
            continue;
        }
        struct id_row *last = &m->entries[slots[slot].last - 1];
        note_repeat(m, last->row, entry->row);
        m->heads[slots[slot].first - 1] = 1;
        last->next = slots[slot].last = number_of_entry;
    }
    heap_free(slots);
}

/* A row of a case with what decides between them. */
struct candidate {
    struct place at;
    uint32_t row;
    int64_t updated;
};

struct candidates {
    struct candidate *items;
    size_t count, capacity;
};

static int by_state(const void *a, const void *b) {
    const struct candidate *left = a, *right = b;
    if (left->updated != right->updated)
        return left->updated < right->updated ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

static bool is_closed(const struct merge_input *input, struct place at) {
    const struct part *part = &input->parts[at.part];
    size_t column = input->plan->by_role[ROLE_STATUS];
    if (column != SIZE_MAX) {
        uint32_t code = part->columns[column].codes[at.row];
        const struct nearby *dict =
            &input->workers[part->worker].dicts[part->file->profile * input->plan->column_count + column];
        struct str status = code ? str_trim(dict->cells[code - 1]) : STR("");
        int closed = profile_closed(part->file->layout->profile, status);
        if (closed >= 0)
            return closed;
    }
    return time_of(input, at, ROLE_CLOSED) != TIME_NONE;
}

struct moment {
    uint32_t time;
    bool day;
};

static struct moment moment_of(const struct merge_input *input, struct place at, enum role role) {
    uint32_t time = time_of(input, at, role);
    return (struct moment){time, time != TIME_NONE && is_day(input, at, role)};
}

/* When the row says the case was closed: `closed`, else `resolved`. */
static struct moment close_of(const struct merge_input *input, struct place at) {
    struct moment closed = moment_of(input, at, ROLE_CLOSED);
    return closed.time != TIME_NONE ? closed : moment_of(input, at, ROLE_RESOLVED);
}

/* When the row was true: `updated`, else the newest receipt of its file. */
static struct moment state_of(const struct merge_input *input, struct place at) {
    struct moment updated = moment_of(input, at, ROLE_UPDATED);
    return updated.time != TIME_NONE ? updated : (struct moment){input->newest[input->files[at.part]], false};
}

/* By days when either is one. */
static bool is_before(struct moment a, struct moment b) {
    return a.day || b.day ? a.time / DATE_DAY < b.time / DATE_DAY : a.time < b.time;
}

/* Two rows of one file and one `updated`: which of them is the later state only their lines would say. */
static bool is_tie(const struct merge_input *input, const struct candidate *a, const struct candidate *b) {
    return a->updated == b->updated && input->files[a->at.part] == input->files[b->at.part];
}

/* The first open row that a row closed before shows to be reopened, and the last such closed one. */
static bool find_open_again(const struct merge_input *input, const struct candidates *rows, size_t *closed,
                            size_t *open) {
    size_t latest = SIZE_MAX; /* closed row; it counts from the next row on that is no tie */
    *closed = SIZE_MAX;
    for (size_t i = 0; i < rows->count; i++) {
        const struct candidate *row = &rows->items[i];
        if (i > 0 && !is_tie(input, row, row - 1))
            *closed = latest;
        *open = i;
        if (is_closed(input, row->at))
            latest = close_of(input, row->at).time != TIME_NONE ? i : latest;
        else if (*closed != SIZE_MAX)
            return true;
    }
    return false;
}

static void find_reopening(const struct merge_input *input, const struct candidates *rows, struct bin *bin) {
    size_t closed, open;
    if (!find_open_again(input, rows, &closed, &open))
        return;
    const struct candidate *winner = &rows->items[rows->count - 1];
    struct moment first = close_of(input, rows->items[closed].at);
    struct moment reopened = state_of(input, rows->items[open].at), last = close_of(input, winner->at);
    if (is_before(reopened, first) ||
        (last.time != TIME_NONE && is_closed(input, winner->at) && is_before(last, reopened)))
        return;
    bin->reopenings = heap_grow(bin->reopenings, &bin->reopening_capacity, bin->reopening_count + 1,
                                sizeof *bin->reopenings);
    bin->reopenings[bin->reopening_count++] =
        (struct merge_reopening){winner->row, first.time, reopened.time, first.day, reopened.day};
}

static void resolve_case(struct merging *m, struct bin *bin, size_t head, struct candidates *rows) {
    const struct merge_input *input = m->input;
    rows->count = 0;
    for (size_t entry = head + 1; entry != NONE; entry = m->entries[entry - 1].next) {
        uint32_t row = m->entries[entry - 1].row;
        struct place at = find_row(input, row);
        if (m->result->not_unique[input->files[at.part]])
            continue;
        uint32_t updated = time_of(input, at, ROLE_UPDATED);
        rows->items = heap_grow(rows->items, &rows->capacity, rows->count + 1, sizeof *rows->items);
        rows->items[rows->count++] =
            (struct candidate){at, row, updated == TIME_NONE ? -1 : (int64_t)updated};
    }
    if (rows->count < 2)
        return;
    qsort(rows->items, rows->count, sizeof *rows->items, by_state);
    for (size_t i = 0; i + 1 < rows->count; i++)
        m->result->dropped[rows->items[i].row] = 1;
    find_reopening(input, rows, bin);
}

static void resolve_bin(void *context, size_t number, unsigned worker) {
    (void)worker;
    struct merging *m = context;
    struct bin *bin = &m->bins[number];
    struct candidates rows = {0};
    for (size_t i = bin->from; i < bin->to; i++)
        if (m->heads[i])
            resolve_case(m, bin, i, &rows);
    heap_free(rows.items);
}

/* Files whose id column is not unique where it should be. */
static void judge_files(struct merging *m) {
    for (size_t file = 0; file < m->input->file_count; file++) {
        uint64_t conflicts = atomic_load(&m->conflicts[file]), rows = atomic_load(&m->with_id[file]);
        if (conflicts >= MERGE_FALSE_LEAST && conflicts * MERGE_FALSE_SHARE > rows)
            m->result->not_unique[file] = conflicts;
    }
}

static int by_row(const void *a, const void *b) {
    const struct merge_reopening *left = a, *right = b;
    return (left->row > right->row) - (left->row < right->row);
}

static void gather_reopenings(struct merging *m) {
    struct merge_result *result = m->result;
    for (size_t bin = 0; bin < BINS; bin++)
        result->reopening_count += m->bins[bin].reopening_count;
    result->reopenings = heap_array(result->reopening_count, sizeof *result->reopenings);
    size_t at = 0;
    for (size_t bin = 0; bin < BINS; bin++) {
        size_t count = m->bins[bin].reopening_count;
        if (count)
            memcpy(result->reopenings + at, m->bins[bin].reopenings, count * sizeof *result->reopenings);
        at += count;
        heap_free(m->bins[bin].reopenings);
    }
    qsort(result->reopenings, result->reopening_count, sizeof *result->reopenings, by_row);
}

void merge_rows(const struct merge_input *input, struct merge_result *result) {
    struct merging m = {.input = input, .result = result};
    *result = (struct merge_result){.dropped = heap_array(input->row_starts[input->part_count], 1),
                                    .not_unique = heap_array(input->file_count, sizeof(uint64_t))};
    if (input->plan->by_role[ROLE_ID_] == SIZE_MAX)
        return;
    m.conflicts = heap_array(input->file_count, sizeof *m.conflicts);
    m.with_id = heap_array(input->file_count, sizeof *m.with_id);
    m.counts = heap_array(input->part_count, sizeof *m.counts);
    work_run(input->jobs, input->part_count, count_part, &m);
    size_t total = place_bins(&m);
    m.entries = heap_array(total, sizeof *m.entries);
    m.heads = heap_array(total, 1);
    work_run(input->jobs, input->part_count, spread_part, &m);
    work_run(input->jobs, BINS, link_bin, &m);
    judge_files(&m);
    work_run(input->jobs, BINS, resolve_bin, &m);
    gather_reopenings(&m);
    heap_free(m.entries);
    heap_free(m.heads);
    heap_free(m.counts);
    heap_free(m.conflicts);
    heap_free(m.with_id);
}

void merge_free(struct merge_result *result) {
    heap_free(result->dropped);
    heap_free(result->not_unique);
    heap_free(result->reopenings);
    *result = (struct merge_result){0};
}
