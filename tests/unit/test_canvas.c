/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/canvas.h"
#include "reports/plot_axis.h"
#include "reports/theme.h"
#include "tests/unit/cmocka_all.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct text_style style = {.size = 10, .colour = {0, 0, 0, 1}};

static struct canvas *svg(const char *title) {
    struct err err = {0};
    return canvas_svg(200, 100, str_of(title), STR("about"), &err);
}

static const char *finished(struct canvas *canvas, struct arena *arena) {
    struct err err = {0};
    struct str bytes;
    assert_true(canvas_finish(canvas, arena, &bytes, &err));
    return str_cstr(arena, bytes);
}

static void text_is_escaped_and_cleaned(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct canvas *canvas = svg("<title> & \"more\"");
    canvas_text(canvas, (struct point){1, 2}, STR("a<b>&\"c\" \x01\x02 d\te\n\xFF\xE2\x80\xAE 投诉"), &style);
    canvas_text(canvas, (struct point){1, 2}, STR("\x01\n\t"), &style);
    canvas_text(canvas, (struct point){NAN, 2}, STR("nowhere"), &style);
    const char *bytes = finished(canvas, arena);
    assert_non_null(strstr(bytes, "<title>&lt;title&gt; &amp; &quot;more&quot;</title>"));
    assert_non_null(strstr(bytes, ">a&lt;b&gt;&amp;&quot;c&quot; d e � 投诉</text>"));
    assert_non_null(strstr(bytes, "role=\"img\""));
    assert_null(strstr(bytes, "nowhere"));
    const char *first = strstr(bytes, "<text");
    assert_null(strstr(first + 1, "<text"));
    arena_free(arena);
}

static void numbers_are_short_and_fixed(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct canvas *canvas = svg("numbers");
    const struct stroke stroke = {{0, 0.4471, 0.698, 0.5}, 0.75, true};
    canvas_line(canvas, (struct point){-0.001, 1.0 / 3}, (struct point){1e12, -12.5}, &stroke);
    canvas_line(canvas, (struct point){0, INFINITY}, (struct point){0, 0}, &stroke);
    const char *bytes = finished(canvas, arena);
    assert_non_null(strstr(bytes, "d=\"M0 0.33L1000000000 -12.5\""));
    assert_non_null(strstr(bytes, "stroke=\"#0072b2\" stroke-opacity=\"0.5\" stroke-width=\"0.75\""));
    assert_null(strstr(bytes, "inf"));
    arena_free(arena);
}

static void ids_of_two_pictures_differ(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    const char *ids[2];
    for (int i = 0; i < 2; i++) {
        struct canvas *canvas = svg(i == 0 ? "one" : "two");
        canvas_clip(canvas, 1, 2, 3, 4);
        const char *id = strstr(finished(canvas, arena), "id=\"");
        ids[i] = str_cstr(arena, (struct str){id, 30});
    }
    assert_string_not_equal(ids[0], ids[1]);
    arena_free(arena);
}

static void open_groups_are_closed(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct canvas *canvas = svg("groups");
    canvas_ungroup(canvas);
    canvas_group(canvas, STR("1 < 2"));
    canvas_clip(canvas, 0, 0, 1, 1);
    const char *bytes = finished(canvas, arena);
    assert_non_null(strstr(bytes, "<g><title>1 &lt; 2</title>"));
    assert_non_null(strstr(bytes, "</g>\n</g>\n</svg>\n"));
    arena_free(arena);
}

static void widths_scale_exactly(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct canvas *canvas = svg("widths");
    struct text_style large = style;
    large.size = 40;
    const struct str texts[] = {STR("Received 1,234"), STR("受理 1,234 件"), STR("fi—“x”…")};
    for (int i = 0; i < 3; i++) {
        const double small = canvas_measure(canvas, texts[i], &style).width;
        assert_true(small > 20);
        assert_true(fabs(canvas_measure(canvas, texts[i], &large).width - 4 * small) < 0.1);
    }
    assert_true(canvas_measure(canvas, STR("投诉"), &style).width == 20);
    assert_true(canvas_measure(canvas, STR(""), &style).width == 0);
    finished(canvas, arena);
    arena_free(arena);
}

static void text_is_fitted_between_characters(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct canvas *canvas = svg("fit");
    const struct str texts[] = {STR("a long name of a category"), STR("很长的类别名称与说明"),
                                STR("e\xCC\x81te\xCC\x81 e\xCC\x81te\xCC\x81 e\xCC\x81te\xCC\x81")};
    for (int i = 0; i < 3; i++) {
        const double full = canvas_measure(canvas, texts[i], &style).width;
        assert_true(str_equal(canvas_fit(canvas, arena, texts[i], full, &style), texts[i]));
        for (double width = 0; width < full; width += 3.3) {
            struct str fitted = canvas_fit(canvas, arena, texts[i], width, &style);
            assert_true(canvas_measure(canvas, fitted, &style).width <= width);
            assert_true(fitted.size == 0 || str_ends(fitted, STR("…")));
            assert_int_equal(utf8_valid_prefix(fitted), fitted.size);
            if (i == 2) /* never between e and its accent */
                assert_true(str_find(fitted, STR("e…")) == fitted.size);
        }
    }
    finished(canvas, arena);
    arena_free(arena);
}

static void text_is_wrapped_where_its_script_allows(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct canvas *canvas = svg("wrap");
    struct str lines[9];
    assert_int_equal(canvas_wrap(canvas, arena, STR("one two three four"), 45, 9, &style, lines), 3);
    assert_true(str_equal(lines[0], STR("one two")));
    assert_true(str_equal(lines[2], STR("four")));
    /* No line starts with closing punctuation. */
    size_t count =
        canvas_wrap(canvas, arena, STR("排队等待，收费争议。服务态度（其他）"), 42, 9, &style, lines);
    for (size_t i = 0; i < count; i++) {
        assert_true(canvas_measure(canvas, lines[i], &style).width <= 42);
        assert_false(str_starts(lines[i], STR("，")) || str_starts(lines[i], STR("。")) ||
                     str_starts(lines[i], STR("）")));
    }
    assert_int_equal(canvas_wrap(canvas, arena, STR("一二三四五六七八九十"), 30, 2, &style, lines), 2);
    assert_true(str_equal(lines[0], STR("一二三")));
    assert_true(str_ends(lines[1], STR("…")));
    assert_int_equal(canvas_wrap(canvas, arena, STR(" \n"), 30, 2, &style, lines), 0);
    assert_int_equal(canvas_wrap(canvas, arena, STR("86.9\xC2\xA0%"), 24, 2, &style, lines), 2);
    finished(canvas, arena);
    arena_free(arena);
}

struct axis_case {
    enum unit unit;
    double low, high;
    unsigned most;
    double want_low, want_high, want_step;
};

static void axes_have_round_ends(void **state) {
    (void)state;
    const struct axis_case cases[] = {
        {UNIT_COUNT, 0, 684, 5, 0, 800, 200},
        {UNIT_COUNT, 0, 3, 5, 0, 3, 1},
        {UNIT_COUNT, 0, 0, 5, 0, 1, 1},
        {UNIT_COUNT, NAN, NAN, 5, 0, 1, 1},
        {UNIT_DAYS, 0, 10.6, 5, 0, 12, 2},
        {UNIT_SHARE, 0, 1, 5, 0, 1, 0.2},
        {UNIT_SHARE, 0.935, 0.97, 5, 0.93, 0.97, 0.01},
        {UNIT_CHANGE, -0.31, 0.2, 5, -0.4, 0.2, 0.2},
        {UNIT_DAYS, 0, 1e-7, 4, 0, 1e-7, 5e-8},
        {UNIT_COUNT, 0, 1e12, 4, 0, 1e12, 5e11},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct axis_case *want = &cases[i];
        struct plot_axis axis = plot_axis_nice(want->unit, want->low, want->high, want->most);
        const double hair = want->want_step * 1e-6;
        if (fabs(axis.low - want->want_low) > hair || fabs(axis.high - want->want_high) > hair ||
            fabs(axis.step - want->want_step) > hair)
            fail_msg("case %zu: %g to %g by %g", i, axis.low, axis.high, axis.step);
    }
    struct plot_axis wild = plot_axis_nice(UNIT_COUNT, -INFINITY, INFINITY, 5);
    assert_true(isfinite(wild.low) && isfinite(wild.high) && wild.step > 0);
}

static void ticks_are_short(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct plot_axis axis = plot_axis_nice(UNIT_SHARE, 0, 0.07, 5);
    assert_string_equal(plot_axis_text(arena, LANG_EN, &axis, 0.02).data, "2\xC2\xA0%");
    axis = plot_axis_nice(UNIT_COUNT, 0, 8000, 5);
    assert_string_equal(plot_axis_text(arena, LANG_ZH, &axis, 6000).data, "6,000");
    axis = plot_axis_nice(UNIT_COUNT, 0, 2.5e6, 5);
    assert_string_equal(plot_axis_text(arena, LANG_EN, &axis, 1.5e6).data, "1.5M");
    assert_string_equal(plot_axis_text(arena, LANG_ZH, &axis, 1.5e6).data, "150万");
    assert_string_equal(plot_axis_text(arena, LANG_ZH, &axis, 0).data, "0");
    assert_string_equal(plot_axis_compact(arena, LANG_ZH, 123456789012.0).data, "1,235亿");
    assert_string_equal(plot_axis_compact(arena, LANG_EN, 12345678).data, "12.3M");
    axis.from = 100;
    axis.to = 0;
    assert_true(plot_axis_at(&axis, INFINITY) == 0 && plot_axis_at(&axis, -5) == 100);
    arena_free(arena);
}

static void text_is_readable_on_every_shade(void **state) {
    (void)state;
    double last = 2;
    for (int i = 0; i <= 100; i++) {
        const struct colour shade = theme_scale(i / 100.0);
        const double light = theme_luminance(shade), text = theme_luminance(theme_text_on(shade));
        const double contrast = (fmax(light, text) + 0.05) / (fmin(light, text) + 0.05);
        assert_true(light < last); /* darker all the way: it reads in grey */
        assert_true(contrast > 3.9);
        last = light;
    }
}

/* In a process of its own, because fontconfig reads its settings once. */
static void a_missing_font_is_said(void **state) {
    (void)state;
    char path[] = "/tmp/fonts-XXXXXX";
    int fd = mkstemp(path);
    const char *empty = "<?xml version=\"1.0\"?><fontconfig></fontconfig>";
    assert_int_equal(write(fd, empty, strlen(empty)), (ssize_t)strlen(empty));
    close(fd);
    pid_t child = fork();
    if (child == 0) {
        struct err err = {0};
        close(2); /* pango complains there */
        setenv("FONTCONFIG_FILE", path, 1);
        bool ready = canvas_fonts_ready(LANG_ZH, &err);
        _exit(!ready && err.kind == ERR_IO && strstr(err.hint, "fonts-noto-cjk") ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    unlink(path);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void the_font_is_there(void **state) {
    (void)state;
    struct err err = {0};
    assert_true(canvas_fonts_ready(LANG_ZH, &err) && canvas_fonts_ready(LANG_EN, &err));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_font_is_said), /* before fontconfig is used here */
        cmocka_unit_test(the_font_is_there),
        cmocka_unit_test(text_is_escaped_and_cleaned),
        cmocka_unit_test(numbers_are_short_and_fixed),
        cmocka_unit_test(ids_of_two_pictures_differ),
        cmocka_unit_test(open_groups_are_closed),
        cmocka_unit_test(widths_scale_exactly),
        cmocka_unit_test(text_is_fitted_between_characters),
        cmocka_unit_test(text_is_wrapped_where_its_script_allows),
        cmocka_unit_test(axes_have_round_ends),
        cmocka_unit_test(ticks_are_short),
        cmocka_unit_test(text_is_readable_on_every_shade),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
