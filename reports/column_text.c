/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/column_text.h"

#include "reports/labels.h"

struct str column_heading(struct arena *arena, enum lang lang, const struct report_column *column) {
    const char *id = column->unit == UNIT_DAYS       ? "unit.name.days"
                     : column->unit == UNIT_HOURS    ? "unit.name.hours"
                     : column->unit == UNIT_WORKDAYS ? "unit.name.workdays"
                                                     : NULL;
    if (column->role != COLUMN_VALUE || !id)
        return column->name;
    struct str parts[] = {column->name, label(lang, id)};
    if (str_find(column->name, parts[1]) < column->name.size)
        return column->name;
    return label_fill(arena, lang, "format.with_unit", parts, 2);
}

bool column_mixed(const struct report_table *table, size_t column) {
    for (size_t row = 0; row < table->row_count; row++) {
        const struct cell *cell = &table->cells[row * table->column_count + column];
        if (cell->kind == CELL_FIGURE && cell->figure.unit != table->columns[column].unit)
            return true;
    }
    return false;
}

static bool has_cases(const struct report_table *table) {
    for (size_t i = 0; i < table->column_count; i++)
        if (str_equal(table->columns[i].key, STR("n")))
            return true;
    return false;
}

bool column_says_cases(const struct report_table *table, size_t column) {
    const struct report_column *asked = &table->columns[column];
    return asked->cases || (asked->interval && !has_cases(table));
}
