/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain_out.h"

#include "reports/json.h"
#include "reports/labels.h"
#include "reports/snippet.h"
#include "reports/text_width.h"

enum { SIDE = 24, WIDEST = 60 }; /* columns of text on each side of a hit; of a pattern */

struct page {
    const struct explained *of;
    struct arena *arena;
    enum lang lang;
    struct buf *out;
};

#define FILL(p, id, ...)                                                                                     \
    label_fill((p)->arena, (p)->lang, id, (const struct str[]){__VA_ARGS__},                                 \
               sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str))

static enum language language_of(const struct page *p) {
    return p->lang == LANG_ZH ? LANGUAGE_ZH : LANGUAGE_EN;
}

static struct str name_of(const struct page *p, struct str id) {
    return rulebook_name(p->of->book, id, language_of(p));
}

static struct str axis_label(const struct page *p, const struct axis *axis) {
    struct str name = axis->label.in[language_of(p)];
    return name.size ? name : axis->name;
}

static struct str written(const struct page *p, uint32_t pattern) {
    return p->of->book->patterns[pattern].written;
}

static const char *use_name(enum pattern_use use) {
    return use == USE_ANY ? "any" : use == USE_ALL ? "all" : "none";
}

/* What the condition reads in this case. */
static struct str condition_name(const struct condition *condition) {
    return condition->role == ROLE_NONE ? STR("category") : str_of(roles[condition->role].name);
}

/* Names of persons are masked whole. */
static bool is_person(const struct page *p, enum role role) {
    return p->of->masked && (role == ROLE_CUSTOMER || role == ROLE_HANDLER);
}

static struct str condition_value(const struct page *p, const struct condition *condition) {
    if (is_person(p, condition->role))
        return STR("***");
    if (condition->role != ROLE_NONE)
        return snippet_start(p->arena, p->of->values[condition->role], 40, p->of->masked);
    return p->of->why.axes[0].axis->values[p->of->why.axes[0].value].id;
}

static struct str condition_wanted(const struct page *p, const struct condition *condition) {
    struct buf list = {0};
    for (size_t i = 0; i < condition->count; i++)
        buf_printf(&list, "%s" STR_FMT "%s", i ? ", " : "", STR_ARG(condition->values[i].text),
                   condition->values[i].open ? "*" : "");
    struct str wanted = str_copy(p->arena, buf_str(&list));
    buf_free(&list);
    return wanted;
}

static void add_reason(const struct page *p, struct buf *reasons, struct str reason) {
    if (reasons->size)
        buf_add(reasons, p->lang == LANG_ZH ? STR("；") : STR("; "));
    buf_add(reasons, reason);
}

/* What kept the rule from winning, in words. */
static struct str reason_of(const struct page *p, const struct explained_rule *rule) {
    struct buf reasons = {0};
    static const char *const labels[] = {"explain.won", "explain.later", NULL, "explain.lighter",
                                         "explain.with"};
    if (labels[rule->standing])
        add_reason(p, &reasons, label(p->lang, labels[rule->standing]));
    if (rule->points)
        add_reason(p, &reasons, FILL(p, "explain.points", str_printf(p->arena, "%zu", rule->points)));
    for (size_t i = 0; rule->standing != STANDING_LOST && i < rule->rule->when_count; i++)
        add_reason(p, &reasons,
                   FILL(p, "explain.when", condition_name(&rule->rule->when[i]),
                        condition_value(p, &rule->rule->when[i])));
    if (rule->rule->otherwise)
        add_reason(p, &reasons, label(p->lang, "explain.otherwise"));
    if (rule->lacks.negated)
        add_reason(p, &reasons, label(p->lang, "explain.negated"));
    if (rule->lacks.excluded)
        add_reason(p, &reasons, label(p->lang, "explain.excluded"));
    if (rule->lacks.missing)
        add_reason(p, &reasons,
                   rule->missing == EXPLAIN_ANY ? label(p->lang, "explain.missing_any")
                                                : FILL(p, "explain.missing", written(p, rule->missing)));
    if (rule->lacks.condition)
        add_reason(p, &reasons,
                   FILL(p, "explain.condition", condition_name(rule->condition),
                        condition_value(p, rule->condition), condition_wanted(p, rule->condition)));
    struct str reason = str_copy(p->arena, buf_str(&reasons));
    buf_free(&reasons);
    return reason;
}

static struct snippet snippet_for(const struct page *p, const struct explained_hit *hit) {
    if (is_person(p, hit->role))
        return (struct snippet){STR(""), STR("***"), STR("")};
    return snippet_of(p->arena, p->of->values[hit->role], hit->start, hit->end, SIDE, p->of->masked);
}

static void text_hit(const struct page *p, const struct explained_hit *hit) {
    struct snippet s = snippet_for(p, hit);
    buf_printf(p->out, "      %s " STR_FMT ", %s: " STR_FMT "[" STR_FMT "]" STR_FMT "%s" STR_FMT "\n",
               use_name(hit->use),
               STR_ARG(text_cut(p->arena, text_clean(p->arena, written(p, hit->pattern)), WIDEST)),
               roles[hit->role].name, STR_ARG(s.before), STR_ARG(s.hit), STR_ARG(s.after),
               hit->negated ? "  " : "",
               STR_ARG(hit->negated ? label(p->lang, "explain.is_negated") : STR("")));
}

static void text_axis(const struct page *p, const struct explained_axis *axis) {
    struct str id = axis->axis->values[axis->value].id;
    struct str line = FILL(p, "explain.value", axis_label(p, axis->axis), name_of(p, id), id);
    buf_printf(p->out, STR_FMT "\n", STR_ARG(line));
    if (!axis->rule_count)
        buf_printf(p->out, "  " STR_FMT "\n", STR_ARG(label(p->lang, "explain.nothing")));
    for (size_t i = 0; i < axis->rule_count; i++) {
        const struct explained_rule *rule = &axis->rules[i];
        buf_printf(p->out, "  %c " STR_FMT ": " STR_FMT "\n", rule->standing == STANDING_WON ? '*' : '-',
                   STR_ARG(rule->rule->id), STR_ARG(reason_of(p, rule)));
        for (size_t h = 0; h < rule->hit_count; h++)
            text_hit(p, &rule->hits[h]);
    }
}

void explain_text(const struct explained *explained, enum lang lang, struct buf *out) {
    struct page p = {explained, arena_new(), lang, out};
    for (size_t a = 0; a < explained->why.axis_count; a++)
        text_axis(&p, &explained->why.axes[a]);
    for (size_t i = 0; i < explained->why.limited_count; i++)
        buf_printf(out, STR_FMT "\n",
                   STR_ARG(FILL(&p, "explain.limited", written(&p, explained->why.limited[i]))));
    arena_free(p.arena);
}

static void json_hit(struct json *json, const struct page *p, const struct explained_hit *hit) {
    struct snippet s = snippet_for(p, hit);
    json_object_line(json);
    json_pair_text(json, "list", str_of(use_name(hit->use)));
    json_pair_text(json, "pattern", written(p, hit->pattern));
    json_pair_text(json, "role", str_of(roles[hit->role].name));
    json_pair_bool(json, "negated", hit->negated);
    json_pair_text(json, "before", s.before);
    json_pair_text(json, "hit", s.hit);
    json_pair_text(json, "after", s.after);
    json_object_end(json);
}

static void json_lacks(struct json *json, const struct explained_rule *rule) {
    const struct {
        const char *name;
        bool true_;
    } lacks[] = {{"negated", rule->lacks.negated},
                 {"excluded", rule->lacks.excluded},
                 {"missing", rule->lacks.missing},
                 {"condition", rule->lacks.condition}};
    json_key(json, STR("lost_by"));
    json_array_line(json);
    for (size_t i = 0; i < sizeof lacks / sizeof *lacks; i++)
        if (lacks[i].true_)
            json_text(json, str_of(lacks[i].name));
    json_array_end(json);
}

static void json_rule(struct json *json, const struct page *p, const struct explained_rule *rule) {
    static const char *const standings[] = {"won", "later", "lost", "lighter", "with"};
    json_object_begin(json);
    json_pair_text(json, "rule", rule->rule->id);
    json_pair_text(json, "standing", str_of(standings[rule->standing]));
    json_lacks(json, rule);
    json_pair_text(json, "reason", reason_of(p, rule));
    json_key(json, STR("hits"));
    json_array_begin(json);
    for (size_t i = 0; i < rule->hit_count; i++)
        json_hit(json, p, &rule->hits[i]);
    json_array_end(json);
    json_object_end(json);
}

static void json_axis(struct json *json, const struct page *p, const struct explained_axis *axis) {
    struct str id = axis->axis->values[axis->value].id;
    json_object_begin(json);
    json_pair_text(json, "axis", axis->axis->name);
    json_pair_text(json, "value", id);
    json_pair_text(json, "name", name_of(p, id));
    json_key(json, STR("rules"));
    json_array_begin(json);
    for (size_t i = 0; i < axis->rule_count; i++)
        json_rule(json, p, &axis->rules[i]);
    json_array_end(json);
    json_object_end(json);
}

void explain_json(const struct explained *explained, enum lang lang, struct buf *out) {
    struct page p = {explained, arena_new(), lang, out};
    struct json json = {.out = out};
    json_object_begin(&json);
    json_pair_text(&json, "schema", STR("redress.rules-explain/1"));
    json_pair_text_or_null(&json, "id", explained->id);
    json_key(&json, STR("axes"));
    json_array_begin(&json);
    for (size_t a = 0; a < explained->why.axis_count; a++)
        json_axis(&json, &p, &explained->why.axes[a]);
    json_array_end(&json);
    json_key(&json, STR("limited"));
    json_array_line(&json);
    for (size_t i = 0; i < explained->why.limited_count; i++)
        json_text(&json, written(&p, explained->why.limited[i]));
    json_array_end(&json);
    json_object_end(&json);
    json_finish(&json);
    arena_free(p.arena);
}
