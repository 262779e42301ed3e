/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/writers.h"

#include <pthread.h>

/* Packs are begun in this order: what takes longest first. */
/* clang-format off */
const struct writer *const writers[] = {
    &writer_xlsx,
    &writer_pdf,
    &writer_html,
    &writer_json,
    &writer_csv,
    &writer_text,
    &writer_mail,
    &writer_png,
    &writer_svg,
    NULL,
};
/* clang-format on */

const struct writer *writer_find(struct str format) {
    for (size_t i = 0; writers[i]; i++)
        if (str_equal(str_of(writers[i]->format), format))
            return writers[i];
    return NULL;
}

struct writing {
    const struct writers_choice *choice;
    const struct report *report;
    struct pack *pack;
    struct err *errors; /* [document] */
    bool *done;
    pthread_mutex_t showing;
    size_t begun;
};

static void show(struct writing *writing, const char *format) {
    const struct progress *progress = writing->choice->progress;
    pthread_mutex_lock(&writing->showing);
    if (progress && progress->show)
        progress->show(progress->context, format, writing->begun, writing->choice->count);
    writing->begun++;
    pthread_mutex_unlock(&writing->showing);
}

/* Each writer has memory of its own. */
static void write_one(void *context, size_t task, unsigned worker) {
    (void)worker;
    struct writing *writing = context;
    const struct writer *writer = writing->choice->list[task];
    struct report report = *writing->report;
    report.arena = arena_new();
    show(writing, writer->format);
    writing->done[task] = writer->write(&report, writing->pack, &writing->errors[task]);
    arena_free(report.arena);
}

bool writers_write(const struct writers_choice *choice, const struct report *report, struct pack *pack,
                   struct err *err) {
    struct writing writing = {.choice = choice, .report = report, .pack = pack};
    writing.errors = heap_array(choice->count, sizeof *writing.errors);
    writing.done = heap_array(choice->count, sizeof *writing.done);
    pthread_mutex_init(&writing.showing, NULL);
    work_run(choice->jobs ? choice->jobs : work_processors(), choice->count, write_one, &writing);
    pthread_mutex_destroy(&writing.showing);
    size_t good = 0;
    while (good < choice->count && writing.done[good])
        good++;
    if (good < choice->count)
        *err = writing.errors[good];
    heap_free(writing.errors);
    heap_free(writing.done);
    return good == choice->count;
}
