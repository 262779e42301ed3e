/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_TESTS_GALLERY_H
#define REDRESS_TESTS_GALLERY_H

/* Charts to test with: of every kind in both languages, plain ones and awkward ones. Included by one test. */

#include "reports/model.h"

#include <math.h>
#include <string.h>

#define TEXT(zh, en) (lang == LANG_ZH ? STR(zh) : STR(en))

struct gallery_entry {
    const char *name;
    enum lang lang;
    bool golden; /* its SVG is kept in tests/golden/charts */
    void (*make)(struct arena *arena, enum lang lang, struct chart *chart);
};

static uint64_t gallery_state;

/* A whole number in [0, limit), the same on every run. */
static unsigned gallery_random(unsigned limit) {
    gallery_state = gallery_state * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(gallery_state >> 33) % limit;
}

static struct figure *gallery_points(struct arena *arena, enum unit unit, size_t count,
                                     const double *values) {
    struct figure *points = arena_array(arena, count + 1, sizeof *points);
    for (size_t i = 0; i < count; i++) {
        points[i] = figure_none(unit, NULL);
        points[i].value = values ? values[i] : NAN;
        points[i].n = unit == UNIT_COUNT ? points[i].value : NAN;
    }
    return points;
}

/* Adds a series and returns its points. */
static struct figure *gallery_series(struct arena *arena, struct chart *chart, struct str name,
                                     enum series_role role, enum unit unit, const double *values) {
    struct series *series = arena_array(arena, chart->series_count + 1, sizeof *series);
    for (size_t i = 0; i < chart->series_count; i++)
        series[i] = chart->series[i];
    struct figure *points = gallery_points(arena, unit, chart->category_count, values);
    series[chart->series_count] = (struct series){name, role, points};
    chart->series = series;
    chart->series_count++;
    return points;
}

static void gallery_months(struct arena *arena, struct chart *chart, size_t count, int year, int month) {
    struct str *names = arena_array(arena, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = str_printf(arena, "%04d-%02d", year, month);
        year += month == 12;
        month = month % 12 + 1;
    }
    chart->categories = names;
    chart->category_count = count;
}

static void gallery_marks(struct arena *arena, struct chart *chart, size_t count,
                          const struct chart_mark *marks) {
    struct chart_mark *copy = arena_array(arena, count, sizeof *copy);
    for (size_t i = 0; i < count; i++)
        copy[i] = marks[i];
    chart->marks = copy;
    chart->mark_count = count;
}

static struct chart gallery_chart(enum chart_kind kind, enum unit unit) {
    return (struct chart){.kind = kind, .unit = unit, .key = STR("chart"), .highlight = SIZE_MAX};
}

/* --- trend --------------------------------------------------------------------------------------------- */

static void trend_columns(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_TREND, UNIT_COUNT);
    chart->title = TEXT("10 月受理投诉 684 件，比去年同期多 21.3 %，为两年来最高",
                        "684 complaints in October, 21.3 % more than a year ago and the most in two years");
    chart->subtitle = TEXT("江城银行 · 每月受理量，2025-10 至 2026-10（n = 7,156）",
                           "Harbour Bank · complaints received a month, 2025-10 to 2026-10 (n = 7,156)");
    chart->note = TEXT("受理量按受理日期计，同一编号合并为一件。",
                       "Counted by date received; rows with the same id are one case.");
    gallery_months(arena, chart, 13, 2025, 10);
    const double now[] = {564, 512, 530, 588, 421, 545, 560, 571, 540, 602, 531, 508, 684};
    const double before[] = {498, 470, 522, 540, 455, 500, 512, 530, 515, 540, 520, 490, 564};
    gallery_series(arena, chart, TEXT("本期", "This year"), SERIES_ACTUAL, UNIT_COUNT, now);
    gallery_series(arena, chart, TEXT("去年同期", "Year before"), SERIES_PREVIOUS_YEAR, UNIT_COUNT, before);
    chart->highlight = 12;
}

static void trend_control(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_TREND, UNIT_COUNT);
    chart->title = TEXT("10 月受理量超出控制上限", "October lies above its control limit");
    chart->subtitle = TEXT("江城银行 · 每月受理量与控制限，2024-11 至 2026-10",
                           "Harbour Bank · complaints a month with control limits, 2024-11 to 2026-10");
    chart->value_axis = TEXT("件", "complaints");
    gallery_months(arena, chart, 24, 2024, 11);
    double now[24], low[24], high[24], centre[24], before[24];
    gallery_state = 7;
    for (int i = 0; i < 24; i++) {
        now[i] = 480 + gallery_random(110);
        before[i] = i < 4 ? (double)NAN : 430.0 + gallery_random(90);
        low[i] = 418 - (i % 3) * 4;
        high[i] = 640 + (i % 3) * 5;
        centre[i] = 530;
    }
    now[23] = 684;
    now[9] = 396;
    gallery_series(arena, chart, TEXT("受理量", "Received"), SERIES_ACTUAL, UNIT_COUNT, now);
    gallery_series(arena, chart, TEXT("去年同期", "Year before"), SERIES_PREVIOUS_YEAR, UNIT_COUNT, before);
    gallery_series(arena, chart, TEXT("下限", "Lower limit"), SERIES_LIMIT_LOW, UNIT_COUNT, low);
    gallery_series(arena, chart, TEXT("上限", "Upper limit"), SERIES_LIMIT_HIGH, UNIT_COUNT, high);
    gallery_series(arena, chart, TEXT("中心线", "Centre"), SERIES_CENTRE, UNIT_COUNT, centre);
    chart->highlight = 23;
    const struct chart_mark marks[] = {
        {false, 14, TEXT("2026-01 起新口径，不可比", "New definition from 2026-01, not comparable")}};
    gallery_marks(arena, chart, 1, marks);
}

/* Between close limits a count still stands on its zero. */
static void trend_steady(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_TREND, UNIT_COUNT);
    chart->title = TEXT("受理量平稳", "As many as ever");
    chart->value_axis = TEXT("件", "complaints");
    gallery_months(arena, chart, 13, 2025, 10);
    double now[13], low[13], high[13];
    gallery_state = 3;
    for (int i = 0; i < 13; i++) {
        now[i] = 505 + gallery_random(40);
        low[i] = 450;
        high[i] = 554;
    }
    gallery_series(arena, chart, TEXT("受理量", "Received"), SERIES_ACTUAL, UNIT_COUNT, now);
    gallery_series(arena, chart, TEXT("下限", "Lower limit"), SERIES_LIMIT_LOW, UNIT_COUNT, low);
    gallery_series(arena, chart, TEXT("上限", "Upper limit"), SERIES_LIMIT_HIGH, UNIT_COUNT, high);
}

static void trend_share(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_TREND, UNIT_SHARE);
    chart->title = TEXT("及时率 94.2 %，低于 96 % 的目标", "94.2 % on time, below the target of 96 %");
    chart->subtitle = TEXT("江城银行 · 每月及时率，2025-11 至 2026-10",
                           "Harbour Bank · share answered on time, 2025-11 to 2026-10");
    gallery_months(arena, chart, 12, 2025, 11);
    const double now[] = {.951, .962, .958, .97, .966, .961, .955, NAN, .948, .951, .945, .942};
    const double target[] = {.95, .95, .96, .96, .96, .96, .96, .96, .96, .96, .96, .96};
    gallery_series(arena, chart, TEXT("及时率", "On time"), SERIES_ACTUAL, UNIT_SHARE, now);
    gallery_series(arena, chart, TEXT("目标", "Target"), SERIES_TARGET, UNIT_SHARE, target);
    chart->highlight = 11;
}

static void trend_long(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_TREND, UNIT_DAYS);
    chart->title = TEXT("处理时长五年来缓慢下降", "Resolution takes slowly less time over five years");
    chart->subtitle = TEXT("每月办结的中位处理时长", "Median days of the cases closed each month");
    chart->value_axis = TEXT("天", "days");
    gallery_months(arena, chart, 60, 2021, 11);
    double now[60];
    gallery_state = 3;
    for (int i = 0; i < 60; i++)
        now[i] = 9 - i * 0.06 + gallery_random(200) / 100.0;
    gallery_series(arena, chart, TEXT("中位时长", "Median"), SERIES_ACTUAL, UNIT_DAYS, now);
    const struct chart_mark marks[] = {{true, 10, TEXT("内部时限 10 天", "Internal limit of 10 days")}};
    gallery_marks(arena, chart, 1, marks);
}

static void trend_one(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_TREND, UNIT_COUNT);
    chart->title = TEXT("只有一个月的数据", "One month of data");
    gallery_months(arena, chart, 1, 2026, 10);
    const double now[] = {3};
    gallery_series(arena, chart, TEXT("受理量", "Received"), SERIES_ACTUAL, UNIT_COUNT, now);
}

static void trend_zero(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_TREND, UNIT_COUNT);
    chart->title = TEXT("全年没有投诉", "Not one complaint in a year");
    gallery_months(arena, chart, 12, 2025, 11);
    const double now[12] = {0, 0, 0, NAN, 0, 0, 0, 0, 0, 0, 0, 0};
    gallery_series(arena, chart, TEXT("受理量", "Received"), SERIES_ACTUAL, UNIT_COUNT, now);
}

static void trend_none(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_TREND, UNIT_COUNT);
    chart->title = TEXT("没有数据", "No data at all");
    gallery_months(arena, chart, 12, 2025, 11);
    gallery_series(arena, chart, TEXT("受理量", "Received"), SERIES_ACTUAL, UNIT_COUNT, NULL);
}

static void trend_wild(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_TREND, UNIT_COUNT);
    chart->title =
        TEXT("特别长的标题要能换行并且不压住下面的图形，哪怕它一直写下去写下去，写到两行也放不下的时候就应当"
             "用省略号收尾，而不是盖住图，也不是被裁掉一半，让读者看不清楚这句话到底想要说明什么",
             "A very long message title has to wrap and must not cover what is below it, even when its "
             "author goes on and on, and where two lines do not hold it, it ends in an ellipsis and not in "
             "the middle of the picture");
    chart->subtitle =
        TEXT("极大与极小的值 <&\"'> \x01\x02 \xFF", "Huge and tiny values <&\"'> \x01\x02 \xFF");
    gallery_months(arena, chart, 24, 2024, 11);
    double now[24];
    for (int i = 0; i < 24; i++)
        now[i] = i % 5 == 0 ? 1 : pow(10, i / 2);
    now[3] = NAN;
    gallery_series(arena, chart,
                   TEXT("一个写得非常非常长的系列名称，放不进右边的空白",
                        "A series with a name far too long for the margin at the right"),
                   SERIES_ACTUAL, UNIT_COUNT, now);
    gallery_series(arena, chart, TEXT("去年同期", "Year before"), SERIES_PREVIOUS_YEAR, UNIT_COUNT, now);
    const struct chart_mark marks[] = {
        {false, 3, TEXT("新系统上线", "New system")},
        {false, 4, TEXT("口径调整", "New definition")},
        {false, 4.5, TEXT("合并两家支行", "Two branches merged")},
        {false, 23.5, TEXT("靠右的标记也要放得下", "A mark at the right must fit too")}};
    gallery_marks(arena, chart, 4, marks);
}

static void trend_weeks(struct arena *arena, enum lang lang, struct chart *chart) {
    enum { WEEKS = 53 };
    *chart = gallery_chart(CHART_TREND, UNIT_COUNT);
    chart->title = TEXT("每周受理量，含一次系统故障", "Complaints a week, with one outage");
    struct str *names = arena_array(arena, WEEKS, sizeof *names);
    double now[WEEKS];
    gallery_state = 4;
    for (int i = 0; i < WEEKS; i++) {
        names[i] = str_printf(arena, "%d-W%02d", i < 9 ? 2025 : 2026, i < 9 ? i + 44 : i - 8);
        now[i] = 90 + gallery_random(40) + (i == 30 ? 210 : 0);
    }
    chart->categories = names;
    chart->category_count = WEEKS;
    gallery_series(arena, chart, TEXT("受理量", "Received"), SERIES_ACTUAL, UNIT_COUNT, now);
    chart->highlight = 30;
}

static void trend_change(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_TREND, UNIT_CHANGE);
    chart->title = TEXT("同比变化", "Change on the year before");
    gallery_months(arena, chart, 12, 2025, 11);
    const double now[] = {-.12, .05, .02, -.31, .08, .11, 0, .21, .17, -.04, .09, .213};
    gallery_series(arena, chart, TEXT("同比", "Change"), SERIES_ACTUAL, UNIT_CHANGE, now);
}

static void trend_money(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_TREND, UNIT_MONEY);
    chart->title = TEXT("赔付金额（元）", "Redress paid");
    gallery_months(arena, chart, 36, 2023, 11);
    double now[36], before[36];
    gallery_state = 8;
    for (int i = 0; i < 36; i++) {
        now[i] = 20000 + gallery_random(4000000) / 100.0;
        before[i] = i < 12 ? (double)NAN : now[i - 12];
    }
    gallery_series(arena, chart, TEXT("赔付", "Redress"), SERIES_ACTUAL, UNIT_MONEY, now);
    gallery_series(arena, chart, TEXT("去年同期", "Year before"), SERIES_PREVIOUS_YEAR, UNIT_MONEY, before);
}

/* --- Pareto -------------------------------------------------------------------------------------------- */

static void pareto_of(struct arena *arena, enum lang lang, struct chart *chart, size_t count,
                      const struct str *names, const double *values) {
    struct str *copy = arena_array(arena, count, sizeof *copy);
    double *shares = arena_array(arena, count, sizeof *shares), total = 0, so_far = 0;
    for (size_t i = 0; i < count; i++)
        total += values[i];
    for (size_t i = 0; i < count; i++) {
        copy[i] = names[i];
        so_far += values[i];
        shares[i] = total > 0 ? so_far / total : NAN;
    }
    chart->categories = copy;
    chart->category_count = count;
    gallery_series(arena, chart, TEXT("受理量", "Received"), SERIES_ACTUAL, UNIT_COUNT, values);
    gallery_series(arena, chart, TEXT("累计占比", "Cumulative share"), SERIES_CUMULATIVE, UNIT_SHARE, shares);
}

static void pareto_plain(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_PARETO, UNIT_COUNT);
    chart->title = TEXT("三类投诉占了一半以上，排队等待居首",
                        "Three categories make up more than half, queues come first");
    chart->subtitle = TEXT("江城银行 · 2026-10 各类别受理量（n = 684）",
                           "Harbour Bank · complaints received by category, 2026-10 (n = 684)");
    const struct str names[] = {
        TEXT("排队等待", "Queues and waiting"),
        TEXT("手机银行闪退", "App crashes"),
        TEXT("收费争议", "Fees and charges"),
        TEXT("盗刷与欺诈", "Card fraud"),
        TEXT("贷款审批进度", "Slow loan decisions"),
        TEXT("服务态度", "Staff conduct"),
        TEXT("理财产品收益说明不清", "Unclear information on investment products and their returns"),
        TEXT("征信异议", "Credit report disputes"),
        TEXT("其余 9 类", "9 others")};
    const double values[] = {184, 121, 92, 71, 58, 43, 31, 22, 62};
    pareto_of(arena, lang, chart, 9, names, values);
    const double before[] = {64, 111, 98, 75, 52, 47, 36, 20, 61};
    if (lang == LANG_EN)
        gallery_series(arena, chart, STR("Year before"), SERIES_PREVIOUS_YEAR, UNIT_COUNT, before);
    chart->highlight = 0;
    chart->rest_last = true;
}

static void pareto_one(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_PARETO, UNIT_COUNT);
    chart->title = TEXT("只有一类", "One category only");
    const struct str names[] = {TEXT("其他", "Other")};
    const double values[] = {1};
    pareto_of(arena, lang, chart, 1, names, values);
}

static void pareto_many(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_PARETO, UNIT_COUNT);
    chart->title = TEXT("六十个机构的受理量", "Sixty units");
    chart->subtitle = TEXT("江城银行 · 2026-10", "Harbour Bank · 2026-10");
    struct str names[60];
    double values[60];
    for (int i = 0; i < 60; i++) {
        names[i] = str_printf(
            arena, TEXT("第 %d 支行（高新技术产业开发区）", "Branch number %d in the industrial park").data,
            i + 1);
        values[i] = floor(4000 / (i + 1.0)) - 60;
    }
    pareto_of(arena, lang, chart, 60, names, values);
    chart->highlight = 7;
}

static void pareto_zero(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_PARETO, UNIT_COUNT);
    chart->title = TEXT("本月没有投诉", "No complaint this month");
    const struct str names[] = {TEXT("排队等待", "Queues"), TEXT("收费争议", "Fees"), TEXT("其他", "Other")};
    const double values[] = {0, 0, 0};
    pareto_of(arena, lang, chart, 3, names, values);
}

static void pareto_wild(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_PARETO, UNIT_COUNT);
    chart->title = TEXT("很长的名称与悬殊的数值", "Long names and uneven values");
    struct buf name = {0};
    for (int i = 0; i < 75; i++)
        buf_add(&name, TEXT("很长的类别", "long name "));
    const struct str names[] = {str_copy(arena, buf_str(&name)), STR("\xFF\xFE<b>&amp;</b>\x07"),
                                STR("AWordThatNeverEndsAndHasNoPlaceToBreakAtAllHoweverLongOneLooksForIt"),
                                STR("")};
    buf_free(&name);
    const double values[] = {123456789012.0, 54321, 1, 0};
    pareto_of(arena, lang, chart, 4, names, values);
}

/* --- distribution -------------------------------------------------------------------------------------- */

static void bins(struct arena *arena, struct chart *chart, size_t count) {
    struct str *names = arena_array(arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = str_printf(arena, i + 1 == count ? "%d+" : "%d", (int)i);
    chart->categories = names;
    chart->category_count = count;
    chart->rest_last = true;
}

static void distribution_plain(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_DISTRIBUTION, UNIT_COUNT);
    chart->title = TEXT("一半的投诉在 6.5 天内办结，十分之一超过 19.2 天",
                        "Half of the cases are closed within 6.5 days, one in ten takes more than 19.2");
    chart->subtitle = TEXT("江城银行 · 2026-10 办结的投诉按处理天数（n = 598）",
                           "Harbour Bank · cases closed in 2026-10 by days taken (n = 598)");
    chart->category_axis = TEXT("天", "days");
    bins(arena, chart, 31);
    double now[31], before[31];
    gallery_state = 11;
    for (int i = 0; i < 31; i++) {
        now[i] = floor(62 * exp(-pow((i - 5) / 7.0, 2) / (i < 5 ? 0.3 : 1.6))) + gallery_random(6);
        before[i] = floor(50 * exp(-pow((i - 4) / 6.0, 2) / (i < 4 ? 0.3 : 1.6))) + gallery_random(6);
    }
    now[30] = 37;
    gallery_series(arena, chart, TEXT("件数", "Cases"), SERIES_ACTUAL, UNIT_COUNT, now);
    if (lang == LANG_EN)
        gallery_series(arena, chart, STR("Year before"), SERIES_PREVIOUS_YEAR, UNIT_COUNT, before);
    const struct chart_mark marks[] = {{false, 6.5, TEXT("中位 6.5 天", "median 6.5 days")},
                                       {false, 11.2, TEXT("75 分位 11.2 天", "p75 11.2 days")},
                                       {false, 19.2, TEXT("90 分位 19.2 天", "p90 19.2 days")},
                                       {false, 30.4, TEXT("95 分位 33.0 天", "p95 33.0 days")}};
    gallery_marks(arena, chart, 4, marks);
}

static void distribution_few(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_DISTRIBUTION, UNIT_COUNT);
    chart->title = TEXT("本月只办结两件", "Two cases closed this month");
    chart->category_axis = TEXT("天", "days");
    chart->value_axis = TEXT("件", "cases");
    bins(arena, chart, 8);
    const double now[8] = {0, 1, 0, 0, 1, 0, 0, 0};
    gallery_series(arena, chart, TEXT("件数", "Cases"), SERIES_ACTUAL, UNIT_COUNT, now);
    const struct chart_mark marks[] = {{false, 2.5, TEXT("中位 2.5 天", "median 2.5 days")}};
    gallery_marks(arena, chart, 1, marks);
}

/* --- heat map ------------------------------------------------------------------------------------------ */

static void heat(struct arena *arena, enum lang lang, struct chart *chart, size_t columns, size_t rows,
                 const struct str *names, const struct str *units, enum unit unit) {
    *chart = gallery_chart(CHART_HEATMAP, unit);
    struct str *copy = arena_array(arena, columns, sizeof *copy);
    for (size_t i = 0; i < columns; i++)
        copy[i] = names ? names[i % 8] : str_printf(arena, TEXT("类别%d", "Category %d").data, (int)i + 1);
    chart->categories = copy;
    chart->category_count = columns;
    gallery_state = 5;
    for (size_t row = 0; row < rows; row++) {
        double values[64];
        for (size_t i = 0; i < columns; i++) {
            const double draw = gallery_random(1000) / 1000.0;
            values[i] = unit == UNIT_SHARE ? 0.7 + 0.3 * draw : floor(40 * draw * draw / ((double)i / 4 + 1));
            if (gallery_random(12) == 0)
                values[i] = NAN;
        }
        if (row == 2 && unit == UNIT_COUNT)
            values[0] = 84;
        struct str name =
            units ? units[row % 6] : str_printf(arena, TEXT("第 %d 支行", "Branch %d").data, (int)row + 1);
        gallery_series(arena, chart, name, SERIES_ACTUAL, unit, values);
    }
}

static void heatmap_plain(struct arena *arena, enum lang lang, struct chart *chart) {
    const struct str names[] = {TEXT("排队等待", "Queues and waiting"),
                                TEXT("手机银行闪退", "App crashes"),
                                TEXT("收费争议", "Fees"),
                                TEXT("盗刷与欺诈", "Card fraud"),
                                TEXT("贷款审批进度", "Slow loans"),
                                TEXT("服务态度", "Staff conduct"),
                                TEXT("理财收益说明不清", "Investments"),
                                TEXT("其他", "Other")};
    const struct str units[] = {
        TEXT("江岸支行", "Harbour Street"), TEXT("武昌支行", "Northgate"),
        TEXT("汉口支行", "Old Market"),     TEXT("光谷支行", "Station Road"),
        TEXT("汉阳支行", "Westfield"),      TEXT("经济技术开发区支行", "University Quarter")};
    heat(arena, lang, chart, 8, 6, names, units, UNIT_COUNT);
    chart->title = TEXT("排队等待集中在汉口支行：84 件", "Queues pile up at Old Market: 84 complaints");
    chart->subtitle = TEXT("江城银行 · 2026-10 受理量，机构 × 类别（n = 684）",
                           "Harbour Bank · complaints received 2026-10, unit by category (n = 684)");
    chart->value_axis = TEXT("件", "complaints");
    chart->note = TEXT("空白：没有投诉。", "Blank: no complaint.");
}

static void heatmap_share(struct arena *arena, enum lang lang, struct chart *chart) {
    heat(arena, lang, chart, 12, 9, NULL, NULL, UNIT_SHARE);
    chart->title = TEXT("各支行及时率", "On-time rate by branch");
}

static void heatmap_large(struct arena *arena, enum lang lang, struct chart *chart) {
    const struct str names[] = {TEXT("排队等待时间过长而且没有说明", "Queues and waiting times"),
                                TEXT("闪退", "App crashes"),
                                TEXT("收费", "Fees"),
                                TEXT("盗刷与欺诈", "Card fraud"),
                                TEXT("贷款审批进度", "Unintelligible correspondence"),
                                TEXT("服务态度", "Staff conduct"),
                                TEXT("理财收益说明不清", "Investments"),
                                TEXT("其他", "Other")};
    heat(arena, lang, chart, 24, 40, names, NULL, UNIT_COUNT);
    chart->title = TEXT("四十个机构，二十四个类别", "Forty units, twenty-four categories");
}

static void heatmap_one(struct arena *arena, enum lang lang, struct chart *chart) {
    heat(arena, lang, chart, 1, 1, NULL, NULL, UNIT_COUNT);
    chart->title = TEXT("一格", "One cell");
}

static void heatmap_zero(struct arena *arena, enum lang lang, struct chart *chart) {
    heat(arena, lang, chart, 5, 3, NULL, NULL, UNIT_COUNT);
    for (size_t row = 0; row < chart->series_count; row++) {
        struct figure *points = gallery_points(arena, UNIT_COUNT, 5, NULL);
        for (int i = 0; i < 5; i++)
            points[i].value = 0;
        ((struct series *)(uintptr_t)chart->series)[row].points = points;
    }
    chart->title = TEXT("全为零", "All zero");
}

/* --- intervals ----------------------------------------------------------------------------------------- */

static void rates(struct arena *arena, enum lang lang, struct chart *chart, size_t count) {
    *chart = gallery_chart(CHART_INTERVALS, UNIT_SHARE);
    const struct str units[] = {
        TEXT("江岸支行", "Harbour Street"),
        TEXT("武昌支行", "Northgate"),
        TEXT("汉口支行", "Old Market"),
        TEXT("光谷支行", "Station Road"),
        TEXT("汉阳支行", "Westfield"),
        TEXT("经济技术开发区高新大道支行营业部", "University Quarter and Science Park branch")};
    struct str *names = arena_array(arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = i < 6 ? units[i] : str_printf(arena, TEXT("第 %d 支行", "Branch %d").data, (int)i);
    chart->categories = names;
    chart->category_count = count;
    struct figure *points =
        gallery_series(arena, chart, TEXT("满意率", "Satisfied"), SERIES_ACTUAL, UNIT_SHARE, NULL);
    gallery_state = 21;
    for (size_t i = 0; i < count; i++) {
        const double n = i == 4 ? 3 : 20 + gallery_random(200),
                     k = floor(n * (0.6 + gallery_random(35) / 100.0));
        const double p = k / n, z = 1.96, d = 1 + z * z / n,
                     h = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        points[i] = (struct figure){
            UNIT_SHARE, p, n, k, n, (p + z * z / (2 * n) - h) / d, (p + z * z / (2 * n) + h) / d, NAN, NULL};
    }
    points[count / 2] = figure_none(UNIT_SHARE, NULL);
}

static void intervals_plain(struct arena *arena, enum lang lang, struct chart *chart) {
    rates(arena, lang, chart, 8);
    chart->title = TEXT("支行之间的满意率差异多数在随机波动之内",
                        "Most differences in satisfaction between branches are within chance");
    chart->subtitle = TEXT("江城银行 · 2026-10 满意率与 95 % 区间（n = 598）",
                           "Harbour Bank · share satisfied with 95 % interval, 2026-10 (n = 598)");
    const struct chart_mark marks[] = {{true, 0.786, TEXT("全行 78.6 %", "all 78.6 %")},
                                       {true, 0.85, TEXT("目标 85 %", "target 85 %")}};
    gallery_marks(arena, chart, 2, marks);
    chart->highlight = 2;
}

static void intervals_many(struct arena *arena, enum lang lang, struct chart *chart) {
    rates(arena, lang, chart, 60);
    chart->title = TEXT("六十个机构", "Sixty units");
}

static void intervals_rate(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_INTERVALS, UNIT_RATE);
    const struct str names[] = {TEXT("东区", "East"), TEXT("西区", "West"), TEXT("南区", "South")};
    chart->categories = arena_array(arena, 3, sizeof *names);
    memcpy((void *)(uintptr_t)chart->categories, names, sizeof names);
    chart->category_count = 3;
    const double values[] = {3.2, 5.1, 0};
    struct figure *points = gallery_series(arena, chart, TEXT("万户投诉率", "per 10,000 customers"),
                                           SERIES_ACTUAL, UNIT_RATE, values);
    const double low[] = {2.4, 3.9, 0}, high[] = {4.1, 6.4, 36.9}, n[] = {51, 66, 0};
    for (int i = 0; i < 3; i++) {
        points[i].low = low[i];
        points[i].high = high[i];
        points[i].n = n[i];
    }
    chart->title = TEXT("西区的投诉率最高", "West has the highest rate");
}

/* --- waterfall, ageing --------------------------------------------------------------------------------- */

static void waterfall_plain(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_WATERFALL, UNIT_COUNT);
    const struct str names[] = {TEXT("期初结转", "Carried in"), TEXT("受理", "Received"),
                                TEXT("重开", "Reopened"), TEXT("办结", "Closed"),
                                TEXT("期末在办", "Open at the end")};
    chart->categories = arena_array(arena, 5, sizeof *names);
    memcpy((void *)(uintptr_t)chart->categories, names, sizeof names);
    chart->category_count = 5;
    chart->title =
        TEXT("在办增加 75 件：办结跟不上受理", "75 more cases open: closing falls behind receiving");
    chart->subtitle = TEXT("江城银行 · 2026-10 投诉流量", "Harbour Bank · flow of cases, 2026-10");
    const double values[] = {312, 684, 11, -620, 387};
    gallery_series(arena, chart, TEXT("件数", "Cases"), SERIES_ACTUAL, UNIT_COUNT, values);
}

static void ageing_plain(struct arena *arena, enum lang lang, struct chart *chart) {
    *chart = gallery_chart(CHART_AGEING, UNIT_COUNT);
    const struct str names[] = {TEXT("3 天以内", "up to 3 days"), TEXT("4–7 天", "4–7 days"),
                                TEXT("8–15 天", "8–15 days"),     TEXT("16–30 天", "16–30 days"),
                                TEXT("31–60 天", "31–60 days"),   TEXT("60 天以上", "over 60 days")};
    chart->categories = arena_array(arena, 6, sizeof *names);
    memcpy((void *)(uintptr_t)chart->categories, names, sizeof names);
    chart->category_count = 6;
    chart->title =
        TEXT("在办 387 件，其中 41 件已超过 30 天", "387 cases are open, 41 of them for more than 30 days");
    chart->subtitle =
        TEXT("江城银行 · 2026-10 月末在办按账龄", "Harbour Bank · open at the end of 2026-10 by age");
    const double values[] = {96, 104, 98, 48, 29, 12}, before[] = {88, 90, 70, 51, 22, 19};
    gallery_series(arena, chart, TEXT("件数", "Cases"), SERIES_ACTUAL, UNIT_COUNT, values);
    if (lang == LANG_EN)
        gallery_series(arena, chart, STR("Year before"), SERIES_PREVIOUS_YEAR, UNIT_COUNT, before);
    const struct chart_mark marks[] = {{false, 4, TEXT("内部时限 30 天", "limit of 30 days")}};
    gallery_marks(arena, chart, 1, marks);
}

/* --- funnel, survival ---------------------------------------------------------------------------------- */

static void funnel_plain(struct arena *arena, enum lang lang, struct chart *chart) {
    enum { UNITS = 30 };
    *chart = gallery_chart(CHART_FUNNEL, UNIT_SHARE);
    chart->title = TEXT("两家支行的及时率低于其规模可以解释的范围",
                        "Two branches are late more often than their size explains");
    chart->subtitle =
        TEXT("江城银行 · 2026-10 各支行及时率与 95 %、99.8 % 控制限（n = 3,412）",
             "Harbour Bank · on time by branch with 95 % and 99.8 % limits, 2026-10 (n = 3,412)");
    chart->category_axis = TEXT("到期件数", "complaints due");
    chart->value_axis = TEXT("及时率", "on time");
    struct str *names = arena_array(arena, UNITS, sizeof *names);
    for (int i = 0; i < UNITS; i++)
        names[i] = str_printf(arena, TEXT("第 %d 支行", "Branch %d").data, i + 1);
    chart->categories = names;
    chart->category_count = UNITS;
    struct figure *points =
        gallery_series(arena, chart, TEXT("及时率", "On time"), SERIES_ACTUAL, UNIT_SHARE, NULL);
    double limits[4][UNITS], centre[UNITS];
    gallery_state = 99;
    for (int i = 0; i < UNITS; i++) {
        const double n = 12 + gallery_random(20) * gallery_random(20), p = 0.91;
        const double value =
            fmin(1, i == 4    ? 0.8
                    : i == 17 ? 0.79
                              : p + (gallery_random(100) - 50.0) / 50 * 1.6 * sqrt(p * (1 - p) / n));
        const double z[] = {-1.96, 1.96, -3.09, 3.09};
        const double due = i == 4 ? 300 : i == 17 ? 150 : n;
        points[i] = (struct figure){UNIT_SHARE, value, due, NAN, due, NAN, NAN, NAN, NULL};
        for (int k = 0; k < 4; k++)
            limits[k][i] = fmin(1, p + z[k] * sqrt(p * (1 - p) / points[i].n));
        centre[i] = p;
    }
    gallery_series(arena, chart, STR("95 %"), SERIES_LIMIT_LOW, UNIT_SHARE, limits[0]);
    gallery_series(arena, chart, STR("95 %"), SERIES_LIMIT_HIGH, UNIT_SHARE, limits[1]);
    gallery_series(arena, chart, STR("99.8 %"), SERIES_LIMIT_LOW, UNIT_SHARE, limits[2]);
    gallery_series(arena, chart, STR("99.8 %"), SERIES_LIMIT_HIGH, UNIT_SHARE, limits[3]);
    gallery_series(arena, chart, TEXT("全行", "All"), SERIES_CENTRE, UNIT_SHARE, centre);
}

static void survival_plain(struct arena *arena, enum lang lang, struct chart *chart) {
    enum { DAYS = 61 };
    *chart = gallery_chart(CHART_SURVIVAL, UNIT_SHARE);
    chart->title = TEXT("连同在办，一半的投诉 8 天内办结，比去年慢 2 天",
                        "With open cases counted, half are closed within 8 days, 2 more than a year ago");
    chart->subtitle = TEXT("江城银行 · 2026-10 仍在办的比例（Kaplan–Meier，n = 996）",
                           "Harbour Bank · share still open, 2026-10 (Kaplan–Meier, n = 996)");
    chart->category_axis = TEXT("受理后天数", "days since receipt");
    bins(arena, chart, DAYS);
    double before[DAYS];
    struct figure *points =
        gallery_series(arena, chart, TEXT("仍在办", "Still open"), SERIES_ACTUAL, UNIT_SHARE, NULL);
    for (int i = 0; i < DAYS; i++) {
        const double s = exp(-pow(i / 11.5, 1.05)), half = 0.012 + 0.03 * sqrt(s * (1 - s)) + i * 0.0003;
        points[i].value = s;
        points[i].low = fmax(0, s - half);
        points[i].high = fmin(1, s + half);
        before[i] = exp(-pow(i / 8.5, 1.1));
    }
    gallery_series(arena, chart, TEXT("去年同期", "Year before"), SERIES_PREVIOUS_YEAR, UNIT_SHARE, before);
    const struct chart_mark marks[] = {{false, 8, TEXT("中位 8 天", "median 8 days")},
                                       {true, 0.5, TEXT("50 %", "50 %")}};
    gallery_marks(arena, chart, 2, marks);
}

#define BOTH(name, golden, make)                                                                             \
    {name, LANG_ZH, golden, make}, {                                                                         \
        name, LANG_EN, golden, make                                                                          \
    }

static const struct gallery_entry gallery[] = {
    BOTH("trend_columns", true, trend_columns),
    BOTH("trend_control", true, trend_control),
    BOTH("trend_steady", true, trend_steady),
    BOTH("trend_share", true, trend_share),
    BOTH("trend_long", false, trend_long),
    BOTH("trend_one", false, trend_one),
    BOTH("trend_zero", false, trend_zero),
    BOTH("trend_none", false, trend_none),
    BOTH("trend_wild", true, trend_wild),
    BOTH("pareto_plain", true, pareto_plain),
    BOTH("pareto_one", false, pareto_one),
    BOTH("pareto_many", false, pareto_many),
    BOTH("pareto_zero", false, pareto_zero),
    BOTH("pareto_wild", true, pareto_wild),
    BOTH("distribution_plain", true, distribution_plain),
    BOTH("distribution_few", false, distribution_few),
    BOTH("heatmap_plain", true, heatmap_plain),
    BOTH("heatmap_share", false, heatmap_share),
    BOTH("heatmap_large", false, heatmap_large),
    BOTH("heatmap_one", false, heatmap_one),
    BOTH("intervals_plain", true, intervals_plain),
    BOTH("intervals_many", false, intervals_many),
    BOTH("intervals_rate", false, intervals_rate),
    BOTH("waterfall_plain", true, waterfall_plain),
    BOTH("ageing_plain", true, ageing_plain),
    BOTH("funnel_plain", true, funnel_plain),
    BOTH("survival_plain", true, survival_plain),
    BOTH("trend_weeks", false, trend_weeks),
    BOTH("trend_change", false, trend_change),
    BOTH("trend_money", false, trend_money),
    BOTH("heatmap_zero", false, heatmap_zero),
    {NULL, LANG_ZH, false, NULL},
};

#endif
