/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/plot_axis.h"

#include <math.h>

enum { MOST_TICKS = 50 };

/* The least of 1, 2, 5 × 10^k that is at least `rough`. */
static double nice_step(double rough) {
    const double power = pow(10, floor(log10(rough)));
    const double shares[] = {1, 2, 5};
    for (int i = 0; i < 3; i++)
        if (shares[i] * power >= rough * (1 - 1e-9))
            return shares[i] * power;
    return 10 * power;
}

static double or_zero(double value) {
    return isnan(value) ? 0 : fmin(fmax(value, -1e300), 1e300);
}

struct plot_axis plot_axis_nice(enum unit unit, double low, double high, unsigned most) {
    struct plot_axis axis = {.unit = unit};
    low = or_zero(low);
    high = or_zero(high);
    if (!(high - low > 1e-12 * fmax(fabs(high), 1e-6)))
        high = low + (unit == UNIT_SHARE ? 0.1 : 1);
    axis.step = nice_step((high - low) / (most ? most : 1));
    /* A finer step where the coarse one would leave much of the plot empty and the finer one adds few lines.
     */
    const double finer = nice_step(axis.step / 2.6);
    if (ceil(high / axis.step - 1e-9) * axis.step - high > 0.25 * (high - low) &&
        (high - low) / finer <= 1.5 * most)
        axis.step = finer;
    if (unit == UNIT_COUNT)
        axis.step = fmax(axis.step, 1);
    /* A range a hair over a multiple is not worth another step. */
    axis.low = floor(low / axis.step + 1e-9) * axis.step;
    axis.high = ceil(high / axis.step - 1e-9) * axis.step;
    return axis;
}

double plot_axis_at(const struct plot_axis *axis, double value) {
    const double held = fmin(fmax(value, axis->low), axis->high);
    return axis->from + (axis->to - axis->from) * ((held - axis->low) / (axis->high - axis->low));
}

unsigned plot_axis_ticks(const struct plot_axis *axis) {
    return (unsigned)fmin(round((axis->high - axis->low) / axis->step), MOST_TICKS) + 1;
}

double plot_axis_tick(const struct plot_axis *axis, unsigned index) {
    const double value = axis->low + index * axis->step;
    return fabs(value) < axis->step / 1e6 ? 0 : value;
}

struct scaling {
    double by;
    const char *suffix;
};

/* Large numbers in the words of the language: thousands of millions or ten-thousands. */
static struct scaling scaling_of(enum lang lang, double largest) {
    static const struct scaling english[] = {{1e12, "T"}, {1e9, "B"}, {1e6, "M"}};
    static const struct scaling chinese[] = {{1e12, "万亿"}, {1e8, "亿"}, {1e5, "万"}};
    const struct scaling *list = lang == LANG_ZH ? chinese : english;
    for (int i = 0; i < 3; i++)
        if (largest >= list[i].by)
            return (struct scaling){list[i].by == 1e5 ? 1e4 : list[i].by, list[i].suffix};
    return (struct scaling){1, ""};
}

static struct str grouped(struct arena *arena, double value, int places) {
    struct str digits = str_printf(arena, "%.*f", places, fabs(value));
    const size_t whole = str_find_char(digits, '.');
    char *out = arena_alloc(arena, digits.size * 2 + 4);
    size_t size = 0;
    for (size_t i = 0; i < digits.size; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            out[size++] = ',';
        out[size++] = digits.data[i];
    }
    return (struct str){out, size};
}

struct str plot_axis_compact(struct arena *arena, enum lang lang, double value) {
    struct scaling scaling = scaling_of(lang, fabs(value));
    const double scaled = fabs(value) / scaling.by;
    const int places = scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
    struct str digits = grouped(arena, scaled, places);
    return str_printf(arena, "%s" STR_FMT "%s", value < 0 ? "\xE2\x88\x92" : "", STR_ARG(digits),
                      scaling.suffix);
}

struct str plot_axis_text(struct arena *arena, enum lang lang, const struct plot_axis *axis, double value) {
    const bool percent = axis->unit == UNIT_SHARE || axis->unit == UNIT_CHANGE || axis->unit == UNIT_POINTS;
    struct scaling scaling = {1, ""};
    if (!percent)
        scaling = scaling_of(lang, fmax(fabs(axis->low), fabs(axis->high)));
    const double factor = percent ? 100 : 1 / scaling.by;
    const double step = axis->step * factor;
    const int places = (int)fmin(fmax(0, ceil(-log10(step) - 1e-9)), 6);
    const char *suffix = value == 0 ? "" : scaling.suffix;
    struct str digits = grouped(arena, value * factor, places);
    const char *sign = value < 0 ? "\xE2\x88\x92" : "";
    return str_printf(arena, "%s" STR_FMT "%s", sign, STR_ARG(digits), percent ? "\xC2\xA0%" : suffix);
}
