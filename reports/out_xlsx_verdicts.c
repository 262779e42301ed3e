/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that judge stand out by themselves: conditional formats, which also hold where a reader types or
 * sorts. Weight and a pale ground tell them apart in grey; the two hues are those of the charts, no red and
 * green. */
#include "reports/labels.h"
#include "reports/out_xlsx.h"
#include "reports/xlsx_gate.h"

static const struct {
    const char *label;
    bool bad; /* else good or merely told */
} words[] = {{"verdict.missed", true},      {"verdict.miss", true},      {"verdict.met", false},
             {"control.above", true},       {"control.below", true},     {"control.side_above", false},
             {"control.side_below", false}, {"control.rising", false},   {"control.falling", false},
             {"control.near_high", false},  {"control.near_low", false}, {"funnel.far_above", true},
             {"funnel.far_below", true},    {"funnel.above", false},     {"funnel.below", false},
             {"change.rose", false},        {"change.fell", false}};

static bool says(const struct report_table *table, size_t column, struct str word) {
    for (size_t row = 0; row < table->row_count; row++) {
        const struct cell *cell = &table->cells[row * table->column_count + column];
        if (cell->kind == CELL_TEXT && str_equal(cell->text, word))
            return true;
    }
    return false;
}

static lxw_format *format_of(struct xlsx *xlsx, bool bad) {
    lxw_format **format = bad ? &xlsx->missed : &xlsx->told;
    if (!*format) {
        *format = workbook_add_format(xlsx->book);
        format_set_bold(*format);
        format_set_font_color(*format, xlsx_hue(bad ? theme.highlight : theme.actual));
        if (bad)
            format_set_bg_color(*format, xlsx_hue(theme.track));
    }
    return *format;
}

void xlsx_verdicts(struct xlsx *xlsx, lxw_worksheet *sheet, const struct report_table *table, size_t column,
                   const struct xlsx_area *area) {
    if (table->detail || table->columns[column].role == COLUMN_VALUE)
        return;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct str word = label(xlsx->lang, words[i].label);
        if (!says(table, column, word))
            continue;
        struct str quoted = str_printf(xlsx->arena, "\"" STR_FMT "\"", STR_ARG(word));
        lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                       .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
                                       .value_string = (char *)(uintptr_t)quoted.data,
                                       .format = format_of(xlsx, words[i].bad)};
        worksheet_conditional_format_range(sheet, area->first, area->column, area->last, area->column, &rule);
    }
}
