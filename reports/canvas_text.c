/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measuring and breaking text, the same for every back end. Hinting and rounding are off and sizes are
 * absolute, so that widths scale exactly and depend neither on the resolution nor on the locale. */
#include "reports/canvas_backend.h"

#include <math.h>
#include <string.h>

static PangoContext *context_new(void) {
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    /* Without it pango asks the locale. It picks the mainland forms of Chinese characters. */
    pango_context_set_language(context, pango_language_from_string("zh-cn"));
    return context;
}

PangoLayout *canvas_layout_new(void) {
    PangoContext *context = context_new();
    PangoLayout *layout = pango_layout_new(context);
    g_object_unref(context);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_auto_dir(layout, FALSE);
    return layout;
}

static bool is_han(uint32_t code) {
    return (code >= 0x2E80 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0xFF00 && code <= 0xFFEF) || (code >= 0x20000 && code <= 0x3FFFF);
}

static bool is_punctuation(uint32_t code) {
    return code == 0xB7 || (code >= 0x2010 && code <= 0x2027);
}

bool canvas_wants_latin(struct str text) {
    bool found = false;
    for (size_t at = 0; at < text.size;) {
        uint32_t code = utf8_next(text, &at);
        if (is_han(code))
            return false;
        found = found || is_punctuation(code);
    }
    return found;
}

static bool has_han(struct str text) {
    for (size_t at = 0; at < text.size;)
        if (is_han(utf8_next(text, &at)))
            return true;
    return false;
}

/* Latin runs within Chinese text. They look the same in both faces, but cairo 1.16 embeds all 0.9 MB of the
 * Chinese face's subroutines in a PDF once certain Latin and Chinese glyphs come from it together. */
static PangoAttrList *latin_runs(struct str text) {
    PangoAttrList *list = pango_attr_list_new();
    for (size_t from = 0, to; from < text.size; from = to + 1) {
        for (to = from; to < text.size && (unsigned char)text.data[to] < 0x80; to++)
            ;
        if (to == from)
            continue;
        PangoAttribute *family = pango_attr_family_new(CANVAS_LATIN "," CANVAS_FAMILIES);
        family->start_index = (guint)from;
        family->end_index = (guint)to;
        pango_attr_list_insert(list, family);
    }
    return list;
}

static void set_style(PangoLayout *layout, struct str text, const struct text_style *style) {
    const bool han = has_han(text);
    PangoAttrList *runs = han ? latin_runs(text) : NULL;
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, han ? CANVAS_FAMILIES : CANVAS_LATIN "," CANVAS_FAMILIES);
    pango_font_description_set_weight(font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_attributes(layout, runs);
    pango_font_description_free(font);
    if (runs)
        pango_attr_list_unref(runs);
}

PangoLayoutLine *canvas_layout_line(PangoLayout *layout, struct str clean, const struct text_style *style) {
    set_style(layout, clean, style);
    pango_layout_set_width(layout, -1);
    pango_layout_set_text(layout, clean.data, (int)clean.size);
    return pango_layout_get_line_readonly(layout, 0);
}

/* What cannot be shown or would be shown as something else: control characters and unused code points
 * (forbidden in XML too), and the marks that turn the direction of the text after them. */
static bool is_blank(uint32_t code) {
    return code <= 0x20 || code == 0x7F || (code >= 0x80 && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

static bool is_dropped(uint32_t code) {
    return (code >= 0x200E && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF || code == 0xAD;
}

static bool is_plain(struct str text) {
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < 0x20 || c >= 0x7F || (c == ' ' && (i == 0 || i + 1 == text.size || text.data[i + 1] == ' ')))
            return false;
    }
    return true;
}

struct str canvas_clean(struct arena *arena, struct str text) {
    if (is_plain(text))
        return text;
    /* At worst each invalid byte becomes the three bytes of U+FFFD. */
    char *out = arena_alloc(arena, text.size * 3 + 1);
    size_t size = 0;
    bool blank = false;
    for (size_t at = 0; at < text.size;) {
        uint32_t code = utf8_next(text, &at);
        if (is_dropped(code))
            continue;
        if (is_blank(code)) {
            blank = true;
            continue;
        }
        if (blank && size > 0)
            out[size++] = ' ';
        blank = false;
        if ((code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF))
            code = 0xFFFD;
        size += utf8_encode(code, out + size);
    }
    return (struct str){out, size};
}

static struct extent extent_of(PangoLayoutLine *line) {
    PangoRectangle logical;
    pango_layout_line_get_extents(line, NULL, &logical);
    return (struct extent){(double)logical.width / PANGO_SCALE, (double)logical.height / PANGO_SCALE,
                           -(double)logical.y / PANGO_SCALE};
}

static struct extent measure(struct canvas *canvas, struct str clean, const struct text_style *style) {
    bool known;
    struct extent *extent = canvas_widths_find(canvas->widths, clean, style, &known);
    if (!known)
        *extent = extent_of(canvas_layout_line(canvas->layout, clean, style));
    return *extent;
}

struct extent canvas_measure(struct canvas *canvas, struct str text, const struct text_style *style) {
    return measure(canvas, canvas_clean(canvas->arena, text), style);
}

/* The first `size` bytes, without blanks at the end, and an ellipsis. */
static struct str shortened(struct arena *arena, struct str text, size_t size) {
    while (size > 0 && text.data[size - 1] == ' ')
        size--;
    return str_printf(arena, "%.*s…", (int)size, text.data);
}

/* Places where a reader sees one character end, in bytes. */
static size_t cursor_places(struct canvas *canvas, struct str clean, const struct text_style *style,
                            size_t *places) {
    canvas_layout_line(canvas->layout, clean, style);
    int count = 0;
    const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly(canvas->layout, &count);
    size_t found = 0, at = 0;
    for (int i = 0; i < count && at < clean.size; i++) {
        if (attributes[i].is_cursor_position)
            places[found++] = at;
        utf8_next(clean, &at);
    }
    return found;
}

struct str canvas_fit(struct canvas *canvas, struct arena *arena, struct str text, double width,
                      const struct text_style *style) {
    struct str clean = canvas_clean(arena, text);
    if (measure(canvas, clean, style).width <= width)
        return clean;
    size_t *places = arena_array(canvas->arena, clean.size + 1, sizeof *places);
    size_t low = 0, high = cursor_places(canvas, clean, style, places);
    struct str best = STR("");
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct str candidate = shortened(arena, clean, places[middle]);
        if (measure(canvas, candidate, style).width <= width) {
            best = candidate;
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return best;
}

size_t canvas_wrap(struct canvas *canvas, struct arena *arena, struct str text, double width, size_t most,
                   const struct text_style *style, struct str *lines) {
    struct str clean = canvas_clean(arena, text);
    const double room = fmin(fmax(1, floor(width * PANGO_SCALE)), 1e9);
    if (clean.size == 0 || most == 0)
        return 0;
    if (measure(canvas, clean, style).width * PANGO_SCALE <= room) {
        lines[0] = str_trim(clean);
        return 1;
    }
    canvas_layout_line(canvas->layout, clean, style);
    pango_layout_set_wrap(canvas->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(canvas->layout, (int)room);
    size_t found = (size_t)pango_layout_get_line_count(canvas->layout);
    size_t kept = found < most ? found : most;
    size_t last_start = 0;
    for (size_t i = 0; i < kept; i++) {
        const PangoLayoutLine *line = pango_layout_get_line_readonly(canvas->layout, (int)i);
        last_start = (size_t)line->start_index;
        lines[i] = str_trim(str_sub(clean, last_start, last_start + (size_t)line->length));
    }
    pango_layout_set_width(canvas->layout, -1);
    if (found > most)
        lines[kept - 1] = canvas_fit(canvas, arena, str_sub(clean, last_start, clean.size), width, style);
    return kept;
}

bool canvas_fonts_ready(enum lang lang, struct err *err) {
    PangoLayout *layout = canvas_layout_new();
    struct text_style style = {.size = 10};
    canvas_layout_line(layout, lang == LANG_ZH ? STR("投诉办结") : STR("Received"), &style);
    bool ready = pango_layout_get_unknown_glyphs_count(layout) == 0;
    g_object_unref(layout);
    if (ready)
        return true;
    err_set(err, ERR_IO, "no font for %s is installed", lang == LANG_ZH ? "Chinese" : "Latin text");
    return err_hint(err, "install one, for example: apt-get install fonts-noto-cjk");
}
