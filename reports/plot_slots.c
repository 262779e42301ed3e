/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/plot_slots.h"

#include "reports/labels.h"

#include <math.h>

enum { ROW = 14, NAME_LINES = 3, MARK_ROWS = 6 };

struct plot_slots plot_slots_over(double x, double width, size_t count) {
    return (struct plot_slots){x, width / (double)(count ? count : 1), count};
}

double plot_slots_middle(const struct plot_slots *slots, size_t index) {
    return slots->x + ((double)index + 0.5) * slots->slot;
}

double plot_slots_at(const struct plot_slots *slots, double at) {
    return slots->x + fmin(fmax(at, 0), (double)slots->count) * slots->slot;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* "2026-10", "2026-W43", "2026-Q3", "2026-10-21" */
static bool has_year(struct str category) {
    if (category.size < 6 || category.data[4] != '-')
        return false;
    for (int i = 0; i < 4; i++)
        if (!is_digit(category.data[i]))
            return false;
    return true;
}

static bool all_have_years(const struct chart *chart) {
    for (size_t i = 0; i < chart->category_count; i++)
        if (!has_year(chart->categories[i]))
            return false;
    return chart->category_count > 0;
}

/* What stands in the first row: the month's short name, or what follows the year. */
static struct str first_row(const struct plot_page *page, size_t index, bool years) {
    struct str category = page->chart->categories[index];
    if (!years)
        return category;
    struct str rest = str_sub(category, 5, category.size);
    int64_t month;
    if (rest.size != 2 || !str_to_int(rest, &month) || month < 1 || month > 12)
        return rest;
    return label(page->lang, str_printf(page->arena, "chart.month.%d", (int)month).data);
}

/* Every how many labels one is drawn; steps that suit months. */
static size_t step_of(double widest, const struct plot_slots *slots) {
    static const size_t steps[] = {1, 2, 3, 6, 12, 24, 60};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if ((double)steps[i] * slots->slot >= widest + 6)
            return steps[i];
    return slots->count ? slots->count : 1;
}

static void draw_years(const struct plot_page *page, const struct plot_slots *slots, double y) {
    struct text_style style = theme_text(theme.size_small, theme.text_soft, ANCHOR_MIDDLE);
    struct stroke rule = plot_stroke(theme.axis, theme.thin, false);
    const struct chart *chart = page->chart;
    for (size_t from = 0, to; from < chart->category_count; from = to) {
        struct str year = str_sub(chart->categories[from], 0, 4);
        for (to = from + 1; to < chart->category_count; to++)
            if (!str_starts(chart->categories[to], year))
                break;
        const double left = slots->x + (double)from * slots->slot;
        const double right = slots->x + (double)to * slots->slot;
        if (from > 0)
            canvas_line(page->canvas, (struct point){plot_crisp(left), y + 2},
                        (struct point){plot_crisp(left), y + ROW - 2}, &rule);
        if (plot_text_width(page, year, &style) + 4 <= right - left)
            plot_text(page, (left + right) / 2, y + ROW / 2.0, year, right - left, &style);
    }
}

double plot_ordered_height(const struct plot_page *page, const struct plot_slots *slots) {
    (void)slots;
    double height = 4 + ROW;
    if (all_have_years(page->chart))
        return height + ROW;
    return page->chart->category_axis.size ? height + ROW : height;
}

void plot_ordered_draw(const struct plot_page *page, const struct plot_slots *slots, double y) {
    const struct chart *chart = page->chart;
    const bool years = all_have_years(chart);
    struct text_style style = theme_text(theme.size_label, theme.text_soft, ANCHOR_MIDDLE);
    double widest = 0;
    for (size_t i = 0; i < chart->category_count; i++)
        widest = fmax(widest, plot_text_width(page, first_row(page, i, years), &style));
    const size_t step = step_of(widest, slots);
    for (size_t i = 0; i < chart->category_count; i++) {
        if ((chart->category_count - 1 - i) % step != 0)
            continue;
        struct text_style own = style;
        if (i == chart->highlight) {
            own.bold = true;
            own.colour = theme.text;
        }
        plot_text(page, plot_slots_middle(slots, i), y + 4 + ROW / 2.0, first_row(page, i, years),
                  (double)step * slots->slot - 2, &own);
    }
    if (years) {
        draw_years(page, slots, y + 4 + ROW);
    } else if (chart->category_axis.size) {
        struct text_style axis = theme_text(theme.size_small, theme.text_soft, ANCHOR_END);
        plot_text(page, slots->x + slots->slot * (double)slots->count, y + 4 + ROW * 1.5,
                  chart->category_axis, page->body.width, &axis);
    }
}

static struct text_style named_style(const struct plot_slots *slots) {
    const double size = slots->slot < 44 ? theme.size_small : theme.size_label;
    return theme_text(size, theme.text, ANCHOR_MIDDLE);
}

double plot_named_height(const struct plot_page *page, const struct plot_slots *slots) {
    struct text_style style = named_style(slots);
    struct str lines[NAME_LINES];
    size_t most = 1;
    for (size_t i = 0; i < page->chart->category_count; i++) {
        size_t count = canvas_wrap(page->canvas, page->arena, page->chart->categories[i], slots->slot - 6,
                                   NAME_LINES, &style, lines);
        most = count > most ? count : most;
    }
    return 6 + (double)most * round(style.size * 1.2);
}

void plot_named_draw(const struct plot_page *page, const struct plot_slots *slots, double y) {
    struct text_style style = named_style(slots);
    const double height = round(style.size * 1.2);
    for (size_t i = 0; i < page->chart->category_count; i++) {
        struct text_style own = style;
        own.bold = i == page->chart->highlight;
        struct str lines[NAME_LINES];
        size_t count = plot_wrap(page, page->chart->categories[i], slots->slot - 6, NAME_LINES, &own, lines);
        for (size_t line = 0; line < count; line++)
            canvas_text(page->canvas,
                        (struct point){plot_slots_middle(slots, i), y + 4 + height * (double)line + own.size},
                        lines[line], &own);
    }
}

struct mark_place {
    double x, left, width;
    size_t row;
};

static struct text_style mark_style(enum text_anchor anchor) {
    return theme_text(theme.size_small, theme.mark, anchor);
}

/* Whether the label in its row and the line below that row keep clear of what is placed already. */
static bool clear_of(const struct mark_place *place, const struct mark_place *other, size_t row) {
    const bool apart =
        place->left > other->left + other->width + 6 || other->left > place->left + place->width + 6;
    const bool line_on_other = place->x > other->left - 3 && place->x < other->left + other->width + 3;
    const bool other_on_label = other->x > place->left - 3 && other->x < place->left + place->width + 3;
    if (row == other->row)
        return apart && !line_on_other && !other_on_label;
    return row < other->row ? !line_on_other : !other_on_label;
}

/* A label stands right of its line, or left of it where the right end is near, in the first row that is free.
 */
static struct mark_place *place_marks(const struct plot_page *page, const struct plot_slots *slots,
                                      size_t *rows) {
    const struct chart *chart = page->chart;
    const double end = slots->x + slots->slot * (double)slots->count;
    struct text_style style = mark_style(ANCHOR_START);
    struct mark_place *places = arena_array(page->arena, chart->mark_count + 1, sizeof *places);
    *rows = 0;
    for (size_t i = 0; i < chart->mark_count; i++) {
        struct mark_place *place = &places[i];
        if (chart->marks[i].on_values)
            continue;
        place->x = plot_crisp(plot_slots_at(slots, chart->marks[i].at));
        const double room_left = place->x - 4 - slots->x, room_right = end - place->x - 4;
        place->width = plot_text_width(page, chart->marks[i].label, &style) + 1;
        const bool turn = place->width > room_right && room_left > room_right;
        place->width = fmin(place->width, turn ? room_left : room_right);
        place->left = turn ? place->x - 4 - place->width : place->x + 4;
        for (size_t other = 0; other < i && place->row + 1 < MARK_ROWS; other++)
            if (!chart->marks[other].on_values && !clear_of(place, &places[other], place->row)) {
                place->row++;
                other = SIZE_MAX; /* against all again, in the next row */
            }
        *rows = place->row + 1 > *rows ? place->row + 1 : *rows;
    }
    return places;
}

double plot_marks_height(const struct plot_page *page, const struct plot_slots *slots) {
    size_t rows;
    place_marks(page, slots, &rows);
    return rows ? (double)rows * ROW + 2 : 0;
}

void plot_marks_draw(const struct plot_page *page, const struct plot_slots *slots, double top,
                     double bottom) {
    size_t rows;
    struct mark_place *places = place_marks(page, slots, &rows);
    struct text_style style = mark_style(ANCHOR_START);
    struct stroke line = plot_stroke(theme.mark, theme.medium, true);
    struct stroke casing = plot_stroke(theme.paper, 2.5, false); /* sets it off from what it crosses */
    for (size_t i = 0; i < page->chart->mark_count; i++) {
        if (page->chart->marks[i].on_values)
            continue;
        const double y = top + (double)places[i].row * ROW;
        canvas_line(page->canvas, (struct point){places[i].x, y + 2}, (struct point){places[i].x, bottom},
                    &casing);
        canvas_line(page->canvas, (struct point){places[i].x, y + 2}, (struct point){places[i].x, bottom},
                    &line);
        plot_text(page, places[i].left, y + ROW / 2.0, page->chart->marks[i].label, places[i].width, &style);
    }
}
