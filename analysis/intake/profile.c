/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/profile.h"

#include "analysis/base/bundle.h"
#include "analysis/base/file.h"
#include "analysis/base/yaml.h"
#include "analysis/intake/dates.h"

#include <string.h>

static const struct str yes_words[] = {STR_INIT("yes"), STR_INIT("y"), STR_INIT("true"),
                                       STR_INIT("t"),   STR_INIT("1"), STR_INIT("是")};
static const struct str no_words[] = {STR_INIT("no"), STR_INIT("n"), STR_INIT("false"),
                                      STR_INIT("f"),  STR_INIT("0"), STR_INIT("否")};
static const char *const outcome_names[3] = {"not_upheld", "partly", "upheld"};

/* What every reader of a part of the file needs. */
struct reading {
    const struct yaml *root;
    struct arena *arena;
    struct profile *profile;
    struct err *err;
};

static bool read_words(struct reading *r, const struct yaml *node, const char *what, struct words *words) {
    struct str *items;
    size_t count;
    if (!node)
        return true;
    if (!yaml_texts(node, what, r->arena, &items, &count, r->err))
        return false;
    for (size_t i = 0; i < count; i++)
        items[i] = str_trim(items[i]);
    *words = (struct words){items, count};
    return true;
}

/* The part of the file under `key`, a map with none but the known keys; *node stays NULL when absent. */
static bool read_map(struct reading *r, const char *key, const char *const *known, size_t count,
                     const struct yaml **node) {
    *node = yaml_get(r->root, key);
    if (!*node)
        return true;
    return yaml_expect(*node, YAML_MAP, key, r->err) &&
           (!known || yaml_only_keys(*node, known, count, r->err));
}

static bool role_of_key(struct reading *r, const struct yaml *key, enum role *role) {
    *role = role_find(key->text);
    if (*role != ROLE_NONE)
        return true;
    yaml_fail(key, r->err, "\"" STR_FMT "\" is no role", STR_ARG(key->text));
    return err_hint(r->err, "roles are id, received, closed, status, channel, product, unit … "
                            "(redress help roles lists all)");
}

static bool read_roles(struct reading *r) {
    const struct yaml *map;
    if (!read_map(r, "roles", NULL, 0, &map) || !map)
        return !r->err->kind;
    for (size_t i = 0; i < map->count; i++) {
        enum role role;
        if (!role_of_key(r, map->keys[i], &role) ||
            !yaml_text(map->items[i], "the header of a role", &r->profile->headers[role], r->err))
            return false;
        r->profile->headers[role] = str_trim(r->profile->headers[role]);
    }
    return true;
}

static bool read_flag(struct reading *r, const struct yaml *key, const struct yaml *flag) {
    static const char *const known[] = {"column", "yes", "no"};
    enum role role;
    if (!role_of_key(r, key, &role) || !yaml_expect(flag, YAML_MAP, "a flag", r->err) ||
        !yaml_only_keys(flag, known, 3, r->err))
        return false;
    if (roles[role].type != ROLE_FLAG)
        return yaml_fail(key, r->err, "\"" STR_FMT "\" is no yes/no role", STR_ARG(key->text));
    const struct yaml *column = yaml_get(flag, "column");
    if (!column)
        return yaml_fail(flag, r->err, "a flag needs its column");
    struct profile *p = r->profile;
    if (!yaml_text(column, "the column of a flag", &p->headers[role], r->err) ||
        !read_words(r, yaml_get(flag, "yes"), "yes", &p->flag_yes[role]) ||
        !read_words(r, yaml_get(flag, "no"), "no", &p->flag_no[role]))
        return false;
    p->headers[role] = str_trim(p->headers[role]);
    return true;
}

static bool read_flags(struct reading *r) {
    const struct yaml *map;
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        r->profile->flag_yes[role] = (struct words){yes_words, sizeof yes_words / sizeof *yes_words};
        r->profile->flag_no[role] = (struct words){no_words, sizeof no_words / sizeof *no_words};
    }
    if (!read_map(r, "flags", NULL, 0, &map) || !map)
        return !r->err->kind;
    for (size_t i = 0; i < map->count; i++)
        if (!read_flag(r, map->keys[i], map->items[i]))
            return false;
    return true;
}

static bool read_stages(struct reading *r) {
    const struct yaml *map;
    if (!read_map(r, "stages", NULL, 0, &map) || !map)
        return !r->err->kind;
    struct profile_stage *stages = arena_array(r->arena, map->count, sizeof *stages);
    for (size_t i = 0; i < map->count; i++) {
        struct words ends = {0};
        if (!read_words(r, map->items[i], "a stage", &ends))
            return false;
        if (ends.count != 2)
            return yaml_fail(map->items[i], r->err, "a stage is two roles or headers, [from, to]");
        stages[i] = (struct profile_stage){map->keys[i]->text, ends.items[0], ends.items[1]};
    }
    r->profile->stages = stages;
    r->profile->stage_count = map->count;
    return true;
}

static bool read_dates(struct reading *r) {
    const struct yaml *node = yaml_get(r->root, "dates");
    struct words *dates = &r->profile->dates;
    if (!read_words(r, node, "dates", dates))
        return false;
    for (size_t i = 0; i < dates->count; i++) {
        const char *wrong = dates_check(dates->items[i]);
        if (wrong)
            return yaml_fail(node->kind == YAML_LIST ? node->items[i] : node, r->err,
                             "the date format \"" STR_FMT "\" is not usable: %s", STR_ARG(dates->items[i]),
                             wrong);
    }
    r->profile->formats = dates_compile(dates->items, dates->count, r->arena);
    return true;
}

static bool read_satisfaction(struct reading *r) {
    static const char *const known[] = {"satisfied", "valid"};
    const struct yaml *map;
    return read_map(r, "satisfaction", known, 2, &map) &&
           read_words(r, yaml_get(map, "satisfied"), "satisfied", &r->profile->satisfied) &&
           read_words(r, yaml_get(map, "valid"), "valid", &r->profile->valid);
}

static bool read_closed_when(struct reading *r) {
    static const char *const known[] = {"status"};
    const struct yaml *map;
    return read_map(r, "closed_when", known, 1, &map) &&
           read_words(r, yaml_get(map, "status"), "status", &r->profile->closed_status);
}

static bool read_named_words(struct reading *r, const char *key, const char *const *names, size_t count,
                             struct words *words) {
    const struct yaml *map;
    if (!read_map(r, key, names, count, &map))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!read_words(r, yaml_get(map, names[i]), names[i], &words[i]))
            return false;
    return true;
}

static bool read_optional_text(struct reading *r, const char *key, struct str *text) {
    const struct yaml *node = yaml_get(r->root, key);
    return !node || yaml_text(node, key, text, r->err);
}

static bool read_decimal(struct reading *r) {
    struct str mark = STR("");
    if (!yaml_get(r->root, "decimal"))
        return true;
    if (!read_optional_text(r, "decimal", &mark))
        return false;
    if (mark.size != 1 || (mark.data[0] != '.' && mark.data[0] != ','))
        return yaml_fail(yaml_get(r->root, "decimal"), r->err, "decimal should be \".\" or \",\"");
    r->profile->decimal = mark.data[0];
    return true;
}

static bool read_language(struct reading *r) {
    struct str *language = &r->profile->language;
    if (!read_optional_text(r, "language", language))
        return false;
    if (language->size == 0 || str_equal(*language, STR("zh")) || str_equal(*language, STR("en")))
        return true;
    return yaml_fail(yaml_get(r->root, "language"), r->err, "language should be zh or en");
}

static bool is_path(struct str text) {
    return str_find_char(text, '/') < text.size || str_ends(text, STR(".yaml")) ||
           str_ends(text, STR(".yml"));
}

static bool unknown_pack(struct reading *r, const struct yaml *node) {
    size_t count;
    const struct bundle_file *packs = bundle_list("rules/", &count);
    struct buf names = {0};
    yaml_fail(node, r->err, "there are no rules \"" STR_FMT "\"", STR_ARG(node->text));
    for (size_t i = 0; i < count; i++)
        buf_printf(&names, "%.*s, ", (int)(strlen(packs[i].name) - 11), packs[i].name + 6);
    err_hint(r->err, "name a file (….yaml) or one of " STR_FMT "none", STR_ARG(buf_str(&names)));
    buf_free(&names);
    return false;
}

static bool read_rules(struct reading *r) {
    struct str *rules = &r->profile->rules, file = str_of(r->root->file);
    const struct yaml *node = yaml_get(r->root, "rules");
    if (!node)
        return true;
    if (!yaml_text(node, "rules", rules, r->err))
        return false;
    if (!is_path(*rules)) {
        const char *pack = str_printf(r->arena, "rules/" STR_FMT ".yaml", STR_ARG(*rules)).data;
        return str_equal(*rules, STR("none")) || bundle_find(pack) || unknown_pack(r, node);
    }
    size_t folder = file.size;
    while (folder > 0 && file.data[folder - 1] != '/')
        folder--;
    if (!str_starts(*rules, STR("/")))
        *rules = str_printf(r->arena, STR_FMT STR_FMT, STR_ARG(str_sub(file, 0, folder)), STR_ARG(*rules));
    return true;
}

bool profile_parse(struct str yaml, const char *name, struct arena *arena, struct profile **profile,
                   struct err *err) {
    static const char *const known[] = {"name",    "detect",     "roles",   "flags",        "stages",
                                        "dates",   "missing",    "scope",   "satisfaction", "closed_when",
                                        "outcome", "escalation", "decimal", "language",     "rules"};
    struct yaml *root;
    if (!yaml_parse(yaml, name, arena, &root, err) || !yaml_expect(root, YAML_MAP, "a profile", err) ||
        !yaml_only_keys(root, known, sizeof known / sizeof *known, err))
        return false;
    struct profile *p = arena_alloc(arena, sizeof *p);
    struct reading r = {root, arena, p, err};
    for (enum role role = 0; role < ROLE_COUNT; role++)
        p->headers[role] = STR("");
    p->scope = p->language = p->rules = STR("");
    p->name = str_copy(arena, str_of(name));
    *profile = p;
    return read_optional_text(&r, "name", &p->name) && read_optional_text(&r, "scope", &p->scope) &&
           read_words(&r, yaml_get(root, "detect"), "detect", &p->detect) && read_roles(&r) &&
           read_flags(&r) && read_stages(&r) && read_dates(&r) &&
           read_words(&r, yaml_get(root, "missing"), "missing", &p->missing) && read_satisfaction(&r) &&
           read_closed_when(&r) && read_named_words(&r, "outcome", outcome_names, 3, p->outcomes) &&
           read_named_words(&r, "escalation", tier_names, TIER_COUNT, p->tiers) && read_decimal(&r) &&
           read_language(&r) && read_rules(&r);
}

static bool unknown_profile(const char *name, struct err *err) {
    err_set(err, ERR_USAGE, "there is no profile \"%s\"", name);
    size_t count;
    const struct bundle_file *files = bundle_list("profiles/", &count);
    struct buf names = {0};
    for (size_t i = 0; i < count; i++)
        buf_printf(&names, "%s%.*s", i ? ", " : "", (int)(strlen(files[i].name) - 14), files[i].name + 9);
    err_hint(err, "name a file or one of " STR_FMT, STR_ARG(buf_str(&names)));
    buf_free(&names);
    return false;
}

bool profile_load(const char *name_or_path, struct arena *arena, struct profile **profile, struct err *err) {
    const char *shipped = str_printf(arena, "profiles/%s.yaml", name_or_path).data;
    const struct bundle_file *file = bundle_find(shipped);
    if (file)
        return profile_parse(file->bytes, shipped, arena, profile, err);
    if (!strchr(name_or_path, '/') && !str_ends(str_of(name_or_path), STR(".yaml")) &&
        !str_ends(str_of(name_or_path), STR(".yml")))
        return unknown_profile(name_or_path, err);
    struct file_view view;
    if (!file_map(name_or_path, &view, err))
        return false;
    bool parsed = profile_parse(view.bytes, name_or_path, arena, profile, err);
    file_unmap(&view);
    return parsed;
}

bool profile_shipped(struct arena *arena, struct profile ***profiles, size_t *count, struct err *err) {
    const struct bundle_file *files = bundle_list("profiles/", count);
    *profiles = arena_array(arena, *count, sizeof **profiles);
    for (size_t i = 0; i < *count; i++)
        if (!profile_parse(files[i].bytes, files[i].name, arena, &(*profiles)[i], err))
            return false;
    return true;
}

bool profile_missing(const struct profile *profile, struct str cell) {
    return cell.size == 0 || words_hold(&profile->missing, cell);
}

enum answer profile_answer(const struct profile *profile, struct str word) {
    if (word.size == 0)
        return ANSWER_NONE;
    if (words_hold_mark(&profile->satisfied, word))
        return ANSWER_SATISFIED;
    if (profile->satisfied.count == 0)
        return ANSWER_INVALID; /* the profile does not say which words satisfy */
    if (profile->valid.count == 0 || words_hold_mark(&profile->valid, word))
        return ANSWER_DISSATISFIED;
    return ANSWER_INVALID;
}

enum outcome profile_outcome(const struct profile *profile, struct str word) {
    for (int outcome = OUTCOME_NOT_UPHELD; outcome <= OUTCOME_UPHELD && word.size; outcome++)
        if (words_hold(&profile->outcomes[outcome], word))
            return (enum outcome)outcome;
    return OUTCOME_NONE;
}

enum tier profile_tier(const struct profile *profile, struct str word) {
    for (int tier = 0; tier < TIER_COUNT && word.size; tier++)
        if (words_hold(&profile->tiers[tier], word))
            return (enum tier)tier;
    return TIER_COUNT;
}

int profile_closed(const struct profile *profile, struct str status) {
    if (!profile->closed_status.count || !status.size)
        return -1;
    return words_hold(&profile->closed_status, status);
}
