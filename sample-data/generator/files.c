/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_SIZE = 1024, GB18030_MONTH = 4 /* 2025-03 */ };

static void fail(const char *path) {
    fprintf(stderr, "generate: %s: %s\n", path, strerror(errno));
    exit(4);
}

FILE *files_open(const char *path) {
    FILE *file = fopen(path, "wb");
    if (!file)
        fail(path);
    return file;
}

void files_put(FILE *file, const char *path, const char *bytes, size_t length) {
    if (fwrite(bytes, 1, length, file) != length)
        fail(path);
}

void files_finish(FILE *file, const char *path) {
    if (fclose(file) != 0)
        fail(path);
}

static void write_file(const char *path, const char *bytes, size_t length) {
    FILE *file = files_open(path);
    files_put(file, path, bytes, length);
    files_finish(file, path);
}

static void make_folder(const char *path) {
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        fail(path);
}

void files_folder(const char *folder, const char *bank, const char *inner) {
    char path[PATH_SIZE];
    make_folder(folder);
    snprintf(path, sizeof path, "%s/%s", folder, bank);
    make_folder(path);
    snprintf(path, sizeof path, "%s/%s/%s", folder, bank, inner);
    make_folder(path);
}

static void to_gb18030(struct text *text) {
    iconv_t converter = iconv_open("GB18030", "UTF-8");
    size_t room = text->length * 2, left = text->length, space = room;
    char *to = malloc(room), *from = text->bytes, *end = to;
    if (converter == (iconv_t)-1 || !to || iconv(converter, &from, &left, &end, &space) == (size_t)-1)
        fail("GB18030");
    iconv_close(converter);
    text_clear(text);
    text_add_bytes(text, to, room - space);
    free(to);
}

void files_export(const char *folder, const struct plan *plan, struct cases *cases, size_t first, int month,
                  struct tally *tally) {
    bool chinese = plan->bank->chinese, gb18030 = chinese && month == GB18030_MONTH;
    const char *line_end = gb18030 || (!chinese && month < plan->months / 2) ? "\r\n" : "\n";
    struct civil c = day_civil((int)(plan_month_start(plan, month) / DAY_SECONDS));
    char path[PATH_SIZE];
    struct text out = {0};
    if (chinese && month % 3 == 0)
        text_add(&out, "\xEF\xBB\xBF");
    export_header(&out, plan, line_end);
    export_month(&out, cases, first, plan, month, line_end, tally);
    if (gb18030)
        to_gb18030(&out);
    snprintf(path, sizeof path, "%s/%s/%04d-%02d.csv", folder, plan->bank->folder, c.year, c.month);
    write_file(path, out.bytes, out.length);
    text_free(&out);
}

void files_truth(FILE *file, const struct plan *plan, const struct cases *cases, size_t first) {
    struct text id = {0};
    for (size_t i = first; file && i < cases->count; i++) {
        const struct complaint *c = &cases->list[i];
        text_clear(&id);
        row_id(&id, plan, c);
        text_addf(&id, ",%s\n", categories[c->category].id);
        files_put(file, "truth", id.bytes, id.length);
    }
    text_free(&id);
}

static void write_reference(const char *folder, const struct plan *plan, const char *name,
                            struct text *text) {
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s/reference/%s", folder, plan->bank->folder, name);
    write_file(path, text->bytes, text->length);
    text_clear(text);
}

static void list_exposure(struct text *out, const struct plan *plan) {
    text_clear(out);
    text_add(out, "period,base,unit,value\n");
    for (int month = 0; month < plan->months; month++) {
        struct civil c = day_civil((int)(plan_month_start(plan, month) / DAY_SECONDS));
        for (int u = 0; u < plan->bank->unit_count; u++) {
            int customers = plan_customers(plan, u, month);
            if (!customers || (u == plan->bank->planted.unmeasured_unit && month == plan->months - 1))
                continue;
            const char *name = plan->bank->units[u].name;
            text_addf(out, "%04d-%02d,customers,%s,%d\n", c.year, c.month, name, customers);
            text_addf(out, "%04d-%02d,accounts,%s,%d\n", c.year, c.month, name,
                      customers * (14 + u % 5) / 10);
        }
    }
}

static void list_units(struct text *out, const struct plan *plan) {
    const struct bank *bank = plan->bank;
    struct civil c = day_civil((int)(plan_month_start(plan, plan->months - 4) / DAY_SECONDS) - 1);
    text_clear(out);
    text_add(out, "name,alias,parent,region,from,to\n");
    for (int r = 0; r < bank->region_count; r++)
        text_addf(out, "%s,,%s,%s,,\n", bank->parents[r], bank->head_office, bank->regions[r]);
    for (int u = 0; u < bank->unit_count; u++) {
        const struct unit *unit = &bank->units[u];
        text_addf(out, "%s,%s,%s,%s,,", unit->name, unit->alias ? unit->alias : "",
                  bank->parents[unit->region], bank->regions[unit->region]);
        if (u == bank->planted.closed_unit)
            text_addf(out, "%04d-%02d-%02d", c.year, c.month, c.day);
        text_add(out, "\n");
    }
}

static void list_actions(struct text *out, const struct plan *plan) {
    char date[4][16];
    const int months[4] = {plan->months - 8, plan->months - 7, plan->months - 2, plan->months};
    for (int i = 0; i < 4; i++) {
        struct civil c = day_civil((int)(plan_month_start(plan, months[i]) / DAY_SECONDS) - i % 2);
        snprintf(date[i], sizeof date[i], "%04d-%02d-%02d", c.year, c.month, c.day);
    }
    text_clear(out);
    for (int i = 0; plan->bank->actions[i]; i++) {
        text_add(out, plan->bank->actions[i]);
        text_add(out, i < 4 ? date[i] : "");
    }
    text_add(out, "\n");
}

void files_reference(const char *folder, const struct plan *plan) {
    struct text out = {0};
    list_exposure(&out, plan);
    write_reference(folder, plan, "exposure.csv", &out);
    list_units(&out, plan);
    write_reference(folder, plan, "units.csv", &out);
    list_actions(&out, plan);
    write_reference(folder, plan, "actions.yaml", &out);
    text_free(&out);
}

void files_report(const char *folder, const struct text *report) {
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/TRUTH.md", folder);
    write_file(path, report->bytes, report->length);
}
