/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/selection.h"
#include "reports/compose_cases.h"
#include "reports/composer.h"

#include <string.h>

enum { CASES_MOST = 5000, MISSING_MOST = 4 };

/* What the report keeps, in the order in which the template shows it. */
struct kept {
    struct composer *c; /* over all complaints */
    const struct report_table **tables;
    const struct chart **charts;
    size_t table_count, table_room, chart_count, chart_room;
    const struct template *template;
};

/* ---- fewer complaints ---- */

static struct dataset *fewer(struct composer *c, struct str where, const struct yaml *at, struct err *err) {
    const struct dataset *data = c->data;
    struct view_options view = dataset_view(data);
    struct selection_options options = {.jobs = data->options.intake.jobs, .limits = data->options.limits};
    uint64_t *bits;
    if (!selection_where(&view, where, &options, &bits, err)) {
        template_where_failed(at, err);
        return NULL;
    }
    size_t words = (data->table->rows + 63) / 64;
    uint64_t *kept = arena_array(c->arena, words ? words : 1, sizeof *kept);
    for (size_t i = 0; i < words; i++)
        kept[i] = bits[i] & (data->selected ? data->selected[i] : UINT64_MAX);
    heap_free(bits);
    struct dataset *copy = arena_alloc(c->arena, sizeof *copy);
    *copy = *data;
    copy->selected = kept;
    return copy;
}

static struct composer *new_filtered(struct composer *c, const struct dataset *data, struct str where) {
    struct composer *made = composer_small(data, c->arena, c->lang);
    made->options = c->options;
    made->where = where;
    made->report->arena = c->arena;
    made->report->lang = c->lang;
    made->report->period_name = c->report->period_name;
    made->report->kpis = made->kpis;
    made->report->tables = made->tables;
    made->report->charts = made->charts;
    made->periods = c->periods;
    made->period_count = c->period_count;
    made->now = c->now;
    made->partial = c->partial;
    made->known_end = c->known_end;
    memcpy(made->covered, c->covered, sizeof c->covered);
    made->previous = c->previous;
    made->year_ago = c->year_ago;
    made->category = c->category;
    return made;
}

/* All parts again, over what the condition leaves; made once for each condition. */
static struct composer *filtered(struct composer *c, struct str where, const struct yaml *at,
                                 struct err *err) {
    if (!where.size)
        return c;
    for (struct composer *made = c->filtered; made; made = made->filtered)
        if (str_equal(made->where, where))
            return made;
    const struct dataset *data = fewer(c, where, at, err);
    if (!data)
        return NULL;
    struct composer *made = new_filtered(c, data, where);
    for (size_t i = 0; catalogue_parts[i].compose; i++)
        if (!catalogue_parts[i].compose(made, err))
            return NULL;
    made->filtered = c->filtered;
    c->filtered = made;
    return made;
}

static struct str both(const struct composer *c, struct str a, struct str b) {
    if (!a.size || !b.size)
        return a.size ? a : b;
    return str_printf(c->arena, "(" STR_FMT ") and (" STR_FMT ")", STR_ARG(a), STR_ARG(b));
}

/* The composer that an item is taken from. */
static struct composer *source_of(const struct kept *kept, const struct template_section *section,
                                  const struct template_item *item, struct err *err) {
    return filtered(kept->c, both(kept->c, section->where, item->where),
                    item->where.size ? item->where_at : section->where_at, err);
}

/* ---- tables and charts as the template wants them ---- */

/* What differs from the plain one has a name of its own. */
static struct str key_of(const struct composer *c, const struct template_section *section,
                         const struct template_item *item, bool filtered_one) {
    bool cases = item->of->kind == CATALOGUE_CASES;
    if (!filtered_one && (cases || (!item->column_count && !item->limit)))
        return item->name;
    return str_printf(c->arena, STR_FMT "_" STR_FMT, STR_ARG(section->key), STR_ARG(item->name));
}

static bool is_kept(const struct kept *kept, struct str key, bool chart) {
    for (size_t i = 0; i < (chart ? kept->chart_count : kept->table_count); i++)
        if (str_equal(chart ? kept->charts[i]->key : kept->tables[i]->key, key))
            return true;
    return false;
}

static struct str unique_key(const struct kept *kept, struct str key, bool chart) {
    struct str made = key;
    for (unsigned n = 2; is_kept(kept, made, chart); n++)
        made = str_printf(kept->c->arena, STR_FMT "_%u", STR_ARG(key), n);
    return made;
}

static void keep_table(struct kept *kept, const struct report_table *table) {
    kept->tables =
        heap_grow(kept->tables, &kept->table_room, kept->table_count + 1, sizeof(struct report_table *));
    kept->tables[kept->table_count++] = table;
}

/* Only the columns that are named, in that order; those that the table does not have are left out. */
static void choose_columns(const struct composer *c, const struct template_item *item,
                           struct report_table *table) {
    size_t *from = arena_array(c->arena, item->column_count, sizeof *from), count = 0;
    for (size_t i = 0; i < item->column_count; i++)
        for (size_t k = 0; k < table->column_count; k++)
            if (str_equal(table->columns[k].key, item->columns[i].names[0]))
                from[count++] = k;
    if (count == 0)
        return;
    struct report_column *columns = arena_array(c->arena, count, sizeof *columns);
    struct cell *cells = arena_array(c->arena, count * table->row_count, sizeof *cells);
    for (size_t i = 0; i < count; i++) {
        columns[i] = table->columns[from[i]];
        for (size_t row = 0; row < table->row_count; row++)
            cells[row * count + i] = table->cells[row * table->column_count + from[i]];
    }
    table->columns = columns;
    table->column_count = count;
    table->cells = cells;
}

/* The first rows, and the total under them. */
static void cut_rows(const struct composer *c, size_t limit, struct report_table *table) {
    size_t totals = table->total_row ? 1 : 0, columns = table->column_count;
    if (!limit || table->row_count <= limit + totals)
        return;
    struct cell *cells = arena_array(c->arena, (limit + totals) * columns, sizeof *cells);
    memcpy(cells, table->cells, limit * columns * sizeof *cells);
    if (totals)
        memcpy(cells + limit * columns, table->cells + (table->row_count - 1) * columns,
               columns * sizeof *cells);
    struct figure shown_rows = figure_count((int64_t)limit),
                  all = figure_count((int64_t)(table->row_count - totals));
    struct str note = str_trim(FILL(c, "table.cut", shown(c, &shown_rows), shown(c, &all)));
    table->note =
        table->note.size ? str_printf(c->arena, STR_FMT STR_FMT, STR_ARG(table->note), STR_ARG(note)) : note;
    table->cells = cells;
    table->row_count = limit + totals;
    table->minor = NULL; /* the template has chosen */
}

static struct report_table *find_table(const struct kept *kept, struct composer *source,
                                       const struct template_item *item) {
    bool annex = strcmp(item->of->name, "detail") == 0;
    size_t most = item->limit ? item->limit : annex ? kept->c->options->detail : CASES_MOST;
    if (item->of->kind == CATALOGUE_CASES)
        return annex && !kept->c->options->detail ? NULL : compose_cases(source, item, most);
    for (size_t i = 0; i < source->report->table_count; i++)
        if (str_equal(source->tables[i].key, item->name))
            return &source->tables[i];
    return NULL;
}

/* A section that shows a part of the complaints says which part in the titles of its tables. */
static struct str item_title(const struct composer *c, const struct section *section,
                             const struct template_item *item, struct str title, bool filtered_one) {
    if (item->title[c->lang].size)
        return item->title[c->lang];
    return filtered_one ? FILL(c, "table.part", title, section->title) : title;
}

static bool add_tables(struct kept *kept, const struct template_section *wanted, struct section *section,
                       struct err *err) {
    struct composer *c = kept->c;
    struct str *keys = arena_array(c->arena, wanted->table_count, sizeof *keys);
    section->tables = keys;
    for (size_t i = 0; i < wanted->table_count; i++) {
        const struct template_item *item = &wanted->tables[i];
        struct composer *source = source_of(kept, wanted, item, err);
        if (!source)
            return false;
        const struct report_table *found = find_table(kept, source, item);
        if (!found)
            continue;
        struct str key = key_of(c, wanted, item, source != c);
        bool cases = item->of->kind == CATALOGUE_CASES;
        if (str_equal(key, item->name) && !cases && is_kept(kept, key, false)) {
            keys[section->table_count++] = key;
            continue;
        }
        struct report_table *table = arena_alloc(c->arena, sizeof *table);
        *table = *found;
        table->key = unique_key(kept, key, false);
        table->title = item_title(c, section, item, table->title, source != c);
        if (!cases && item->column_count)
            choose_columns(c, item, table);
        if (!cases)
            cut_rows(c, item->limit, table);
        keep_table(kept, table);
        keys[section->table_count++] = table->key;
    }
    return true;
}

static bool add_charts(struct kept *kept, const struct template_section *wanted, struct section *section,
                       struct err *err) {
    struct composer *c = kept->c;
    struct str *keys = arena_array(c->arena, wanted->chart_count, sizeof *keys);
    section->charts = keys;
    for (size_t i = 0; i < wanted->chart_count; i++) {
        const struct template_item *item = &wanted->charts[i];
        struct composer *source = source_of(kept, wanted, item, err);
        if (!source)
            return false;
        const struct chart *found = report_chart_find(source->report, item->name);
        if (!found)
            continue;
        struct str key = key_of(c, wanted, item, source != c);
        if (source != c || !is_kept(kept, key, true)) {
            struct chart *chart = arena_alloc(c->arena, sizeof *chart);
            *chart = *found;
            chart->key = key = unique_key(kept, key, true);
            if (item->title[c->lang].size)
                chart->title = item->title[c->lang];
            if (source != c)
                chart->subtitle = str_printf(c->arena, STR_FMT " · " STR_FMT, STR_ARG(section->title),
                                             STR_ARG(found->subtitle));
            kept->charts =
                heap_grow(kept->charts, &kept->chart_room, kept->chart_count + 1, sizeof(struct chart *));
            kept->charts[kept->chart_count++] = chart;
        }
        keys[section->chart_count++] = key;
    }
    return true;
}

/* ---- sentences ---- */

static bool is_among(const struct str *names, size_t count, struct str name) {
    for (size_t i = 0; i < count; i++)
        if (str_equal(names[i], name))
            return true;
    return false;
}

/* Findings in words. Charts say theirs themselves, in their titles. */
static bool add_findings(struct kept *kept, const struct template_section *wanted, struct section *section,
                         struct err *err) {
    const struct composer *source = filtered(kept->c, wanted->where, wanted->where_at, err);
    if (!source)
        return false;
    size_t count = 0;
    for (const struct said *said = source->said; said; said = said->next)
        count += is_among(wanted->findings, wanted->finding_count, str_of(said->section));
    struct str *sentences = arena_array(kept->c->arena, count + 1, sizeof *sentences);
    for (const struct said *said = source->said; said; said = said->next)
        if (is_among(wanted->findings, wanted->finding_count, str_of(said->section)))
            sentences[section->sentence_count++] = said->sentence;
    section->sentences = sentences;
    return true;
}

/* ---- what is missing ---- */

/* Adds the roles of a list "closed resolved" when the exports have none of them. */
static void add_missing(const struct composer *c, struct str list, role_set *missing) {
    role_set found = 0;
    struct str rest = list;
    while (rest.size) {
        size_t blank = str_find_char(rest, ' ');
        struct str name = str_sub(rest, 0, blank);
        if (table_column(c->data->table, name))
            return;
        enum role role = role_find(name);
        /* what the rules add comes from the text */
        found |= role_bit(role == ROLE_NONE ? ROLE_TEXT_ : role);
        rest = str_sub(rest, blank < rest.size ? blank + 1 : blank, rest.size);
    }
    *missing |= found;
}

/* A line names a few columns, not all that would do. */
static bool few(role_set missing) {
    return __builtin_popcountll(missing) < MISSING_MOST;
}

static role_set missing_columns(const struct composer *c, const struct template_section *wanted) {
    role_set missing = 0;
    for (size_t i = 0; i < wanted->need_count; i++)
        add_missing(c, wanted->needs[i], &missing);
    if (missing)
        return missing;
    for (size_t i = 0; i < wanted->table_count + wanted->chart_count && few(missing); i++) {
        const struct template_item *item =
            i < wanted->table_count ? &wanted->tables[i] : &wanted->charts[i - wanted->table_count];
        if (item->of->needs)
            add_missing(c, str_of(item->of->needs), &missing);
    }
    return missing;
}

/* One line: the column, and the key of the profile that names it. */
static struct str missing_text(const struct composer *c, role_set missing) {
    struct buf titles = {0}, keys = {0};
    for (int role = 0; role < ROLE_COUNT; role++) {
        if (!(missing & role_bit((enum role)role)))
            continue;
        struct str name = str_of(roles[role].name);
        buf_printf(&titles, "%s" STR_FMT, titles.size ? word(c, "list.or").data : "",
                   STR_ARG(column_title(c->arena, c->lang, name)));
        buf_printf(&keys, "%sroles.%s", keys.size ? " / " : "", roles[role].name);
    }
    struct str text = FILL(c, "unavailable.column", str_copy(c->arena, buf_str(&titles)),
                           str_copy(c->arena, buf_str(&keys)));
    buf_free(&titles);
    buf_free(&keys);
    return text;
}

static struct str nothing_text(const struct composer *c, const struct template_section *wanted) {
    role_set missing = missing_columns(c, wanted);
    if (missing)
        return missing_text(c, missing);
    const char *own = str_printf(c->arena, "unavailable." STR_FMT, STR_ARG(wanted->key)).data;
    return word(c, label_known(c->lang, own) ? own : "unavailable.nothing");
}

static bool is_lacking(const struct composer *c, const struct template_section *wanted) {
    for (size_t i = 0; i < wanted->need_count; i++)
        if (!table_column(c->data->table, wanted->needs[i]))
            return true;
    return false;
}

/* ---- sections ---- */

/* The definitions of its measures are a list of their own in every report. */
static bool holds_definitions(const struct section *section) {
    return str_equal(section->key, STR("definitions"));
}

static bool add_section(struct kept *kept, const struct template_section *wanted, struct err *err) {
    struct composer *c = kept->c;
    struct section *section = &c->sections[c->report->section_count++];
    *section = (struct section){.key = wanted->key, .unavailable = STR("")};
    section->title = wanted->title[c->lang].size
                         ? wanted->title[c->lang]
                         : word(c, str_printf(c->arena, "section." STR_FMT, STR_ARG(wanted->key)).data);
    if (!is_lacking(c, wanted) &&
        (!add_charts(kept, wanted, section, err) || !add_tables(kept, wanted, section, err) ||
         !add_findings(kept, wanted, section, err)))
        return false;
    if (section->chart_count + section->table_count + section->sentence_count || holds_definitions(section))
        return true;
    if (wanted->optional)
        c->report->section_count--;
    else
        section->unavailable = nothing_text(c, wanted);
    return true;
}

static void hand_over(struct kept *kept) {
    struct report *report = kept->c->report;
    struct report_table *tables = arena_array(kept->c->arena, kept->table_count, sizeof *tables);
    struct chart *charts = arena_array(kept->c->arena, kept->chart_count, sizeof *charts);
    for (size_t i = 0; i < kept->table_count; i++)
        tables[i] = *kept->tables[i];
    for (size_t i = 0; i < kept->chart_count; i++)
        charts[i] = *kept->charts[i];
    report->tables = tables;
    report->table_count = kept->table_count;
    report->charts = charts;
    report->chart_count = kept->chart_count;
}

bool compose_sections(struct composer *c, const struct template *template, struct err *err) {
    struct kept kept = {.c = c, .template = template};
    bool done = true;
    for (size_t i = 0; done && i < template->section_count; i++)
        done = add_section(&kept, &template->sections[i], err);
    if (done)
        hand_over(&kept);
    if (!c->options->title.size && template->title[c->lang].size)
        c->report->title = template->title[c->lang];
    heap_free(kept.tables);
    heap_free(kept.charts);
    return done;
}

bool compose_cover(struct composer *c, const struct template *template, struct err *err) {
    const struct template_section *wanted = template->cover;
    struct report *report = c->report;
    if (!wanted)
        return true;
    report->kpi_count = report->hotspot_count = 0;
    report->due = report->sentences[0] = report->sentences[1] = report->sentences[2] = STR("");
    if (is_lacking(c, wanted)) {
        report->sentences[0] = nothing_text(c, wanted);
        return true;
    }
    struct composer *source = filtered(c, wanted->where, wanted->where_at, err);
    if (!source)
        return false;
    composer_finish_cover(source);
    report->kpis = source->report->kpis;
    report->kpi_count = source->report->kpi_count;
    report->hotspots = source->report->hotspots;
    report->hotspot_count = source->report->hotspot_count;
    report->due = source->report->due;
    memcpy(report->sentences, source->report->sentences, sizeof report->sentences);
    return true;
}
