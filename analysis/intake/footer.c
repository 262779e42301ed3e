/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/footer.h"

#include "analysis/intake/csv.h"
#include "analysis/intake/dates.h"
#include "analysis/intake/part.h"

#include <string.h>

enum { ROWS = 5, FEW = 4, TAIL = 16 * 1024 };

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

/* "导出时间：2026-01-31", "Total rows: 40": a word and a colon, and no more than a few words before it. */
static bool is_labelled(struct str value, bool with_value) {
    enum { MOST = 40 };
    size_t colon = str_find_char(value, ':'), wide = str_find(value, STR("："));
    size_t at = colon < wide ? colon : wide, behind = at + (at == wide ? 3 : 1);
    if (at == value.size || at > MOST)
        return false;
    for (size_t i = 0; i < at; i++)
        if (value.data[i] >= '0' && value.data[i] <= '9')
            return false;
    return at > 1 && (behind < value.size) == with_value;
}

/* "End of report", "(40 rows)", "共 40 条", "---". */
static bool is_closing(struct str value) {
    static const struct str starts[] = {STR_INIT("end of "),  STR_INIT("exported "), STR_INIT("generated "),
                                        STR_INIT("printed "), STR_INIT("created "),  STR_INIT("---"),
                                        STR_INIT("***"),      STR_INIT("==="),       STR_INIT("共 "),
                                        STR_INIT("以上"),     STR_INIT("报表结束")};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (value.size >= starts[i].size &&
            str_equal_ascii_nocase(str_sub(value, 0, starts[i].size), starts[i]))
            return true;
    return str_starts(value, STR("(")) && str_ends(value, STR(")"));
}

/* A note on the export itself: alone in its row, or with its value beside it, where complaints fill many
 * fields. A text that runs on over lines is none. */
static bool is_note(const struct csv_record *record, const struct layout *layout) {
    struct str first = STR("");
    size_t filled = 0, column = 0;
    if (layout->count < FEW)
        return false;
    for (size_t i = 0; i < record->count; i++) {
        struct str value = str_trim(csv_bare(record, i));
        if (value.size && filled++ == 0) {
            first = value;
            column = i;
        }
    }
    if (!filled || filled > 2 || column >= layout->count || layout->roles[column] == ROLE_TEXT_)
        return false;
    if (filled == 2)
        return is_labelled(first, false);
    return (is_labelled(first, true) || is_labelled(first, false) || is_closing(first)) &&
           !has_date(record, layout);
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
        if (kind != CSV_RECORD || (!footer_is_sum(&record, layout) && !is_note(&record, layout)))
            footer = none;
        else if (footer.rows++ == 0)
            footer.start = start;
    }
    csv_close(reader);
    return footer.rows <= ROWS ? footer : none;
}
