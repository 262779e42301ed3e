/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/policy_read.h"

enum { WARN_PERCENT = 90 };

bool policy_read_limit(struct policy_reading *r, const struct yaml *node, struct limit *limit,
                       struct limit *both) {
    struct str text = node->kind == YAML_SCALAR ? node->text : STR("");
    const struct str or = STR(" or ");
    size_t at = both ? str_find(text, or) : text.size;
    bool known = limit_parse_words(str_sub(text, 0, at), limit, r->err);
    if (known && both)
        *both = *limit;
    if (known && at < text.size)
        known = limit_parse_words(str_sub(text, at + or.size, text.size), both, r->err);
    return known || err_at(r->err, node->file, node->line, node->column);
}

static bool read_percent(const struct yaml *node, int *percent, struct err *err) {
    int64_t value;
    struct str digits = str_trim(str_sub(node->text, 0, node->text.size - 1));
    if (!str_to_int(digits, &value) || value < 1 || value > 100)
        return yaml_fail(node, err, "a share to warn at should lie between 1%% and 100%%");
    *percent = (int)value;
    return true;
}

static bool read_warn(struct policy_reading *r, const struct yaml *node, struct policy_case *c) {
    if (!node)
        return true;
    if (node->kind == YAML_SCALAR && str_ends(node->text, STR("%")))
        return read_percent(node, &c->warn_percent, r->err);
    c->warn_percent = 0;
    return policy_read_limit(r, node, &c->warn_limit, NULL);
}

/* `limit` and `warn`, of a case or of the clock itself. */
static bool read_limits(struct policy_reading *r, const struct yaml *node, struct policy_case *c) {
    const struct yaml *limit = yaml_get(node, "limit");
    c->none = limit->kind == YAML_SCALAR && str_equal(limit->text, STR("none"));
    if (!c->none && !policy_read_limit(r, limit, &c->limit, &c->either))
        return false;
    if (!read_warn(r, yaml_get(node, "warn"), c))
        return false;
    if (c->none || c->warn_percent || c->warn_limit.unit != c->limit.unit ||
        c->warn_limit.count <= c->limit.count)
        return true;
    return yaml_fail(yaml_get(node, "warn"), r->err, "this warns after the limit");
}

static bool read_without(struct policy_reading *r, const struct yaml *node, role_set *without) {
    if (!node)
        return true;
    if (!yaml_expect(node, YAML_LIST, "without", r->err))
        return false;
    for (size_t i = 0; i < node->count; i++) {
        enum role role = role_find(node->items[i]->text);
        if (role == ROLE_NONE)
            return yaml_fail(node->items[i], r->err, "\"" STR_FMT "\" is no role",
                             STR_ARG(node->items[i]->text));
        *without |= role_bit(role);
    }
    return true;
}

static bool read_case(struct policy_reading *r, const struct yaml *node, struct policy_case *c) {
    static const char *const known[] = {"when", "without", "limit", "warn"};
    if (!yaml_expect(node, YAML_MAP, "a case", r->err) || !yaml_only_keys(node, known, 4, r->err))
        return false;
    const struct yaml *when = yaml_get(node, "when");
    if (!when || !yaml_get(node, "limit"))
        return yaml_fail(node, r->err, "a case needs `when` and `limit`");
    return policy_read_when(r, when, &c->when, &c->when_count) &&
           read_without(r, yaml_get(node, "without"), &c->without) && read_limits(r, node, c);
}

/* The cases, and behind them the limit of the clock itself for the rest. */
static bool read_cases(struct policy_reading *r, const struct yaml *node, struct policy_clock *clock) {
    const struct yaml *cases = yaml_get(node, "cases"), *limit = yaml_get(node, "limit");
    if (!cases && !limit)
        return yaml_fail(node, r->err, "a clock needs a limit");
    if (cases && !yaml_expect(cases, YAML_LIST, "cases", r->err))
        return false;
    size_t count = cases ? cases->count : 0;
    struct policy_case rest = {.warn_percent = WARN_PERCENT};
    if (limit ? !read_limits(r, node, &rest) : !read_warn(r, yaml_get(node, "warn"), &rest))
        return false;
    struct policy_case *list = arena_array(r->arena, count + 1, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        list[i].warn_percent = rest.warn_percent ? rest.warn_percent : WARN_PERCENT;
        if (!read_case(r, cases->items[i], &list[i]))
            return false;
    }
    if (limit)
        list[count++] = rest;
    clock->cases = list;
    clock->case_count = count;
    return true;
}

static bool read_time_role(struct policy_reading *r, const struct yaml *node, enum role *role) {
    if (!node)
        return true;
    *role = node->kind == YAML_SCALAR ? role_find(node->text) : ROLE_NONE;
    if (*role != ROLE_NONE && roles[*role].type == ROLE_TIME)
        return true;
    yaml_fail(node, r->err, "expected the role of a time");
    return err_hint(r->err, "roles of times are received, registered, accepted, dispatched, first_response, "
                            "resolved, closed, followed_up … (redress help roles lists all)");
}

static bool read_extension(struct policy_reading *r, const struct yaml *node, struct policy_extension *e) {
    static const char *const known[] = {"to", "limit", "when"};
    if (!node)
        return true;
    if (!yaml_expect(node, YAML_MAP, "extension", r->err) || !yaml_only_keys(node, known, 3, r->err))
        return false;
    const struct yaml *limit = yaml_get(node, "limit"), *when = yaml_get(node, "when");
    *e = (struct policy_extension){.given = true, .to = ROLE_EXTENDED_TO, .limited = limit != NULL};
    if (when && !limit)
        return yaml_fail(node, r->err, "an extension for some cases needs its limit");
    return read_time_role(r, yaml_get(node, "to"), &e->to) &&
           (!limit || policy_read_limit(r, limit, &e->limit, NULL)) &&
           policy_read_when(r, when, &e->when, &e->when_count);
}

static bool read_bool(const struct yaml *node, const char *key, bool *value, struct err *err) {
    const struct yaml *at = yaml_get(node, key);
    return !at || yaml_bool(at, key, value, err);
}

/* Names stand in measures and in the names of columns. */
static bool check_name(const struct yaml *key, struct err *err) {
    static const char *const taken[] = {"export", "resolution"};
    for (size_t i = 0; i < key->text.size; i++)
        if (key->text.data[i] == ':' || key->text.data[i] == ',' || key->text.data[i] == '(' ||
            key->text.data[i] == ')' || key->text.data[i] == ' ')
            return yaml_fail(key, err, "the name of a clock has no blanks, commas, colons or brackets");
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (str_equal(key->text, str_of(taken[i])))
            return yaml_fail(key, err, "the name \"%s\" is taken", taken[i]);
    return key->text.size > 0 || yaml_fail(key, err, "a clock needs a name");
}

bool policy_read_clock(struct policy_reading *r, const struct yaml *key, const struct yaml *node,
                       struct policy_clock *clock) {
    static const char *const known[] = {"name", "main",  "from", "to",        "limit",
                                        "warn", "cases", "roll", "extension", "service"};
    if (!check_name(key, r->err) || !yaml_expect(node, YAML_MAP, "a clock", r->err) ||
        !yaml_only_keys(node, known, sizeof known / sizeof *known, r->err))
        return false;
    *clock = (struct policy_clock){
        .name = str_copy(r->arena, key->text), .from = ROLE_RECEIVED, .to = ROLE_RESOLVED, .roll = r->roll};
    clock->title[LANG_ZH] = clock->title[LANG_EN] = clock->name;
    const struct yaml *name = yaml_get(node, "name");
    return (!name || policy_read_names(r, name, "the name of a clock", clock->title)) &&
           read_time_role(r, yaml_get(node, "from"), &clock->from) &&
           read_time_role(r, yaml_get(node, "to"), &clock->to) &&
           read_bool(node, "main", &clock->is_main, r->err) &&
           read_bool(node, "service", &clock->service, r->err) && read_cases(r, node, clock) &&
           read_extension(r, yaml_get(node, "extension"), &clock->extension);
}
