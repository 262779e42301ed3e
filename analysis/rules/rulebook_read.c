/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/rulebook_read.h"

#include "analysis/base/dict.h"
#include "analysis/rules/rule_read.h"

#include <string.h>

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
static bool note_mistake(struct rule_reader *r) {
    return mistakes_note(r->mistakes, r->err);
}

static struct dict *collect_parents(const struct axis *axis) {
    struct dict *parents = dict_new();
    for (size_t i = 0; i < axis->rule_count; i++)
        for (struct str id = rulebook_parent(axis->rules[i].id); id.size; id = rulebook_parent(id))
            dict_add(parents, id);
    return parents;
}

static bool headless(struct rule_reader *r, const struct rule *heading) {
    err_set(r->err, ERR_USAGE, "\"" STR_FMT "\" has no conditions and heads no other rule",
            STR_ARG(heading->id));
    err_at(r->err, heading->place.file, heading->place.line, heading->place.column);
    return err_hint(r->err, "add any: with keywords, or rules with ids like " STR_FMT ".…",
                    STR_ARG(heading->id));
}

static bool check_rules(struct rule_reader *r, const struct axis *axis) {
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

static bool collect_values(struct rule_reader *r, const struct rule_list *list, struct axis *axis,
                           struct rule *rules) {
    struct dict *ids = dict_new();
    struct value *values = arena_array(r->arena, axis->rule_count + 1, sizeof *values);
    bool fine = true;
    for (size_t i = 0; fine && i < axis->rule_count; i++) {
        const struct yaml *category = yaml_get(list->rules[i], "category");
        if (category)
            fine = yaml_expect(category, YAML_SCALAR, "category", r->err) && rule_check_id(r, category);
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

static bool read_rules(struct rule_reader *r, const struct rule_list *list, struct axis *axis) {
    if (list->count > RULEBOOK_MOST_RULES)
        return yaml_fail(list->rules[RULEBOOK_MOST_RULES], r->err, "more than %d rules", RULEBOOK_MOST_RULES);
    struct rule *rules = arena_array(r->arena, list->count, sizeof *rules);
    axis->rules = rules;
    axis->rule_count = list->count;
    bool whole = true;
    for (size_t i = 0; i < list->count; i++)
        if (!rule_read(r, list->rules[i], &rules[i])) {
            whole = false;
            if (r->err->kind && !note_mistake(r))
                return false;
        }
    return whole && check_rules(r, axis) && collect_values(r, list, axis, rules);
}

static bool check_axis_name(struct rule_reader *r, const struct yaml *key) {
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

static bool read_axis(struct rule_reader *r, const struct rule_list *list, struct axis *axis) {
    if (!check_axis_name(r, list->key))
        return false;
    axis->name = list->key->text;
    return rule_read_names(r, list->name, &axis->label) && read_rules(r, list, axis);
}

static bool read_axes(struct rule_reader *r) {
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
static bool read_language(struct rule_reader *r, const struct rule_file *file, enum language *language) {
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

static bool read_negations(struct rule_reader *r, const struct yaml *node, enum language language,
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
static bool read_files(struct rule_reader *r) {
    r->guards = arena_array(r->arena, r->all.file_count, sizeof *r->guards);
    for (size_t i = r->all.file_count; i-- > 0;)
        if (!read_language(r, r->all.files[i], &r->book->language) ||
            !read_negations(r, include_get(r->all.files[i], "negations"), r->book->language, &r->guards[i]))
            return false;
    return rule_read_names(r, include_get(r->all.files[0], "name"), &r->book->name);
}

/* Columns between the start of a scalar and a character of its text, counted from 1; 0 for none. */
static size_t columns_to(const struct yaml *node, size_t character) {
    size_t columns = character && node->quoted;
    for (size_t at = 0, n = 1; n < character && at < node->text.size; n++)
        columns += utf8_next(node->text, &at) == '\\' && node->escapes ? 2 : 1;
    return columns;
}

/* The growing arrays become the arena's, and the patterns are compiled. */
static bool finish(struct rule_reader *r) {
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
    struct rule_reader r = {
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
