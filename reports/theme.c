/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/theme.h"

#include <math.h>

#define RGB(hex)                                                                                             \
    { ((hex) >> 16 & 0xFF) / 255.0, ((hex) >> 8 & 0xFF) / 255.0, ((hex)&0xFF) / 255.0, 1 }

const struct theme theme = {
    .paper = RGB(0xFFFFFF),
    .text = RGB(0x1B2631),
    .text_soft = RGB(0x57636E),
    .axis = RGB(0x8A949D),
    .grid = RGB(0xE6EAED),
    .track = RGB(0xF3F5F7),
    .actual = RGB(0x0072B2), /* Okabe–Ito blue */
    .previous = RGB(0xC6CED6),
    .rest = RGB(0x7FB2D3),
    .highlight = RGB(0xD55E00), /* Okabe–Ito vermillion */
    .limit = RGB(0x7A858F),
    .target = RGB(0x1B2631),
    .mark = RGB(0x3D4852),
    .rise = RGB(0xE69F00), /* Okabe–Ito orange */
    .fall = RGB(0x0072B2), /* Okabe–Ito blue */
    .total = RGB(0x33475B),
    .size_title = 16,
    .size_subtitle = 11.5,
    .size_label = 10.5,
    .size_small = 9.5,
    .line = 1.36,
    .gap = 10,
    .thin = 0.75,
    .medium = 1,
    .bold = 2.25,
};

struct text_style theme_text(double size, struct colour colour, enum text_anchor anchor) {
    return (struct text_style){.size = size, .colour = colour, .anchor = anchor};
}

struct text_style theme_bold(double size, struct colour colour, enum text_anchor anchor) {
    return (struct text_style){.size = size, .bold = true, .colour = colour, .anchor = anchor};
}

struct colour theme_scale(double share) {
    static const struct colour stops[] = {RGB(0xF3F7FA), RGB(0xCBDDEB), RGB(0x8FBBD9),
                                          RGB(0x4A90BF), RGB(0x0F609B), RGB(0x08365C)};
    const int last = (int)(sizeof stops / sizeof *stops) - 1;
    const double at = fmin(fmax(share, 0), 1) * last;
    const int low = (int)fmin(at, last - 1);
    const double part = at - low;
    const struct colour a = stops[low], b = stops[low + 1];
    return (struct colour){a.red + part * (b.red - a.red), a.green + part * (b.green - a.green),
                           a.blue + part * (b.blue - a.blue), 1};
}

static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

double theme_luminance(struct colour colour) {
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

struct colour theme_text_on(struct colour background) {
    const double light = theme_luminance(background);
    const double on_white = 1.05 / (light + 0.05);
    const double on_dark = (light + 0.05) / (theme_luminance(theme.text) + 0.05);
    return on_white > on_dark ? theme.paper : theme.text;
}
