/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/measure.h"

#include "analysis/base/nearest.h"
#include "analysis/measure/escalation.h"
#include "analysis/measure/exposure.h"

/* ---- finding by name */

enum { NEAREST = 3 };

struct nearest {
    const char *key;
    size_t distance;
};

static void keep_nearest(struct nearest best[NEAREST], struct nearest one) {
    for (size_t i = 0; i < NEAREST; i++)
        if (!best[i].key || one.distance < best[i].distance) {
            for (size_t j = NEAREST - 1; j > i; j--)
                best[j] = best[j - 1];
            best[i] = one;
            return;
        }
}

static bool unknown(struct str key, struct err *err) {
    struct nearest best[NEAREST] = {{NULL, 0}};
    for (const struct family *const *family = families; *family; family++)
        for (size_t i = 0; i < (*family)->count; i++) {
            const char *name = (*family)->measures[i].key;
            keep_nearest(best, (struct nearest){name, nearest_distance(key, str_of(name))});
        }
    err_set(err, ERR_USAGE, "there is no measure \"" STR_FMT "\"", STR_ARG(key));
    return err_hint(err, "the nearest are %s, %s and %s; redress help measures lists all", best[0].key,
                    best[1].key, best[2].key);
}

static bool needs_parameter(enum measure_parameter kind) {
    return kind == PARAMETER_LIMIT || kind == PARAMETER_COLUMNS || kind == PARAMETER_BASE ||
           kind == PARAMETER_SUPPLIED;
}

static const char *example_of(enum measure_parameter kind) {
    return kind == PARAMETER_LIMIT      ? "15d"
           : kind == PARAMETER_BASE     ? "customers"
           : kind == PARAMETER_SUPPLIED ? "service_level"
                                        : "unit+text";
}

static bool check_parameter(const struct measure_ref *ref, struct err *err) {
    const char *key = ref->measure->key;
    enum measure_parameter kind = ref->measure->parameter;
    struct limit limit;
    struct str base;
    int64_t scale;
    if (kind == PARAMETER_NONE && ref->parameter.size)
        return err_set(err, ERR_USAGE, "%s takes no parameter (\"" STR_FMT "\")", key,
                       STR_ARG(ref->parameter));
    if (needs_parameter(kind) && !ref->parameter.size) {
        err_set(err, ERR_USAGE, "%s needs a parameter", key);
        return err_hint(err, "write %s:%s", key, example_of(kind));
    }
    if (kind == PARAMETER_LIMIT)
        return limit_parse(ref->parameter, &limit, err);
    if (kind == PARAMETER_BASE)
        return exposure_parameter(ref->parameter, &base, &scale, err);
    if (kind == PARAMETER_TIER && ref->parameter.size && escalation_tier(ref->parameter) == TIER_NONE) {
        err_set(err, ERR_USAGE, "\"" STR_FMT "\" is not a tier of escalation", STR_ARG(ref->parameter));
        return err_hint(err, "the tiers are head_office, regulator, ombudsman, media and other");
    }
    return true;
}

/* "key", "key:parameter" or "key(parameter)" in its two parts. */
static void split(struct str text, struct str *key, struct str *parameter) {
    size_t at = str_find_char(text, ':'), open = str_find_char(text, '(');
    size_t end = text.size;
    if (open < at && str_ends(text, STR(")"))) {
        at = open;
        end--;
    }
    *key = str_trim(str_sub(text, 0, at));
    *parameter = at < end ? str_trim(str_sub(text, at + 1, end)) : STR("");
}

bool measure_find(struct str text, struct arena *arena, struct measure_ref *ref, struct err *err) {
    struct str key, parameter;
    split(str_trim(text), &key, &parameter);
    for (const struct family *const *family = families; *family; family++)
        for (size_t i = 0; i < (*family)->count; i++) {
            const struct measure *found = &(*family)->measures[i];
            if (!str_equal(key, str_of(found->key)))
                continue;
            struct measure *measure = arena_alloc(arena, sizeof *measure);
            *measure = *found;
            measure->family = *family;
            *ref = (struct measure_ref){.measure = measure,
                                        .text = str_copy(arena, str_trim(text)),
                                        .parameter = str_copy(arena, parameter)};
            if (found->parameter == PARAMETER_STAGE && !str_equal(parameter, STR("resolution")))
                ref->stage = ref->parameter;
            return check_parameter(ref, err);
        }
    return unknown(key, err);
}

bool measure_alike(const struct measure_ref *a, const struct measure_ref *b) {
    return a->measure->family == b->measure->family &&
           str_equal(str_of(a->measure->key), str_of(b->measure->key));
}

bool measure_same(const struct measure_ref *a, const struct measure_ref *b) {
    return measure_alike(a, b) && str_equal(a->parameter, b->parameter);
}

/* ---- parameters */

struct limit measure_limit(const struct measure_ref *ref) {
    struct limit limit = {LIMIT_DAYS, 0};
    struct err ignored = {0}; /* measure_find has checked it */
    limit_parse(ref->parameter, &limit, &ignored);
    return limit;
}

bool measure_next_name(struct str *list, struct str *name) {
    while (list->size) {
        size_t plus = str_find_char(*list, '+');
        *name = str_trim(str_sub(*list, 0, plus));
        *list = str_sub(*list, plus < list->size ? plus + 1 : plus, list->size);
        if (name->size)
            return true;
    }
    return false;
}

role_set measure_roles(const struct measure_ref *refs, size_t count) {
    role_set set = role_bit(ROLE_RECEIVED) | role_bit(ROLE_WEIGHT);
    for (size_t i = 0; i < count; i++) {
        set |= refs[i].measure->roles | refs[i].measure->family->reads;
        if (refs[i].measure->parameter != PARAMETER_COLUMNS)
            continue;
        struct str list = refs[i].parameter, name;
        while (measure_next_name(&list, &name))
            if (role_find(name) != ROLE_NONE)
                set |= role_bit(role_find(name));
    }
    return set;
}

bool measure_asks_clocks(const struct measure_ref *refs, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (refs[i].stage.size || (refs[i].measure->family->reads & MEASURE_CLOCK_ROLES))
            return true;
    return false;
}

struct str *measure_columns(const struct measure_ref *refs, size_t count, struct arena *arena,
                            size_t *column_count) {
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        most += refs[i].parameter.size + 1;
    struct str *columns = arena_array(arena, most + 1, sizeof *columns);
    *column_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct str list = refs[i].parameter, name;
        if (refs[i].measure->derived)
            columns[(*column_count)++] = str_of(refs[i].measure->derived);
        while (refs[i].measure->parameter == PARAMETER_COLUMNS && measure_next_name(&list, &name))
            if (role_find(name) == ROLE_NONE)
                columns[(*column_count)++] = name;
    }
    return columns;
}
