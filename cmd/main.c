/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/work.h"
#include "cmd/command.h"
#include "cmd/help.h"
#include "cmd/manual.h"
#include "cmd/options.h"
#include "cmd/progress.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int usage_error(const char *message, const char *word) {
    fprintf(stderr, "redress: %s%s; see 'redress help'\n", message, word);
    return ERR_USAGE;
}

/* "redress rules" and "redress rules lnit": what could have been meant. */
static int second_word_error(const char *first, const char *second) {
    fprintf(stderr, "redress: %s%s%s%s; see 'redress help %s'\n", second ? "no such command: " : "", first,
            second ? " " : " wants a second word", second ? second : "", first);
    return ERR_USAGE;
}

static int run_help(int argc, char **argv) {
    if (argc <= 2)
        help_overview(stdout);
    else if (strcmp(argv[2], "--man") == 0)
        manual_page(stdout);
    else if (strcmp(argv[2], "--completion") == 0)
        manual_completion(stdout);
    else if (!help_topic(argv[2], argv[3], stdout))
        return usage_error("no such command or topic: ", argv[argc - 1]);
    return 0;
}

static int report_error(const struct err *err) {
    struct buf text = {0};
    fflush(stdout); /* what was said stands before what was wrong with it */
    err_format(err, &text);
    fprintf(stderr, "redress: %s\n", text.data);
    buf_free(&text);
    return (int)err->kind;
}

/* Output that could not be written must not end with exit code 0. */
static bool close_output(struct err *err) {
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    return err_set(err, ERR_IO, "cannot write to standard output: %s", strerror(errno));
}

/* Where nothing is said of exports, the project of the current folder is meant. */
static void choose_project(const struct command *command, struct settings *settings) {
    if (command->reads_exports && !settings->config && settings->arguments.count == 0 &&
        access("redress.yaml", R_OK) == 0)
        settings->config = "redress.yaml";
}

static bool run_command(const struct command *command, int argc, char **argv, struct context *context,
                        struct err *err) {
    bool help;
    if (!options_parse(command, argc, argv, context->arena, &context->settings, &help, err))
        return false;
    if (help) {
        options_help(command, context->out);
        return true;
    }
    choose_project(command, &context->settings);
    if (context->settings.config && !options_project(command, context->arena, &context->settings, err))
        return false;
    struct progress_bar bar;
    if (!context->settings.quiet)
        context->progress = progress_bar_start(&bar, context->notes);
    bool done = command->run(context, err);
    if (context->progress)
        progress_bar_clear(&bar);
    return done;
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_IGN); /* a file that must not grow further is a failed write, with its message */
    if (argc < 2) {
        help_overview(stderr);
        return ERR_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("redress " REDRESS_VERSION);
        return 0;
    }
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return run_help(argc, argv);
    int words;
    const struct command *command = command_find(argv[1], argv[2], &words);
    if (!command)
        return words ? second_word_error(argv[1], argv[2]) : usage_error("no such command: ", argv[1]);
    struct context context = {
        .arena = arena_new(), .out = stdout, .notes = stderr, .terminal = isatty(STDOUT_FILENO) == 1};
    struct err err = {0};
    bool done = run_command(command, argc - words, argv + words, &context, &err) && close_output(&err);
    arena_free(context.arena);
    return done ? context.crossed : report_error(&err);
}
