/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/rulebook_read.h"

#include "analysis/base/dict.h"
#include "analysis/base/fold.h"
#include "analysis/base/yaml.h"

#include <string.h>

struct reader {
    struct rulebook *book;
    struct arena *arena;
    struct err *err;
    struct mistakes *mistakes; /* NULL: the first one ends the reading */
    struct joined_rules all;
    struct guard *guards;     /* of `negations`, by file */
    size_t file;              /* the one of the rule being read */
    struct dict *known;       /* written form and guard of each pattern → code − 1 is its index */
    struct pattern *patterns; /* growing */
    const struct yaml **places;
    size_t pattern_capacity, place_capacity;
    role_set *scopes; /* growing */
    size_t scope_capacity;
    bool in_axes;    /* behind the categories */
    bool told;       /* a mistake of the rule being read is noted, and reading it went on */
    bool incomplete; /* there are mistakes in the categories: which there are is not known */
};

/* What directly precedes a word that it negates. A Latin one is followed by one blank. */
static const struct str negations_zh[] = {
    STR_INIT("没有"),   STR_INIT("没"),       STR_INIT("没被"),   STR_INIT("未"),       STR_INIT("未被"),
    STR_INIT("并未"),   STR_INIT("不是"),     STR_INIT("并非"),   STR_INIT("无"),       STR_INIT("不存在"),
    STR_INIT("不算"),   STR_INIT("没有被"),   STR_INIT("没遭"),   STR_INIT("未遭"),     STR_INIT("没有遭到"),
    STR_INIT("不属"),   STR_INIT("不属于"),   STR_INIT("未发生"), STR_INIT("没发生"),   STR_INIT("没有发生"),
    STR_INIT("谈不上"), STR_INIT("没有任何"), STR_INIT("没任何"), STR_INIT("没有发现"), STR_INIT("没发现"),
    STR_INIT("未发现"), STR_INIT("不是被"),   STR_INIT("并无"),   STR_INIT("否认"),     STR_INIT("排除"),
    STR_INIT("从没"),   STR_INIT("从没有"),
};
static const struct str negations_en[] = {
    STR_INIT("no"),          STR_INIT("not"),
    STR_INIT("not a"),       STR_INIT("not an"),
    STR_INIT("not any"),     STR_INIT("never"),
    STR_INIT("without"),     STR_INIT("wasn't"),
    STR_INIT("isn't"),       STR_INIT("wasn't a"),
    STR_INIT("isn't a"),     STR_INIT("never a"),
    STR_INIT("without any"), STR_INIT("no evidence of"),
    STR_INIT("not been"),    STR_INIT("neither"),
    STR_INIT("nor"),         STR_INIT("rather than"),
    STR_INIT("not the"),     STR_INIT("never been"),
    STR_INIT("hasn't been"), STR_INIT("haven't been"),
    STR_INIT("no sign of"),
};

/* Whether to go on behind the mistake in `err`. */
static bool note_mistake(struct reader *r) {
    return mistakes_note(r->mistakes, r->err);
}

/* The same within a rule, which then counts as unread. */
static bool tell(struct reader *r) {
    r->told = true;
    return note_mistake(r);
}

static bool read_names(struct reader *r, const struct yaml *node, struct names *names) {
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
static size_t guard_number(const struct reader *r) {
    size_t i = 0;
    while (!str_equal(r->guards[i].regex, r->guards[r->file].regex))
        i++;
    return i;
}

/* Each different pattern once; those with different guards are different. */
static bool add_pattern(struct reader *r, const struct yaml *node, bool guarded, uint32_t *index) {
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

static bool read_patterns(struct reader *r, const struct yaml *node, bool guarded,
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

static bool find_role(struct reader *r, const struct yaml *node, enum role *role) {
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

static bool read_in(struct reader *r, const struct yaml *node, struct rule *rule) {
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
static bool choose_categories(struct reader *r, const struct yaml *node, struct condition *condition) {
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

static bool read_condition(struct reader *r, const struct yaml *key, const struct yaml *node,
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

static bool read_when(struct reader *r, const struct yaml *node, struct rule *rule) {
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

static bool read_example_list(struct reader *r, const struct yaml *node, const struct example **list,
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

static bool read_examples(struct reader *r, const struct yaml *node, struct rule *rule) {
    static const char *const keys[] = {"match", "not"};
    if (!node)
        return true;
    return yaml_expect(node, YAML_MAP, "examples", r->err) && yaml_only_keys(node, keys, 2, r->err) &&
           read_example_list(r, yaml_get(node, "match"), &rule->match, &rule->match_count) &&
           read_example_list(r, yaml_get(node, "not"), &rule->not, &rule->not_count);
}

static bool read_severity(struct reader *r, const struct yaml *node, enum severity *severity) {
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

static bool read_flag(struct reader *r, const struct yaml *map, const char *key, bool *flag) {
    const struct yaml *node = yaml_get(map, key);
    return !node || yaml_bool(node, key, flag, r->err);
}

static bool read_unless(struct reader *r, const struct yaml *node, struct rule *rule) {
    rule->affirmed = node && node->kind == YAML_SCALAR && str_equal(node->text, STR("negated"));
    return !node || rule->affirmed || yaml_fail(node, r->err, "unless should be the word negated");
}

/* Letters, digits, - and _, parts divided by dots; any character outside ASCII. */
static bool check_id(struct reader *r, const struct yaml *node) {
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

static bool read_id(struct reader *r, const struct yaml *map, struct rule *rule) {
    const struct yaml *id = yaml_get(map, "id");
    if (!id)
        return yaml_fail(map, r->err, "a rule without an id");
    rule->place = place_of(id);
    return yaml_text(id, "an id", &rule->id, r->err) && check_id(r, id);
}

static bool read_weight(struct reader *r, const struct yaml *node, struct rule *rule) {
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

static bool read_conditions(struct reader *r, const struct yaml *map, struct rule *rule) {
    return read_unless(r, yaml_get(map, "unless"), rule) &&
           read_patterns(r, yaml_get(map, "any"), rule->affirmed, &rule->any) &&
           read_patterns(r, yaml_get(map, "all"), rule->affirmed, &rule->all) &&
           read_patterns(r, yaml_get(map, "none"), false, &rule->none) &&
           read_in(r, yaml_get(map, "in"), rule) && read_when(r, yaml_get(map, "when"), rule) &&
           read_weight(r, yaml_get(map, "weight"), rule) && read_flag(r, map, "otherwise", &rule->otherwise);
}

static bool read_rule(struct reader *r, const struct yaml *map, struct rule *rule) {
    static const char *const keys[] = {"id",       "name", "any",      "all",       "none",
                                       "unless",   "in",   "when",     "severity",  "complaint",
                                       "category", "code", "examples", "otherwise", "weight"};
    rule->complaint = true;
    r->told = false;
    r->file = include_file_of(&r->all, map);
    const struct yaml *code = yaml_get(map, "code");
    if (!yaml_expect(map, YAML_MAP, "a rule", r->err) ||
        !(yaml_only_keys(map, keys, sizeof keys / sizeof *keys, r->err) || tell(r)) ||
        !read_id(r, map, rule) || !read_names(r, yaml_get(map, "name"), &rule->name) ||
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

static struct dict *collect_parents(const struct axis *axis) {
    struct dict *parents = dict_new();
    for (size_t i = 0; i < axis->rule_count; i++)
        for (struct str id = rulebook_parent(axis->rules[i].id); id.size; id = rulebook_parent(id))
            dict_add(parents, id);
    return parents;
}

static bool headless(struct reader *r, const struct rule *heading) {
    err_set(r->err, ERR_USAGE, "\"" STR_FMT "\" has no conditions and heads no other rule",
            STR_ARG(heading->id));
    err_at(r->err, heading->place.file, heading->place.line, heading->place.column);
    return err_hint(r->err, "add any: with keywords, or rules with ids like " STR_FMT ".…",
                    STR_ARG(heading->id));
}

static bool check_rules(struct reader *r, const struct axis *axis) {
    struct dict *parents = collect_parents(axis);
    bool fine = true;
    for (size_t i = 0; fine && i < axis->rule_count; i++) {
        const struct rule *rule = &axis->rules[i];
        if (rule->heading && dict_find(parents, rule->id) == DICT_ABSENT) {
            fine = headless(r, rule);
        } else if (rule->otherwise && i + 1 < axis->rule_count) {
            err_set(r->err, ERR_USAGE, "a rule with otherwise comes last in its list");
            fine = err_at(r->err, rule->place.file, rule->place.line, rule->place.column);
        }
    }
    dict_free(parents);
    return fine;
}

/* The id of the value a rule gives. */
static struct str value_id(const struct yaml *map, const struct rule *rule) {
    const struct yaml *category = yaml_get(map, "category");
    return category && category->kind == YAML_SCALAR ? category->text : rule->id;
}

/* A rule that names itself as its category describes the value; else the first rule that gives it does. */
static void describe_value(struct value *value, const struct rule *rule) {
    bool own = str_equal(rule->id, value->id);
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        if (own || !value->name.in[i].size)
            value->name.in[i] = rule->name.in[i];
    if (own || !value->code.size)
        value->code = rule->code;
    value->complaint = value->complaint && rule->complaint;
}

static void add_other(struct axis *axis, struct value *values, struct dict *ids) {
    axis->other = dict_add(ids, STR("other")) - 1;
    struct value *other = &values[axis->other];
    if (axis->other == axis->value_count) {
        *other = (struct value){.id = STR("other"), .complaint = true};
        axis->value_count++;
    }
    if (!other->name.in[LANGUAGE_ZH].size)
        other->name.in[LANGUAGE_ZH] = STR("其他");
    if (!other->name.in[LANGUAGE_EN].size)
        other->name.in[LANGUAGE_EN] = STR("Other");
}

static bool collect_values(struct reader *r, const struct rule_list *list, struct axis *axis,
                           struct rule *rules) {
    struct dict *ids = dict_new();
    struct value *values = arena_array(r->arena, axis->rule_count + 1, sizeof *values);
    bool fine = true;
    for (size_t i = 0; fine && i < axis->rule_count; i++) {
        const struct yaml *category = yaml_get(list->rules[i], "category");
        if (category)
            fine = yaml_expect(category, YAML_SCALAR, "category", r->err) && check_id(r, category);
        if (rules[i].heading || !fine)
            continue;
        struct str id = value_id(list->rules[i], &rules[i]);
        rules[i].value = dict_add(ids, id) - 1;
        if (rules[i].value == axis->value_count)
            values[axis->value_count++] = (struct value){.id = id, .complaint = true};
        describe_value(&values[rules[i].value], &rules[i]);
    }
    add_other(axis, values, ids);
    axis->values = values;
    dict_free(ids);
    return fine;
}

static bool read_rules(struct reader *r, const struct rule_list *list, struct axis *axis) {
    if (list->count > RULEBOOK_MOST_RULES)
        return yaml_fail(list->rules[RULEBOOK_MOST_RULES], r->err, "more than %d rules", RULEBOOK_MOST_RULES);
    struct rule *rules = arena_array(r->arena, list->count, sizeof *rules);
    axis->rules = rules;
    axis->rule_count = list->count;
    bool whole = true;
    for (size_t i = 0; i < list->count; i++)
        if (!read_rule(r, list->rules[i], &rules[i])) {
            whole = false;
            if (r->err->kind && !note_mistake(r))
                return false;
        }
    return whole && check_rules(r, axis) && collect_values(r, list, axis, rules);
}

static bool check_axis_name(struct reader *r, const struct yaml *key) {
    static const char *const taken[] = {"category", "category_all", "rule", "severity"};
    bool fine =
        key->text.size > 0 && key->text.size <= 60 && key->text.data[0] >= 'a' && key->text.data[0] <= 'z';
    for (size_t i = 0; i < key->text.size; i++)
        fine = fine && (keyword_is_word(key->text.data[i]) || key->text.data[i] == '_');
    if (!fine)
        return yaml_fail(key, r->err, "the name of an axis is made of small letters, digits and _");
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (str_equal(key->text, str_of(taken[i])))
            return yaml_fail(key, r->err, "an axis may not be called %s: that column exists anyway",
                             taken[i]);
    return true;
}

static bool read_axis(struct reader *r, const struct rule_list *list, struct axis *axis) {
    if (!check_axis_name(r, list->key))
        return false;
    axis->name = list->key->text;
    return read_names(r, list->name, &axis->label) && read_rules(r, list, axis);
}

static bool read_axes(struct reader *r) {
    size_t count = r->all.count;
    if (count > RULEBOOK_MOST_AXES)
        return yaml_fail(r->all.lists[RULEBOOK_MOST_AXES].key, r->err, "more than %d axes",
                         RULEBOOK_MOST_AXES - 1);
    struct axis *list = arena_array(r->arena, count, sizeof *list);
    r->book->axes = list;
    r->book->axis_count = count;
    list[0].name = STR("category");
    list[0].label = (struct names){{STR("类别"), STR("Category")}};
    r->incomplete = !read_rules(r, &r->all.lists[0], &list[0]);
    bool go_on = !r->incomplete || !r->err->kind || note_mistake(r);
    r->in_axes = true;
    for (size_t i = 1; go_on && i < count; i++)
        go_on = read_axis(r, &r->all.lists[i], &list[i]) || !r->err->kind || note_mistake(r);
    return go_on;
}

static bool has_ideograph(struct str text) {
    for (size_t at = 0; at < text.size;) {
        uint32_t code = utf8_next(text, &at);
        if (code >= 0x3400 && code <= 0x9FFF)
            return true;
    }
    return false;
}

/* Something in Chinese is looked for: in the lists `any` and `all` anywhere below the node. Names come in
 * both languages and say nothing. */
static bool seeks_chinese(const struct yaml *node, bool in_patterns) {
    if (node->kind == YAML_SCALAR)
        return in_patterns && has_ideograph(node->text);
    for (size_t i = 0; i < node->count; i++) {
        bool map = node->kind == YAML_MAP;
        bool patterns =
            map && (str_equal(node->keys[i]->text, STR("any")) || str_equal(node->keys[i]->text, STR("all")));
        if (seeks_chinese(node->items[i], in_patterns || patterns))
            return true;
    }
    return false;
}

/* Where nobody says, the language of what the rules look for. */
static bool read_language(struct reader *r, const struct rule_file *file, enum language *language) {
    const struct yaml *node = include_get(file, "language");
    if (!node) {
        *language = seeks_chinese(file->root, false) ? LANGUAGE_ZH : LANGUAGE_EN;
        return true;
    }
    bool chinese = node->kind == YAML_SCALAR && str_equal(node->text, STR("zh"));
    if (!chinese && !(node->kind == YAML_SCALAR && str_equal(node->text, STR("en"))))
        return yaml_fail(node, r->err, "language should be zh or en");
    *language = chinese ? LANGUAGE_ZH : LANGUAGE_EN;
    return true;
}

static bool read_negations(struct reader *r, const struct yaml *node, enum language language,
                           struct guard *guard) {
    bool chinese = language == LANGUAGE_ZH;
    const struct str *words = chinese ? negations_zh : negations_en;
    size_t count = chinese ? sizeof negations_zh / sizeof *words : sizeof negations_en / sizeof *words;
    struct str *own;
    if (node) {
        if (!yaml_texts(node, "negations", r->arena, &own, &count, r->err))
            return false;
        words = own;
    }
    *guard = guard_make(words, count, r->arena);
    return true;
}

/* What each file says of its own rules; the book is named after the first. */
static bool read_files(struct reader *r) {
    r->guards = arena_array(r->arena, r->all.file_count, sizeof *r->guards);
    for (size_t i = r->all.file_count; i-- > 0;)
        if (!read_language(r, r->all.files[i], &r->book->language) ||
            !read_negations(r, include_get(r->all.files[i], "negations"), r->book->language, &r->guards[i]))
            return false;
    return read_names(r, include_get(r->all.files[0], "name"), &r->book->name);
}

/* Columns between the start of a scalar and a character of its text, counted from 1; 0 for none. */
static size_t columns_to(const struct yaml *node, size_t character) {
    size_t columns = character && node->quoted;
    for (size_t at = 0, n = 1; n < character && at < node->text.size; n++)
        columns += utf8_next(node->text, &at) == '\\' && node->escapes ? 2 : 1;
    return columns;
}

/* The growing arrays become the arena's, and the patterns are compiled. */
static bool finish(struct reader *r) {
    struct rulebook *book = r->book;
    struct pattern *patterns = arena_array(r->arena, book->pattern_count, sizeof *patterns);
    role_set *scopes = arena_array(r->arena, book->scope_count, sizeof *scopes);
    if (book->pattern_count)
        memcpy(patterns, r->patterns, book->pattern_count * sizeof *patterns);
    if (book->scope_count)
        memcpy(scopes, r->scopes, book->scope_count * sizeof *scopes);
    book->patterns = patterns;
    book->scopes = scopes;
    for (size_t bad = 0; !matcher_new(patterns, book->pattern_count, false, &book->matcher, &bad, r->err);) {
        const struct yaml *node = r->places[bad];
        err_at(r->err, node->file, node->line, node->column + columns_to(node, r->err->column));
        if (!note_mistake(r))
            return false;
        patterns[bad].literal = true; /* so the matcher leaves it out */
    }
    return true;
}

bool rulebook_read(const struct rulebook_source *source, struct rulebook *book, struct mistakes *mistakes,
                   struct err *err) {
    struct reader r = {
        .book = book, .arena = book->arena, .err = err, .mistakes = mistakes, .known = dict_new()};
    book->file = str_of(str_cstr(r.arena, str_of(source->file)));
    r.all.mistakes = mistakes;
    bool fine = include_join(source->yaml, book->file.data, source->includes, r.arena, &r.all, err) &&
                read_files(&r) && (read_axes(&r) || (!err->kind && mistakes)) && finish(&r);
    dict_free(r.known);
    heap_free(r.patterns);
    heap_free(r.places);
    heap_free(r.scopes);
    return fine;
}
