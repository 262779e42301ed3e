/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/plot_layout.h"

#include "reports/format.h"
#include "reports/labels.h"

#include <math.h>
#include <string.h>

/* Longer numbers do not fit beside columns, nor do hundredths behind thousands. */
static const double MOST_WRITTEN_OUT = 1e7;

/* Below this width a chart gets longer titles and wider margins for its labels. */
static const double NARROW = 480;

enum { TITLE_LINES = 2, SUBTITLE_LINES = 2, NOTE_LINES = 3, LINES = 8 };

/* One of the texts around a chart, broken into lines. */
struct passage {
    struct text_style style;
    struct str lines[LINES];
    size_t count;
};

static double line_height(const struct text_style *style) {
    return round(style->size * theme.line);
}

static struct passage passage_of(struct canvas *canvas, struct arena *arena, struct str text, double width,
                                 size_t most, struct text_style style) {
    struct passage passage = {.style = style};
    const struct plot_page page = {.canvas = canvas, .arena = arena};
    passage.count = style.bold ? plot_wrap(&page, text, width, most, &style, passage.lines)
                               : canvas_wrap(canvas, arena, text, width, most, &style, passage.lines);
    return passage;
}

static double passage_height(const struct passage *passage, double gap) {
    return passage->count == 0 ? 0 : (double)passage->count * line_height(&passage->style) + gap;
}

static void passage_draw(struct canvas *canvas, const struct passage *passage, double x, double y) {
    const double height = line_height(&passage->style);
    for (size_t i = 0; i < passage->count; i++) {
        const double baseline = y + (double)i * height + passage->style.size;
        canvas_text(canvas, (struct point){x, baseline}, passage->lines[i], &passage->style);
    }
}

struct texts {
    struct passage title, subtitle, note;
    double above, below;
};

static struct texts texts_of(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                             double width) {
    struct texts texts;
    const size_t more = width < NARROW ? 1 : 0;
    texts.title = passage_of(canvas, arena, chart->title, width, TITLE_LINES + more,
                             theme_bold(theme.size_title, theme.text, ANCHOR_START));
    texts.subtitle = passage_of(canvas, arena, chart->subtitle, width, SUBTITLE_LINES + more,
                                theme_text(theme.size_subtitle, theme.text_soft, ANCHOR_START));
    texts.note = passage_of(canvas, arena, chart->note, width, NOTE_LINES + more,
                            theme_text(theme.size_small, theme.text_soft, ANCHOR_START));
    texts.above = passage_height(&texts.title, 2) + passage_height(&texts.subtitle, 2);
    texts.above += texts.above > 0 ? theme.gap : 0;
    texts.below = passage_height(&texts.note, theme.gap);
    return texts;
}

struct plot_page plot_open(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                           const struct plot_frame *frame) {
    struct texts texts = texts_of(canvas, arena, chart, frame->width);
    double y = frame->y;
    passage_draw(canvas, &texts.title, frame->x, y);
    y += passage_height(&texts.title, 2);
    passage_draw(canvas, &texts.subtitle, frame->x, y);
    passage_draw(canvas, &texts.note, frame->x, frame->y + frame->height - passage_height(&texts.note, 0));
    struct plot_page page = {.canvas = canvas, .arena = arena, .chart = chart, .lang = frame->lang};
    page.body = (struct plot_box){frame->x, frame->y + texts.above, frame->width,
                                  fmax(frame->height - texts.above - texts.below, 1)};
    return page;
}

struct plot_page plot_measuring(const struct chart *chart, double width) {
    struct err err = {0};
    struct plot_page page = {.chart = chart, .arena = arena_new(), .body = {0, 0, width, 1}};
    page.canvas = canvas_svg(width, 1, STR(""), STR(""), &err);
    return page;
}

void plot_measured(struct plot_page *page) {
    struct err err = {0};
    struct str nothing;
    canvas_finish(page->canvas, page->arena, &nothing, &err);
    arena_free(page->arena);
}

double plot_texts_height(const struct chart *chart, double width) {
    struct plot_page page = plot_measuring(chart, width);
    struct texts texts = texts_of(page.canvas, page.arena, chart, width);
    plot_measured(&page);
    return texts.above + texts.below;
}

static bool known_anywhere(const struct chart *chart, const struct series *series) {
    for (size_t i = 0; i < chart->category_count; i++)
        if (plot_known(&series->points[i]))
            return true;
    return false;
}

const struct series *plot_series(const struct chart *chart, enum series_role role) {
    for (size_t i = 0; i < chart->series_count; i++)
        if (chart->series[i].role == role && known_anywhere(chart, &chart->series[i]))
            return &chart->series[i];
    return NULL;
}

bool plot_known(const struct figure *figure) {
    return isfinite(figure->value);
}

void plot_range(const struct chart *chart, const struct series *series, double *low, double *high) {
    for (size_t i = 0; series && i < chart->category_count; i++) {
        if (!plot_known(&series->points[i]))
            continue;
        *low = fmin(*low, series->points[i].value);
        *high = fmax(*high, series->points[i].value);
    }
}

bool plot_empty(const struct chart *chart) {
    for (size_t i = 0; i < chart->series_count; i++)
        if (known_anywhere(chart, &chart->series[i]))
            return false;
    return true;
}

void plot_nothing(const struct plot_page *page) {
    const struct plot_box *body = &page->body;
    struct text_style style = theme_text(theme.size_subtitle, theme.text_soft, ANCHOR_MIDDLE);
    canvas_rect(page->canvas, body->x, body->y, body->width, body->height, &theme.track, NULL);
    plot_text(page, body->x + body->width / 2, body->y + body->height / 2, label(page->lang, "chart.no_data"),
              body->width, &style);
}

double plot_text_width(const struct plot_page *page, struct str text, const struct text_style *style) {
    return text.size == 0 ? 0 : canvas_measure(page->canvas, text, style).width;
}

double plot_widest(const struct plot_page *page, const struct str *texts, size_t count,
                   const struct text_style *style) {
    double widest = 0;
    for (size_t i = 0; i < count; i++)
        widest = fmax(widest, plot_text_width(page, texts[i], style));
    return widest;
}

/* From the middle of a line to its baseline, for Latin figures and Chinese characters alike. */
static double below_middle(const struct text_style *style) {
    return style->size * 0.36;
}

void plot_text(const struct plot_page *page, double x, double y, struct str text, double width,
               const struct text_style *style) {
    struct str fitted = canvas_fit(page->canvas, page->arena, text, width, style);
    canvas_text(page->canvas, (struct point){x, y + below_middle(style)}, fitted, style);
}

double plot_widest_piece(const struct plot_page *page, struct str name, const struct text_style *style) {
    double widest = 0;
    for (size_t from = 0; from < name.size;) {
        size_t to = from;
        bool wide = (unsigned char)name.data[from] >= 0xE2; /* three bytes and more: may be broken after it */
        utf8_next(name, &to);
        while (!wide && to < name.size && name.data[to] != ' ' && (unsigned char)name.data[to] < 0xE2)
            utf8_next(name, &to);
        widest = fmax(widest, plot_text_width(page, str_trim(str_sub(name, from, to)), style));
        from = to;
    }
    return widest;
}

size_t plot_wrap(const struct plot_page *page, struct str text, double width, size_t most,
                 const struct text_style *style, struct str *lines) {
    const size_t count = canvas_wrap(page->canvas, page->arena, text, width, most, style, lines);
    if (count < 2 || plot_text_width(page, text, style) > width * (double)most)
        return count;
    struct str trial[LINES];
    double low = fmax(width / (double)count, plot_widest_piece(page, text, style)), high = width;
    while (high - low > 1) {
        const double middle = (low + high) / 2;
        if (canvas_wrap(page->canvas, page->arena, text, middle, count + 1, style, trial) == count)
            high = middle;
        else
            low = middle;
    }
    return canvas_wrap(page->canvas, page->arena, text, high, most, style, lines);
}

size_t plot_text_block(const struct plot_page *page, double x, double y, struct str text, double width,
                       size_t most, const struct text_style *style) {
    struct str lines[LINES];
    const double height = round(style->size * 1.2);
    size_t count = plot_wrap(page, text, width, most < LINES - 1 ? most : LINES - 1, style, lines);
    for (size_t i = 0; i < count; i++) {
        const double middle = y + ((double)i - (double)(count - 1) / 2) * height;
        canvas_text(page->canvas, (struct point){x, middle + below_middle(style)}, lines[i], style);
    }
    return count;
}

struct str plot_value(const struct plot_page *page, const struct figure *figure) {
    const double most = figure->unit == UNIT_MONEY ? 1000 : MOST_WRITTEN_OUT;
    if (fabs(figure->value) >= most && isfinite(figure->value))
        return plot_axis_compact(page->arena, page->lang, figure->value);
    return format_value(page->arena, figure->unit, figure->value);
}

struct str *plot_values(const struct plot_page *page, const struct series *series) {
    const size_t count = page->chart->category_count;
    struct str *texts = arena_array(page->arena, count, sizeof *texts);
    for (size_t i = 0; i < count; i++)
        texts[i] = plot_value(page, &series->points[i]);
    return texts;
}

struct str plot_tooltip(const struct plot_page *page, struct str category, const struct series *series,
                        const struct figure *figure) {
    struct str value = format_figure_n(page->arena, page->lang, figure);
    return str_printf(page->arena, STR_FMT " · " STR_FMT "%s" STR_FMT, STR_ARG(category),
                      STR_ARG(series->name), series->name.size ? ": " : "", STR_ARG(value));
}

void plot_key(const struct plot_page *page, struct str name, struct colour colour) {
    struct text_style style = theme_text(theme.size_small, theme.text_soft, ANCHOR_END);
    const double right = page->body.x + page->body.width, y = page->body.y + theme.size_small * 0.6;
    const double width = fmin(plot_text_width(page, name, &style), page->body.width / 2);
    plot_text(page, right, y, name, width + 1, &style);
    canvas_rect(page->canvas, plot_edge(right - width - 14), plot_edge(y - 4), 8, 8, &colour, NULL);
}

struct stroke plot_stroke(struct colour colour, double width, bool dashed) {
    return (struct stroke){.colour = colour, .width = width, .dashed = dashed};
}

double plot_crisp(double place) {
    return floor(place) + 0.5;
}

double plot_edge(double place) {
    return round(place);
}

void plot_bar(const struct plot_page *page, double x1, double y1, double x2, double y2,
              const struct colour *fill, const struct stroke *stroke) {
    const double inset = stroke ? stroke->width / 2 : 0;
    const double left = plot_edge(fmin(x1, x2)) + inset, top = plot_edge(fmin(y1, y2)) + inset;
    const double width = fmax(plot_edge(fmax(x1, x2)) - inset - left, 0.75);
    const double height = fmax(plot_edge(fmax(y1, y2)) - inset - top, 0.75);
    canvas_rect(page->canvas, left, top, width, height, fill, stroke);
}

static void sort_by_place(struct plot_end_label *labels, size_t count) {
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && labels[j].y < labels[j - 1].y; j--) {
            struct plot_end_label swap = labels[j];
            labels[j] = labels[j - 1];
            labels[j - 1] = swap;
        }
}

/* Pushes down what lies too near its upper neighbour, then up what fell out of the box. */
static void move_apart(struct plot_end_label *labels, size_t count, double top, double bottom,
                       double distance) {
    double least = top;
    for (size_t i = 0; i < count; i++) {
        labels[i].y = fmax(labels[i].y, least);
        least = labels[i].y + distance;
    }
    double most = bottom;
    for (size_t i = count; i-- > 0;) {
        labels[i].y = fmin(labels[i].y, most);
        most = labels[i].y - distance;
    }
}

struct str plot_end_text(const struct plot_page *page, const struct plot_end_label *label) {
    return str_printf(page->arena, STR_FMT "%s" STR_FMT, STR_ARG(label->name),
                      label->name.size && label->value.size ? " " : "", STR_ARG(label->value));
}

double plot_end_width(const struct plot_page *page, const struct plot_end_label *labels, size_t count) {
    double widest = 0;
    for (size_t i = 0; i < count; i++) {
        struct text_style style = theme_text(theme.size_label, theme.text, ANCHOR_START);
        style.bold = labels[i].bold;
        widest = fmax(widest, plot_text_width(page, plot_end_text(page, &labels[i]), &style));
    }
    const double share = page->body.width < NARROW ? 0.36 : 0.28;
    return count ? fmin(ceil(widest) + 11, page->body.width * share) : 0;
}

/* Where the margin is too narrow the name is shortened, never the value. */
static void draw_end_label(const struct plot_page *page, double x, double width,
                           const struct plot_end_label *label, const struct text_style *style) {
    struct plot_end_label fitted = *label;
    if (label->value.size == 0) {
        plot_text(page, x, label->y, label->name, width, style);
        return;
    }
    struct str value = str_printf(page->arena, " " STR_FMT, STR_ARG(label->value));
    const double rest = width - plot_text_width(page, value, style) - style->size * 0.3;
    fitted.name = canvas_fit(page->canvas, page->arena, label->name, rest, style);
    plot_text(page, x, label->y, plot_end_text(page, &fitted), width, style);
}

void plot_end_labels(const struct plot_page *page, double x, double width, double top, double bottom,
                     struct plot_end_label *labels, size_t count) {
    sort_by_place(labels, count);
    move_apart(labels, count, top, bottom, theme.size_label * 1.3);
    for (size_t i = 0; i < count; i++) {
        struct text_style style = theme_text(theme.size_label, labels[i].colour, ANCHOR_START);
        style.bold = labels[i].bold;
        draw_end_label(page, x, width, &labels[i], &style);
    }
}

bool plot_take(struct plot_taken *taken, struct arena *arena, struct plot_box box) {
    for (size_t i = 0; i < taken->count; i++) {
        const struct plot_box *other = &taken->boxes[i];
        if (box.x < other->x + other->width && other->x < box.x + box.width &&
            box.y < other->y + other->height && other->y < box.y + box.height)
            return false;
    }
    if (taken->count == taken->capacity) {
        struct plot_box *more = arena_array(arena, taken->capacity * 2 + 16, sizeof *more);
        if (taken->count)
            memcpy(more, taken->boxes, taken->count * sizeof *more);
        taken->boxes = more;
        taken->capacity = taken->capacity * 2 + 16;
    }
    taken->boxes[taken->count++] = box;
    return true;
}
