/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/options.h"

#include "analysis/base/yaml.h"
#include "cmd/setting.h"

#include <getopt.h>
#include <string.h>

const struct option_info shared_options[] = {
    {"config", 'c', OPTION_TEXT, "FILE", "project file (redress.yaml) with exports and settings",
     OPTION_FIELD(config), false},
    {"profile", 0, OPTION_TEXT, "NAME",
     "how the columns are understood: a shipped name or a file (default: detected)", OPTION_FIELD(profile),
     true},
    {"map", 0, OPTION_LIST, "ROLE=HEADER", "gives a column a role, e.g. received='Date in'; may be repeated",
     OPTION_FIELD(map), false},
    {"encoding", 0, OPTION_TEXT, "NAME", "encoding of the exports, e.g. GB18030 (default: detected)",
     OPTION_FIELD(encoding), false},
    {"sheet", 0, OPTION_TEXT, "NAME",
     "sheet of a workbook, by name or number (default: the first whose header is understood)",
     OPTION_FIELD(sheet), false},
    {"tz", 0, OPTION_TEXT, "ZONE",
     "time zone of the report, e.g. Asia/Shanghai: times with a zone of their own are moved into it",
     OPTION_FIELD(tz), false},
    {"max-refused", 0, OPTION_TEXT, "SHARE",
     "share of rows that may be refused, e.g. 0.01 or 1% (default 1%)", OPTION_FIELD(max_refused), false},
    {"strict", 0, OPTION_FLAG, NULL, "a refused row ends the run (exit code 3)", OPTION_FIELD(strict), false},
    {"rules", 0, OPTION_TEXT, "FILE",
     "rulebook: a shipped name, a file, or none (default: by the language of the text)", OPTION_FIELD(rules),
     true},
    {"policy", 0, OPTION_LIST, "NAME",
     "limits and clocks: a shipped name or a file; several (repeat, or a,b): the first has the main clock",
     OPTION_FIELD(policy), true},
    {"calendar", 0, OPTION_TEXT, "NAME", "working days: a shipped name or a file (default: the policy's)",
     OPTION_FIELD(calendar), true},
    {"exposure", 0, OPTION_TEXT, "FILE",
     "denominators of rates: period,base,value and any role columns (CSV)", OPTION_FIELD(exposure), true},
    {"figures", 0, OPTION_TEXT, "FILE",
     "supplied figures: period,unit,key,numerator,denominator (CSV); shown as supplied:KEY",
     OPTION_FIELD(figures), true},
    {"units", 0, OPTION_TEXT, "FILE",
     "units (CSV): name, and alias, parent, region, from, to; aliases are folded, parents can be grouped by",
     OPTION_FIELD(units), true},
    {"targets", 0, OPTION_LIST, "KEY>=VALUE",
     "what a measure should come to, e.g. 'on_time_rate >= 95%'; may be repeated", OPTION_FIELD(targets),
     false},
    {"breaks", 0, OPTION_TEXT, "FILE",
     "days from which figures are not comparable: date, what, measures (YAML)", OPTION_FIELD(breaks), true},
    {"actions", 0, OPTION_TEXT, "FILE",
     "improvements and what they aim at: date, category, unit, what, owner, due (YAML)",
     OPTION_FIELD(actions), true},
    {"where", 0, OPTION_TEXT, "SQL", "only complaints for which this holds, e.g. \"channel = 'Web'\"",
     OPTION_FIELD(where), false},
    {"time-limit", 0, OPTION_TEXT, "SECONDS", "longest time that SQL may take (default 60, 0 = any)",
     OPTION_FIELD(time_limit), false},
    {"period", 0, OPTION_TEXT, "PERIOD",
     "2026, 2026-H1, 2026-Q3, 2026-10, 2026-W43, 2026-10-21, FROM..TO, last-month", OPTION_FIELD(period),
     false},
    {"as-of", 0, OPTION_TEXT, "DATE",
     "what happened on this day or later is not yet known (default: end of the period)", OPTION_FIELD(as_of),
     false},
    {"week-start", 0, OPTION_TEXT, "DAY", "first day of weeks, e.g. saturday (default: monday, ISO weeks)",
     OPTION_FIELD(week_start), false},
    {"today", 0, OPTION_TEXT, "DATE", "the day that last-week and last-month count from", OPTION_FIELD(today),
     false},
    {"lang", 0, OPTION_TEXT, "zh|en", "language of labels (default: that of the rules)", OPTION_FIELD(lang),
     false},
    {"jobs", 'j', OPTION_TEXT, "N", "threads (default: all processors)", OPTION_FIELD(jobs), false},
    {"quiet", 'q', OPTION_FLAG, NULL, "no notes and no progress on standard error", OPTION_FIELD(quiet),
     false},
};
const size_t shared_option_count = sizeof shared_options / sizeof shared_options[0];

/* All options of a command: the shared ones first. */
static size_t option_total(const struct command *command) {
    return command->option_count + (command->reads_exports ? shared_option_count : 0);
}

static const struct option_info *option_at(const struct command *command, size_t i) {
    size_t shared = command->reads_exports ? shared_option_count : 0;
    return i < shared ? &shared_options[i] : &command->options[i - shared];
}

static void *field(struct settings *settings, const struct option_info *option) {
    return (char *)settings + option->offset;
}

static void list_add(struct arena *arena, struct text_list *list, const char *item) {
    const char **items = arena_array(arena, list->count + 1, sizeof *items);
    if (list->count)
        memcpy(items, list->items, list->count * sizeof *items);
    items[list->count] = item;
    *list = (struct text_list){items, list->count + 1};
}

static void set_field(struct arena *arena, struct settings *settings, const struct option_info *option,
                      const char *value) {
    void *at = field(settings, option);
    if (option->kind == OPTION_FLAG)
        *(bool *)at = true;
    else if (option->kind != OPTION_TEXT)
        list_add(arena, at, value);
    else
        *(const char **)at = value;
}

static bool may_be_alone(const struct option_info *option) {
    return option->argument && option->argument[0] == '[';
}

/* The value of an option that may stand alone: after =, or a number behind it; else empty. */
static const char *value_or_none(int argc, char **argv) {
    if (optarg)
        return optarg;
    int64_t number;
    return optind < argc && str_to_int(str_of(argv[optind]), &number) ? argv[optind++] : "";
}

/* The tables that getopt_long wants; the value of a long option is 256 + its place. */
static struct option *long_options(const struct command *command, struct arena *arena, char *letters) {
    size_t total = option_total(command);
    struct option *list = arena_array(arena, total + 2, sizeof *list);
    *letters++ = ':';
    for (size_t i = 0; i < total; i++) {
        const struct option_info *option = option_at(command, i);
        int argument = option->kind == OPTION_FLAG ? no_argument
                       : may_be_alone(option)      ? optional_argument
                                                   : required_argument;
        list[i] = (struct option){option->name, argument, NULL, 256 + (int)i};
        if (option->letter) {
            *letters++ = option->letter;
            if (option->kind != OPTION_FLAG)
                *letters++ = ':';
        }
    }
    list[total] = (struct option){"help", no_argument, NULL, 'h'};
    strcpy(letters, "h");
    return list;
}

static const struct option_info *option_of(const struct command *command, int found) {
    if (found >= 256)
        return option_at(command, (size_t)found - 256);
    for (size_t i = 0; i < option_total(command); i++)
        if (option_at(command, i)->letter == found)
            return option_at(command, i);
    return NULL;
}

static void take_first(struct text_list *list, const char **field) {
    *field = list->items[0];
    *list = (struct text_list){list->items + 1, list->count - 1};
}

static void take_argument(enum argument_kind kind, struct settings *settings) {
    struct text_list *list = &settings->arguments;
    if (list->count == 0)
        return;
    if (kind == ARGUMENTS_STATEMENT && !settings->save)
        settings->statement = list->items[--list->count];
    else if (kind == ARGUMENTS_RULEBOOK && !settings->rules)
        take_first(list, &settings->rules);
    else if (kind == ARGUMENTS_RULEBOOKS) {
        if (!settings->rules)
            take_first(list, &settings->rules);
        if (list->count)
            take_first(list, &settings->changed);
    } else if (kind == ARGUMENTS_CHART)
        take_first(list, &settings->kind);
    else if (kind == ARGUMENTS_CASE && !settings->text)
        take_first(list, &settings->case_id);
}

bool options_parse(const struct command *command, int argc, char **argv, struct arena *arena,
                   struct settings *settings, bool *help, struct err *err) {
    char letters[128];
    struct option *list = long_options(command, arena, letters);
    opterr = 0;
    optind = 1;
    *help = false;
    for (int found; (found = getopt_long(argc, argv, letters, list, NULL)) != -1;) {
        const struct option_info *option = found == ':' || found == '?' ? NULL : option_of(command, found);
        if (found == 'h') {
            *help = true;
        } else if (option) {
            set_field(arena, settings, option, may_be_alone(option) ? value_or_none(argc, argv) : optarg);
        } else {
            err_set(err, ERR_USAGE, found == ':' ? "the option %s needs a value" : "unknown option %s",
                    argv[optind - 1]);
            return err_hint(err, "see 'redress help %s'", command->name);
        }
    }
    for (int i = optind; i < argc; i++)
        list_add(arena, &settings->arguments, argv[i]);
    take_argument(command->arguments, settings);
    return true;
}

static const char *beside(struct arena *arena, const char *folder, const char *path) {
    if (path[0] == '/' || !folder[0])
        return path;
    return str_printf(arena, "%s/%s", folder, path).data;
}

static bool is_set(struct settings *settings, const struct option_info *option) {
    void *at = field(settings, option);
    if (option->kind == OPTION_FLAG)
        return *(bool *)at;
    return option->kind != OPTION_TEXT ? ((struct text_list *)at)->count > 0 : *(const char **)at != NULL;
}

/* A name of a shipped template has no slash and no ending; anything else is a file beside the project file.
 */
static const char *project_value(struct arena *arena, const struct settings *settings,
                                 const struct option_info *option, struct str text) {
    const char *value = str_cstr(arena, text);
    bool is_file = option->path && (strchr(value, '/') || strchr(value, '.'));
    return is_file ? beside(arena, settings->folder, value) : value;
}

/* The value of a key, or an item of its list; a mistake is told with its place. */
static bool project_check(const char *option, const struct yaml *node, size_t item, const char *value,
                          struct err *err) {
    if (setting_check(option, value, err))
        return true;
    const struct yaml *at = node->kind == YAML_SCALAR ? node : node->items[item];
    return err->file[0] ? false : err_at(err, at->file, at->line, at->column);
}

/* A map under the key of a list: "on_time_rate: ≥ 95%" is the item "on_time_rate ≥ 95%". */
static bool project_pairs(const struct option_info *option, const struct yaml *node, struct arena *arena,
                          struct settings *settings, struct err *err) {
    for (size_t i = 0; i < node->count; i++) {
        struct str value;
        if (!yaml_text(node->items[i], option->name, &value, err))
            return false;
        const char *pair =
            str_printf(arena, STR_FMT " " STR_FMT, STR_ARG(node->keys[i]->text), STR_ARG(value)).data;
        if (!project_check(option->name, node, i, pair, err))
            return false;
        set_field(arena, settings, option, pair);
    }
    return true;
}

static bool project_list(const struct option_info *option, const struct yaml *node, struct arena *arena,
                         struct settings *settings, struct err *err) {
    struct str *items;
    size_t count;
    if (option->kind != OPTION_TEXT && node->kind == YAML_MAP)
        return project_pairs(option, node, arena, settings, err);
    if (!yaml_texts(node, option->name, arena, &items, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *value = project_value(arena, settings, option, items[i]);
        if (!project_check(option->name, node, i, value, err))
            return false;
        set_field(arena, settings, option, value);
    }
    return true;
}

/* What the command line says comes behind the project's, and so wins name by name. */
static bool project_named(const struct option_info *option, const struct yaml *node, struct arena *arena,
                          struct settings *settings, struct err *err) {
    struct text_list *list = field(settings, option), said = *list;
    *list = (struct text_list){0};
    if (!project_list(option, node, arena, settings, err))
        return false;
    for (size_t i = 0; i < said.count; i++)
        list_add(arena, list, said.items[i]);
    return true;
}

static bool project_option(const struct option_info *option, const struct yaml *node, struct arena *arena,
                           struct settings *settings, struct err *err) {
    if (option->kind == OPTION_FLAG) {
        bool value;
        if (!yaml_bool(node, option->name, &value, err))
            return false;
        *(bool *)field(settings, option) |= value;
        return true;
    }
    if (option->kind == OPTION_PAIRS)
        return project_named(option, node, arena, settings, err);
    if (option->kind == OPTION_TEXT && !yaml_expect(node, YAML_SCALAR, option->name, err))
        return false;
    return is_set(settings, option) || project_list(option, node, arena, settings, err);
}

/* A project file calls the template of the report by what it is. */
static struct str option_of_key(struct str key) {
    return str_equal(key, STR("report")) ? STR("template") : key;
}

static const struct option_info *project_find(const struct command *command, struct str key) {
    key = option_of_key(key);
    for (size_t i = 0; i < option_total(command); i++)
        if (str_equal(key, str_of(option_at(command, i)->name)) &&
            strcmp(option_at(command, i)->name, "config") != 0)
            return option_at(command, i);
    return NULL;
}

/* Keys of a project file that other commands use; unknown to one command is not unknown to all. */
static bool known_elsewhere(struct str key) {
    for (size_t i = 0; commands[i]; i++)
        if (project_find(commands[i], key))
            return true;
    return false;
}

static bool project_exports(const struct yaml *node, struct arena *arena, struct settings *settings,
                            struct err *err) {
    struct str *items;
    size_t count;
    if (!yaml_texts(node, "exports", arena, &items, &count, err))
        return false;
    for (size_t i = 0; settings->arguments.count == 0 && i < count; i++) {
        const char *path = beside(arena, settings->folder, str_cstr(arena, items[i]));
        if (!project_check("exports", node, i, path, err))
            return false;
        list_add(arena, &settings->exports, path);
    }
    return true;
}

static const char *folder_of(struct arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? str_cstr(arena, (struct str){path, (size_t)(slash - path)}) : "";
}

/* Folder and documents of the pack: an answer to a question has its own. */
static bool for_reports(struct str key) {
    return str_equal(key, STR("output")) || str_equal(key, STR("format"));
}

bool options_project(const struct command *command, struct arena *arena, struct settings *settings,
                     struct err *err) {
    struct yaml *root;
    if (!yaml_load(settings->config, arena, &root, err) ||
        !yaml_expect(root, YAML_MAP, "a project file", err))
        return false;
    const struct yaml *exports = yaml_get(root, "exports");
    settings->folder = folder_of(arena, settings->config);
    for (size_t i = 0; i < root->count; i++) {
        struct str key = root->keys[i]->text;
        const struct option_info *option = project_find(command, key);
        if (root->items[i] == exports)
            continue;
        if (option && !(for_reports(key) && strcmp(command->name, "report") != 0)) {
            if (!project_option(option, root->items[i], arena, settings, err))
                return false;
        } else if (!known_elsewhere(key)) {
            yaml_fail(root->keys[i], err, "unknown key \"" STR_FMT "\"", STR_ARG(key));
            return err_hint(err, "keys are 'exports' and the names of options, see 'redress help report'");
        }
    }
    return !exports || project_exports(exports, arena, settings, err);
}

/* ---- what was said ---- */

static bool bears_on_figures(const struct option_info *option) {
    static const char *const others[] = {"config",     "output",  "jobs", "quiet",
                                         "time-limit", "fail-on", "each", "detail"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(option->name, others[i]) == 0)
            return false;
    return true;
}

static struct str value_said(const struct option_info *option, const char *value) {
    const char *slash = option->path ? strrchr(value, '/') : NULL;
    return str_of(slash ? slash + 1 : value);
}

struct option_said *options_said(const struct command *command, const struct settings *settings,
                                 struct arena *arena, size_t *count) {
    size_t room = option_total(command);
    struct settings copy = *settings;
    for (size_t i = 0; i < option_total(command); i++) {
        const struct option_info *option = option_at(command, i);
        if (option->kind == OPTION_LIST || option->kind == OPTION_PAIRS)
            room += ((struct text_list *)field(&copy, option))->count;
    }
    struct option_said *said = arena_array(arena, room, sizeof *said);
    *count = 0;
    for (size_t i = 0; i < option_total(command); i++) {
        const struct option_info *option = option_at(command, i);
        if (!is_set(&copy, option) || !bears_on_figures(option))
            continue;
        if (option->kind == OPTION_FLAG)
            said[(*count)++] = (struct option_said){option->name, STR("true")};
        else if (option->kind == OPTION_TEXT)
            said[(*count)++] =
                (struct option_said){option->name, value_said(option, *(const char **)field(&copy, option))};
        else
            for (size_t k = 0; k < ((struct text_list *)field(&copy, option))->count; k++)
                said[(*count)++] = (struct option_said){
                    option->name, value_said(option, ((struct text_list *)field(&copy, option))->items[k])};
    }
    return said;
}

static void help_option(const struct option_info *option, FILE *out) {
    char left[64];
    snprintf(left, sizeof left, "%s%c%s --%s%s%s", option->letter ? "-" : " ",
             option->letter ? option->letter : ' ', option->letter ? "," : " ", option->name,
             option->argument ? " " : "", option->argument ? option->argument : "");
    fprintf(out, "  %-26s %s\n", left, option->help);
}

void options_help(const struct command *command, FILE *out) {
    fprintf(out, "redress %s: %s\n\nusage: redress %s %s\n", command->name, command->summary, command->name,
            command->usage);
    if (command->about)
        fprintf(out, "\n%s\n", command->about);
    if (command->option_count)
        fprintf(out, "\noptions\n");
    for (size_t i = 0; i < command->option_count; i++)
        help_option(&command->options[i], out);
    if (command->reads_exports)
        fprintf(out, "\noptions of all commands that read exports\n");
    for (size_t i = 0; command->reads_exports && i < shared_option_count; i++)
        help_option(&shared_options[i], out);
}
