/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/policy_read.h"

#include "analysis/base/bundle.h"
#include "analysis/base/file.h"
#include "analysis/clock/dated.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VERSION_KEYS "from", "to", "roll", "clocks", "escalation", "targets", "ageing"

bool policy_read_names(struct policy_reading *r, const struct yaml *node, const char *what,
                       struct str names[LANG_COUNT]) {
    static const char *const known[] = {"zh", "en"};
    if (node->kind == YAML_SCALAR) {
        names[LANG_ZH] = names[LANG_EN] = str_copy(r->arena, node->text);
        return true;
    }
    if (!yaml_expect(node, YAML_MAP, what, r->err) || !yaml_only_keys(node, known, 2, r->err))
        return false;
    const struct yaml *zh = yaml_get(node, "zh"), *en = yaml_get(node, "en");
    if (!zh || !en)
        return yaml_fail(node, r->err, "%s needs both languages, zh and en", what);
    return yaml_text(zh, what, &names[LANG_ZH], r->err) && yaml_text(en, what, &names[LANG_EN], r->err);
}

static bool read_words(struct policy_reading *r, const struct yaml *node, const char *what,
                       struct words *words) {
    struct str *items;
    size_t count;
    if (!yaml_texts(node, what, r->arena, &items, &count, r->err))
        return false;
    *words = (struct words){items, count};
    return true;
}

bool policy_read_when(struct policy_reading *r, const struct yaml *node, const struct policy_when **when,
                      size_t *count) {
    if (!node)
        return true;
    if (!yaml_expect(node, YAML_MAP, "when", r->err))
        return false;
    struct policy_when *list = arena_array(r->arena, node->count, sizeof *list);
    for (size_t i = 0; i < node->count; i++) {
        list[i].column = node->keys[i]->text;
        enum role role = role_find(list[i].column);
        if (role != ROLE_NONE && roles[role].type != ROLE_DIMENSION) {
            yaml_fail(node->keys[i], r->err, "\"" STR_FMT "\" has no values to choose from",
                      STR_ARG(list[i].column));
            return err_hint(r->err, "name a role such as level, channel, product, issue, or category");
        }
        if (!read_words(r, node->items[i], "the values of a column", &list[i].values))
            return false;
    }
    if (node->count == 0)
        return yaml_fail(node, r->err, "`when` names no column");
    *when = list;
    *count = node->count;
    return true;
}

/* ---- the parts of a version */

static bool read_clocks(struct policy_reading *r, const struct yaml *node, struct policy_version *version) {
    if (!node)
        return true;
    if (!yaml_expect(node, YAML_MAP, "clocks", r->err))
        return false;
    struct policy_clock *list = arena_array(r->arena, node->count, sizeof *list);
    bool has_main = false;
    for (size_t i = 0; i < node->count; i++) {
        if (!policy_read_clock(r, node->keys[i], node->items[i], &list[i]))
            return false;
        if (list[i].is_main && has_main)
            return yaml_fail(yaml_get(node->items[i], "main"), r->err, "a second main clock") ||
                   err_hint(r->err,
                            "leave `main: true` with one clock only; the others are asked for by name");
        has_main |= list[i].is_main;
    }
    version->clocks = list;
    version->clock_count = node->count;
    return true;
}

static bool tier_of(const struct yaml *key, enum tier *tier, struct err *err) {
    for (*tier = TIER_NONE + 1; *tier < TIER_COUNT; ++*tier)
        if (str_equal(key->text, str_of(tier_names[*tier])))
            return true;
    yaml_fail(key, err, "\"" STR_FMT "\" is not a tier of escalation", STR_ARG(key->text));
    return err_hint(err, "the tiers are head_office, regulator, ombudsman, media and other");
}

static bool read_tier(struct policy_reading *r, const struct yaml *node, enum tier tier,
                      struct policy_version *version) {
    static const char *const known[] = {"channel", "escalated"};
    struct words *channel = &version->channel_tiers[tier], *escalated = &version->escalated_tiers[tier];
    if (node->kind != YAML_MAP) {
        bool read = read_words(r, node, "the words of a tier", channel);
        *escalated = *channel;
        return read;
    }
    const struct yaml *of_channel = yaml_get(node, "channel"), *of_escalated = yaml_get(node, "escalated");
    return yaml_only_keys(node, known, 2, r->err) &&
           (!of_channel || read_words(r, of_channel, "channel", channel)) &&
           (!of_escalated || read_words(r, of_escalated, "escalated", escalated));
}

static bool read_escalation(struct policy_reading *r, const struct yaml *node,
                            struct policy_version *version) {
    enum tier tier;
    if (!node)
        return true;
    if (!yaml_expect(node, YAML_MAP, "escalation", r->err))
        return false;
    for (size_t i = 0; i < node->count; i++)
        if (!tier_of(node->keys[i], &tier, r->err) || !read_tier(r, node->items[i], tier, version))
            return false;
    return true;
}

/* "95%", ">= 95%", "<= 5", 48. */
static bool read_value(const struct yaml *node, struct policy_target *target, struct err *err) {
    struct str text = node->kind == YAML_SCALAR ? str_trim(node->text) : STR("");
    target->side = str_starts(text, STR(">="))   ? POLICY_AT_LEAST
                   : str_starts(text, STR("<=")) ? POLICY_AT_MOST
                                                 : POLICY_BY_MEASURE;
    text = str_trim(str_sub(text, target->side == POLICY_BY_MEASURE ? 0 : 2, text.size));
    bool percent = str_ends(text, STR("%"));
    char number[32] = "", *end = number;
    if (text.size && text.size < sizeof number && text.data[0] >= '0' && text.data[0] <= '9') {
        memcpy(number, text.data, text.size - percent);
        target->value = strtod(number, &end) / (percent ? 100 : 1);
    }
    if (end != number && *end == '\0' && isfinite(target->value))
        return true;
    yaml_fail(node, err, "expected a target");
    return err_hint(err, "write 95%%, \">= 95%%\", \"<= 5\" or a number in the measure's unit");
}

static bool read_target(struct policy_reading *r, const struct yaml *node, struct policy_target *target) {
    static const char *const known[] = {"measure", "value", "when"};
    const struct yaml *measure = yaml_get(node, "measure"), *value = yaml_get(node, "value");
    if (!yaml_expect(node, YAML_MAP, "a target", r->err) || !yaml_only_keys(node, known, 3, r->err))
        return false;
    if (!measure || !value)
        return yaml_fail(node, r->err, "a target needs `measure` and `value`");
    return yaml_text(measure, "measure", &target->measure, r->err) && read_value(value, target, r->err) &&
           policy_read_when(r, yaml_get(node, "when"), &target->when, &target->when_count);
}

/* A map from measures to values, or a list of {measure, value, when}. */
static bool read_targets(struct policy_reading *r, const struct yaml *node, struct policy_version *version) {
    if (!node)
        return true;
    if (node->kind == YAML_SCALAR)
        return yaml_expect(node, YAML_MAP, "targets", r->err);
    struct policy_target *list = arena_array(r->arena, node->count, sizeof *list);
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml *at = node->kind == YAML_MAP ? node->keys[i] : node->items[i];
        list[i] = (struct policy_target){.line = at->line, .column = at->column};
        if (node->kind == YAML_MAP)
            list[i].measure = at->text;
        if (node->kind == YAML_MAP ? !read_value(node->items[i], &list[i], r->err)
                                   : !read_target(r, at, &list[i]))
            return false;
    }
    version->targets = list;
    version->target_count = node->count;
    return true;
}

static bool read_ageing(struct policy_reading *r, const struct yaml *node, struct policy_version *version) {
    if (!node)
        return true;
    if (!yaml_expect(node, YAML_LIST, "ageing", r->err))
        return false;
    int32_t *bands = arena_array(r->arena, node->count, sizeof *bands);
    for (size_t i = 0; i < node->count; i++) {
        struct limit limit;
        if (!policy_read_limit(r, node->items[i], &limit, NULL))
            return false;
        if (limit.unit != LIMIT_DAYS || (i && limit.count <= bands[i - 1]))
            return yaml_fail(node->items[i], r->err,
                             "ageing bands are days or weeks, each longer than before");
        bands[i] = (int32_t)limit.count;
    }
    version->ageing = bands;
    version->ageing_count = node->count;
    return true;
}

static bool read_roll(const struct yaml *node, bool *roll, struct err *err) {
    *roll = node != NULL;
    return !node || (node->kind == YAML_SCALAR && str_equal(node->text, STR("next_workday"))) ||
           yaml_fail(node, err, "roll should be next_workday");
}

static bool read_version(struct policy_reading *r, const struct yaml *node, struct policy_version *version) {
    const struct yaml *from = yaml_get(node, "from"), *to = yaml_get(node, "to");
    version->first = INT64_MIN;
    version->end = INT64_MAX;
    if ((from && !dated_day(from, &version->first, r->err)) ||
        (to && !dated_day(to, &version->end, r->err)) || !read_roll(yaml_get(node, "roll"), &r->roll, r->err))
        return false;
    if (to && version->end++ < version->first)
        return yaml_fail(to, r->err, "this version ends before it begins");
    return read_clocks(r, yaml_get(node, "clocks"), version) &&
           read_escalation(r, yaml_get(node, "escalation"), version) &&
           read_targets(r, yaml_get(node, "targets"), version) &&
           read_ageing(r, yaml_get(node, "ageing"), version);
}

/* ---- several versions */

static bool check_overlap(const struct yaml *node, const struct policy_version *versions, size_t at,
                          struct err *err) {
    for (size_t i = 0; i < at; i++)
        if (versions[i].first < versions[at].end && versions[at].first < versions[i].end) {
            yaml_fail(node, err, "the dates of this version overlap with those of version %zu", i + 1);
            return err_hint(err, "end the earlier one with `to`, the day before the next `from`");
        }
    return true;
}

/* A clock of one name is the same stage in all versions, and one clock at most is the main one. */
static bool check_clocks(const struct yaml *node, const struct policy_version *versions, size_t at,
                         struct err *err) {
    const struct policy_version *later = &versions[at];
    for (size_t v = 0; v < at; v++)
        for (size_t i = 0; i < versions[v].clock_count; i++)
            for (size_t j = 0; j < later->clock_count; j++) {
                const struct policy_clock *a = &versions[v].clocks[i], *b = &later->clocks[j];
                const struct yaml *place = yaml_get(node, "clocks")->keys[j];
                bool same = str_equal(a->name, b->name);
                if (same && (a->from != b->from || a->to != b->to))
                    return yaml_fail(place, err, "the clock \"" STR_FMT "\" is another stage in version %zu",
                                     STR_ARG(b->name), v + 1);
                if (a->is_main && b->is_main && !same)
                    return yaml_fail(place, err, "a second main clock (version %zu has another)", v + 1) ||
                           err_hint(err, "mark the same clock `main: true` in all versions");
            }
    return true;
}

static int by_date(const void *left, const void *right) {
    const struct policy_version *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

static bool read_versions(struct policy_reading *r, const struct yaml *list, struct policy *policy) {
    static const char *const known[] = {VERSION_KEYS};
    if (!yaml_expect(list, YAML_LIST, "versions", r->err))
        return false;
    struct policy_version *versions = arena_array(r->arena, list->count, sizeof *versions);
    for (size_t i = 0; i < list->count; i++) {
        const struct yaml *node = list->items[i];
        if (!yaml_expect(node, YAML_MAP, "a version", r->err) ||
            !yaml_only_keys(node, known, sizeof known / sizeof *known, r->err) ||
            !read_version(r, node, &versions[i]) || !check_overlap(node, versions, i, r->err) ||
            !check_clocks(node, versions, i, r->err))
            return false;
    }
    if (list->count == 0)
        return yaml_fail(list, r->err, "a policy needs at least one version");
    qsort(versions, list->count, sizeof *versions, by_date);
    policy->versions = versions;
    policy->version_count = list->count;
    return true;
}

static bool read_only_version(struct policy_reading *r, const struct yaml *root, struct policy *policy) {
    struct policy_version *version = arena_alloc(r->arena, sizeof *version);
    policy->versions = version;
    policy->version_count = 1;
    return read_version(r, root, version);
}

/* ---- the file */

/* A shipped name has no slash and no ending; anything else is a file beside the policy. */
static const char *calendar_of(struct arena *arena, const char *file, struct str text) {
    const char *value = str_cstr(arena, text), *slash = strrchr(file, '/');
    if (value[0] == '/' || !slash || (!strchr(value, '/') && !strchr(value, '.')))
        return value;
    return str_printf(arena, "%.*s%s", (int)(slash - file) + 1, file, value).data;
}

static bool read_calendar(struct policy_reading *r, const struct yaml *node, struct policy *policy) {
    struct str text;
    if (!node)
        return true;
    if (!yaml_text(node, "calendar", &text, r->err))
        return false;
    policy->calendar = calendar_of(r->arena, policy->file, text);
    return true;
}

static bool read_source(struct policy_reading *r, const struct yaml *node, struct policy *policy) {
    return !node || yaml_text(node, "source", &policy->source, r->err);
}

static bool read_policy(struct policy_reading *r, const struct yaml *root, struct policy *policy) {
    static const char *const known[] = {"name", "source", "calendar", "versions", VERSION_KEYS};
    static const char *const several[] = {"name", "source", "calendar", "versions"};
    if (!yaml_expect(root, YAML_MAP, "a policy", r->err))
        return false;
    const struct yaml *versions = yaml_get(root, "versions"), *name = yaml_get(root, "name");
    policy->name[LANG_ZH] = policy->name[LANG_EN] = policy->id;
    return yaml_only_keys(root, versions ? several : known,
                          versions ? sizeof several / sizeof *several : sizeof known / sizeof *known,
                          r->err) &&
           (!name || policy_read_names(r, name, "the name of a policy", policy->name)) &&
           read_source(r, yaml_get(root, "source"), policy) &&
           read_calendar(r, yaml_get(root, "calendar"), policy) &&
           (versions ? read_versions(r, versions, policy) : read_only_version(r, root, policy));
}

/* "policies/bank-branch.yaml" → "bank-branch". */
static struct str id_of(struct arena *arena, const char *file) {
    const char *slash = strrchr(file, '/');
    struct str name = str_of(slash ? slash + 1 : file);
    return str_copy(arena, str_sub(name, 0, str_find_char(name, '.')));
}

bool policy_parse(struct str yaml, const char *name, struct policy **policy, struct err *err) {
    struct arena *arena = arena_new();
    struct policy_reading r = {.arena = arena, .err = err};
    struct policy *made = arena_alloc(arena, sizeof *made);
    struct yaml *root;
    *made = (struct policy){.arena = arena, .id = id_of(arena, name), .file = str_cstr(arena, str_of(name))};
    if (!yaml_parse(yaml, name, arena, &root, err) || !read_policy(&r, root, made)) {
        arena_free(arena);
        return false;
    }
    *policy = made;
    return true;
}

static bool unknown_name(const char *name, struct err *err) {
    size_t count;
    const struct bundle_file *files = bundle_list("policies/", &count);
    struct buf list = {0};
    for (size_t i = 0; i < count; i++) {
        struct str file = str_of(files[i].name + strlen("policies/"));
        buf_printf(&list, STR_FMT ", ", STR_ARG(str_sub(file, 0, str_find_char(file, '.'))));
    }
    err_set(err, ERR_USAGE, "there is no policy \"%s\"", name);
    err_hint(err, "name one of " STR_FMT "or a file", STR_ARG(buf_str(&list)));
    buf_free(&list);
    return false;
}

bool policy_load(const char *name_or_path, struct policy **policy, struct err *err) {
    char shipped[128];
    snprintf(shipped, sizeof shipped, "policies/%s.yaml", name_or_path);
    const struct bundle_file *file = bundle_find(shipped);
    if (file)
        return policy_parse(file->bytes, file->name, policy, err);
    if (!strchr(name_or_path, '/') && !strchr(name_or_path, '.'))
        return unknown_name(name_or_path, err);
    struct file_view view;
    if (!file_map(name_or_path, &view, err))
        return false;
    bool parsed = policy_parse(view.bytes, name_or_path, policy, err);
    file_unmap(&view);
    return parsed;
}
