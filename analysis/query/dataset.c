/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/dataset.h"

#include "analysis/measure/repeat.h"
#include "analysis/measure/timely.h"
#include "analysis/query/dataset_clocks.h"
#include "analysis/query/selection.h"
#include "analysis/query/span.h"
#include "analysis/rules/classify.h"
#include "analysis/rules/rulebook.h"

#include <string.h>

/* The rules that were asked for, else those that the profiles name; what is left is up to the texts. */
static void choose_rules(struct dataset *dataset) {
    bool disagree;
    struct str named = intake_rules(dataset->intake, &disagree);
    dataset->rules = dataset->options.rules;
    dataset->rules_choice = RULES_BY_OPTION;
    if (dataset->rules)
        return;
    dataset->rules = named.size ? str_cstr(dataset->arena, named) : NULL;
    dataset->rules_choice = named.size ? RULES_BY_PROFILE : disagree ? RULES_DISAGREE : RULES_BY_LANGUAGE;
    role_set texts = role_bit(ROLE_SUBJECT) | role_bit(ROLE_TEXT_);
    if (!named.size && !(intake_roles(dataset->intake) & texts)) {
        dataset->rules = "none";
        dataset->rules_choice = RULES_WITHOUT_TEXT;
    }
}

bool dataset_open(const struct dataset_options *options, struct dataset **dataset, struct err *err) {
    struct dataset *made = heap_array(1, sizeof *made);
    made->arena = arena_new();
    made->options = *options;
    made->today = VIEW_NO_TIME;
    *dataset = made;
    if (dataset_clocks_load(made, err) && intake_open(&options->intake, &made->intake, err)) {
        choose_rules(made);
        return true;
    }
    dataset_free(made);
    *dataset = NULL;
    return false;
}

void dataset_free(struct dataset *dataset) {
    if (!dataset)
        return;
    heap_free(dataset->scope);
    heap_free(dataset->selected);
    dataset_clocks_free(dataset);
    reach_free(dataset->reach);
    lifecycle_free(dataset->life);
    table_free(dataset->table);
    intake_free(dataset->intake);
    rulebook_free(dataset->rulebook);
    classify_report_free(&dataset->rules_report);
    exposure_free(dataset->exposure);
    supplied_free(dataset->supplied);
    units_free(dataset->units);
    arena_free(dataset->arena);
    heap_free(dataset);
}

/* What the stages themselves look at. */
static role_set life_roles(void) {
    return role_bit(ROLE_RECEIVED) | role_bit(ROLE_RESOLVED) | role_bit(ROLE_CLOSED) |
           role_bit(ROLE_FIRST_CLOSED) | role_bit(ROLE_REOPENED) | role_bit(ROLE_STATUS) |
           role_bit(ROLE_WEIGHT);
}

static bool wants_rules(const struct dataset *dataset, const struct dataset_need *need) {
    return need->categories && !(dataset->rules && strcmp(dataset->rules, "none") == 0);
}

/* ---- what has to be read */

static void add_header(struct dataset *dataset, struct dataset_need *need, struct str header) {
    struct str *longer = arena_array(dataset->arena, need->header_count + 1, sizeof *longer);
    for (size_t i = 0; i < need->header_count; i++)
        longer[i] = need->headers[i];
    longer[need->header_count++] = str_copy(dataset->arena, header);
    need->headers = longer;
}

static bool is_header(const struct view_names *known, struct str name) {
    for (size_t i = 0; i < known->header_count; i++)
        if (str_equal(known->headers[i], name))
            return true;
    return false;
}

static bool load_rules(struct dataset *dataset, struct err *err) {
    return dataset->rulebook || rulebook_load(dataset->rules, &dataset->rulebook, err);
}

static bool load_units(struct dataset *dataset, struct err *err) {
    const char *path = dataset->options.units;
    return !path || dataset->units || units_load(path, &dataset->units, err);
}

/* What the exports have, and what the units fill in. */
static bool find_known(struct dataset *dataset, struct view_names *known, struct err *err) {
    reads_known(dataset->intake, dataset->arena, known);
    if (!load_units(dataset, err))
        return false;
    if (dataset->units && units_have_regions(dataset->units) && (known->roles & role_bit(ROLE_UNIT)))
        known->roles |= role_bit(ROLE_REGION);
    return true;
}

static bool is_of_units(struct str name) {
    return str_equal(name, STR("unit_parent")) || str_equal(name, STR("unit_tree"));
}

/* Columns that rules and derivers are going to add; the axes of both bank packs while it is open which is
 * used. */
static bool add_derived(struct dataset *dataset, struct view_names *known, struct err *err) {
    static const char *const always[] = {"rule", "severity", "repeat"};
    static const char *const packs[] = {"bank-zh", "bank-en"};
    struct str *names = arena_array(
        dataset->arena, 5 + 4 * RULEBOOK_MOST_AXES + dataset_clocks_most_names(dataset), sizeof *names);
    size_t count = 0;
    if (dataset->rules && strcmp(dataset->rules, "none") != 0 && !load_rules(dataset, err))
        return false;
    for (size_t i = 0; i < 3; i++)
        names[count++] = str_of(always[i]);
    if (dataset->units && units_have_parents(dataset->units)) {
        names[count++] = STR("unit_parent");
        names[count++] = STR("unit_tree");
    }
    for (size_t p = 0; p < 2; p++) {
        struct rulebook *book = dataset->rulebook;
        if ((book && p) || (!book && !rulebook_load(packs[p], &book, &(struct err){0})))
            continue;
        for (size_t a = 0; a < book->axis_count; a++) {
            names[count++] = str_copy(dataset->arena, book->axes[a].name);
            names[count++] = str_printf(dataset->arena, STR_FMT "_all", STR_ARG(book->axes[a].name));
        }
        if (book != dataset->rulebook)
            rulebook_free(book);
    }
    count += dataset_clocks_names(dataset, known->roles, names + count);
    known->derived = names;
    known->derived_count = count;
    return true;
}

static bool is_derived(const struct view_names *known, struct str name) {
    for (size_t i = 0; i < known->derived_count; i++)
        if (str_equal(known->derived[i], name))
            return true;
    return false;
}

/* A name that is nothing: tells what could be grouped by. */
static bool unknown_name(const struct view_names *known, struct str name, struct err *err) {
    struct buf list = {0};
    err_set(err, ERR_USAGE, "there is no column \"" STR_FMT "\"", STR_ARG(name));
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if ((known->roles & role_bit(role)) &&
            (roles[role].type == ROLE_DIMENSION || roles[role].type == ROLE_FLAG))
            buf_printf(&list, "%s, ", roles[role].name);
    for (size_t i = 0; i < known->derived_count && i < 5; i++)
        buf_printf(&list, STR_FMT ", ", STR_ARG(known->derived[i]));
    err_hint(err,
             "columns are " STR_FMT "the export's own, and day, week, month, quarter, half, year, weekday",
             STR_ARG(buf_str(&list)));
    buf_free(&list);
    return false;
}

static void need_derived(struct dataset_need *need, struct str name) {
    if (is_of_units(name))
        need->roles |= role_bit(ROLE_UNIT);
    else if (!dataset_clocks_need_name(name, need))
        need->categories = true;
}

bool dataset_need_names(struct dataset *dataset, const struct str *names, size_t count,
                        struct dataset_need *need, struct err *err) {
    struct view_names known;
    enum period_kind kind;
    if (!find_known(dataset, &known, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        enum role role = role_find(names[i]);
        if (role == ROLE_NONE && !is_header(&known, names[i]))
            role = alias_find(known.aliases, known.alias_count, names[i]);
        if (role != ROLE_NONE && (known.roles & role_bit(role))) {
            need->roles |= role_bit(role);
            if (role == ROLE_ON_TIME && dataset->options.policy_count)
                dataset_clocks_need_name(names[i], need);
        } else if (is_header(&known, names[i])) {
            add_header(dataset, need, names[i]);
        } else if (!period_kind_find(names[i], &kind) && !str_equal(names[i], STR("weekday"))) {
            if (!known.derived_count && !add_derived(dataset, &known, err))
                return false;
            if (!is_derived(&known, names[i]))
                return unknown_name(&known, names[i], err);
            need_derived(need, names[i]);
        }
    }
    if (need->categories)
        need->roles |= role_bit(ROLE_CUSTOMER); /* for repeats, which hang on categories */
    return true;
}

bool dataset_need_sql(struct dataset *dataset, struct str sql, enum sql_form form, const char *origin,
                      struct dataset_need *need, struct err *err) {
    struct view_names known;
    struct sql_reads reads = {0};
    if (sql.size == 0)
        return true;
    if (!find_known(dataset, &known, err))
        return false;
    if (!add_derived(dataset, &known, err))
        return false;
    if (!reads_find(sql, form, &known, origin, dataset->arena, &reads, err))
        return false;
    need->roles |= reads.roles;
    for (size_t i = 0; i < reads.header_count; i++)
        add_header(dataset, need, reads.headers[i]);
    need->all_headers |= reads.all_headers;
    need->clocks |= reads.clocks;
    need->categories |= reads.matches;
    for (size_t i = 0; i < reads.derived_count; i++)
        need_derived(need, reads.derived[i]);
    if ((reads.roles & role_bit(ROLE_ON_TIME)) && dataset->options.policy_count)
        dataset_clocks_need_name(STR("on_time"), need);
    if (need->categories)
        need->roles |= role_bit(ROLE_CUSTOMER);
    return true;
}

bool dataset_need_measures(struct dataset *dataset, const struct measure_ref *refs, size_t count,
                           struct dataset_need *need, struct err *err) {
    size_t columns;
    struct str *names = measure_columns(refs, count, dataset->arena, &columns);
    need->roles |= measure_roles(refs, count);
    need->clocks |= measure_asks_clocks(refs, count);
    return dataset_need_names(dataset, names, columns, need, err);
}

/* What the policies look at. Columns that are not there are the clocks' business. */
static bool need_policies(struct dataset *dataset, struct dataset_need *need, struct err *err) {
    struct view_names known;
    size_t count;
    struct str *names = dataset_clocks_need(dataset, need, &count);
    if (!find_known(dataset, &known, err) || (count && !add_derived(dataset, &known, err)))
        return false;
    for (size_t i = 0; i < count; i++)
        if (is_header(&known, names[i]))
            add_header(dataset, need, names[i]);
        else
            need->categories |= is_derived(&known, names[i]);
    return true;
}

static bool load_table(struct dataset *dataset, const struct dataset_need *need, struct err *err) {
    struct intake_need columns = {.roles = need->roles | life_roles(),
                                  .headers = need->headers,
                                  .header_count = need->header_count,
                                  .all_headers = need->all_headers,
                                  .records = need->records,
                                  .unfit = need->unfit};
    if (columns.roles & role_bit(ROLE_REGION) && dataset->units)
        columns.roles |= role_bit(ROLE_UNIT); /* may fill it in */
    if (wants_rules(dataset, need))
        columns.roles |= dataset->rulebook ? rulebook_roles(dataset->rulebook) : RULES_DEFAULT_ROLES;
    return intake_load(dataset->intake, &columns, &dataset->table, err);
}

/* The rulebook that was named, or the shipped one for the language of the text; then the categories. */
static bool run_rules(struct dataset *dataset, struct err *err) {
    unsigned jobs = dataset->options.intake.jobs;
    if (!dataset->rules)
        dataset->rules = rules_default(dataset->table, dataset->table->language);
    if (!load_rules(dataset, err))
        return false;
    dataset->text_lang = dataset->rulebook->language == LANGUAGE_ZH ? LANG_ZH : LANG_EN;
    return classify(dataset->table, dataset->rulebook, jobs, dataset->options.intake.progress,
                    &dataset->rules_report, err);
}

static bool select_rows(const struct dataset *dataset, struct str condition, const char *origin,
                        uint64_t **bits, struct err *err) {
    struct view_options view = {.table = dataset->table,
                                .life = dataset->life,
                                .as_of = VIEW_NO_TIME,
                                .now = VIEW_NO_TIME,
                                .calendar = dataset_calendar(dataset),
                                .week_start = dataset->options.week_start};
    struct selection_options options = {
        .jobs = dataset->options.intake.jobs, .origin = origin, .limits = dataset->options.limits};
    return selection_where(&view, condition, &options, bits, err);
}

static bool find_scope(struct dataset *dataset, struct err *err) {
    struct str scope = dataset->table->profile_scope;
    if (!scope.size)
        return true;
    if (!select_rows(dataset, scope, "scope of the profile", &dataset->scope, err))
        return false;
    dataset->out_of_scope = dataset->table->rows - selection_count(dataset->scope, dataset->table->rows);
    return true;
}

static bool select_where(struct dataset *dataset, struct err *err) {
    if (dataset->options.where.size &&
        !select_rows(dataset, dataset->options.where, "--where", &dataset->selected, err))
        return false;
    size_t words = (dataset->table->rows + 63) / 64;
    if (dataset->scope && !dataset->selected) {
        dataset->selected = heap_array(words, sizeof *dataset->selected);
        memcpy(dataset->selected, dataset->scope, words * sizeof *dataset->selected);
    } else if (dataset->scope) {
        for (size_t i = 0; i < words; i++)
            dataset->selected[i] &= dataset->scope[i];
    }
    return true;
}

/* "2026-10-21" as a day. */
static bool read_day(const char *text, const char *option, int64_t *day, struct err *err) {
    struct period period;
    if (!period_parse(str_of(text), 0, &period, &(struct err){0}) || period.kind != PERIOD_DAY)
        return err_set(err, ERR_USAGE, "%s should be a day such as 2026-10-21, not \"%s\"", option, text);
    *day = period.start / DATE_DAY;
    return true;
}

/* The period asked for, or the default one of the complaints `selected`. */
static bool find_period(struct dataset *dataset, const uint64_t *selected, struct err *err) {
    const struct dataset_options *options = &dataset->options;
    int64_t today = dataset->data_end / DATE_DAY;
    if (options->today) {
        if (!read_day(options->today, "--today", &today, err))
            return false;
        dataset->today = today * DATE_DAY;
    }
    if (options->period.size)
        return period_parse_weeks(options->period, today, options->week_start, &dataset->period, err);
    dataset->period = options->default_period == DEFAULT_ALL_DATA
                          ? span_all_data(dataset->life)
                          : span_last_complete_month(dataset->life, selected);
    return true;
}

/* Exports that are summed by month date every row on its first day: such a day stands for the month. */
static bool is_monthly(const struct lifecycle *life) {
    for (size_t row = 0; row < life->rows; row++)
        if (life->received[row] != TIME_NONE && date_civil_of(life->received[row]).day != 1)
            return false;
    return life->last_event - life->first_receipt > 45 * DATE_DAY;
}

/* Period and T over the complaints `selected`. */
static bool find_times(struct dataset *dataset, const uint64_t *selected, struct err *err) {
    const struct lifecycle *life = dataset->life;
    dataset->data_start = date_day_of(life->first_receipt) * DATE_DAY;
    dataset->data_end = (date_day_of(life->last_event) + 1) * DATE_DAY;
    if (is_monthly(life))
        dataset->data_end = period_holding(PERIOD_MONTH, date_day_of(life->last_event), 0).end;
    if (!find_period(dataset, selected, err))
        return false;
    bool complete =
        span_is_complete(&dataset->period, dataset->data_end) || dataset->data_end > dataset->period.end;
    int64_t day = (complete ? dataset->period.end : dataset->data_end) / DATE_DAY;
    if (dataset->options.as_of && !read_day(dataset->options.as_of, "--as-of", &day, err))
        return false;
    dataset->as_of = day * DATE_DAY;
    if (dataset->options.as_of && dataset->as_of <= dataset->period.start) {
        err_set(err, ERR_USAGE, "--as-of %s lies before the period %s", dataset->options.as_of,
                dataset->period.name);
        return err_hint(err, "name a later day: what happened on it or after it is not yet known");
    }
    return true;
}

static bool has_receipts(const struct lifecycle *life) {
    return life->first_receipt <= life->last_event;
}

/* The columns overdue and on_time depend on T, and --where may ask for them, on which the default period and
 * with it T may depend: --where sees them as they are at the T of all complaints. */
static bool derive_timely(struct dataset *dataset, const struct dataset_need *need, const uint64_t *selected,
                          struct err *err) {
    if (!need->timely || !has_receipts(dataset->life))
        return true;
    if (!find_times(dataset, selected, err))
        return false;
    timely_derive(dataset->table, dataset->life, dataset->as_of);
    return true;
}

static bool select_complaints(struct dataset *dataset, const struct dataset_need *need, struct err *err) {
    if (!find_scope(dataset, err) || !dataset_clocks_run(dataset, need, err))
        return false;
    repeat_derive(dataset->table, dataset->life, dataset->scope);
    return derive_timely(dataset, need, dataset->scope, err) && select_where(dataset, err) &&
           (!dataset->options.where.size || derive_timely(dataset, need, dataset->selected, err));
}

static bool set_times(struct dataset *dataset, struct err *err) {
    const struct lifecycle *life = dataset->life;
    if (!find_times(dataset, dataset->selected, err))
        return false;
    for (size_t row = 0; row < life->rows; row++)
        dataset->after_as_of += life->received[row] != TIME_NONE &&
                                (int64_t)life->received[row] >= dataset->as_of &&
                                dataset_selected(dataset, row);
    return true;
}

/* A report on a period without a single receipt, close or open case says nothing: better to name what there
 * is. */
static bool check_period(const struct dataset *dataset, struct err *err) {
    if (dataset->period.end > dataset->data_start && dataset->period.start < dataset->data_end)
        return true;
    char first[DATE_TEXT], last[DATE_TEXT];
    date_format_day(date_day_of(dataset->data_start), first);
    date_format_day(date_day_of(dataset->data_end) - 1, last);
    err_set(err, ERR_DATA, "no data in %s", dataset->period.name);
    return err_hint(err, "the exports reach from %s to %s", first, last);
}

static bool read_targets(struct dataset *dataset, struct err *err) {
    const struct dataset_options *options = &dataset->options;
    struct target *targets = arena_array(dataset->arena, options->target_count + 1, sizeof *targets);
    for (size_t i = 0; i < options->target_count; i++)
        if (!target_parse(str_of(options->targets[i]), STR(""), dataset->arena, &targets[i], err))
            return false;
    dataset->targets = (struct targets){targets, options->target_count};
    return true;
}

/* Rulebook, units and so on, so that mistakes in them are told before gigabytes are read. */
static bool load_files(struct dataset *dataset, const struct dataset_need *need, struct err *err) {
    const struct dataset_options *options = &dataset->options;
    if (wants_rules(dataset, need) && dataset->rules && !load_rules(dataset, err))
        return false;
    if (!load_units(dataset, err))
        return false;
    if (options->breaks && !breaks_load(options->breaks, dataset->arena, &dataset->breaks, err))
        return false;
    if (options->actions && !actions_load(options->actions, dataset->arena, &dataset->actions, err))
        return false;
    if (!read_targets(dataset, err))
        return false;
    if (options->figures && !supplied_load(options->figures, &dataset->supplied, err))
        return false;
    return !options->exposure || exposure_load(options->exposure, &dataset->exposure, err);
}

static bool reads_column(const struct dataset_need *reads, struct str name) {
    enum role role = role_find(name);
    bool found = role != ROLE_NONE && reads->roles & role_bit(role);
    for (size_t i = 0; i < reads->header_count; i++)
        found |= str_equal(reads->headers[i], name);
    return found;
}

/* The columns of the exposure that --where looks at: its lines are not chosen by it. */
static bool find_narrowed(struct dataset *dataset, struct err *err) {
    struct dataset_need reads = {0};
    size_t count;
    if (!dataset->exposure || !dataset->options.where.size)
        return true;
    if (!dataset_need_sql(dataset, dataset->options.where, SQL_CONDITION, "--where", &reads, err))
        return false;
    const struct str *columns = exposure_columns(dataset->exposure, &count);
    struct str *narrowed = arena_array(dataset->arena, count, sizeof *narrowed);
    for (size_t i = 0; i < count; i++)
        if (reads_column(&reads, columns[i]))
            narrowed[dataset->narrowed_count++] = columns[i];
    dataset->narrowed = narrowed;
    return true;
}

/* The columns that the exposure is split by. */
static bool need_exposure(struct dataset *dataset, struct dataset_need *need, struct err *err) {
    struct view_names known;
    size_t count;
    if (!dataset->exposure)
        return true;
    if (!find_known(dataset, &known, err))
        return false;
    const struct str *columns = exposure_columns(dataset->exposure, &count);
    for (size_t i = 0; i < count; i++) {
        enum role role = role_find(columns[i]);
        if (role != ROLE_NONE)
            need->roles |= role_bit(role);
        else if (is_header(&known, columns[i]))
            add_header(dataset, need, columns[i]);
    }
    return true;
}

/* Without rules: the language that a profile says, else that of what was loaded; where no texts are among it,
 * also that of the headers. */
static enum lang language_of_exports(const struct dataset *dataset) {
    const struct table *table = dataset->table;
    if (strcmp(rules_default(table, table->language), "bank-zh") == 0)
        return LANG_ZH;
    if (table->language.size || table->by_role[ROLE_SUBJECT] || table->by_role[ROLE_TEXT_])
        return LANG_EN;
    struct buf headers = {0};
    size_t count;
    const struct file_report *files = intake_files(dataset->intake, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < files[i].column_count; k++)
            buf_add(&headers, files[i].columns[k].header);
    bool zh = strcmp(rules_default_text(buf_str(&headers)), "bank-zh") == 0;
    buf_free(&headers);
    return zh ? LANG_ZH : LANG_EN;
}

static bool derive(struct dataset *dataset, const struct dataset_need *need, struct err *err) {
    if (dataset->units)
        units_apply(dataset->units, dataset->table);
    dataset->text_lang = language_of_exports(dataset);
    if (wants_rules(dataset, need) && !run_rules(dataset, err))
        return false;
    dataset->life = lifecycle_new(dataset->table, dataset->options.intake.jobs);
    return true;
}

bool dataset_load(struct dataset *dataset, const struct dataset_need *asked, struct err *err) {
    struct dataset_need need = *asked;
    struct str scope = intake_scope(dataset->intake, dataset->arena);
    if (!dataset_need_sql(dataset, scope, SQL_CONDITION, "scope of the profile", &need, err) ||
        !dataset_need_sql(dataset, dataset->options.where, SQL_CONDITION, "--where", &need, err))
        return false;
    if (need.clocks && !need_policies(dataset, &need, err))
        return false;
    if (!load_files(dataset, &need, err) || !find_narrowed(dataset, err) ||
        !need_exposure(dataset, &need, err) || !load_table(dataset, &need, err) ||
        !derive(dataset, &need, err) || !select_complaints(dataset, &need, err))
        return false;
    if (need.reach)
        dataset->reach = reach_new(dataset->table, dataset->life, dataset->options.intake.jobs);
    if (has_receipts(dataset->life))
        return set_times(dataset, err) && check_period(dataset, err) && dataset_clocks_targets(dataset, err);
    if (need.undated)
        return true;
    err_set(err, ERR_DATA, "no row has a usable date of receipt");
    return err_hint(err, "see redress check, and give a column the role with --map received=HEADER");
}

/* Without a receipt there is no period, and no time that the exports know. */
struct view_options dataset_view(const struct dataset *dataset) {
    bool dated = has_receipts(dataset->life);
    return (struct view_options){.table = dataset->table,
                                 .life = dataset->life,
                                 .as_of = dated ? dataset->as_of : VIEW_NO_TIME,
                                 .now = dataset->today,
                                 .week_start = dataset->options.week_start,
                                 .selected = dataset->selected,
                                 .calendar = dataset_calendar(dataset),
                                 .exposure = dataset->exposure,
                                 .supplied = dataset->supplied,
                                 .narrowed = dataset->narrowed,
                                 .narrowed_count = dataset->narrowed_count,
                                 .period = dataset->period};
}

bool dataset_asked(const struct dataset *dataset, size_t row) {
    if (!dataset_selected(dataset, row))
        return false;
    if (!dataset->options.period.size)
        return true;
    uint32_t received = dataset->life->received[row];
    return received != TIME_NONE && (int64_t)received >= dataset->period.start &&
           (int64_t)received < dataset->period.end;
}

struct measure_request dataset_request(const struct dataset *dataset) {
    return (struct measure_request){.table = dataset->table,
                                    .life = dataset->life,
                                    .as_of = dataset->as_of,
                                    .selected = dataset->selected,
                                    .group_count = 1,
                                    .calendar = dataset_calendar(dataset),
                                    .reach = dataset->reach,
                                    .jobs = dataset->options.intake.jobs};
}

/* The axis of the rulebook that filled a column; NULL when none did. */
static const struct axis *axis_of(const struct dataset *dataset, const struct column *column) {
    if (!dataset->rulebook || !column || column->role != ROLE_NONE)
        return NULL;
    struct str name = column->name;
    if (str_ends(name, STR("_all")))
        name.size -= 4;
    return rulebook_axis(dataset->rulebook, name);
}

struct str dataset_value_name(const struct dataset *dataset, const struct column *column, struct str value,
                              enum lang lang) {
    const struct axis *axis = axis_of(dataset, column);
    enum language language = lang == LANG_ZH ? LANGUAGE_ZH : LANGUAGE_EN;
    if (dataset->rulebook && column && column->role == ROLE_NONE && str_equal(column->name, STR("severity")))
        for (enum severity severity = SEVERITY_LOW; severity < SEVERITY_COUNT; severity++)
            if (str_equal(value, severity_id(severity)))
                return severity_name(severity, language);
    if (!axis)
        return value;
    return rulebook_name(dataset->rulebook, value, language);
}

bool dataset_is_category(const struct dataset *dataset, const struct column *column) {
    return axis_of(dataset, column) != NULL;
}
