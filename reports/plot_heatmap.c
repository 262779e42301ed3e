/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table whose cells are shaded, one hue from light to dark, with the figure in each cell. Column names
 * stand upright where they can be wrapped into their columns, else slanted. */
#include "reports/plot_rows.h"
#include "reports/plots.h"

#include <math.h>
#include <string.h>

enum { LEGEND = 18, NAME_LINES = 3, MOST_CELL = 110, LEGEND_STEPS = 6, SLANT = 45 };

static const double SLANTED_MOST = 104; /* longest slanted name, along its line */

struct heatmap {
    struct plot_page page;
    struct plot_rows rows;
    double cell;   /* width */
    double header; /* height of the column names */
    bool slanted;
    double low, high;
    double size; /* of the figures; 0: they do not fit */
    bool whole;  /* shares without decimals */
};

static struct text_style name_style(bool slanted) {
    return theme_text(theme.size_small, theme.text, slanted ? ANCHOR_START : ANCHOR_MIDDLE);
}

/* Height of the names when wrapped into their columns; NAN when one of them cannot be. */
static double upright_height(const struct plot_page *page, double cell) {
    struct text_style style = name_style(false);
    struct str lines[NAME_LINES + 1];
    size_t most = 1;
    for (size_t i = 0; i < page->chart->category_count; i++) {
        struct str name = page->chart->categories[i];
        size_t count = canvas_wrap(page->canvas, page->arena, name, cell - 4, NAME_LINES + 1, &style, lines);
        if (count > NAME_LINES || plot_widest_piece(page, name, &style) > cell - 4)
            return NAN;
        most = count > most ? count : most;
    }
    return (double)most * round(style.size * 1.2) + 6;
}

static double slanted_height(const struct plot_page *page) {
    struct text_style style = name_style(true);
    const double widest = plot_widest(page, page->chart->categories, page->chart->category_count, &style);
    return fmin(widest, SLANTED_MOST) * sin(SLANT * M_PI / 180) + 12;
}

/* Columns between the row names and the right end; slanted names reach beyond the last column. */
static void place_columns(struct heatmap *map) {
    const struct plot_page *page = &map->page;
    const double count = (double)(page->chart->category_count ? page->chart->category_count : 1);
    const double width = page->body.x + page->body.width - map->rows.from;
    map->cell = fmin(width / count, MOST_CELL);
    map->header = upright_height(page, map->cell);
    map->slanted = isnan(map->header);
    if (map->slanted) {
        map->header = slanted_height(page);
        map->cell = fmin(fmax(width - map->header, width / 2) / count, MOST_CELL);
    }
    map->cell = fmax(floor(map->cell), 1);
}

static const struct str *row_names(const struct plot_page *page) {
    struct str *names = arena_array(page->arena, page->chart->series_count, sizeof *names);
    for (size_t i = 0; i < page->chart->series_count; i++)
        names[i] = page->chart->series[i].name;
    return names;
}

static void place(struct heatmap *map) {
    const struct plot_page *page = &map->page;
    const size_t count = page->chart->series_count;
    const struct str *names = row_names(page);
    struct plot_box box = page->body;
    map->rows = plot_rows_over(page, &box, names, count, 0.3);
    place_columns(map);
    box.y += LEGEND + map->header;
    box.height = fmax(box.height - LEGEND - map->header, 10);
    map->rows = plot_rows_over(page, &box, names, count, 0.3);
    map->rows.y = plot_edge(map->rows.y);
    map->rows.height = map->rows.height > 3 ? floor(fmin(map->rows.height, 30)) : map->rows.height;
}

/* Counts and durations are shaded from zero; shares that all lie high from the lowest, or all would be dark.
 */
static void choose_scale(struct heatmap *map) {
    const struct chart *chart = map->page.chart;
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < chart->series_count; i++)
        plot_range(chart, &chart->series[i], &low, &high);
    map->low = chart->unit == UNIT_SHARE && low > 0.5 ? low : fmin(low, 0);
    map->high = high;
}

static struct str cell_text(const struct heatmap *map, const struct figure *figure) {
    const struct plot_axis whole = {.unit = figure->unit, .high = 1, .step = 0.01};
    if (map->whole && figure->unit == UNIT_SHARE && plot_known(figure))
        return plot_axis_text(map->page.arena, map->page.lang, &whole, figure->value);
    return plot_value(&map->page, figure);
}

static double widest_cell(const struct heatmap *map, double size) {
    const struct chart *chart = map->page.chart;
    struct text_style style = theme_text(size, theme.text, ANCHOR_MIDDLE);
    double widest = 0;
    for (size_t row = 0; row < chart->series_count; row++)
        for (size_t i = 0; i < chart->category_count; i++)
            widest = fmax(widest,
                          plot_text_width(&map->page, cell_text(map, &chart->series[row].points[i]), &style));
    return widest;
}

/* The largest of a few sizes at which every figure fits its cell, with decimals if possible. */
static void choose_size(struct heatmap *map) {
    const double sizes[] = {theme.size_label, theme.size_small, 8, 7};
    for (int i = 0; i < 8; i++) {
        map->size = sizes[i / 2];
        map->whole = i % 2 == 1;
        if (map->size * 1.1 <= map->rows.height && widest_cell(map, map->size) + 4 <= map->cell)
            return;
    }
    map->size = 0;
}

static double share_of(const struct heatmap *map, double value) {
    return map->high > map->low ? (value - map->low) / (map->high - map->low) : 0;
}

static void draw_cell(const struct heatmap *map, size_t row, size_t column) {
    const struct plot_page *page = &map->page;
    const struct series *series = &page->chart->series[row];
    const struct figure *figure = &series->points[column];
    const double x = map->rows.from + (double)column * map->cell;
    const double y = map->rows.y + (double)row * map->rows.height;
    const double gap = map->rows.height > 6 && map->cell > 6 ? 1 : 0;
    if (!plot_known(figure))
        return;
    const struct colour fill = theme_scale(share_of(map, figure->value));
    struct str place = str_printf(page->arena, STR_FMT " × " STR_FMT, STR_ARG(series->name),
                                  STR_ARG(page->chart->categories[column]));
    canvas_group(page->canvas, plot_tooltip(page, place, &(struct series){0}, figure));
    canvas_rect(page->canvas, x, y, map->cell - gap, map->rows.height - gap, &fill, NULL);
    if (map->size > 0) {
        struct text_style style = theme_text(map->size, theme_text_on(fill), ANCHOR_MIDDLE);
        plot_text(page, x + (map->cell - gap) / 2, y + (map->rows.height - gap) / 2, cell_text(map, figure),
                  map->cell, &style);
    }
    canvas_ungroup(page->canvas);
}

static void draw_upright_name(const struct heatmap *map, size_t i, struct text_style style) {
    struct str lines[NAME_LINES];
    const size_t count =
        plot_wrap(&map->page, map->page.chart->categories[i], map->cell - 3, NAME_LINES, &style, lines);
    const double height = round(style.size * 1.2), x = map->rows.from + ((double)i + 0.5) * map->cell;
    for (size_t line = 0; line < count; line++)
        canvas_text(map->page.canvas,
                    (struct point){x, map->rows.y - 6 - (double)(count - 1 - line) * height}, lines[line],
                    &style);
}

static void draw_slanted_name(const struct heatmap *map, size_t i, struct text_style style) {
    style.rotate = SLANT;
    struct str name =
        canvas_fit(map->page.canvas, map->page.arena, map->page.chart->categories[i], SLANTED_MOST, &style);
    const double x = map->rows.from + ((double)i + 0.5) * map->cell + style.size * 0.25;
    canvas_text(map->page.canvas, (struct point){x, map->rows.y - 4}, name, &style);
}

/* Names of columns narrower than a line of text: every so many. */
static size_t name_step(const struct heatmap *map) {
    const double line = theme.size_small * 1.45;
    return map->slanted && map->cell < line ? (size_t)ceil(line / map->cell) : 1;
}

static void draw_names(const struct heatmap *map) {
    const struct chart *chart = map->page.chart;
    for (size_t i = 0; i < chart->category_count; i += name_step(map)) {
        struct text_style style = name_style(map->slanted);
        style.bold = i == chart->highlight;
        if (map->slanted)
            draw_slanted_name(map, i, style);
        else
            draw_upright_name(map, i, style);
    }
    for (size_t row = 0; row < chart->series_count; row++)
        plot_rows_name(&map->page, &map->rows, row, chart->series[row].name, theme.text, false);
}

/* A few steps of the scale between its ends. */
static void draw_legend(const struct heatmap *map) {
    const struct plot_page *page = &map->page;
    const double y = page->body.y + theme.size_small * 0.6, width = 16;
    struct figure ends[] = {figure_none(page->chart->unit, NULL), figure_none(page->chart->unit, NULL)};
    ends[0].value = map->low;
    ends[1].value = map->high;
    struct text_style style = theme_text(theme.size_small, theme.text_soft, ANCHOR_START);
    double x = page->body.x;
    struct str name = page->chart->value_axis;
    if (name.size) {
        plot_text(page, x, y, name, page->body.width / 2, &style);
        x += fmin(plot_text_width(page, name, &style), page->body.width / 2) + 12;
    }
    struct str low = plot_value(page, &ends[0]), high = plot_value(page, &ends[1]);
    plot_text(page, x, y, low, page->body.width, &style);
    x = plot_edge(x + plot_text_width(page, low, &style) + 5);
    for (int i = 0; i < LEGEND_STEPS; i++) {
        const struct colour fill = theme_scale(i / (LEGEND_STEPS - 1.0));
        canvas_rect(page->canvas, x + i * width, plot_edge(y - 5), width, 10, &fill, NULL);
    }
    plot_text(page, x + LEGEND_STEPS * width + 5, y, high, page->body.width, &style);
}

static void heatmap_draw(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                         const struct plot_frame *frame) {
    struct heatmap map = {.page = plot_open(canvas, arena, chart, frame)};
    if (plot_empty(chart)) {
        plot_nothing(&map.page);
        return;
    }
    place(&map);
    choose_scale(&map);
    choose_size(&map);
    if (map.high > map.low)
        draw_legend(&map);
    draw_names(&map);
    for (size_t row = 0; row < chart->series_count; row++)
        for (size_t column = 0; column < chart->category_count; column++)
            draw_cell(&map, row, column);
}

static double heatmap_height(const struct chart *chart, double width) {
    struct plot_page page = plot_measuring(chart, width);
    struct heatmap map = {.page = page};
    map.rows = plot_rows_over(&page, &page.body, row_names(&page), chart->series_count, 0.3);
    place_columns(&map);
    const double rows = (double)chart->series_count * (chart->series_count <= 30 ? 25 : 19);
    plot_measured(&page);
    return plot_texts_height(chart, width) + LEGEND + map.header + fmax(rows, 40);
}

const struct plot plot_heatmap = {CHART_HEATMAP, "heatmap", "plot.heatmap", heatmap_draw, heatmap_height};
