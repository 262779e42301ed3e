/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every chart of the gallery is drawn twice and must give the same, well-formed bytes; some are compared with
 * tests/golden/charts. BLESS=1 writes those, CHARTS=DIR writes all pictures to look at. */
#include "tests/unit/gallery.h"

#include "analysis/base/file.h"
#include "reports/plot.h"
#include "reports/writer.h"
#include "tests/unit/cmocka_all.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double width = 720;

static struct str svg_of(const struct gallery_entry *entry, struct arena *arena) {
    struct chart chart;
    struct err err = {0};
    struct str bytes;
    entry->make(arena, entry->lang, &chart);
    assert_true(plot_svg(&chart, entry->lang, width, arena, &bytes, &err));
    return bytes;
}

static struct str png_of(const struct gallery_entry *entry, struct arena *arena) {
    struct chart chart;
    struct err err = {0};
    struct str bytes;
    entry->make(arena, entry->lang, &chart);
    assert_true(plot_png(&chart, entry->lang, width, 2, arena, &bytes, &err));
    return bytes;
}

static void save(const char *folder, const struct gallery_entry *entry, const char *suffix,
                 struct str bytes) {
    char path[600];
    struct err err = {0};
    snprintf(path, sizeof path, "%s/%s.%s.%s", folder, entry->name, entry->lang == LANG_ZH ? "zh" : "en",
             suffix);
    assert_true(file_write(path, bytes, 0644, &err));
}

static void two_renders_are_the_same_bytes(void **state) {
    (void)state;
    for (const struct gallery_entry *entry = gallery; entry->name; entry++) {
        struct arena *arena = arena_new();
        struct str svg = svg_of(entry, arena), png = png_of(entry, arena);
        if (!str_equal(svg, svg_of(entry, arena)) || !str_equal(png, png_of(entry, arena)))
            fail_msg("%s is not the same twice", entry->name);
        if (getenv("CHARTS")) {
            save(getenv("CHARTS"), entry, "svg", svg);
            save(getenv("CHARTS"), entry, "png", png);
        }
        arena_free(arena);
    }
}

static void drawings_are_well_formed(void **state) {
    (void)state;
    for (const struct gallery_entry *entry = gallery; entry->name; entry++) {
        struct arena *arena = arena_new();
        struct str svg = svg_of(entry, arena);
        XML_Parser parser = XML_ParserCreate(NULL);
        if (XML_Parse(parser, svg.data, (int)svg.size, 1) != XML_STATUS_OK)
            fail_msg("%s: line %lu: %s", entry->name, XML_GetCurrentLineNumber(parser),
                     XML_ErrorString(XML_GetErrorCode(parser)));
        XML_ParserFree(parser);
        if (str_find(svg, STR("nan")) < svg.size || str_find(svg, STR("inf\"")) < svg.size)
            fail_msg("%s has a coordinate that is no number", entry->name);
        arena_free(arena);
    }
}

/* A number of an attribute, passed over; NAN where there is none. */
static double number_at(struct str text, size_t *at) {
    size_t end = *at;
    while (end < text.size && strchr("-.0123456789", text.data[end]))
        end++;
    char digits[40] = {0};
    if (end == *at || end - *at >= sizeof digits)
        return NAN;
    memcpy(digits, text.data + *at, end - *at);
    *at = end;
    return strtod(digits, NULL);
}

/* The same drawing: places may differ by a few points, because another version of the font is a little wider,
 * everything else not at all. Returns where they part, SIZE_MAX when they do not. */
static size_t differs(struct str now, struct str golden) {
    static const double most = 4;
    size_t a = 0, b = 0;
    while (a < now.size && b < golden.size) {
        const size_t start = a;
        const double x = number_at(now, &a), y = number_at(golden, &b);
        if (isnan(x) != isnan(y) || fabs(x - y) > most)
            return start;
        if (isnan(x) && now.data[a++] != golden.data[b++])
            return start;
    }
    return a == now.size && b == golden.size ? SIZE_MAX : a;
}

static void drawings_are_as_they_were_looked_at(void **state) {
    (void)state;
    for (const struct gallery_entry *entry = gallery; entry->name; entry++) {
        char path[600];
        struct arena *arena = arena_new();
        struct file_view view;
        struct err err = {0};
        if (entry->golden) {
            struct str svg = svg_of(entry, arena);
            if (getenv("BLESS"))
                save("tests/golden/charts", entry, "svg", svg);
            snprintf(path, sizeof path, "tests/golden/charts/%s.%s.svg", entry->name,
                     entry->lang == LANG_ZH ? "zh" : "en");
            if (!file_map(path, &view, &err))
                fail_msg("%s", err.message);
            const size_t at = differs(svg, view.bytes);
            if (at != SIZE_MAX)
                fail_msg("%s differs: %.80s", path, str_cstr(arena, str_sub(svg, at, svg.size)));
            file_unmap(&view);
        }
        arena_free(arena);
    }
}

static void sparklines_leave_gaps(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct err err = {0};
    const double values[] = {3, 4, NAN, 2, 2, 9};
    struct figure *points = gallery_points(arena, UNIT_COUNT, 6, values);
    struct canvas *canvas = canvas_svg(80, 20, STR("spark"), STR(""), &err);
    struct str bytes;
    plot_sparkline(canvas, points, 6, 0, 0, 80, 20);
    plot_sparkline(canvas, points, 1, 0, 0, 80, 20);
    plot_sparkline(canvas, points, 0, 0, 0, 80, 20);
    assert_true(canvas_finish(canvas, arena, &bytes, &err));
    size_t lines = 0, dots = 0;
    for (size_t at = 0; at < bytes.size; at++) {
        lines += str_starts(str_sub(bytes, at, bytes.size), STR("<path"));
        dots += str_starts(str_sub(bytes, at, bytes.size), STR("<circle"));
    }
    assert_int_equal(lines, 2);
    assert_int_equal(dots, 2);
    arena_free(arena);
}

static void packs_hold_every_chart_twice(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct err err = {0};
    struct chart charts[2];
    pareto_plain(arena, LANG_ZH, &charts[0]);
    trend_columns(arena, LANG_ZH, &charts[1]);
    charts[1].key = STR("trend");
    const struct report report = {.lang = LANG_ZH, .charts = charts, .chart_count = 2};
    char folder[] = "/tmp/redress-charts-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct pack *pack;
    assert_true(pack_begin(folder, &pack, &err));
    assert_true(writer_find(STR("png"))->write(&report, pack, &err));
    assert_true(writer_find(STR("svg"))->write(&report, pack, &err));
    assert_true(pack_publish(pack, STR(""), &err));
    const char *names[] = {"charts/chart.png", "charts/chart.svg", "charts/trend.png", "charts/trend.svg",
                           "manifest.json"};
    for (int i = 0; i < 5; i++) {
        const char *path = str_printf(arena, "%s/%s", folder, names[i]).data;
        assert_int_equal(access(path, R_OK), 0);
        unlink(path);
    }
    rmdir(str_printf(arena, "%s/charts", folder).data);
    rmdir(folder);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_renders_are_the_same_bytes),      cmocka_unit_test(drawings_are_well_formed),
        cmocka_unit_test(drawings_are_as_they_were_looked_at), cmocka_unit_test(sparklines_leave_gaps),
        cmocka_unit_test(packs_hold_every_chart_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
