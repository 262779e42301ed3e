/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/entries.h"

#include "analysis/clock/period.h"

const struct yaml *entries_list(const struct yaml *root, const char *key, struct err *err) {
    const struct yaml *list = root;
    if (root->kind == YAML_MAP) {
        if (!yaml_only_keys(root, &key, 1, err))
            return NULL;
        list = yaml_get(root, key);
        if (!list) {
            yaml_fail(root, err, "expected a list under \"%s\"", key);
            return NULL;
        }
    }
    if (!yaml_expect(list, YAML_LIST, key, err))
        return NULL;
    for (size_t i = 0; i < list->count; i++)
        if (!yaml_expect(list->items[i], YAML_MAP, "an entry", err))
            return NULL;
    return list;
}

static bool lacks(const struct yaml *entry, const char *key, bool needed, struct err *err) {
    return !needed || yaml_fail(entry, err, "the entry has no \"%s\"", key);
}

bool entry_day(const struct yaml *entry, const char *key, bool needed, int64_t *day, struct err *err) {
    const struct yaml *node = yaml_get(entry, key);
    struct period period;
    *day = ENTRY_NO_DAY;
    if (!node)
        return lacks(entry, key, needed, err);
    if (!yaml_expect(node, YAML_SCALAR, key, err))
        return false;
    if (!period_parse(node->text, 0, &period, &(struct err){0}) || period.kind != PERIOD_DAY)
        return yaml_fail(node, err, "\"%s\" should be a day such as 2026-03-01, not \"" STR_FMT "\"", key,
                         STR_ARG(node->text));
    *day = period.start / DATE_DAY;
    return true;
}

bool entry_words(const struct yaml *entry, const char *key, bool needed, struct str words[LANG_COUNT],
                 struct err *err) {
    static const char *const languages[LANG_COUNT] = {[LANG_ZH] = "zh", [LANG_EN] = "en"};
    const struct yaml *node = yaml_get(entry, key);
    for (int lang = 0; lang < LANG_COUNT; lang++)
        words[lang] = STR("");
    if (!node)
        return lacks(entry, key, needed, err);
    if (node->kind == YAML_MAP) {
        if (!yaml_only_keys(node, languages, LANG_COUNT, err))
            return false;
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            const struct yaml *text = yaml_get(node, languages[lang]);
            if (!text)
                return yaml_fail(node, err, "\"%s\" lacks the text under \"%s\"", key, languages[lang]);
            if (!yaml_text(text, key, &words[lang], err))
                return false;
        }
        return true;
    }
    if (!yaml_text(node, key, &words[0], err))
        return false;
    for (int lang = 1; lang < LANG_COUNT; lang++)
        words[lang] = words[0];
    return true;
}
