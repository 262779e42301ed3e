/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/canvas_widths.h"

#include "analysis/base/dict.h"

struct canvas_widths {
    struct dict *texts;
    struct extent *extents; /* by code */
    size_t count, room;
    struct buf key;
};

struct canvas_widths *canvas_widths_new(void) {
    struct canvas_widths *widths = heap_array(1, sizeof *widths);
    widths->texts = dict_new();
    widths->count = dict_size(widths->texts);
    return widths;
}

void canvas_widths_free(struct canvas_widths *widths) {
    if (!widths)
        return;
    dict_free(widths->texts);
    heap_free(widths->extents);
    buf_free(&widths->key);
    heap_free(widths);
}

struct extent *canvas_widths_find(struct canvas_widths *widths, struct str clean,
                                  const struct text_style *style, bool *known) {
    buf_clear(&widths->key);
    buf_add(&widths->key, (struct str){(const char *)&style->size, sizeof style->size});
    buf_add_char(&widths->key, style->bold ? 'b' : ' ');
    buf_add(&widths->key, clean);
    uint32_t code = dict_add(widths->texts, buf_str(&widths->key));
    *known = code < widths->count;
    widths->count = dict_size(widths->texts);
    widths->extents = heap_grow(widths->extents, &widths->room, widths->count, sizeof *widths->extents);
    return &widths->extents[code];
}
