/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/rule_read.h"

#include "analysis/base/fold.h"

#include <string.h>

/* Whether to go on within a rule behind the mistake in `err`; the rule then counts as unread. */
static bool tell(struct rule_reader *r) {
    r->told = true;
    return mistakes_note(r->mistakes, r->err);
}

bool rule_read_names(struct rule_reader *r, const struct yaml *node, struct names *names) {
    static const char *const keys[LANGUAGE_COUNT] = {"zh", "en"};
    if (!node)
        return true;
    if (node->kind == YAML_SCALAR) {
        names->in[LANGUAGE_ZH] = names->in[LANGUAGE_EN] = node->text;
        return true;
    }
    if (!yaml_expect(node, YAML_MAP, "a name", r->err) || !yaml_only_keys(node, keys, LANGUAGE_COUNT, r->err))
        return false;
    for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
        const struct yaml *text = yaml_get(node, keys[i]);
        if (text && !yaml_text(text, "a name", &names->in[i], r->err))
            return false;
    }
    return true;
}

static struct place place_of(const struct yaml *node) {
    return (struct place){node->file, node->line, node->column};
}

/* The first file with the same guard as the one being read. */
static size_t guard_number(const struct rule_reader *r) {
    size_t i = 0;
    while (!str_equal(r->guards[i].regex, r->guards[r->file].regex))
        i++;
    return i;
}

/* Each different pattern once; those with different guards are different. */
static bool add_pattern(struct rule_reader *r, const struct yaml *node, bool guarded, uint32_t *index) {
    struct str written;
    if (!yaml_text(node, "a keyword or /regex/", &written, r->err))
        return false;
    size_t guard = guarded ? guard_number(r) : 0;
    struct str key = str_printf(r->arena, "%zu " STR_FMT, guarded ? guard + 1 : 0, STR_ARG(written));
    size_t count = dict_size(r->known);
    *index = dict_add(r->known, key) - 1;
    if (*index + 1 < count)
        return true;
    if (r->book->pattern_count == RULEBOOK_MOST_PATTERNS)
        return yaml_fail(node, r->err, "more than %d different keywords and regexes", RULEBOOK_MOST_PATTERNS);
    r->patterns = heap_grow(r->patterns, &r->pattern_capacity, *index + 1, sizeof *r->patterns);
    r->places = heap_grow(r->places, &r->place_capacity, *index + 1, sizeof *r->places);
    r->places[*index] = node;
    r->book->pattern_count = *index + 1;
    if (pattern_make(written, guarded ? &r->guards[guard] : NULL, r->arena, &r->patterns[*index], r->err))
        return true;
    r->patterns[*index].literal = true; /* nothing to compile */
    return err_at(r->err, node->file, node->line, node->column);
}

static bool read_patterns(struct rule_reader *r, const struct yaml *node, bool guarded,
                          struct pattern_list *list) {
    if (!node)
        return true;
    size_t count = node->kind == YAML_LIST ? node->count : 1;
    if (node->kind == YAML_MAP || count == 0)
        return yaml_fail(node, r->err, "expected a list of keywords or /regexes/");
    uint32_t *items = arena_array(r->arena, count, sizeof *items);
    struct place *places = arena_array(r->arena, count, sizeof *places);
    for (size_t i = 0; i < count; i++) {
        const struct yaml *item = node->kind == YAML_LIST ? node->items[i] : node;
        bool room = r->book->pattern_count < RULEBOOK_MOST_PATTERNS;
        if (!add_pattern(r, item, guarded, &items[i]) && !(room && tell(r)))
            return false;
        places[i] = place_of(item);
    }
    *list = (struct pattern_list){items, places, count};
    return true;
}

static bool find_role(struct rule_reader *r, const struct yaml *node, enum role *role) {
    struct str name;
    if (!yaml_text(node, "a role", &name, r->err))
        return false;
    *role = role_find(name);
    enum role_type type = *role == ROLE_NONE ? ROLE_TIME : roles[*role].type;
    if (type == ROLE_TEXT || type == ROLE_DIMENSION || type == ROLE_FLAG)
        return true;
    yaml_fail(node, r->err, "\"" STR_FMT "\" is no role with texts or values", STR_ARG(name));
    return err_hint(r->err, "roles are, for example, subject, text, reply, product, issue, channel, level");
}

static bool read_in(struct rule_reader *r, const struct yaml *node, struct rule *rule) {
    if (!node && !rule->any.count && !rule->all.count && !rule->none.count)
        return true;
    rule->in = role_bit(ROLE_SUBJECT) | role_bit(ROLE_TEXT_);
    size_t count = !node ? 0 : node->kind == YAML_LIST ? node->count : 1;
    if (node && (node->kind == YAML_MAP || count == 0))
        return yaml_fail(node, r->err, "expected a list of roles");
    if (node)
        rule->in = 0;
    for (size_t i = 0; i < count; i++) {
        enum role role;
        if (!find_role(r, node->kind == YAML_LIST ? node->items[i] : node, &role))
            return false;
        rule->in |= role_bit(role);
    }
    r->book->searched |= rule->in;
    r->book->roles |= rule->in;
    for (rule->scope = 0; rule->scope < r->book->scope_count; rule->scope++)
        if (r->scopes[rule->scope] == rule->in)
            return true;
    r->scopes = heap_grow(r->scopes, &r->scope_capacity, r->book->scope_count + 1, sizeof *r->scopes);
    r->scopes[r->book->scope_count++] = rule->in;
    return true;
}

static bool fits(const struct condition *condition, struct str text) {
    for (size_t i = 0; i < condition->count; i++) {
        const struct condition_value *value = &condition->values[i];
        if (value->open ? str_starts(text, value->text) : str_equal(text, value->text))
            return true;
    }
    return false;
}

/* A condition on the category: known now, since the categories are read before all axes. */
static bool choose_categories(struct rule_reader *r, const struct yaml *node, struct condition *condition) {
    const struct axis *axis = &r->book->axes[0];
    uint64_t *set = arena_array(r->arena, axis->value_count / 64 + 1, sizeof *set);
    condition->role = ROLE_NONE;
    condition->categories = set;
    for (size_t i = 0; i < axis->value_count; i++)
        if (fits(condition, axis->values[i].id))
            set[i / 64] |= (uint64_t)1 << (i % 64);
    for (size_t i = 0; !r->incomplete && i < condition->count; i++) {
        struct condition one = {.values = &condition->values[i], .count = 1};
        size_t v = 0;
        while (v < axis->value_count && !fits(&one, axis->values[v].id))
            v++;
        if (v == axis->value_count)
            return yaml_fail(node->kind == YAML_LIST ? node->items[i] : node, r->err,
                             "there is no category \"" STR_FMT "%s\"", STR_ARG(one.values->text),
                             one.values->open ? "*" : "");
    }
    return true;
}

static bool read_condition(struct rule_reader *r, const struct yaml *key, const struct yaml *node,
                           struct condition *condition) {
    struct str *texts;
    bool category = r->in_axes && key->kind == YAML_SCALAR && str_equal(key->text, STR("category"));
    if ((!category && !find_role(r, key, &condition->role)) ||
        !yaml_texts(node, "the values of a role", r->arena, &texts, &condition->count, r->err))
        return false;
    struct condition_value *values = arena_array(r->arena, condition->count, sizeof *values);
    for (size_t i = 0; i < condition->count; i++) {
        struct str text = category ? texts[i] : str_trim(fold_copy(r->arena, texts[i]));
        values[i].open = str_ends(text, STR("*"));
        values[i].text = str_sub(text, 0, text.size - values[i].open);
    }
    condition->values = values;
    if (category)
        return choose_categories(r, node, condition);
    r->book->roles |= role_bit(condition->role);
    return true;
}

static bool read_when(struct rule_reader *r, const struct yaml *node, struct rule *rule) {
    if (!node)
        return true;
    if (!yaml_expect(node, YAML_MAP, "when", r->err))
        return false;
    struct condition *list = arena_array(r->arena, node->count, sizeof *list);
    for (size_t i = 0; i < node->count; i++)
        if (!read_condition(r, node->keys[i], node->items[i], &list[i]))
            return false;
    rule->when = list;
    rule->when_count = node->count;
    return true;
}

static bool read_example_list(struct rule_reader *r, const struct yaml *node, const struct example **list,
                              size_t *count) {
    if (!node)
        return true;
    struct str *texts;
    if (!yaml_texts(node, "examples", r->arena, &texts, count, r->err))
        return false;
    struct example *made = arena_array(r->arena, *count, sizeof *made);
    for (size_t i = 0; i < *count; i++)
        made[i] = (struct example){texts[i], place_of(node->kind == YAML_LIST ? node->items[i] : node)};
    *list = made;
    return true;
}

static bool read_examples(struct rule_reader *r, const struct yaml *node, struct rule *rule) {
    static const char *const keys[] = {"match", "not"};
    if (!node)
        return true;
    return yaml_expect(node, YAML_MAP, "examples", r->err) && yaml_only_keys(node, keys, 2, r->err) &&
           read_example_list(r, yaml_get(node, "match"), &rule->match, &rule->match_count) &&
           read_example_list(r, yaml_get(node, "not"), &rule->not, &rule->not_count);
}

static bool read_severity(struct rule_reader *r, const struct yaml *node, enum severity *severity) {
    static const struct {
        const char *word;
        enum severity severity;
    } words[] = {{"low", SEVERITY_LOW},
                 {"light", SEVERITY_LOW},
                 {"medium", SEVERITY_MEDIUM},
                 {"high", SEVERITY_HIGH},
                 {"heavy", SEVERITY_HIGH}};
    for (size_t i = 0; node && i < sizeof words / sizeof *words; i++)
        if (node->kind == YAML_SCALAR && str_equal(node->text, str_of(words[i].word)))
            *severity = words[i].severity;
    return !node || *severity != SEVERITY_NONE ||
           yaml_fail(node, r->err, "severity should be low, medium or high");
}

static bool read_flag(struct rule_reader *r, const struct yaml *map, const char *key, bool *flag) {
    const struct yaml *node = yaml_get(map, key);
    return !node || yaml_bool(node, key, flag, r->err);
}

static bool read_unless(struct rule_reader *r, const struct yaml *node, struct rule *rule) {
    rule->affirmed = node && node->kind == YAML_SCALAR && str_equal(node->text, STR("negated"));
    return !node || rule->affirmed || yaml_fail(node, r->err, "unless should be the word negated");
}

bool rule_check_id(struct rule_reader *r, const struct yaml *node) {
    bool fine = node->text.size > 0 && node->text.size <= 200;
    char before = '.';
    for (size_t i = 0; fine && i < node->text.size; i++) {
        char c = node->text.data[i];
        fine = keyword_is_word(c) || c == '-' || (unsigned char)c >= 0x80 || (c == '.' && before != '.');
        before = c;
    }
    if (fine && before != '.')
        return true;
    yaml_fail(node, r->err, "\"" STR_FMT "\" is no id", STR_ARG(node->text));
    return err_hint(r->err, "letters, digits, - and _, with dots between its parts: card.fraud");
}

static bool read_id(struct rule_reader *r, const struct yaml *map, struct rule *rule) {
    const struct yaml *id = yaml_get(map, "id");
    if (!id)
        return yaml_fail(map, r->err, "a rule without an id");
    rule->place = place_of(id);
    return yaml_text(id, "an id", &rule->id, r->err) && rule_check_id(r, id);
}

static bool read_weight(struct rule_reader *r, const struct yaml *node, struct rule *rule) {
    int64_t weight;
    if (!node)
        return true;
    if (!yaml_int(node, "weight", &weight, r->err))
        return false;
    if (weight < 1 || weight > RULEBOOK_MOST_WEIGHT)
        return yaml_fail(node, r->err, "weight should be from 1 to %d", RULEBOOK_MOST_WEIGHT);
    if (!rule->any.count && !rule->all.count)
        return yaml_fail(node, r->err, "a weight counts patterns of any and all; this rule has none");
    rule->weight = (uint32_t)weight;
    return true;
}

static bool read_conditions(struct rule_reader *r, const struct yaml *map, struct rule *rule) {
    return read_unless(r, yaml_get(map, "unless"), rule) &&
           read_patterns(r, yaml_get(map, "any"), rule->affirmed, &rule->any) &&
           read_patterns(r, yaml_get(map, "all"), rule->affirmed, &rule->all) &&
           read_patterns(r, yaml_get(map, "none"), false, &rule->none) &&
           read_in(r, yaml_get(map, "in"), rule) && read_when(r, yaml_get(map, "when"), rule) &&
           read_weight(r, yaml_get(map, "weight"), rule) && read_flag(r, map, "otherwise", &rule->otherwise);
}

bool rule_read(struct rule_reader *r, const struct yaml *map, struct rule *rule) {
    static const char *const keys[] = {"id",       "name", "any",      "all",       "none",
                                       "unless",   "in",   "when",     "severity",  "complaint",
                                       "category", "code", "examples", "otherwise", "weight"};
    rule->complaint = true;
    r->told = false;
    r->file = include_file_of(&r->all, map);
    const struct yaml *code = yaml_get(map, "code");
    if (!yaml_expect(map, YAML_MAP, "a rule", r->err) ||
        !(yaml_only_keys(map, keys, sizeof keys / sizeof *keys, r->err) || tell(r)) ||
        !read_id(r, map, rule) || !rule_read_names(r, yaml_get(map, "name"), &rule->name) ||
        !read_conditions(r, map, rule) || !read_severity(r, yaml_get(map, "severity"), &rule->severity) ||
        !read_flag(r, map, "complaint", &rule->complaint) ||
        !read_examples(r, yaml_get(map, "examples"), rule) ||
        (code && !yaml_text(code, "code", &rule->code, r->err)) || r->told)
        return false;
    bool conditions = rule->any.count || rule->all.count || rule->when_count;
    rule->heading = !conditions && !rule->otherwise;
    if (rule->otherwise && (conditions || rule->none.count))
        return yaml_fail(map, r->err, "a rule with otherwise has no other conditions");
    if (rule->heading && (rule->none.count || rule->match_count))
        return yaml_fail(map, r->err, "a rule needs any, all or when; none alone finds nothing");
    return true;
}
