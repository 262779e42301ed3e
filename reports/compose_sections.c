/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"
#include "reports/labels.h"

#include "analysis/base/bundle.h"
#include "analysis/base/yaml.h"

/* Keys of a template's list that the report has; *count says how many. */
static const struct str *present(struct composer *c, const struct yaml *list, bool charts, size_t *count) {
    struct str *keys = arena_array(c->arena, list ? list->count : 0, sizeof *keys);
    *count = 0;
    for (size_t i = 0; list && i < list->count; i++) {
        struct str key = list->items[i]->text;
        bool there =
            charts ? report_chart_find(c->report, key) != NULL : report_table_find(c->report, key) != NULL;
        if (there)
            keys[(*count)++] = key;
    }
    return keys;
}

/* Findings in words. Charts say theirs themselves, in their titles. */
static void add_findings(struct composer *c, struct section *section) {
    size_t count = 0;
    for (const struct said *said = c->said; said; said = said->next)
        count += str_equal(section->key, str_of(said->section));
    struct str *sentences = arena_array(c->arena, count + 1, sizeof *sentences);
    for (const struct said *said = c->said; said; said = said->next)
        if (str_equal(section->key, str_of(said->section)))
            sentences[section->sentence_count++] = said->sentence;
    section->sentences = sentences;
}

static bool add_section(struct composer *c, const struct yaml *node, struct err *err) {
    static const char *const known[] = {"key", "charts", "tables", "optional"};
    const struct yaml *key = yaml_get(node, "key");
    if (!yaml_expect(node, YAML_MAP, "a section", err) || !yaml_only_keys(node, known, 4, err))
        return false;
    if (!key || c->report->section_count == COMPOSER_SECTIONS)
        return yaml_fail(node, err, key ? "too many sections" : "a section needs a key");
    struct section *section = &c->sections[c->report->section_count++];
    section->key = key->text;
    section->title = word(c, str_printf(c->arena, "section." STR_FMT, STR_ARG(key->text)).data);
    section->charts = present(c, yaml_get(node, "charts"), true, &section->chart_count);
    section->tables = present(c, yaml_get(node, "tables"), false, &section->table_count);
    add_findings(c, section);
    bool empty = section->chart_count + section->table_count + section->sentence_count == 0;
    if (empty && yaml_get(node, "optional"))
        c->report->section_count--;
    else if (empty)
        section->unavailable = word(c, str_printf(c->arena, "unavailable." STR_FMT, STR_ARG(key->text)).data);
    return true;
}

bool compose_sections(struct composer *c, struct err *err) {
    const struct bundle_file *file = bundle_find("reports/monthly.yaml");
    struct yaml *root;
    if (!yaml_parse(file->bytes, "reports/monthly.yaml", c->arena, &root, err))
        return false;
    const struct yaml *sections = yaml_get(root, "sections");
    if (!sections || !yaml_expect(sections, YAML_LIST, "sections", err))
        return yaml_fail(root, err, "a report needs sections");
    for (size_t i = 0; i < sections->count; i++)
        if (!add_section(c, sections->items[i], err))
            return false;
    return true;
}
