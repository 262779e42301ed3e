/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/snippet.h"

#include "analysis/rules/mask.h"
#include "reports/text_width.h"

enum { MOST_HIT = 200 }; /* columns: a regex may match a whole text */

static struct str mask(struct arena *arena, struct str text) {
    struct buf out = {0};
    mask_text(text, &out);
    struct str masked = str_copy(arena, buf_str(&out));
    buf_free(&out);
    return masked;
}

/* The last characters that fit into `width` columns. */
static struct str cut_start(struct arena *arena, struct str text, size_t width) {
    size_t from = text.size, columns = 0;
    while (from > 0 && columns < width) {
        from--;
        while (from > 0 && ((unsigned char)text.data[from] & 0xC0) == 0x80)
            from--;
        columns = text_width(str_sub(text, from, text.size));
    }
    struct str kept = str_sub(text, from, text.size);
    return from ? str_printf(arena, "…" STR_FMT, STR_ARG(kept)) : kept;
}

static struct str valid(struct arena *arena, struct str text) {
    return text_clean(arena, text);
}

struct snippet snippet_of(struct arena *arena, struct str text, size_t start, size_t end, size_t width,
                          bool masked) {
    struct snippet s = {str_sub(text, 0, start), str_sub(text, start, end), str_sub(text, end, text.size)};
    if (masked) {
        struct str whole = mask(arena, valid(arena, text));
        s = (struct snippet){mask(arena, valid(arena, s.before)), mask(arena, valid(arena, s.hit)),
                             mask(arena, valid(arena, s.after))};
        struct str joined =
            str_printf(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(s.before), STR_ARG(s.hit), STR_ARG(s.after));
        if (!str_equal(whole, joined))
            return (struct snippet){STR("…"), STR("***"), STR("…")};
    }
    s.before = cut_start(arena, valid(arena, s.before), width);
    s.hit = text_cut(arena, valid(arena, s.hit), MOST_HIT);
    s.after = text_cut(arena, valid(arena, s.after), width);
    return s;
}

struct str snippet_start(struct arena *arena, struct str text, size_t width, bool masked) {
    struct str clean = str_trim(valid(arena, text));
    return text_cut(arena, masked ? mask(arena, clean) : clean, width);
}
