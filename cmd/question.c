/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/question.h"

#include "analysis/query/cube.h"

#include <string.h>

static bool read_whole(const char *text, const char *option, int64_t *value, struct err *err) {
    *value = 0;
    return !text || (str_to_int(str_of(text), value) && *value >= 1) ||
           err_set(err, ERR_USAGE, "%s should be a whole number above 0, not \"%s\"", option, text);
}

static bool read_compare(const char *text, enum query_compare *compare, struct err *err) {
    *compare = !text ? COMPARE_NONE : strcmp(text, "year") == 0 ? COMPARE_YEAR : COMPARE_PREVIOUS;
    return *compare != COMPARE_PREVIOUS || strcmp(text, "prev") == 0 ||
           err_set(err, ERR_USAGE, "--compare should be prev or year, not \"%s\"", text);
}

bool question_read(const struct settings *s, struct arena *arena, struct query_question *q, struct err *err) {
    size_t count;
    q->by = cube_split(str_of(s->by), arena, &count);
    q->by_count = count;
    q->across = str_trim(str_of(s->across));
    q->show = str_of(s->show);
    q->sort = str_of(s->sort);
    q->intervals = s->intervals;
    q->total = s->total;
    q->verdicts = s->verdicts;
    q->per_day = s->per_day;
    q->unmasked = s->unmasked;
    int64_t top, least;
    if (!read_whole(s->top, "--top", &top, err) || !read_whole(s->min_n, "--min-n", &least, err))
        return false;
    q->top = (size_t)top;
    q->least_n = (double)least;
    if (s->across && s->fail_on.count)
        return err_set(err, ERR_USAGE, "--fail-on compares no columns of --across") ||
               err_hint(err, "ask for them with --by");
    if (s->per_day && !s->compare)
        return err_set(err, ERR_USAGE, "--per-day needs --compare") ||
               err_hint(err, "add --compare prev or --compare year");
    if (s->across && s->verdicts)
        return err_set(err, ERR_USAGE, "--verdicts judges no columns of --across") ||
               err_hint(err, "ask for them with --by");
    return read_compare(s->compare, &q->compare, err);
}

bool question_load(const struct context *context, struct query_question *q, bool rules,
                   struct dataset *dataset, struct err *err) {
    struct measure_ref *refs;
    size_t count;
    struct dataset_need need = {.categories = rules, .clocks = q->verdicts};
    return cube_parse_measures(q->show, context->arena, &refs, &count, err) &&
           dataset_need_measures(dataset, refs, count, &need, err) &&
           dataset_need_names(dataset, q->by, q->by_count, &need, err) &&
           dataset_need_names(dataset, &q->across, q->across.size > 0, &need, err) &&
           dataset_load(dataset, &need, err) && run_lang(context, dataset, &q->lang, err);
}
