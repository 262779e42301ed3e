/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/draw.h"

#include "cmd/question.h"

#include <string.h>

enum { WIDTH = 720, SCALE = 2 };

enum picture { PICTURE_SVG, PICTURE_PNG, PICTURE_PDF, PICTURES };

static bool find_picture(const char *output, enum picture *picture, struct err *err) {
    static const char *const endings[] = {".svg", ".png", ".pdf"};
    for (int i = 0; output && i < PICTURES; i++)
        if (str_ends(str_of(output), str_of(endings[i]))) {
            *picture = (enum picture)i;
            return true;
        }
    if (output)
        err_set(err, ERR_USAGE, "cannot tell the kind of picture from the name %s", output);
    else
        err_set(err, ERR_USAGE, "no file for the chart given");
    return err_hint(err, "add -o FILE.svg, FILE.png or FILE.pdf");
}

bool draw_check(const struct settings *settings, const char *kind, const struct plot **plot,
                struct err *err) {
    enum picture picture;
    *plot = plot_named(str_of(kind), err);
    return *plot && find_picture(settings->output, &picture, err);
}

bool draw_chart(const struct context *context, const struct dataset *dataset, const struct chart *chart,
                enum lang lang, struct err *err) {
    enum picture picture;
    struct str bytes;
    if (!find_picture(context->settings.output, &picture, err))
        return false;
    bool drawn = picture == PICTURE_SVG ? plot_svg(chart, lang, WIDTH, context->arena, &bytes, err)
                 : picture == PICTURE_PNG
                     ? plot_png(chart, lang, WIDTH, SCALE, context->arena, &bytes, err)
                     : plot_pdf(chart, lang, WIDTH, dataset->as_of, context->arena, &bytes, err);
    run_note_accounting(context, dataset);
    return drawn && run_output(context, bytes, false, 0644, err);
}

bool draw_answer(const struct context *context, const struct plot *plot, struct query_question *question,
                 struct dataset *dataset, struct err *err) {
    struct chart chart;
    return drawn_question(plot->kind, question, context->arena, err) &&
           question_load(context, question, !context->settings.lang, dataset, err) &&
           canvas_fonts_ready(question->lang, err) &&
           drawn_answer(dataset, question, plot->kind, context->arena, &chart, err) &&
           draw_chart(context, dataset, &chart, question->lang, err);
}
