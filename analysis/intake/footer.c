/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/footer.h"

#include "analysis/intake/csv.h"
#include "analysis/intake/dates.h"
#include "analysis/intake/part.h"

#include <string.h>

enum { ROWS = 3, TAIL = 16 * 1024 };

static const struct str words[] = {STR_INIT("total"), STR_INIT("totals"),      STR_INIT("grand total"),
                                   STR_INIT("sum"),   STR_INIT("total geral"), STR_INIT("summe"),
                                   STR_INIT("合计"),  STR_INIT("总计"),        STR_INIT("共计"),
                                   STR_INIT("小计"),  STR_INIT("合計"),        STR_INIT("總計")};

/* "Total", "Total:", "合计：4326". */
static bool is_sum_word(struct str value) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (value.size < words[i].size || !str_equal_ascii_nocase(str_sub(value, 0, words[i].size), words[i]))
            continue;
        struct str rest = str_trim(str_sub(value, words[i].size, value.size));
        if (!rest.size || rest.data[0] == ':' || str_starts(rest, STR("：")))
            return true;
    }
    return false;
}

static bool has_date(const struct csv_record *record, const struct layout *layout) {
    int column = layout->columns[ROLE_RECEIVED];
    uint32_t seconds;
    bool date_only;
    if (column == LAYOUT_ABSENT || (size_t)column >= record->count)
        return false;
    struct str cell = str_trim(csv_bare(record, (size_t)column));
    const struct date_reading reading = {.formats = layout->profile->formats};
    struct date_tally ignored = {0};
    return dates_read(&reading, cell, &ignored, &seconds, &date_only);
}

/* What most rows begin with is told from a word for sums by its first byte. */
static bool may_be_sum_word(struct str value) {
    return strchr("tTgGsS\xE5\xE6\xE7", value.data[0]) && value.data[0];
}

bool footer_is_sum(const struct csv_record *record, const struct layout *layout) {
    size_t filled = 0;
    for (size_t i = 0; i < record->count; i++) {
        struct str value = str_trim(csv_bare(record, i));
        if (value.size && filled++ == 0 && (!may_be_sum_word(value) || !is_sum_word(value)))
            return false;
    }
    return filled && filled * 2 <= layout->count && !has_date(record, layout);
}

struct footer footer_find(struct str text, const struct layout *layout) {
    struct footer none = {.start = text.size}, footer = none;
    size_t from = text.size > TAIL && text.size - TAIL > layout->data_start ? text.size - TAIL : 0;
    from = from ? part_guess(text, layout->delimiter, from, text.size) : layout->data_start;
    struct csv_reader *reader = csv_open(text, layout->delimiter, from, true);
    struct csv_record record;
    size_t start = from;
    for (enum csv_kind kind; (kind = csv_next(reader, text.size, &record)) != CSV_END;) {
        if (kind == CSV_RECORD)
            start = (size_t)(record.origin - text.data) + record.first;
        if (kind != CSV_RECORD || !footer_is_sum(&record, layout))
            footer = none;
        else if (footer.rows++ == 0)
            footer.start = start;
    }
    csv_close(reader);
    return footer.rows <= ROWS ? footer : none;
}
