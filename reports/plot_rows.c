/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/plot_rows.h"

#include <math.h>

double plot_rows_natural(size_t count) {
    return (double)count * (count <= 15 ? 27 : count <= 30 ? 22 : 18);
}

struct plot_rows plot_rows_over(const struct plot_page *page, const struct plot_box *box,
                                const struct str *names, size_t count, double share) {
    struct plot_rows rows = {.y = box->y, .x = box->x, .count = count};
    rows.height = fmin(box->height / (double)(count ? count : 1), 40);
    struct text_style style = theme_bold(plot_rows_size(&rows), theme.text, ANCHOR_END);
    rows.label_width = fmin(ceil(plot_widest(page, names, count, &style)) + 1, box->width * share);
    rows.from = plot_edge(rows.x + rows.label_width + 8);
    return rows;
}

double plot_rows_middle(const struct plot_rows *rows, size_t index) {
    return rows->y + ((double)index + 0.5) * rows->height;
}

double plot_rows_size(const struct plot_rows *rows) {
    return fmin(theme.size_label, fmax(rows->height * 0.75, 3));
}

void plot_rows_name(const struct plot_page *page, const struct plot_rows *rows, size_t index, struct str name,
                    struct colour colour, bool bold) {
    struct text_style style = theme_text(plot_rows_size(rows), colour, ANCHOR_END);
    style.bold = bold;
    if (name.size == 0)
        name = STR("\xE2\x80\x94");
    const size_t lines = rows->height >= style.size * 2.4 ? 2 : 1;
    plot_text_block(page, rows->x + rows->label_width, plot_rows_middle(rows, index), name, rows->label_width,
                    lines, &style);
}
