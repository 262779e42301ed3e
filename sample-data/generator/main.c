/* SPDX-License-Identifier: GPL-3.0-or-later */
/* generate: makes the exports of two banks that do not exist, the same on every machine. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "export.h"
#include "files.h"

enum { DEFAULT_SEED = 90, DEFAULT_ZH = 12100, DEFAULT_EN = 12300, DEFAULT_MONTHS = 24, MOST_ROWS = 24000000 };

struct options {
    const char *bank, *folder, *truth;
    uint64_t seed;
    int64_t rows;
    int months, end_year, end_month;
};

static const char usage[] =
    "usage: generate -o DIR [--bank zh|en] [--seed N] [--rows N] [--months N] [--end YYYY-MM] [--truth FILE]\n"
    "       generate --rows N [--bank zh|en] ... > FILE.csv\n"
    "\n"
    "  -o DIR        write DIR/bank-zh, DIR/bank-en and DIR/TRUTH.md (one bank only with --bank)\n"
    "  --rows N      complaints of each bank; without -o one CSV of N rows goes to standard output\n"
    "  --seed N      other numbers from the same design\n"
    "  --months N    how many months (24), --end the last of them (2026-10)\n"
    "  --truth FILE  also write id and true category of every complaint (one bank)\n";

static int64_t whole_number(const char *name, const char *value, int64_t low, int64_t high) {
    char *end;
    errno = 0;
    long long n = strtoll(value, &end, 10);
    if (errno || end == value || *end || n < low || n > high) {
        fprintf(stderr, "generate: %s takes a number from %lld to %lld, not %s\n", name, (long long)low,
                (long long)high, value);
        exit(2);
    }
    return n;
}

static void read_end(struct options *options, const char *value) {
    if (sscanf(value, "%4d-%2d", &options->end_year, &options->end_month) != 2 || options->end_month < 1 ||
        options->end_month > 12) {
        fprintf(stderr, "generate: --end takes YYYY-MM, not %s\n", value);
        exit(2);
    }
}

static bool take(struct options *options, const char *name, const char *value) {
    if (!strcmp(name, "-o"))
        options->folder = value;
    else if (!strcmp(name, "--bank"))
        options->bank = value;
    else if (!strcmp(name, "--truth"))
        options->truth = value;
    else if (!strcmp(name, "--seed"))
        options->seed = (uint64_t)whole_number(name, value, 0, INT64_MAX);
    else if (!strcmp(name, "--rows"))
        options->rows = whole_number(name, value, 1, MOST_ROWS);
    else if (!strcmp(name, "--months"))
        options->months = (int)whole_number(name, value, 1, MAX_MONTHS);
    else if (!strcmp(name, "--end"))
        read_end(options, value);
    else
        return false;
    return true;
}

static struct options read_options(int count, char **words) {
    struct options options = {
        .seed = DEFAULT_SEED, .months = DEFAULT_MONTHS, .end_year = 2026, .end_month = 10};
    for (int i = 1; i < count; i += 2) {
        if (!strcmp(words[i], "--help") || !strcmp(words[i], "-h")) {
            fputs(usage, stdout);
            exit(0);
        }
        if (i + 1 >= count || !take(&options, words[i], words[i + 1])) {
            fprintf(stderr, "generate: unknown option or no value: %s\n%s", words[i], usage);
            exit(2);
        }
    }
    bool known = !options.bank || !strcmp(options.bank, "zh") || !strcmp(options.bank, "en");
    if (!known || (!options.folder && !options.rows)) {
        fputs(usage, stderr);
        exit(2);
    }
    return options;
}

static struct plan make_plan(const struct options *options, const struct bank *bank) {
    int first = options->end_year * 12 + options->end_month - options->months;
    struct plan plan = {
        .bank = bank,
        .seed = options->seed * 2 + bank->chinese,
        .first_year = first / 12,
        .first_month = first % 12 + 1,
        .months = options->months,
        .complaints = options->rows   ? options->rows
                      : bank->chinese ? DEFAULT_ZH
                                      : DEFAULT_EN,
    };
    plan.end = plan_month_start(&plan, plan.months);
    return plan;
}

/* One CSV to standard output, a month at a time, so that any size fits in memory. */
static void write_stream(const struct plan *plan, FILE *truth) {
    struct quotas quotas = month_quotas(plan);
    struct memory *memory = calloc(1, sizeof *memory);
    struct text out = {0};
    struct cases cases = {0};
    struct tally tally = {0};
    uint32_t serial = 0;
    size_t before = 0;
    export_header(&out, plan, "\n");
    for (int month = 0; memory && month < plan->months; month++) {
        cases.count = 0;
        month_make(&cases, plan, &quotas, month, memory, &serial);
        month_bend(&cases, 0, plan, month, before, true);
        export_stream(&out, &cases, 0, plan, &tally);
        files_truth(truth, plan, &cases, 0);
        files_put(stdout, "standard output", out.bytes, out.length);
        text_clear(&out);
        before += cases.count;
    }
    files_finish(stdout, "standard output");
    text_free(&out);
    free(memory);
    free(cases.list);
}

static struct tally write_bank(const char *folder, const struct plan *plan, struct cases *cases,
                               FILE *truth) {
    struct quotas quotas = month_quotas(plan);
    struct memory *memory = calloc(1, sizeof *memory);
    struct tally tally = {0};
    uint32_t serial = 0;
    files_folder(folder, plan->bank->folder, "reference");
    for (int month = 0; memory && month < plan->months; month++) {
        size_t first = cases->count;
        month_make(cases, plan, &quotas, month, memory, &serial);
        month_bend(cases, first, plan, month, first, false);
        files_export(folder, plan, cases, first, month, &tally);
    }
    files_truth(truth, plan, cases, 0);
    files_reference(folder, plan);
    free(memory);
    return tally;
}

static bool wanted(const struct options *options, const struct bank *bank) {
    return options->bank ? !strcmp(options->bank, bank->key) : options->folder || bank->chinese;
}

int main(int count, char **words) {
    static const struct bank *const banks[] = {&bank_zh, &bank_en};
    struct options options = read_options(count, words);
    FILE *truth = options.truth ? files_open(options.truth) : NULL;
    struct text report = {0};
    if (truth)
        files_put(truth, options.truth, "id,category\n", 12);
    truth_begin(&report);
    for (size_t i = 0; i < 2; i++) {
        struct plan plan = make_plan(&options, banks[i]);
        if (!wanted(&options, banks[i]))
            continue;
        if (!options.folder) {
            write_stream(&plan, truth);
            continue;
        }
        struct cases cases = {0};
        struct tally tally = write_bank(options.folder, &plan, &cases, truth);
        truth_bank(&report, &plan, &cases, &tally);
        free(cases.list);
    }
    if (options.folder)
        files_report(options.folder, &report);
    if (truth)
        files_finish(truth, options.truth);
    text_free(&report);
    return 0;
}
