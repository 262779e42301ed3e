/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/gates.h"

#include "analysis/query/cube.h"
#include "analysis/query/view.h"
#include "reports/format.h"

#include <math.h>
#include <stdlib.h>

enum { EARLIER_MOST = 6, EARLIER_LEAST = 3, UNIT_LEAST = 10, UNITS_NAMED = 5 };

static const struct {
    const char *name;
    double limit; /* NAN: it holds or not */
} gates[GATE_COUNT] = {
    [GATE_ROWS] = {"rows", 0.70},
    [GATE_OTHER] = {"other", 0.25},
    [GATE_MISSING_RECEIVED] = {"missing_received", 0.01},
    [GATE_UNITS] = {"units", NAN},
    [GATE_FLOW] = {"flow", NAN},
};

/* ---- limits ---- */

struct gate_limits gate_limits_default(void) {
    struct gate_limits limits = {0};
    for (size_t i = 0; i < GATE_COUNT; i++)
        limits.limit[i] = gates[i].limit;
    return limits;
}

static bool is_word(struct str text, const char *a, const char *b) {
    return str_equal(text, str_of(a)) || str_equal(text, str_of(b));
}

/* "50%" or "0.5". */
static bool read_share(struct str text, double *share) {
    char copy[32], *end;
    if (text.size == 0 || text.size >= sizeof copy)
        return false;
    for (size_t i = 0; i <= text.size; i++)
        copy[i] = i < text.size ? text.data[i] : '\0';
    *share = strtod(copy, &end);
    if (end != copy && *end == '%' && !end[1])
        *share /= 100;
    else if (end == copy || *end)
        return false;
    return *share >= 0 && *share <= 1;
}

static bool set_one(struct gate_limits *limits, size_t gate, struct str value, struct err *err) {
    limits->off[gate] = is_word(value, "off", "false") || is_word(value, "no", "off");
    if (limits->off[gate] || is_word(value, "on", "true") || is_word(value, "yes", "on"))
        return true;
    if (!isnan(gates[gate].limit) && read_share(value, &limits->limit[gate]))
        return true;
    return err_set(err, ERR_USAGE, "the gate %s should be %son or off, not \"" STR_FMT "\"", gates[gate].name,
                   isnan(gates[gate].limit) ? "" : "a share such as 50%, ", STR_ARG(value));
}

bool gate_limits_set(struct gate_limits *limits, struct str setting, struct err *err) {
    if (is_word(str_trim(setting), "off", "false")) {
        for (size_t i = 0; i < GATE_COUNT; i++)
            limits->off[i] = true;
        return true;
    }
    setting = str_trim(setting);
    size_t equals = str_find_char(setting, '='), blank = str_find_char(setting, ' ');
    size_t at = equals < setting.size ? equals : blank;
    struct str name = str_trim(str_sub(setting, 0, at));
    struct str value = str_trim(str_sub(setting, at < setting.size ? at + 1 : at, setting.size));
    for (size_t i = 0; i < GATE_COUNT; i++)
        if (str_equal(name, str_of(gates[i].name)))
            return set_one(limits, i, value, err);
    err_set(err, ERR_USAGE, "there is no gate \"" STR_FMT "\"", STR_ARG(name));
    return err_hint(err, "gates are rows, other, missing_received (NAME=SHARE or off), units and flow (on or "
                         "off); off alone is all of them");
}

/* ---- words ---- */

struct checking {
    const struct gate_input *input;
    const struct gate_limits *limits;
    struct arena *arena;
};

static struct str count_text(struct checking *c, double count) {
    struct figure figure = figure_count(llround(count));
    return format_figure(c->arena, LANG_EN, &figure);
}

static struct str share_text(struct checking *c, double share) {
    return format_value(c->arena, UNIT_SHARE, share);
}

static struct gate_result result(enum gate_state state, struct str text) {
    return (struct gate_result){NULL, state, text};
}

static struct gate_result not_applicable(const char *why) {
    return result(GATE_NOT_APPLICABLE, str_of(why));
}

/* ---- rows ---- */

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t count) {
    qsort(values, count, sizeof *values, by_value);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static double flow_value(const struct report_table *flow, size_t row, const char *key) {
    for (size_t i = 0; i < flow->column_count; i++)
        if (str_equal(flow->columns[i].key, str_of(key)))
            return flow->cells[row * flow->column_count + i].figure.value;
    return NAN;
}

/* How much of the period the exports can hold: all of it once it is over by --today. */
static double part_covered(const struct dataset *data) {
    double days = (double)period_days(&data->period);
    bool over = data->today != VIEW_NO_TIME && data->today >= data->period.end && !data->options.as_of;
    if (over || data->as_of >= data->period.end)
        return 1;
    return (double)((data->as_of - data->period.start) / DATE_DAY) / days;
}

/* Received in the same period a year before, where the exports hold it: what falls every year is no gap. NAN
 * when they do not. */
static double a_year_before(struct checking *c, const struct report_table *flow) {
    struct period year = period_year_before(&c->input->dataset->period);
    for (size_t row = 0; row + 1 < flow->row_count; row++)
        if (str_equal(flow->cells[row * flow->column_count].text, str_of(year.name)))
            return flow_value(flow, row, "received");
    return NAN;
}

static struct gate_result check_rows(struct checking *c) {
    const struct dataset *data = c->input->dataset;
    const struct report_table *flow = report_table_find(c->input->report, STR("flow"));
    size_t step = data->period.kind == PERIOD_DAY ? 7 : 1, count = 0;
    double earlier[EARLIER_MOST];
    for (size_t back = step; flow && back < flow->row_count && count < EARLIER_MOST; back += step)
        earlier[count++] = flow_value(flow, flow->row_count - 1 - back, "received");
    if (count < EARLIER_LEAST || data->period.kind == PERIOD_RANGE)
        return result(GATE_NOT_APPLICABLE,
                      str_printf(c->arena, "%zu earlier period%s in the exports, %d are needed", count,
                                 count == 1 ? "" : "s", EARLIER_LEAST));
    double part = part_covered(data), usual = median(earlier, count) * part;
    double now = flow_value(flow, flow->row_count - 1, "received");
    double limit = c->limits->limit[GATE_ROWS], year = a_year_before(c, flow) * part;
    bool fits = now >= limit * usual || usual - now <= 3 * sqrt(usual) || now >= limit * year;
    struct str text = str_printf(
        c->arena,
        STR_FMT " received are " STR_FMT " of " STR_FMT
                ", the median of %zu periods before%s (at least " STR_FMT ")",
        STR_ARG(count_text(c, now)), STR_ARG(share_text(c, usual > 0 ? now / usual : 1)),
        STR_ARG(count_text(c, usual)), count, part < 1 ? " for the days that the exports cover" : "",
        STR_ARG(share_text(c, c->limits->limit[GATE_ROWS])));
    return result(fits ? GATE_PASSED : GATE_FAILED, text);
}

/* ---- other ---- */

static struct gate_result check_other(struct checking *c) {
    const struct dataset *data = c->input->dataset;
    const struct column *category = table_column(data->table, STR("category"));
    if (!category || !data->rulebook)
        return not_applicable("no rules");
    uint32_t other = dict_find(category->dict, STR("other"));
    int64_t all = 0, rest = 0;
    for (size_t row = 0; row < data->table->rows; row++) {
        int64_t at = data->life->received[row];
        if (data->life->received[row] == TIME_NONE || at < data->period.start || at >= data->period.end ||
            at >= data->as_of || !dataset_selected(data, row))
            continue;
        all += table_weight(data->table, row);
        rest += category->codes[row] == other ? table_weight(data->table, row) : 0;
    }
    if (all == 0)
        return not_applicable("nothing was received");
    double share = (double)rest / (double)all;
    struct str counted = str_printf(c->arena, STR_FMT " of " STR_FMT " received are \"other\"",
                                    STR_ARG(share_text(c, share)), STR_ARG(count_text(c, (double)all)));
    if (!c->input->rules_named)
        return result(GATE_NOT_APPLICABLE,
                      str_printf(c->arena, STR_FMT ", by rules that nobody named", STR_ARG(counted)));
    struct str text = str_printf(c->arena, STR_FMT " (at most " STR_FMT ")", STR_ARG(counted),
                                 STR_ARG(share_text(c, c->limits->limit[GATE_OTHER])));
    return result(share <= c->limits->limit[GATE_OTHER] ? GATE_PASSED : GATE_FAILED, text);
}

/* ---- missing receipts ---- */

static struct gate_result check_missing(struct checking *c) {
    const struct dataset *data = c->input->dataset;
    size_t all = 0, missing = 0;
    for (size_t row = 0; row < data->table->rows; row++) {
        all += dataset_selected(data, row);
        missing += dataset_selected(data, row) && data->life->received[row] == TIME_NONE;
    }
    double share = all ? (double)missing / (double)all : 0;
    struct str text = str_printf(
        c->arena, STR_FMT " of " STR_FMT " complaints have no usable date of receipt (at most " STR_FMT ")",
        STR_ARG(share_text(c, share)), STR_ARG(count_text(c, (double)all)),
        STR_ARG(share_text(c, c->limits->limit[GATE_MISSING_RECEIVED])));
    return result(share <= c->limits->limit[GATE_MISSING_RECEIVED] ? GATE_PASSED : GATE_FAILED, text);
}

/* ---- units ---- */

bool gate_units(const struct dataset *dataset, struct arena *arena, struct manifest *manifest,
                struct err *err) {
    struct str by = STR("unit");
    struct measure_ref *refs;
    struct cube_request request = {.by = &by, .by_count = 1, .periods = &dataset->period, .period_count = 1};
    struct cube cube;
    if (!dataset->table->by_role[ROLE_UNIT])
        return true;
    if (!cube_parse_measures(STR("received"), arena, &refs, &request.ref_count, err))
        return false;
    request.refs = refs;
    if (!cube_run(dataset, &request, arena, &cube, err))
        return false;
    size_t count, *order = cube_order(&cube, 0, 0, arena, &count);
    struct manifest_unit *units = arena_array(arena, count, sizeof *units);
    for (size_t i = 0; i < count; i++) {
        struct str name = grouping_value(&cube.grouping, order[i], 0);
        double received = cube_figure(&cube, order[i], 0, 0)->value;
        if (name.size && received >= 1)
            units[manifest->unit_count++] = (struct manifest_unit){str_copy(arena, name), llround(received)};
    }
    manifest->units = units;
    cube_free(&cube);
    return true;
}

void gate_units_keep(struct manifest *manifest) {
    while (manifest->unit_count && manifest->units[manifest->unit_count - 1].received < UNIT_LEAST)
        manifest->unit_count--;
}

static bool has_unit(const struct manifest *manifest, struct str name) {
    for (size_t i = 0; i < manifest->unit_count; i++)
        if (str_equal(manifest->units[i].name, name))
            return true;
    return false;
}

/* Whether the last pack is of a period of the same kind and of the same complaints. */
static const char *incomparable(const struct checking *c) {
    const struct manifest *last = c->input->last, *now = c->input->now;
    struct period before;
    struct err ignored = {0};
    if (!last)
        return "no pack was published before";
    if (!period_parse(last->period, 0, &before, &ignored) || before.kind != c->input->dataset->period.kind)
        return "the pack published before is of another kind of period";
    if (!str_equal(manifest_option(last, "where"), manifest_option(now, "where")))
        return "the pack published before is of other complaints (--where)";
    return last->unit_count ? NULL : "the pack published before has no unit with 10 complaints";
}

static struct gate_result check_units(struct checking *c) {
    const char *why = incomparable(c);
    if (why)
        return not_applicable(why);
    const struct manifest *last = c->input->last;
    double part = part_covered(c->input->dataset);
    struct buf gone = {0};
    size_t expected = 0, missing = 0;
    for (size_t i = 0; i < last->unit_count; i++) {
        const struct manifest_unit *unit = &last->units[i];
        if ((double)unit->received * part < UNIT_LEAST)
            continue;
        expected++;
        if (has_unit(c->input->now, unit->name))
            continue;
        if (missing++ < UNITS_NAMED)
            buf_printf(&gone, "%s" STR_FMT " (%lld)", gone.size ? ", " : "", STR_ARG(unit->name),
                       (long long)unit->received);
    }
    struct str text =
        missing ? str_printf(c->arena,
                             "%zu of %zu units of the pack of " STR_FMT " have no complaint: " STR_FMT "%s",
                             missing, expected, STR_ARG(last->period), STR_ARG(buf_str(&gone)),
                             missing > UNITS_NAMED ? " …" : "")
                : str_printf(c->arena, "all %zu units with 10 or more in the pack of " STR_FMT " are there",
                             expected, STR_ARG(last->period));
    buf_free(&gone);
    return result(missing ? GATE_FAILED : GATE_PASSED, text);
}

/* ---- flow ---- */

static struct gate_result check_flow(struct checking *c) {
    const struct report_table *flow = report_table_find(c->input->report, STR("flow"));
    const struct period *period = &c->input->dataset->period;
    size_t checked = 0;
    double before = NAN;
    for (size_t row = 0; flow && row < flow->row_count; row++) {
        double carried = flow_value(flow, row, "carried_in"), open = flow_value(flow, row, "open");
        double sum = carried + flow_value(flow, row, "received") + flow_value(flow, row, "reopened") -
                     flow_value(flow, row, "closed") - flow_value(flow, row, "closed_undated");
        struct str name = flow->cells[row * flow->column_count].text;
        if (!isnan(sum) && !isnan(open)) {
            if (sum != open)
                return result(GATE_FAILED, str_printf(c->arena,
                                                      "in " STR_FMT " the flow gives " STR_FMT
                                                      " open, counted are " STR_FMT,
                                                      STR_ARG(name), STR_ARG(count_text(c, sum)),
                                                      STR_ARG(count_text(c, open))));
            if (period->kind != PERIOD_RANGE && !isnan(before) && before != carried)
                return result(GATE_FAILED, str_printf(c->arena,
                                                      STR_FMT " were open before " STR_FMT ", " STR_FMT
                                                              " are carried into it",
                                                      STR_ARG(count_text(c, before)), STR_ARG(name),
                                                      STR_ARG(count_text(c, carried))));
            checked++;
        }
        before = open;
    }
    if (!checked)
        return not_applicable("the exports do not say what was closed when");
    return result(GATE_PASSED,
                  str_printf(c->arena, "the flow foots in %zu period%s", checked, checked == 1 ? "" : "s"));
}

/* ---- all ---- */

void gates_check(const struct gate_input *input, const struct gate_limits *limits, struct arena *arena,
                 struct gate_result results[GATE_COUNT]) {
    static struct gate_result (*const checks[GATE_COUNT])(struct checking *) = {
        [GATE_ROWS] = check_rows,   [GATE_OTHER] = check_other, [GATE_MISSING_RECEIVED] = check_missing,
        [GATE_UNITS] = check_units, [GATE_FLOW] = check_flow,
    };
    struct checking checking = {input, limits, arena};
    for (size_t i = 0; i < GATE_COUNT; i++) {
        results[i] = limits->off[i] ? result(GATE_OFF, STR("")) : checks[i](&checking);
        results[i].name = gates[i].name;
    }
}

size_t gates_failed(const struct gate_result results[GATE_COUNT]) {
    size_t failed = 0;
    for (size_t i = 0; i < GATE_COUNT; i++)
        failed += results[i].state == GATE_FAILED;
    return failed;
}
