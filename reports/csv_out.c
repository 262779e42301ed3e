/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_out.h"

#include "analysis/base/date.h"
#include "reports/format.h"

#include <string.h>

void csv_bom(struct csv_out *csv) {
    buf_add(csv->out, STR("\xEF\xBB\xBF"));
}

static char delimiter_of(const struct csv_out *csv) {
    return csv->delimiter ? csv->delimiter : ',';
}

static void begin_cell(struct csv_out *csv) {
    if (csv->filled)
        buf_add_char(csv->out, delimiter_of(csv));
    csv->filled = true;
}

static bool needs_quotes(struct str text, char delimiter) {
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] == delimiter || memchr("\"\r\n", text.data[i], 3))
            return true;
    return text.data[0] == ' ' || text.data[text.size - 1] == ' ';
}

static void add_quoted(struct buf *out, struct str text) {
    buf_add_char(out, '"');
    for (size_t at = 0; at < text.size;) {
        size_t quote = at + str_find_char(str_sub(text, at, text.size), '"');
        buf_add(out, str_sub(text, at, quote));
        if (quote < text.size)
            buf_add(out, STR("\"\""));
        at = quote + 1;
    }
    buf_add_char(out, '"');
}

static bool runs_as_formula(struct str text) {
    return text.size && memchr("=+-@\t\r", text.data[0], 6) != NULL;
}

void csv_verbatim_text(struct csv_out *csv, struct str text) {
    begin_cell(csv);
    if (text.size && needs_quotes(text, delimiter_of(csv)))
        add_quoted(csv->out, text);
    else
        buf_add(csv->out, text);
}

void csv_text(struct csv_out *csv, struct str text) {
    struct buf guarded = {0};
    if (runs_as_formula(text)) {
        buf_add_char(&guarded, '\'');
        buf_add(&guarded, text);
        text = buf_str(&guarded);
    }
    csv_verbatim_text(csv, text);
    buf_free(&guarded);
}

void csv_number(struct csv_out *csv, double value) {
    begin_cell(csv);
    char text[FORMAT_NUMBER];
    buf_add(csv->out, format_number_into(text, value));
}

void csv_time(struct csv_out *csv, int64_t seconds, bool date_only) {
    begin_cell(csv);
    char text[DATE_TEXT];
    date_format(seconds, date_only, text);
    buf_add(csv->out, str_of(text));
}

void csv_empty(struct csv_out *csv) {
    begin_cell(csv);
}

void csv_end_line(struct csv_out *csv) {
    buf_add_char(csv->out, '\n');
    csv->filled = false;
}
