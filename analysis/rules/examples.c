/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/examples.h"

#include "analysis/rules/verdict.h"

#include <string.h>

struct course {
    const struct rulebook *book;
    struct verdict_worker *worker;
    struct example_failure *failures; /* growing */
    size_t count, capacity, run;
};

/* An example is a text, unless its rule does not look at texts: then it stands in the first role looked at.
 */
static enum role example_role(const struct rule *rule) {
    bool text = !rule->in || (rule->in & role_bit(ROLE_TEXT_));
    return text ? ROLE_TEXT_ : (enum role)__builtin_ctzll(rule->in);
}

/* A text alone has none of the values that a rule wants of other roles, so they are taken as given: what is
 * tested is what the rule says of the text. */
static void grant_conditions(const struct rule *rule, struct str values[ROLE_COUNT]) {
    for (size_t i = 0; i < rule->when_count; i++) {
        const struct condition *condition = &rule->when[i];
        if (condition->role != ROLE_NONE && condition->role != example_role(rule))
            values[condition->role] = condition->values[0].text;
    }
}

bool example_says_something(const struct rule *rule) {
    bool by_text = rule->any.count || rule->all.count || rule->none.count || !rule->when_count;
    for (size_t i = 0; i < rule->when_count; i++)
        by_text = by_text || rule->when[i].role == ROLE_NONE || rule->when[i].role == example_role(rule);
    return by_text;
}

static void try_example(struct course *course, size_t axis, size_t rule, const struct example *example,
                        bool expected) {
    const struct axis *list = &course->book->axes[axis];
    struct str values[ROLE_COUNT] = {0};
    struct verdict verdict;
    if (!example_says_something(&list->rules[rule]))
        return;
    grant_conditions(&list->rules[rule], values);
    values[example_role(&list->rules[rule])] = example->text;
    verdict_of(course->worker, values, &verdict);
    uint32_t value = verdict_value(course->book, &verdict, axis);
    size_t number = verdict.first_rule[axis] + rule;
    bool matches = verdict.rules[number / 64] >> (number % 64) & 1;
    course->run++;
    if (expected ? matches && value == list->rules[rule].value : !matches)
        return;
    course->failures =
        heap_grow(course->failures, &course->capacity, course->count + 1, sizeof *course->failures);
    course->failures[course->count++] =
        (struct example_failure){list, &list->rules[rule], example, expected, list->values[value].id};
}

static void try_axis(struct course *course, size_t axis) {
    const struct axis *list = &course->book->axes[axis];
    for (size_t r = 0; r < list->rule_count; r++) {
        const struct rule *rule = &list->rules[r];
        for (size_t i = 0; i < rule->match_count; i++)
            try_example(course, axis, r, &rule->match[i], true);
        for (size_t i = 0; i < rule->not_count; i++)
            try_example(course, axis, r, &rule->not [i], false);
    }
}

size_t examples_run(const struct rulebook *book, struct arena *arena, struct example_failure **failures,
                    size_t *run) {
    struct course course = {.book = book, .worker = verdict_worker_new(book)};
    for (size_t axis = 0; axis < book->axis_count; axis++)
        try_axis(&course, axis);
    *failures = arena_array(arena, course.count, sizeof **failures);
    if (course.count)
        memcpy(*failures, course.failures, course.count * sizeof **failures);
    *run = course.run;
    heap_free(course.failures);
    verdict_worker_free(course.worker);
    return course.count;
}
