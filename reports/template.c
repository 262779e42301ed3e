/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/template.h"

#include "analysis/base/bundle.h"
#include "analysis/base/file.h"
#include "reports/labels.h"

#include <string.h>

enum { SECTIONS_MOST = 24, KEY_MOST = 40 };

static const char folder[] = "reports/", ending[] = ".yaml";

const char *template_of_period(enum period_kind kind) {
    switch (kind) {
    case PERIOD_DAY:
    case PERIOD_WEEK:
        return "weekly";
    case PERIOD_QUARTER:
        return "quarterly";
    case PERIOD_HALF:
        return "half-year";
    case PERIOD_YEAR:
        return "year";
    default:
        return "monthly";
    }
}

/* ---- small things ---- */

/* {zh: …, en: …}, or one text for both: LANG_COUNT titles. */
static bool read_title(const struct yaml *node, struct str *title, struct err *err) {
    static const char *const langs[] = {"zh", "en"};
    title[LANG_ZH] = title[LANG_EN] = STR("");
    if (!node)
        return true;
    if (node->kind == YAML_SCALAR) {
        title[LANG_ZH] = title[LANG_EN] = node->text;
        return node->text.size || yaml_fail(node, err, "a title should not be empty");
    }
    if (!yaml_expect(node, YAML_MAP, "title", err) || !yaml_only_keys(node, langs, 2, err))
        return false;
    for (size_t lang = 0; lang < LANG_COUNT; lang++) {
        const struct yaml *text = yaml_get(node, langs[lang]);
        if (!text || !text->text.size)
            return yaml_fail(text ? text : node, err, "a title needs a text in both languages, zh and en");
        if (!yaml_text(text, "a title", &title[lang], err))
            return false;
    }
    return true;
}

static bool read_where(const struct yaml *node, struct str *where, const struct yaml **at, struct err *err) {
    *where = STR("");
    *at = node;
    if (!node)
        return true;
    if (!yaml_text(node, "where", where, err))
        return false;
    *where = str_trim(*where);
    return where->size || yaml_fail(node, err, "where should be a condition in SQL");
}

/* Keys name files, sheets and places in the page. */
static bool is_key(struct str key) {
    bool fits = key.size > 0 && key.size <= KEY_MOST;
    for (size_t i = 0; i < key.size; i++)
        fits = fits && ((key.data[i] >= 'a' && key.data[i] <= 'z') || key.data[i] == '_' ||
                        (i && key.data[i] >= '0' && key.data[i] <= '9'));
    return fits;
}

/* ---- tables and charts ---- */

static bool unknown_name(const struct yaml *node, bool chart, struct err *err) {
    const char *nearest = catalogue_nearest(node->text, chart);
    yaml_fail(node, err, "there is no %s \"" STR_FMT "\"", chart ? "chart" : "table", STR_ARG(node->text));
    if (nearest)
        return err_hint(err, "did you mean %s?", nearest);
    struct buf list = {0};
    for (size_t i = 0; i < catalogue_count; i++)
        if ((catalogue[i].kind == CATALOGUE_CHART) == chart)
            buf_printf(&list, "%s%s", list.size ? ", " : "", catalogue[i].name);
    err_hint(err, "there are " STR_FMT, STR_ARG(buf_str(&list)));
    buf_free(&list);
    return false;
}

static bool read_columns(const struct yaml *node, struct arena *arena, struct template_item *item,
                         struct err *err) {
    if (!node)
        return true;
    if (!yaml_expect(node, YAML_LIST, "columns", err))
        return false;
    struct template_column *columns = arena_array(arena, node->count, sizeof *columns);
    for (size_t i = 0; i < node->count; i++) {
        struct str *names;
        if (!yaml_texts(node->items[i], "a column", arena, &names, &columns[i].count, err))
            return false;
        if (columns[i].count == 0)
            return yaml_fail(node->items[i], err, "a column needs a name");
        columns[i].names = names;
    }
    item->columns = columns;
    item->column_count = node->count;
    return node->count > 0 || yaml_fail(node, err, "columns should name at least one");
}

static bool read_limit(const struct yaml *node, struct template_item *item, struct err *err) {
    int64_t limit = 0;
    if (node && (!yaml_int(node, "limit", &limit, err) || limit < 1 || limit > 1000000))
        return yaml_fail(node, err, "limit should be a number of rows from 1 to 1000000");
    item->limit = (size_t)limit;
    return true;
}

static bool read_map(const struct yaml *node, bool chart, struct arena *arena, struct template_item *item,
                     const struct yaml **name, struct err *err) {
    static const char *const of_tables[] = {"table", "title", "where", "columns", "limit"};
    static const char *const of_charts[] = {"chart", "title", "where"};
    *name = yaml_get(node, chart ? "chart" : "table");
    if (!yaml_only_keys(node, chart ? of_charts : of_tables, chart ? 3 : 5, err))
        return false;
    if (!*name)
        return yaml_fail(node, err, "a %s needs its name, %s: NAME", chart ? "chart" : "table",
                         chart ? "chart" : "table");
    return yaml_expect(*name, YAML_SCALAR, "the name", err) &&
           read_title(yaml_get(node, "title"), item->title, err) &&
           read_where(yaml_get(node, "where"), &item->where, &item->where_at, err) &&
           read_columns(yaml_get(node, "columns"), arena, item, err) &&
           read_limit(yaml_get(node, "limit"), item, err);
}

/* A name, or a map with a name and what is particular here. */
static bool read_item(const struct yaml *node, bool chart, struct arena *arena, struct template_item *item,
                      struct err *err) {
    const struct yaml *name = node;
    *item = (struct template_item){.title = {STR(""), STR("")}, .where = STR("")};
    if (node->kind == YAML_MAP ? !read_map(node, chart, arena, item, &name, err)
                               : !yaml_expect(node, YAML_SCALAR, chart ? "a chart" : "a table", err))
        return false;
    item->of = catalogue_find(name->text, chart);
    item->name = name->text;
    if (item->of && item->where.size && !item->of->part && item->of->kind != CATALOGUE_CASES)
        return yaml_fail(item->where_at, err, "the table " STR_FMT " is about all complaints: no where here",
                         STR_ARG(item->name));
    return item->of || unknown_name(name, chart, err);
}

static bool read_items(const struct yaml *list, bool chart, struct arena *arena,
                       const struct template_item **items, size_t *count, struct err *err) {
    *count = 0;
    if (!list)
        return true;
    if (!yaml_expect(list, YAML_LIST, chart ? "charts" : "tables", err))
        return false;
    struct template_item *made = arena_array(arena, list->count, sizeof *made);
    for (size_t i = 0; i < list->count; i++)
        if (!read_item(list->items[i], chart, arena, &made[(*count)++], err))
            return false;
    *items = made;
    return true;
}

/* ---- sections ---- */

static bool read_needs(const struct yaml *node, struct arena *arena, struct template_section *section,
                       struct err *err) {
    struct str *names;
    if (!node)
        return true;
    if (!yaml_texts(node, "needs", arena, &names, &section->need_count, err))
        return false;
    for (size_t i = 0; i < section->need_count; i++)
        if (role_find(names[i]) == ROLE_NONE) {
            yaml_fail(node->kind == YAML_LIST ? node->items[i] : node, err,
                      "there is no role \"" STR_FMT "\"", STR_ARG(names[i]));
            return err_hint(err, "needs names roles such as level, escalated, satisfaction");
        }
    section->needs = names;
    return true;
}

static bool read_findings(const struct yaml *node, struct arena *arena, struct template_section *section,
                          struct err *err) {
    struct str *names = arena_array(arena, 1, sizeof *names);
    names[0] = section->key;
    section->finding_count = 1;
    if (node && !yaml_texts(node, "findings", arena, &names, &section->finding_count, err))
        return false;
    for (size_t i = 0; node && i < section->finding_count; i++)
        if (!label_known(LANG_EN, str_printf(arena, "section." STR_FMT, STR_ARG(names[i])).data))
            return yaml_fail(node->kind == YAML_LIST ? node->items[i] : node, err,
                             "there are no findings \"" STR_FMT "\"", STR_ARG(names[i]));
    section->findings = names;
    return true;
}

static bool read_flag(const struct yaml *node, bool *flag, struct err *err) {
    return !node || yaml_bool(node, "optional", flag, err);
}

static bool read_key(const struct yaml *node, const struct yaml *key, const struct template *template,
                     struct template_section *section, struct arena *arena, struct err *err) {
    if (!key)
        return yaml_fail(node, err, "a section needs a key");
    if (!yaml_text(key, "key", &section->key, err))
        return false;
    if (!is_key(section->key))
        return yaml_fail(key, err, "a key has small letters, digits and _, at most %d", KEY_MOST);
    for (size_t i = 0; i < template->section_count; i++)
        if (str_equal(template->sections[i].key, section->key))
            return yaml_fail(key, err, "the section " STR_FMT " stands here twice", STR_ARG(section->key));
    bool known = label_known(LANG_EN, str_printf(arena, "section." STR_FMT, STR_ARG(section->key)).data);
    return known || yaml_get(node, "title") ||
           yaml_fail(key, err, "the section " STR_FMT " needs a title", STR_ARG(section->key));
}

static bool read_section(const struct yaml *node, const struct template *template, struct arena *arena,
                         struct template_section *section, struct err *err) {
    static const char *const known[] = {"key",    "title", "findings", "charts",
                                        "tables", "where", "needs",    "optional"};
    *section = (struct template_section){.where = STR("")};
    return yaml_expect(node, YAML_MAP, "a section", err) &&
           yaml_only_keys(node, known, sizeof known / sizeof *known, err) &&
           read_key(node, yaml_get(node, "key"), template, section, arena, err) &&
           read_title(yaml_get(node, "title"), section->title, err) &&
           read_findings(yaml_get(node, "findings"), arena, section, err) &&
           read_items(yaml_get(node, "charts"), true, arena, &section->charts, &section->chart_count, err) &&
           read_items(yaml_get(node, "tables"), false, arena, &section->tables, &section->table_count, err) &&
           read_where(yaml_get(node, "where"), &section->where, &section->where_at, err) &&
           read_needs(yaml_get(node, "needs"), arena, section, err) &&
           read_flag(yaml_get(node, "optional"), &section->optional, err);
}

/* The section whose condition holds for the cover too. */
static bool read_cover(const struct yaml *node, struct template *template, struct err *err) {
    struct str key;
    if (!node)
        return true;
    if (!yaml_text(node, "cover", &key, err))
        return false;
    for (size_t i = 0; i < template->section_count; i++)
        if (str_equal(template->sections[i].key, key) && template->sections[i].where.size)
            template->cover = &template->sections[i];
    return template->cover || yaml_fail(node, err, "the cover needs the key of a section that has a where");
}

static bool parse(struct str bytes, const char *file, struct arena *arena, struct template *template,
                  struct err *err) {
    static const char *const known[] = {"title", "cover", "sections"};
    struct yaml *root;
    if (!yaml_parse(bytes, file, arena, &root, err) ||
        !yaml_expect(root, YAML_MAP, "a report template", err) || !yaml_only_keys(root, known, 3, err) ||
        !read_title(yaml_get(root, "title"), template->title, err))
        return false;
    const struct yaml *list = yaml_get(root, "sections");
    if (!list)
        return yaml_fail(root, err, "a report template needs sections");
    if (!yaml_expect(list, YAML_LIST, "sections", err))
        return false;
    if (list->count == 0 || list->count > SECTIONS_MOST)
        return yaml_fail(list, err, "a report has 1 to %d sections", SECTIONS_MOST);
    struct template_section *sections = arena_array(arena, list->count, sizeof *sections);
    template->sections = sections;
    for (; template->section_count < list->count; template->section_count++)
        if (!read_section(list->items[template->section_count], template, arena,
                          &sections[template->section_count], err))
            return false;
    return read_cover(yaml_get(root, "cover"), template, err);
}

static bool unknown_template(const char *name, struct err *err) {
    size_t count;
    const struct bundle_file *files = bundle_list(folder, &count);
    struct buf list = {0};
    for (size_t i = 0; i < count; i++)
        buf_printf(&list, "%s%.*s", i ? ", " : "",
                   (int)(strlen(files[i].name) - strlen(folder) - strlen(ending)),
                   files[i].name + strlen(folder));
    err_set(err, ERR_USAGE, "there is no report template \"%s\"", name);
    err_hint(err, "there are " STR_FMT "; a file needs a point or a slash in its name",
             STR_ARG(buf_str(&list)));
    buf_free(&list);
    return false;
}

static bool parse_file(const char *path, struct arena *arena, struct template *template, struct err *err) {
    struct file_view view;
    if (!file_map(path, &view, err))
        return false;
    struct str bytes = str_copy(arena, view.bytes);
    file_unmap(&view);
    return parse(bytes, path, arena, template, err);
}

bool template_load(const char *name, struct arena *arena, const struct template **template, struct err *err) {
    struct template *made = arena_alloc(arena, sizeof *made);
    *made = (struct template){.name = name};
    *template = made;
    const struct bundle_file *shipped = bundle_find(str_printf(arena, "%s%s%s", folder, name, ending).data);
    if (shipped)
        return parse(shipped->bytes, shipped->name, arena, made, err);
    return strchr(name, '/') || strchr(name, '.') ? parse_file(name, arena, made, err)
                                                  : unknown_template(name, err);
}

/* ---- what it looks at ---- */

bool template_where_failed(const struct yaml *at, struct err *err) {
    size_t inside = err->line == 1 && err->column ? err->column - 1 + at->quoted : 0;
    err->file[0] = '\0';
    err->line = 0;
    return err_at(err, at->file, at->line, at->column + inside);
}

static bool need_where(struct str where, const struct yaml *at, struct dataset *dataset,
                       struct dataset_need *need, struct err *err) {
    return !where.size || dataset_need_sql(dataset, where, SQL_CONDITION, "where", need, err) ||
           template_where_failed(at, err);
}

/* Columns of cases: roles, and the exports' own by their header. What nothing can give is left out later. */
static bool need_column(const struct template_column *column, const struct view_names *known,
                        struct dataset *dataset, struct dataset_need *need, struct err *err) {
    for (size_t i = 0; i < column->count; i++) {
        enum role role = role_find(column->names[i]);
        bool there = false;
        if (role != ROLE_NONE)
            need->roles |= role_bit(role);
        for (size_t k = 0; role == ROLE_NONE && k < known->header_count; k++)
            there = there || str_equal(known->headers[k], column->names[i]);
        if (there && !dataset_need_names(dataset, &column->names[i], 1, need, err))
            return false;
    }
    return true;
}

static bool need_items(const struct template_item *items, size_t count, struct dataset *dataset,
                       struct dataset_need *need, struct err *err) {
    struct view_names known;
    reads_known(dataset->intake, dataset->arena, &known);
    for (size_t i = 0; i < count; i++) {
        if (!need_where(items[i].where, items[i].where_at, dataset, need, err))
            return false;
        for (size_t k = 0; items[i].of->kind == CATALOGUE_CASES && k < items[i].column_count; k++)
            if (!need_column(&items[i].columns[k], &known, dataset, need, err))
                return false;
    }
    return true;
}

/* A section whose columns are missing is one line: its conditions are not asked. */
static bool is_lacking(const struct template_section *section, const struct dataset *dataset) {
    role_set there = intake_roles(dataset->intake);
    for (size_t i = 0; i < section->need_count; i++)
        if (!(there & role_bit(role_find(section->needs[i]))))
            return true;
    return false;
}

bool template_need(const struct template *template, struct dataset *dataset, struct dataset_need *need,
                   struct err *err) {
    for (size_t i = 0; i < template->section_count; i++) {
        const struct template_section *section = &template->sections[i];
        if (!is_lacking(section, dataset) &&
            (!need_where(section->where, section->where_at, dataset, need, err) ||
             !need_items(section->charts, section->chart_count, dataset, need, err) ||
             !need_items(section->tables, section->table_count, dataset, need, err)))
            return false;
    }
    return true;
}
