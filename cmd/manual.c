/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/manual.h"

#include "cmd/help.h"
#include "cmd/options.h"

#include <string.h>

/* ---- the page ---- */

/* Text as roff wants it: a hyphen is a minus, a line never begins with a request. */
static void roff(const char *text, FILE *out) {
    bool start = true;
    for (const char *at = text; *at; at++) {
        if (start && (*at == '.' || *at == '\''))
            fputs("\\&", out);
        if (*at == '\\')
            fputs("\\e", out);
        else if (*at == '-')
            fputs("\\-", out);
        else
            fputc(*at, out);
        start = *at == '\n';
    }
}

static void page_option(const struct option_info *option, FILE *out) {
    fputs(".TP\n\\fB", out);
    if (option->letter)
        fprintf(out, "\\-%c\\fR, \\fB", option->letter);
    fputs("\\-\\-", out);
    roff(option->name, out);
    fputs("\\fR", out);
    if (option->argument) {
        fputs(" \\fI", out);
        roff(option->argument, out);
        fputs("\\fR", out);
    }
    fputc('\n', out);
    roff(option->help, out);
    fputc('\n', out);
}

static void page_command(const struct command *command, FILE *out) {
    fputs(".SS \"redress ", out);
    roff(command->name, out);
    fputs("\"\n.B redress ", out);
    roff(command->name, out);
    fputs("\n", out);
    roff(command->usage, out);
    fputs("\n.PP\n", out);
    roff(command->summary, out);
    fputs(".\n", out);
    if (command->about) {
        fputs(".PP\n", out);
        roff(command->about, out);
        fputc('\n', out);
    }
    for (size_t i = 0; i < command->option_count; i++)
        page_option(&command->options[i], out);
}

static const char head[] =
    ".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n"
    ".\\\" Made by \"redress help --man\".\n"
    ".TH REDRESS 1 \"\" \"redress " REDRESS_VERSION "\" \"User Commands\"\n"
    ".SH NAME\nredress \\- management reporting from complaint exports\n"
    ".SH SYNOPSIS\n.B redress\n.I COMMAND\n[\\fIEXPORT\\fR...] [\\fIOPTION\\fR...]\n.br\n"
    ".B redress help\n[\\fICOMMAND\\fR|\\fITOPIC\\fR]\n.br\n.B redress \\-\\-version\n"
    ".SH DESCRIPTION\nReads CSV exports and workbooks of complaints, sorts them into categories by rules, "
    "measures them and\nwrites reports. Exports are files or folders in any mix and order; - is standard "
    "input. In a folder with a\n.I redress.yaml\nthe commands take their exports and settings from it.\n"
    ".SH COMMANDS\n";

static const char tail[] =
    ".SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\ndone, and a threshold of \\fB\\-\\-fail\\-on\\fR was crossed\n"
    ".TP\n2\nusage or configuration error\n.TP\n3\ndata unfit, nothing published\n.TP\n4\ninput, output or "
    "system failure\n"
    ".SH FILES\n.TP\n.I redress.yaml\na project: exports and settings; every key is the name of an option\n"
    ".SH ENVIRONMENT\n.TP\n.B TMPDIR\nwhere decoded input is kept while it is read (default: /tmp)\n";

void manual_page(FILE *out) {
    fputs(head, out);
    for (size_t i = 0; commands[i]; i++)
        page_command(commands[i], out);
    fputs(".SH OPTIONS OF ALL COMMANDS THAT READ EXPORTS\n", out);
    for (size_t i = 0; i < shared_option_count; i++)
        page_option(&shared_options[i], out);
    fputs(".SH TOPICS\n", out);
    for (size_t i = 0; help_topic_name(i); i++) {
        fprintf(out, ".TP\n.B redress help %s\n", help_topic_name(i));
        roff(help_topic_summary(i), out);
        fputc('\n', out);
    }
    fputs(tail, out);
}

/* ---- completion ---- */

static void complete_options(const struct option_info *options, size_t count, FILE *out) {
    for (size_t i = 0; i < count; i++)
        fprintf(out, " --%s", options[i].name);
}

/* First words of commands, each once: "rules" stands for many. */
static void complete_commands(FILE *out) {
    for (size_t i = 0; commands[i]; i++) {
        size_t size = strcspn(commands[i]->name, " ");
        bool said = i > 0 && strncmp(commands[i - 1]->name, commands[i]->name, size) == 0 &&
                    commands[i - 1]->name[size] == ' ';
        if (!said)
            fprintf(out, " %.*s", (int)size, commands[i]->name);
    }
}

static void complete_second(FILE *out) {
    for (size_t i = 0; commands[i]; i++)
        if (strncmp(commands[i]->name, "rules ", 6) == 0)
            fprintf(out, " %s", commands[i]->name + 6);
}

void manual_completion(FILE *out) {
    fputs("# SPDX-License-Identifier: GPL-3.0-or-later\n# Made by \"redress help --completion\".\n"
          "_redress() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} words=\n"
          "    [ \"$command\" = rules ] && [ \"$COMP_CWORD\" -gt 2 ] && command=\"rules ${COMP_WORDS[2]}\"\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words=\"help --version",
          out);
    complete_commands(out);
    fputs("\"\n    else\n        case $command in\n        help) words=\"", out);
    complete_commands(out);
    for (size_t i = 0; help_topic_name(i); i++)
        fprintf(out, " %s", help_topic_name(i));
    fputs("\" ;;\n        rules) words=\"", out);
    complete_second(out);
    fputs("\" ;;\n", out);
    for (size_t i = 0; commands[i]; i++) {
        fprintf(out, "        '%s') words=\"--help", commands[i]->name);
        complete_options(commands[i]->options, commands[i]->option_count, out);
        if (commands[i]->reads_exports)
            complete_options(shared_options, shared_option_count, out);
        fputs("\" ;;\n", out);
    }
    fputs("        esac\n    fi\n"
          "    case $word:$COMP_CWORD:$command in\n"
          "    -*|*:1:*|*:help|*:rules) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) ;;\n"
          "    *) COMPREPLY=() ;;\n"
          "    esac\n}\n"
          "complete -o default -F _redress redress\n",
          out);
}
