/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every chart of the gallery is drawn twice and must give the same, well-formed bytes; some are compared with
 * tests/golden/charts. BLESS=1 writes those, CHARTS=DIR writes all pictures to look at. */
#include "tests/unit/gallery.h"

#include "analysis/base/file.h"
#include "reports/plot.h"
#include "tests/unit/cmocka_all.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_renders_are_the_same_bytes),
        cmocka_unit_test(drawings_are_well_formed),
        cmocka_unit_test(drawings_are_as_they_were_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
