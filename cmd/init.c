/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/bundle.h"
#include "analysis/base/file.h"
#include "analysis/clock/policy.h"
#include "analysis/intake/draft.h"
#include "cmd/run.h"
#include "reports/json.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct option_info options[] = {
    {"from", 0, OPTION_TEXT, "EXPORT", "an export (file or folder) to choose profile, rules and language by",
     OPTION_FIELD(from_export), false},
};

enum { FILES_MOST = 64, POLICIES_MOST = 16 };

struct project {
    struct arena *arena;
    const char *folder;
    const char *pack;                                                          /* the rules; NULL = none */
    struct str exports, profile_line, rules, policy_line, calendar_line, lang; /* for redress.yaml */
    struct {
        const char *name;
        struct str bytes;
    } files[FILES_MOST];
    size_t file_count;
};

static void add_file(struct project *p, const char *name, struct str bytes) {
    p->files[p->file_count].name = name;
    p->files[p->file_count++].bytes = bytes;
}

/* The template with each {name} replaced by its value. */
static struct str fill(struct arena *arena, const char *file, const char *const *names,
                       const struct str *values, size_t count) {
    struct str rest = bundle_find(file)->bytes;
    struct buf out = {0};
    while (rest.size) {
        size_t open = str_find_char(rest, '{'), used = 0;
        buf_add(&out, str_sub(rest, 0, open));
        rest = str_sub(rest, open, rest.size);
        for (size_t i = 0; i < count && rest.size && !used; i++)
            if (str_starts(rest, str_of(names[i]))) {
                buf_add(&out, values[i]);
                used = strlen(names[i]);
            }
        if (!used && rest.size)
            buf_add_char(&out, '{');
        rest = str_sub(rest, used ? used : rest.size > 0, rest.size);
    }
    struct str text = str_copy(arena, buf_str(&out));
    buf_free(&out);
    return text;
}

/* ---- what the export says */

static bool copy_of_file(const char *path, struct arena *arena, struct str *bytes, struct err *err) {
    struct file_view view;
    if (!file_map(path, &view, err))
        return false;
    *bytes = str_copy(arena, view.bytes);
    file_unmap(&view);
    return true;
}

/* The shipped file that was named, or a file of the user. */
static bool named(const char *prefix, const char *name, struct arena *arena, struct str *bytes,
                  struct err *err) {
    const struct bundle_file *shipped = bundle_find(str_printf(arena, "%s/%s.yaml", prefix, name).data);
    if (shipped)
        *bytes = shipped->bytes;
    return shipped || copy_of_file(name, arena, bytes, err);
}

static void write_maps(const struct settings *s, struct buf *line) {
    for (size_t i = 0; i < s->map.count; i++) {
        buf_add(line, i ? STR(", ") : STR("map: ["));
        json_quote(line, str_of(s->map.items[i]));
    }
    if (s->map.count)
        buf_add(line, STR("]\n"));
}

static bool take_profile(struct project *p, const struct settings *s, const struct dataset *dataset,
                         struct err *err) {
    struct str bytes = dataset ? draft_shipped(dataset->intake, p->arena) : STR("");
    struct buf line = {0};
    if (s->profile && !named("profiles", s->profile, p->arena, &bytes, err))
        return false;
    bool known = bytes.size > 0;
    if (!known && dataset)
        bytes = draft_profile(dataset->intake, dataset->text_lang, p->arena);
    if (known || !bytes.size) /* a draft has what the maps say in it */
        write_maps(s, &line);
    if (bytes.size)
        add_file(p, "profile.yaml", bytes);
    buf_add(&line, bytes.size ? STR("profile: profile.yaml") : STR("# profile: profile.yaml"));
    p->profile_line = str_copy(p->arena, buf_str(&line));
    buf_free(&line);
    return true;
}

static bool take_rules(struct project *p, const struct settings *s, const struct dataset *dataset,
                       struct err *err) {
    bool zh = s->lang ? strcmp(s->lang, "zh") == 0 : dataset && dataset->text_lang == LANG_ZH;
    const char *pack = zh ? "bank-zh" : "bank-en";
    bool textless = dataset && dataset->rules_choice == RULES_WITHOUT_TEXT;
    if (s->rules || (dataset && dataset->rules && !textless))
        pack = s->rules ? s->rules : dataset->rules;
    struct str bytes;
    p->lang = zh ? STR("zh") : STR("en");
    p->rules = STR("none");
    if (strcmp(pack, "none") == 0)
        return true;
    p->pack = pack;
    p->rules =
        textless ? STR("none   # rules.yaml, when the exports have a subject or a text") : STR("rules.yaml");
    if (!named("rules", pack, p->arena, &bytes, err))
        return false;
    add_file(p, "rules.yaml", bytes);
    return true;
}

static const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* "china" → "china.yaml"; a file keeps its name. */
static const char *copy_name(struct project *p, const char *name) {
    const char *base = file_name(name);
    return strchr(base, '.') ? base : str_printf(p->arena, "%s.yaml", base).data;
}

/* What the policies of a project come to. */
struct policies {
    struct buf line;      /* of redress.yaml */
    const char *calendar; /* of the first that names one */
    bool disagree;        /* another names another calendar */
};

static bool take_policy(struct project *p, const char *name, struct policies *policies, struct err *err) {
    struct policy *policy;
    struct str bytes;
    if (!policy_load(name, &policy, err))
        return false;
    const char *calendar = policy->calendar ? str_cstr(p->arena, str_of(policy->calendar)) : NULL;
    policy_free(policy);
    if (!named("policies", name, p->arena, &bytes, err))
        return false;
    if (!policies->calendar)
        policies->calendar = calendar;
    policies->disagree |= calendar && strcmp(calendar, policies->calendar) != 0;
    add_file(p, copy_name(p, name), bytes);
    buf_printf(&policies->line, "%s%s", policies->line.size ? ", " : "", copy_name(p, name));
    return true;
}

/* The calendar that was named, else that of the policies: it stands for all of them when they agree. */
static bool take_calendar(struct project *p, const char *asked, const struct policies *policies, bool chosen,
                          struct err *err) {
    const char *name = asked ? asked : policies->calendar;
    struct str bytes;
    bool active = asked || (chosen && !policies->disagree);
    p->calendar_line = active && name ? STR("calendar: calendar.yaml") : STR("# calendar: calendar.yaml");
    if (!name)
        return true;
    if (!named("calendars", name, p->arena, &bytes, err))
        return false;
    add_file(p, "calendar.yaml", bytes);
    return true;
}

/* The policy that users of a rule pack may want to start from; NULL when there is none. */
static const char *likely_policy(const char *pack) {
    static const char *const likely[][2] = {{"bank-zh", "bank-branch"},
                                            {"bank-en", "uk-fca-disp"},
                                            {"telecom-zh", "telecom-workorder"},
                                            {"property-zh", "property"}};
    for (size_t i = 0; i < sizeof likely / sizeof *likely; i++)
        if (pack && strcmp(pack, likely[i][0]) == 0)
            return likely[i][1];
    return NULL;
}

/* Copies of the policies that were named. Without any, of one that may fit, for the user to decide on. */
static bool take_policies(struct project *p, const struct context *context, struct err *err) {
    size_t count;
    const char *const *names = run_policies(context, &count);
    const char *likely = likely_policy(p->pack);
    bool chosen = count > 0, done = count <= POLICIES_MOST;
    struct policies policies = {.calendar = NULL};
    if (!done)
        err_set(err, ERR_USAGE, "a project has at most %d policies", POLICIES_MOST);
    if (!chosen && likely)
        done = take_policy(p, likely, &policies, err);
    for (size_t i = 0; i < count && done; i++)
        done = take_policy(p, names[i], &policies, err);
    if (!policies.line.size)
        buf_add(&policies.line, STR("bank-branch, cn-bank-regulator"));
    p->policy_line =
        str_printf(p->arena, "%spolicy: [" STR_FMT "]", chosen ? "" : "# ", STR_ARG(buf_str(&policies.line)));
    buf_free(&policies.line);
    return done && take_calendar(p, context->settings.calendar, &policies, chosen, err);
}

static bool take_exports(struct project *p, const char *from, struct err *err) {
    p->exports = STR("exports");
    if (!from)
        return true;
    char *path = realpath(from, NULL);
    if (!path)
        return err_set(err, ERR_IO, "cannot find %s: %s", from, strerror(errno));
    struct buf quoted = {0};
    json_quote(&quoted, str_of(path));
    p->exports = str_copy(p->arena, buf_str(&quoted));
    buf_free(&quoted);
    free(path);
    return true;
}

static bool learn(struct project *p, struct context *context, struct err *err) {
    struct settings *s = &context->settings;
    struct dataset_need need = {.categories = true, .undated = true};
    struct dataset *dataset = NULL;
    if (s->from_export) {
        s->exports = (struct text_list){&s->from_export, 1};
        s->arguments.count = 0;
        if (!run_dataset(context, DEFAULT_ALL_DATA, &need, &dataset, err))
            return false;
    }
    bool done = take_exports(p, s->from_export, err) && take_profile(p, s, dataset, err) &&
                take_rules(p, s, dataset, err) && take_policies(p, context, err);
    dataset_free(dataset);
    return done;
}

/* ---- writing */

/* For a shell line in a crontab, where % would be a line end. */
static struct str cron_quoted(struct arena *arena, const char *path) {
    struct buf out = {0};
    bool plain = true;
    for (const char *at = path; *at; at++)
        plain = plain && (*at > ' ' && !strchr("'\"\\$&;|<>()*?[]#~`!{}", *at));
    buf_add(&out, plain ? STR("") : STR("'"));
    for (const char *at = path; *at; at++) {
        if (*at == '%')
            buf_add_char(&out, '\\');
        buf_add(&out, *at == '\'' ? STR("'\\''") : (struct str){at, 1});
    }
    buf_add(&out, plain ? STR("") : STR("'"));
    struct str text = str_copy(arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static void add_texts(struct project *p, const char *folder) {
    static const char *const keys[] = {"{exports}", "{profile}",  "{rules}",
                                       "{policy}",  "{calendar}", "{lang}"};
    const struct str values[] = {p->exports,     p->profile_line,  p->rules,
                                 p->policy_line, p->calendar_line, p->lang};
    add_file(p, "redress.yaml", fill(p->arena, "project/redress.yaml", keys, values, 6));
    char program[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", program, sizeof program - 1);
    program[size > 0 ? size : 0] = '\0';
    static const char *const paths[] = {"{redress}", "{config}", "{ledger}"};
    const struct str places[] = {
        cron_quoted(p->arena, size > 0 ? program : "redress"),
        cron_quoted(p->arena, str_printf(p->arena, "%s/redress.yaml", folder).data),
        cron_quoted(p->arena, str_printf(p->arena, "%s/packs/ledger-{period}", folder).data)};
    add_file(p, "crontab.txt", fill(p->arena, "project/crontab.txt", paths, places, 3));
}

/* What redress.yaml offers but does not use: examples of small tables, and the report templates. */
static void add_offers(struct project *p) {
    static const char *const tables[] = {"exposure.csv", "units.csv"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        add_file(p, tables[i], bundle_find(str_printf(p->arena, "project/%s", tables[i]).data)->bytes);
    size_t count;
    const struct bundle_file *files = bundle_list("reports/", &count);
    for (size_t i = 0; i < count && p->file_count < FILES_MOST; i++)
        add_file(p, files[i].name, files[i].bytes);
}

static const char *path_in(const struct project *p, const char *name) {
    return str_printf(p->arena, "%s/%s", p->folder, name).data;
}

static bool make_folder(const char *path, struct err *err) {
    return mkdir(path, 0777) == 0 || errno == EEXIST ||
           err_set(err, ERR_IO, "cannot make the folder %s: %s", path, strerror(errno));
}

static bool write_files(struct project *p, struct err *err) {
    struct stat info;
    for (size_t i = 0; i < p->file_count; i++)
        if (lstat(path_in(p, p->files[i].name), &info) == 0) {
            err_set(err, ERR_USAGE, "%s is there already and is not overwritten",
                    path_in(p, p->files[i].name));
            return err_hint(err, "choose another folder");
        }
    bool local = str_equal(p->exports, STR("exports"));
    if ((local && !make_folder(path_in(p, "exports"), err)) || !make_folder(path_in(p, "reports"), err))
        return false;
    for (size_t i = 0; i < p->file_count; i++)
        if (!file_write(path_in(p, p->files[i].name), p->files[i].bytes, 0666, err))
            return false;
    return true;
}

static bool run(struct context *context, struct err *err) {
    const struct text_list *arguments = &context->settings.arguments;
    if (arguments->count != 1) {
        err_set(err, ERR_USAGE, "init takes one folder");
        return err_hint(err, "for example redress init complaints --from export.csv");
    }
    struct project project = {.arena = context->arena, .folder = arguments->items[0]};
    if (!learn(&project, context, err) || !make_folder(project.folder, err))
        return false;
    char *folder = realpath(project.folder, NULL);
    if (!folder)
        return err_set(err, ERR_IO, "cannot find %s: %s", project.folder, strerror(errno));
    add_texts(&project, folder);
    add_offers(&project);
    free(folder);
    if (!write_files(&project, err))
        return false;
    for (size_t i = 0; i < project.file_count; i++)
        fprintf(context->out, "%s\n", path_in(&project, project.files[i].name));
    if (!context->settings.quiet)
        fprintf(context->notes, "redress: now: cd %s && redress report%s\n", project.folder,
                context->settings.from_export ? "" : ", once exports/ holds exports");
    return true;
}

const struct command command_init = {
    "init",
    "DIR [--from EXPORT]",
    "a project folder that is ready for `redress report`",
    "Writes a commented redress.yaml, copies of the profile, the rules, the policies (--policy), the "
    "calendar\n"
    "and the report templates, examples of exposure and units, and lines for cron. Files that are there are "
    "never overwritten.",
    options,
    sizeof options / sizeof options[0],
    true,
    run,
    ARGUMENTS_EXPORTS,
};
