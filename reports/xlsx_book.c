/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_book.h"

#include "analysis/base/date.h"
#include "analysis/base/file.h"
#include "reports/format.h"
#include "reports/labels.h"
#include "reports/text_width.h"
#include "reports/xlsx_gate.h"
#include "reports/xlsx_whole.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    PAPER_A4 = 9,
    TEXT_SIZE = 10,
    EPOCH_SERIAL = 25569, /* 1970-01-01 as a spreadsheet counts days */
    FIRST_SERIAL = 61     /* 1900-03-01, the first day counted rightly */
};

uint32_t xlsx_hue(struct colour colour) {
    const double parts[] = {colour.red, colour.green, colour.blue};
    uint32_t hue = 0;
    for (int i = 0; i < 3; i++)
        hue = hue << 8 | (uint32_t)(parts[i] * 255 + 0.5);
    return hue;
}

struct str xlsx_label(const struct xlsx *xlsx, const char *id) {
    return label(xlsx->lang, id);
}

const char *xlsx_font(const struct xlsx *xlsx) {
    return xlsx->lang == LANG_ZH ? "Microsoft YaHei" : "Calibri";
}

/* ---- sheets ---- */

/* "&" starts a code in headers and footers. */
static void add_plain(struct xlsx *xlsx, struct buf *out, struct str text) {
    struct str safe = str_of(xlsx_gate_text(xlsx->arena, text, 60));
    for (size_t i = 0; i < safe.size; i++) {
        if (safe.data[i] == '&')
            buf_add_char(out, '&');
        buf_add_char(out, safe.data[i] == '\n' ? ' ' : safe.data[i]);
    }
}

const char *xlsx_header(struct xlsx *xlsx, struct str title) {
    struct buf out = {0};
    buf_add(&out, STR("&L&12 "));
    add_plain(xlsx, &out, title);
    const char *text = str_cstr(xlsx->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static const char *footer_text(struct xlsx *xlsx) {
    struct buf out = {0};
    buf_add(&out, STR("&L&8 ")); /* the blank parts the size from a name that begins with a digit */
    add_plain(xlsx, &out, xlsx->report->organisation);
    struct str pages[] = {STR("&P"), STR("&N")};
    struct str number = label_fill(xlsx->arena, xlsx->lang, "page.number", pages, 2);
    buf_printf(&out, "&C&8&A&R&8" STR_FMT, STR_ARG(number));
    const char *text = str_cstr(xlsx->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static void set_up_page(struct xlsx *xlsx, lxw_worksheet *sheet) {
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, PAPER_A4);
    worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.6);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_footer(sheet, footer_text(xlsx));
    worksheet_set_default_row(sheet, xlsx_height(1, TEXT_SIZE), LXW_FALSE);
}

lxw_worksheet *xlsx_sheet(struct xlsx *xlsx, struct str wish, struct str title, const char **name) {
    if (xlsx->name_count == XLSX_SHEETS)
        return NULL;
    *name = xlsx_gate_sheet(xlsx->arena, wish, xlsx->names, xlsx->name_count);
    lxw_worksheet *sheet = workbook_add_worksheet(xlsx->book, *name);
    if (!sheet)
        return NULL;
    xlsx->names[xlsx->name_count++] = *name;
    if (title.size)
        xlsx->entries[xlsx->entry_count++] = (struct xlsx_entry){*name, title};
    set_up_page(xlsx, sheet);
    return sheet;
}

/* ---- formats ---- */

static bool same_style(const struct xlsx_style *a, const struct xlsx_style *b) {
    return a->size == b->size && a->colour == b->colour && a->fill == b->fill && a->bold == b->bold &&
           a->wrap == b->wrap && a->shrink == b->shrink && a->align == b->align && a->valign == b->valign &&
           a->top == b->top && a->bottom == b->bottom && a->indent == b->indent &&
           strcmp(a->number ? a->number : "", b->number ? b->number : "") == 0;
}

static void dress(lxw_format *format, const struct xlsx_style *style) {
    format_set_font_size(format, style->size > 0 ? style->size : TEXT_SIZE);
    format_set_font_color(format, style->colour ? style->colour : xlsx_hue(theme.text));
    if (style->fill)
        format_set_bg_color(format, style->fill);
    if (style->bold)
        format_set_bold(format);
    if (style->wrap)
        format_set_text_wrap(format);
    if (style->shrink)
        format_set_shrink(format);
    format_set_align(format, style->align);
    format_set_align(format, style->valign ? style->valign : LXW_ALIGN_VERTICAL_CENTER);
    format_set_top(format, style->top);
    format_set_bottom(format, style->bottom);
    format_set_top_color(format,
                         style->top == LXW_BORDER_THICK ? xlsx_hue(theme.actual) : xlsx_hue(theme.axis));
    format_set_bottom_color(format,
                            style->bottom == LXW_BORDER_HAIR ? xlsx_hue(theme.grid) : xlsx_hue(theme.axis));
    format_set_indent(format, style->indent);
    if (style->number)
        format_set_num_format(format, style->number);
}

lxw_format *xlsx_format(struct xlsx *xlsx, const struct xlsx_style *style) {
    for (size_t i = 0; i < xlsx->style_count; i++)
        if (same_style(&xlsx->styles[i], style))
            return xlsx->formats[i];
    if (xlsx->style_count == XLSX_STYLES)
        return xlsx->formats[0];
    lxw_format *format = workbook_add_format(xlsx->book);
    format_set_font_name(format, xlsx_font(xlsx));
    dress(format, style);
    xlsx->styles[xlsx->style_count] = *style;
    xlsx->formats[xlsx->style_count++] = format;
    return format;
}

/* ---- number formats ---- */

/* Two places below 1, else one, as format_figure does; "{0}" of the unit's label is the number. */
static const char *duration_format(struct xlsx *xlsx, const char *unit, bool words) {
    if (!words)
        return "[=0]0.0;[<1]0.00;#,##0.0";
    struct str forms[] = {STR("0.0"), STR("0.00"), STR("#,##0.0")}, done[3];
    for (size_t i = 0; i < 3; i++) {
        struct str text = label_fill(xlsx->arena, xlsx->lang, unit, &forms[i], 1);
        struct str behind = str_sub(text, forms[i].size, text.size);
        done[i] = str_printf(xlsx->arena, STR_FMT "\"" STR_FMT "\"", STR_ARG(forms[i]), STR_ARG(behind));
    }
    return str_printf(xlsx->arena, "[=0]" STR_FMT ";[<1]" STR_FMT ";" STR_FMT, STR_ARG(done[0]),
                      STR_ARG(done[1]), STR_ARG(done[2]))
        .data;
}

const char *xlsx_number_format(struct xlsx *xlsx, const struct figure *figure, bool words) {
    switch (figure->unit) {
    case UNIT_COUNT:
        return format_places(UNIT_COUNT, figure->value) ? "#,##0.0" : "#,##0";
    case UNIT_SHARE:
        return "0.0 %";
    case UNIT_DAYS:
        return duration_format(xlsx, "unit.days", words);
    case UNIT_HOURS:
        return duration_format(xlsx, "unit.hours", words);
    case UNIT_WORKDAYS:
        return duration_format(xlsx, "unit.workdays", words);
    case UNIT_CHANGE:
        return "+0.0 %;\xE2\x88\x92"
               "0.0 %;0.0 %";
    case UNIT_POINTS:
        return "+0.0\" pp\";\xE2\x88\x92"
               "0.0\" pp\";0.0\" pp\"";
    case UNIT_MONEY:
    case UNIT_RATE:
        return "#,##0.00";
    case UNIT_SCORE:
        return format_places(UNIT_SCORE, figure->value) == 1   ? "#,##0.0"
               : format_places(UNIT_SCORE, figure->value) == 2 ? "0.00"
                                                               : "0.000";
    }
    return "General";
}

double xlsx_value(const struct figure *figure) {
    return figure->unit == UNIT_POINTS ? figure->value * 100 : figure->value;
}

/* ---- cells ---- */

void xlsx_put_text(struct xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, struct str text,
                   const struct xlsx_style *style) {
    lxw_format *format = xlsx_format(xlsx, style);
    const char *safe = xlsx_gate_cell(xlsx->arena, text);
    if (*safe)
        worksheet_write_string(sheet, row, column, safe, format);
    else
        worksheet_write_blank(sheet, row, column, format);
}

void xlsx_put_wide(struct xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t from, lxw_col_t to,
                   struct str text, const struct xlsx_style *style) {
    if (to > from)
        worksheet_merge_range(sheet, row, from, row, to, "", xlsx_format(xlsx, style));
    xlsx_put_text(xlsx, sheet, row, from, text, style);
}

void xlsx_put_figure(struct xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                     const struct figure *figure, bool words, struct xlsx_style style) {
    if (!style.align)
        style.align = LXW_ALIGN_RIGHT;
    double value = xlsx_value(figure);
    if (isfinite(value)) {
        style.number = xlsx_number_format(xlsx, figure, words);
        worksheet_write_number(sheet, row, column, value == 0 ? 0 : value, xlsx_format(xlsx, &style));
        return;
    }
    style.colour = xlsx_hue(theme.text_soft);
    xlsx_put_text(xlsx, sheet, row, column, STR("\xE2\x80\x94"), &style);
}

void xlsx_put_time(struct xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, int64_t seconds,
                   bool date_only, struct xlsx_style style) {
    double serial = EPOCH_SERIAL + (double)seconds / DATE_DAY;
    style.align = LXW_ALIGN_LEFT;
    if (serial < FIRST_SERIAL) {
        xlsx_put_text(xlsx, sheet, row, column, format_time(xlsx->arena, seconds, date_only), &style);
        return;
    }
    style.number = date_only ? "yyyy-mm-dd" : "yyyy-mm-dd hh:mm";
    worksheet_write_number(sheet, row, column, serial, xlsx_format(xlsx, &style));
}

void xlsx_put_link(struct xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t from, lxw_col_t to,
                   const char *target, struct str text, struct xlsx_style style) {
    struct buf url = {0};
    buf_add(&url, STR("internal:'"));
    for (const char *at = target; *at; at++) {
        if (*at == '\'')
            buf_add_char(&url, '\'');
        buf_add_char(&url, *at);
    }
    buf_add(&url, STR("'!A1"));
    style.colour = xlsx_hue(theme_scale(0.8));
    lxw_format *format = xlsx_format(xlsx, &style);
    if (to > from)
        worksheet_merge_range(sheet, row, from, row, to, "", format);
    worksheet_write_url_opt(sheet, row, from, str_cstr(xlsx->arena, buf_str(&url)), format,
                            xlsx_gate_text(xlsx->arena, text, XLSX_CELL_MOST), NULL);
    buf_free(&url);
}

/* ---- measuring ---- */

size_t xlsx_lines(struct xlsx *xlsx, struct str text, double width, double size) {
    enum { MOST = 20 };
    struct str lines[MOST];
    /* Latin letters are narrower than the digits that columns are measured in. */
    const double narrow = text_width(text) < text.size ? 1.06 : 1.2;
    size_t count = 0, columns = (size_t)fmax(4, width * TEXT_SIZE / size * narrow - 1);
    for (size_t at = 0; at <= text.size && count < MOST;) {
        struct str rest = str_sub(text, at, text.size);
        size_t end = str_find_char(rest, '\n');
        size_t wrapped = text_wrap(xlsx->arena, str_sub(rest, 0, end), columns, MOST, lines);
        count += wrapped ? wrapped : 1;
        at += end + 1;
    }
    return count < MOST ? count : MOST;
}

double xlsx_height(size_t lines, double size) {
    return (double)lines * size * 1.42 + 2.5;
}

/* libxlsxwriter tells failures on standard error besides returning them; ours are told once, by the caller.
 */
static lxw_error close_quietly(lxw_workbook *book, int *reason) {
    int quiet = open("/dev/null", O_WRONLY | O_CLOEXEC), kept = quiet < 0 ? -1 : dup(STDERR_FILENO);
    if (kept >= 0)
        dup2(quiet, STDERR_FILENO);
    errno = 0;
    lxw_error error = workbook_close(book);
    *reason = errno;
    if (kept >= 0) {
        dup2(kept, STDERR_FILENO);
        close(kept);
    }
    if (quiet >= 0)
        close(quiet);
    return error;
}

bool xlsx_finish(lxw_workbook *book, const char *name, struct err *err) {
    int reason;
    struct arena *arena = arena_new();
    const char *path = str_cstr(arena, str_of(book->filename)); /* closing frees the book */
    lxw_error error = close_quietly(book, &reason);
    bool done = error == LXW_NO_ERROR ? xlsx_whole(path, name, err)
                                      : err_set(err, ERR_IO, "cannot write %s: %s", name,
                                                reason ? strerror(reason) : lxw_strerror(error));
    arena_free(arena);
    return done;
}

bool xlsx_bytes(xlsx_write *write, const void *context, struct buf *out, struct err *err) {
    const char *folder = getenv("TMPDIR");
    struct arena *arena = arena_new();
    char *path =
        (char *)(uintptr_t)str_printf(arena, "%s/redress-XXXXXX", folder && *folder ? folder : "/tmp").data;
    int fd = mkstemp(path);
    struct file_view view;
    bool done = fd >= 0 || err_set(err, ERR_IO, "cannot write into %s: %s", path, strerror(errno));
    done = done && write(context, path, arena, err) && file_map(path, &view, err);
    if (done) {
        buf_add(out, view.bytes);
        file_unmap(&view);
    }
    if (fd >= 0) {
        close(fd);
        unlink(path);
    }
    arena_free(arena);
    return done;
}
