/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary.txt: title and period, the headline figures with their changes, the three sentences, and the
 * longest rows of one breakdown with small bars. */
#include "reports/out_text.h"

#include "reports/format.h"
#include "reports/kpi_text.h"
#include "reports/labels.h"
#include "reports/text_width.h"
#include "reports/writers.h"

#include <math.h>
#include <string.h>

enum {
    KPI_LINES = 7,
    SENTENCE_LINES = 8, /* of all sentences together */
    NAME_COLUMNS = 30,
    FIGURE_COLUMNS = 12,
    BAR_COLUMNS = 10,
    BREAKDOWN_ROWS = 12,
    KPI_COLUMNS = 6,
    KPI_CELL = 20 /* no figure of life is wider */
};

struct page {
    const struct report *report;
    struct buf *out;
    size_t lines;
};

static void end_line(struct page *page) {
    while (page->out->size && page->out->data[page->out->size - 1] == ' ')
        page->out->size--;
    buf_add_char(page->out, '\n');
    page->lines++;
}

static struct str clean(const struct page *page, struct str text) {
    return text_clean(page->report->arena, text);
}

static struct str word(const struct page *page, const char *id) {
    return label(page->report->lang, id);
}

/* Left text, and right text at the right edge. */
static void spread(struct page *page, struct str left, struct str right) {
    size_t room = TEXT_COLUMNS - text_width(right) - 2;
    text_left(page->out, text_cut(page->report->arena, left, room), room + 2);
    buf_add(page->out, right);
    end_line(page);
}

static void add_head(struct page *page) {
    const struct report *report = page->report;
    struct arena *arena = report->arena;
    struct str organisation = clean(page, report->organisation), title = clean(page, report->title);
    struct str name = text_cut(arena, clean(page, report->period_name), TEXT_COLUMNS / 2);
    spread(page,
           organisation.size ? str_printf(arena, STR_FMT " · " STR_FMT, STR_ARG(organisation), STR_ARG(title))
                             : title,
           name);
    struct str period = format_period(arena, report->lang, report->period_start, report->period_end);
    struct str as_of = format_end(arena, report->lang, report->as_of), line = period;
    if (report->as_of != report->period_end)
        line = str_printf(arena, STR_FMT " · " STR_FMT " " STR_FMT, STR_ARG(period),
                          STR_ARG(word(page, "report.as_of")), STR_ARG(as_of));
    if (report->subtitle.size)
        line =
            str_printf(arena, STR_FMT " · " STR_FMT, STR_ARG(line), STR_ARG(clean(page, report->subtitle)));
    buf_add(page->out, text_cut(arena, line, TEXT_COLUMNS));
    end_line(page);
    for (size_t i = 0; i < TEXT_COLUMNS; i++)
        buf_add(page->out, STR("─"));
    end_line(page);
}

/* "+20.1 % rose"; the word only where the difference passes its test. */
static struct str change_text(const struct page *page, const struct figure *change, bool reliable) {
    struct arena *arena = page->report->arena;
    if (!isfinite(change->value))
        return kpi_change_word(page->report->lang, change, reliable);
    struct str text = format_change(arena, change);
    struct str said = kpi_change_word(page->report->lang, change, reliable);
    return said.size ? str_printf(arena, STR_FMT " " STR_FMT, STR_ARG(text), STR_ARG(said)) : text;
}

/* What a share or a time rests on; a count is its own n. */
static struct str cases_text(const struct page *page, const struct figure *figure) {
    if (figure->unit == UNIT_COUNT || !isfinite(figure->value) || !isfinite(figure->n))
        return STR("");
    return format_value(page->report->arena, UNIT_COUNT, figure->n);
}

typedef struct str kpi_line[KPI_COLUMNS];

/* Where there are more key figures than lines, these come before the others. */
static bool comes_first(const struct kpi *kpi) {
    static const char *const keys[] = {"received", "closed",           "open", "overdue_open", "on_time_rate",
                                       "p50_days", "satisfaction_rate"};
    bool first = kpi->verdict != VERDICT_NONE;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        first |= str_equal(kpi->key, str_of(keys[i]));
    return first;
}

/* The places of those shown, in the order of the report. */
static size_t choose_kpis(const struct report *report, size_t places[KPI_LINES]) {
    size_t firsts = 0, count = 0, others = 0;
    for (size_t i = 0; i < report->kpi_count; i++)
        firsts += comes_first(&report->kpis[i]);
    size_t room = firsts < KPI_LINES ? KPI_LINES - firsts : 0;
    for (size_t i = 0; i < report->kpi_count && count < KPI_LINES; i++)
        if (comes_first(&report->kpis[i]) || others++ < room)
            places[count++] = i;
    return count;
}

static size_t fill_kpis(struct page *page, kpi_line *lines, bool with_target) {
    const struct report *report = page->report;
    size_t places[KPI_LINES];
    struct str heads[] = {word(page, "report.key_figures"), word(page, "kpi.value"),
                          word(page, "report.n"),           word(page, "kpi.change_prev"),
                          word(page, "kpi.change_year"),    word(page, "kpi.target")};
    memcpy(lines[0], heads, sizeof heads);
    size_t count = choose_kpis(report, places);
    for (size_t i = 0; i < count; i++) {
        const struct kpi *kpi = &report->kpis[places[i]];
        struct str *line = lines[i + 1];
        line[0] = clean(page, kpi->name);
        line[1] = format_figure(report->arena, report->lang, &kpi->now);
        line[2] = cases_text(page, &kpi->now);
        line[3] = change_text(page, &kpi->change_prev, kpi->reliable_prev);
        line[4] = change_text(page, &kpi->change_year, kpi->reliable_year);
        line[5] = with_target ? kpi_target(report->arena, report->lang, kpi)
                              : kpi_verdict(report->lang, kpi->verdict);
        for (size_t c = 1; c < KPI_COLUMNS - 1; c++)
            line[c] = text_cut(report->arena, line[c], KPI_CELL);
    }
    return count + 1;
}

static size_t measure_columns(kpi_line *lines, size_t count, size_t widths[KPI_COLUMNS]) {
    size_t sum = 2 * (KPI_COLUMNS - 1);
    for (size_t c = 0; c < KPI_COLUMNS; c++) {
        widths[c] = 0;
        for (size_t i = 0; i < count; i++) {
            size_t width = text_width(lines[i][c]);
            widths[c] = width > widths[c] ? width : widths[c];
        }
        sum += widths[c];
    }
    return sum;
}

static void add_kpi_line(struct page *page, struct str *line, const size_t widths[KPI_COLUMNS]) {
    text_left(page->out, text_cut(page->report->arena, line[0], widths[0]), widths[0]);
    for (size_t c = 1; c < KPI_COLUMNS; c++) {
        buf_add(page->out, STR("  "));
        if (c <= 2)
            text_right(page->out, line[c], widths[c]);
        else
            text_left(page->out, line[c], widths[c]);
    }
    end_line(page);
}

static void add_kpis(struct page *page) {
    kpi_line lines[KPI_LINES + 1];
    size_t widths[KPI_COLUMNS];
    size_t count = fill_kpis(page, lines, true);
    size_t sum = measure_columns(lines, count, widths);
    if (sum > TEXT_COLUMNS) {
        fill_kpis(page, lines, false);
        sum = measure_columns(lines, count, widths);
    }
    size_t over = sum > TEXT_COLUMNS ? sum - TEXT_COLUMNS : 0;
    widths[0] = widths[0] > over + 8 ? widths[0] - over : widths[0] < 8 ? widths[0] : 8;
    for (size_t i = 0; i < count; i++)
        add_kpi_line(page, lines[i], widths);
}

/* What came in, what was closed and moved, what is due, what is hot: one line is kept for each to come. */
static void add_sentences(struct page *page) {
    const struct report *report = page->report;
    const struct str said[] = {report->sentences[0], report->sentences[1], report->due, report->sentences[2]};
    size_t left = SENTENCE_LINES, to_come = 0;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        to_come += said[i].size > 0;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct str lines[SENTENCE_LINES];
        if (!said[i].size)
            continue;
        to_come--;
        size_t count =
            text_wrap(report->arena, clean(page, said[i]), TEXT_COLUMNS - 2, left - to_come, lines);
        if (count && left == SENTENCE_LINES)
            end_line(page);
        for (size_t k = 0; k < count; k++) {
            buf_add(page->out, k ? STR("  ") : STR("• "));
            buf_add(page->out, lines[k]);
            end_line(page);
        }
        left -= count;
    }
}

/* Published figures that are others now, in at most two lines. */
static void add_difference(struct page *page) {
    const struct report *report = page->report;
    struct str lines[2];
    if (!report_table_find(report, STR("difference")))
        return;
    for (size_t i = 0; i < report->section_count; i++) {
        const struct section *section = &report->sections[i];
        if (!str_equal(section->key, STR("difference")) || !section->sentence_count)
            continue;
        size_t count =
            text_wrap(report->arena, clean(page, section->sentences[0]), TEXT_COLUMNS - 2, 2, lines);
        for (size_t k = 0; k < count; k++) {
            buf_add(page->out, k ? STR("  ") : STR("• "));
            buf_add(page->out, lines[k]);
            end_line(page);
        }
    }
}

/* ---- the breakdown ---- */

struct breakdown {
    const struct report_table *table;
    size_t label, count;  /* columns */
    size_t share, change; /* SIZE_MAX when there is none */
};

static bool find_columns(const struct report_table *table, struct breakdown *found) {
    *found = (struct breakdown){table, SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX};
    for (size_t i = table->column_count; i > 0; i--) {
        const struct report_column *column = &table->columns[i - 1];
        if (column->role == COLUMN_LABEL)
            found->label = i - 1;
        if (column->role == COLUMN_VALUE && column->unit == UNIT_COUNT)
            found->count = i - 1;
        if (column->role == COLUMN_VALUE && str_equal(column->key, STR("share")))
            found->share = i - 1;
        if (column->role == COLUMN_VALUE && str_equal(column->key, STR("change_prev")))
            found->change = i - 1;
    }
    return !table->detail && found->label != SIZE_MAX && found->count != SIZE_MAX;
}

static bool has_groups(const struct report_table *table) {
    return table && table->row_count > (table->total_row ? 2 : 1);
}

/* The breakdown by category, else the first one that has more than one row. */
static bool find_breakdown(const struct report *report, struct breakdown *found) {
    const struct report_table *table = report_table_find(report, STR("by_category"));
    if (has_groups(table) && find_columns(table, found))
        return true;
    for (size_t i = 0; i < report->table_count; i++)
        if (str_starts(report->tables[i].key, STR("by_")) && has_groups(&report->tables[i]) &&
            find_columns(&report->tables[i], found))
            return true;
    return false;
}

static const struct cell *cell_of(const struct breakdown *breakdown, size_t row, size_t column) {
    return &breakdown->table->cells[row * breakdown->table->column_count + column];
}

static double count_of(const struct breakdown *breakdown, size_t row) {
    const struct cell *cell = cell_of(breakdown, row, breakdown->count);
    return cell->kind == CELL_FIGURE && isfinite(cell->figure.value) ? cell->figure.value : 0;
}

static struct str cell_text(struct arena *arena, const struct cell *cell) {
    if (cell->kind != CELL_FIGURE)
        return STR("");
    return text_cut(arena, format_change(arena, &cell->figure), FIGURE_COLUMNS - 2);
}

static void add_bar(struct page *page, double part) {
    size_t columns = (size_t)(part * BAR_COLUMNS + 0.5);
    for (size_t i = 0; i < columns; i++)
        buf_add(page->out, STR("▇"));
    if (columns == 0 && part > 0)
        buf_add(page->out, STR("▏"));
}

static void add_row(struct page *page, const struct breakdown *breakdown, size_t row, size_t name_width,
                    double largest) {
    struct arena *arena = page->report->arena;
    const struct cell *name = cell_of(breakdown, row, breakdown->label);
    struct str text = name->kind == CELL_TEXT ? clean(page, name->text) : STR("");
    text_left(page->out, text_cut(arena, text, name_width), name_width + 2);
    text_right(page->out, cell_text(arena, cell_of(breakdown, row, breakdown->count)), FIGURE_COLUMNS);
    const size_t extra[] = {breakdown->share, breakdown->change};
    for (size_t i = 0; i < 2; i++)
        if (extra[i] != SIZE_MAX)
            text_right(page->out, cell_text(arena, cell_of(breakdown, row, extra[i])), FIGURE_COLUMNS);
    buf_add(page->out, STR("  "));
    add_bar(page, largest > 0 ? count_of(breakdown, row) / largest : 0);
    end_line(page);
}

static void add_breakdown_head(struct page *page, const struct breakdown *breakdown, size_t name_width) {
    struct arena *arena = page->report->arena;
    text_left(page->out, text_cut(arena, clean(page, breakdown->table->title), name_width), name_width + 2);
    const size_t columns[] = {breakdown->count, breakdown->share, breakdown->change};
    for (size_t i = 0; i < 3; i++) {
        if (columns[i] == SIZE_MAX)
            continue;
        struct str name = clean(page, breakdown->table->columns[columns[i]].name);
        if (columns[i] == breakdown->change)
            name = word(page, "kpi.change_prev"); /* shorter */
        text_right(page->out, text_cut(arena, name, FIGURE_COLUMNS - 1), FIGURE_COLUMNS);
    }
    end_line(page);
}

/* A column without any value says nothing. */
static void drop_empty(struct breakdown *breakdown, size_t *column) {
    for (size_t row = 0; row < breakdown->table->row_count && *column != SIZE_MAX; row++) {
        const struct cell *cell = cell_of(breakdown, row, *column);
        if (cell->kind == CELL_FIGURE && isfinite(cell->figure.value))
            return;
    }
    *column = SIZE_MAX;
}

static void add_breakdown(struct page *page) {
    struct breakdown breakdown;
    if (!find_breakdown(page->report, &breakdown) || page->lines + 3 > TEXT_LINES)
        return;
    drop_empty(&breakdown, &breakdown.share);
    drop_empty(&breakdown, &breakdown.change);
    const struct report_table *table = breakdown.table;
    size_t rows = table->row_count - (table->total_row ? 1 : 0), room = TEXT_LINES - page->lines - 2;
    rows = rows < room ? rows : room;
    rows = rows < BREAKDOWN_ROWS ? rows : BREAKDOWN_ROWS;
    double largest = 0;
    size_t width = text_width(table->title);
    for (size_t row = 0; row < rows; row++) {
        const struct cell *name = cell_of(&breakdown, row, breakdown.label);
        size_t columns = name->kind == CELL_TEXT ? text_width(name->text) : 0;
        width = columns > width ? columns : width;
        largest = count_of(&breakdown, row) > largest ? count_of(&breakdown, row) : largest;
    }
    end_line(page);
    width = width < NAME_COLUMNS ? width : NAME_COLUMNS;
    add_breakdown_head(page, &breakdown, width);
    for (size_t row = 0; row < rows; row++)
        add_row(page, &breakdown, row, width, largest);
}

void report_text(const struct report *report, struct buf *out) {
    struct page page = {.report = report, .out = out};
    add_head(&page);
    if (report->kpi_count)
        add_kpis(&page);
    add_sentences(&page);
    add_difference(&page);
    add_breakdown(&page);
}

static bool write_text(const struct report *report, struct pack *pack, struct err *err) {
    struct buf buf = {0};
    report_text(report, &buf);
    bool done = pack_write(pack, "summary.txt", buf_str(&buf), err);
    buf_free(&buf);
    return done;
}

const struct writer writer_text = {"txt", write_text};
