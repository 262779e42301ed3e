/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/sample_report.h"

#include "analysis/base/date.h"
#include "tests/unit/sample_parts.h"

#include <math.h>
#include <string.h>

/* The words of the report in both languages, zh first. */
#define SAY(zh, en) (sample->lang == LANG_ZH ? STR(zh) : STR(en))

static struct figure value(enum unit unit, double number) {
    struct figure figure = figure_none(unit, NULL);
    figure.value = number;
    return figure;
}

/* A share with its interval (Wilson, 95 %). */
static struct figure share(double numerator, double denominator) {
    const double z = 1.959963984540054;
    struct figure figure = value(UNIT_SHARE, numerator / denominator);
    double p = figure.value, n = denominator, centre = p + z * z / (2 * n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    figure.numerator = numerator;
    figure.denominator = figure.n = denominator;
    figure.low = (centre - half) / (1 + z * z / n);
    figure.high = (centre + half) / (1 + z * z / n);
    return figure;
}

static struct figure over(enum unit unit, double number, double n) {
    struct figure figure = value(unit, number);
    figure.n = n;
    return figure;
}

/* ---- key figures ---- */

static struct kpi kpi(struct str key, struct str name, struct figure now, double previous, double year_ago) {
    struct kpi made = {.key = key, .name = name, .now = now};
    made.previous = value(now.unit, previous);
    made.year_ago = value(now.unit, year_ago);
    bool points = now.unit == UNIT_SHARE;
    enum unit unit = points ? UNIT_POINTS : UNIT_CHANGE;
    made.change_prev = value(unit, points ? now.value - previous : now.value / previous - 1);
    made.change_year = value(unit, points ? now.value - year_ago : now.value / year_ago - 1);
    made.reliable_prev = fabs(made.change_prev.value) > 0.05;
    made.reliable_year = fabs(made.change_year.value) > 0.08;
    made.target = figure_none(now.unit, NULL);
    return made;
}

static void give_trend(struct sample *sample, struct kpi *kpi, double wobble) {
    struct figure *points = arena_array(sample->arena, 13, sizeof *points);
    for (int i = 0; i < 13; i++)
        points[i] = value(kpi->now.unit, kpi->now.value * (1 + wobble * sin(i * 1.7) - 0.01 * (12 - i)));
    points[12] = kpi->now;
    kpi->trend = points;
    kpi->trend_count = 13;
}

static void add_kpis(struct sample *sample) {
    struct kpi *kpis = arena_array(sample->arena, 12, sizeof *kpis);
    struct figure none = figure_none(UNIT_HOURS, "note.no_column");
    struct kpi list[] = {
        kpi(STR("received"), SAY("受理量", "Received"), figure_count(842), 701, 688),
        kpi(STR("closed"), SAY("办结量", "Closed"), figure_count(797), 712, 690),
        kpi(STR("open"), SAY("期末在办", "Open at the end"), figure_count(1063), 1018, 774),
        kpi(STR("closure_rate"), SAY("办结率", "Closure rate"), share(690, 842), 0.838, 0.851),
        kpi(STR("p50_days"), SAY("处理时长中位数", "Median days to close"), over(UNIT_DAYS, 3.25, 797), 3.0,
            3.4),
        kpi(STR("p90_days"), SAY("处理时长 90 分位", "90 % closed within"), over(UNIT_DAYS, 14.8, 797), 13.9,
            15.2),
        kpi(STR("on_time_rate"), SAY("及时率", "On time"), share(731, 841), 0.911, 0.882),
        kpi(STR("overdue_open"), SAY("超期在办", "Open and overdue"), figure_count(96), 71, 60),
        kpi(STR("satisfaction_rate"), SAY("满意率", "Satisfied"), share(311, 402), 0.801, 0.79),
        kpi(STR("escalation_rate"), SAY("升级率", "Escalated"), share(38, 842), 0.041, 0.05),
        kpi(STR("amount_total"), SAY("赔付金额", "Redress paid"), over(UNIT_MONEY, 128450.5, 61), 96200,
            110000),
        kpi(STR("first_response_p50_hours"), SAY("首次响应中位数", "Median first response"), none, NAN, NAN),
    };
    list[6].target = value(UNIT_SHARE, 0.9);
    list[6].verdict = VERDICT_MISSED;
    list[8].target = value(UNIT_SHARE, 0.75);
    list[8].verdict = VERDICT_HIT;
    list[4].target = value(UNIT_DAYS, 5);
    list[4].verdict = VERDICT_MET;
    list[4].lower_is_better = list[5].lower_is_better = list[7].lower_is_better = true;
    list[8].now.missing = 395;
    for (size_t i = 0; i < 11; i++)
        give_trend(sample, &list[i], 0.05 + 0.01 * (double)i);
    memcpy(kpis, list, sizeof list);
    sample->report->kpis = kpis;
    sample->report->kpi_count = 12;
}

/* ---- tables ---- */

static void add_measures(struct sample *sample, struct str name, double n, double before, double year) {
    double all = 842;
    table_text_cell(sample, name);
    table_figure_cell(sample, figure_count((int64_t)n));
    struct figure part = share(n, all);
    table_figure_cell(sample, part);
    table_figure_cell(sample,
                      before > 0 ? value(UNIT_CHANGE, n / before - 1) : figure_none(UNIT_CHANGE, "kpi.new"));
    table_figure_cell(sample, value(UNIT_CHANGE, n / year - 1));
    table_figure_cell(sample, over(UNIT_DAYS, 2 + n / 97, n));
    table_figure_cell(sample, share(floor(n * 0.87), n));
    if (n < 20)
        table_figure_cell(sample, figure_none(UNIT_SHARE, "note.too_few"));
    else
        table_figure_cell(sample, share(floor(n * 0.37), floor(n * 0.48)));
}

static void add_breakdown(struct sample *sample, struct str key, struct str title, struct str first,
                          const struct str *names, size_t count) {
    table_begin(sample, key, title,
                SAY("受理量按受理日期计，其余按办结日期计。",
                    "Received counts by date received, the rest by date closed."));
    sample_column(sample, STR("name"), first, COLUMN_LABEL, UNIT_COUNT, false);
    sample_column(sample, STR("received"), SAY("受理量", "Received"), COLUMN_VALUE, UNIT_COUNT, false);
    sample_column(sample, STR("share"), SAY("占比", "Share"), COLUMN_VALUE, UNIT_SHARE, false);
    sample_column(sample, STR("change_prev"), SAY("环比", "On previous"), COLUMN_VALUE, UNIT_CHANGE, false);
    sample_column(sample, STR("change_year"), SAY("同比", "On year ago"), COLUMN_VALUE, UNIT_CHANGE, false);
    sample_column(sample, STR("p50_days"), SAY("中位时长（天）", "Median days"), COLUMN_VALUE, UNIT_DAYS,
                  false);
    sample_column(sample, STR("on_time_rate"), SAY("及时率", "On time"), COLUMN_VALUE, UNIT_SHARE, true);
    sample_column(sample, STR("satisfaction_rate"), SAY("满意率", "Satisfied"), COLUMN_VALUE, UNIT_SHARE,
                  true);
    double left = 842, base = 842.0 / (double)count;
    for (size_t i = 0; i < count; i++) {
        double n = i + 1 < count ? floor(base * (1.7 - 1.45 * (double)i / (double)count)) : left;
        n = n > left ? left : n;
        left -= n;
        add_measures(sample, names[i], n, i == 3 ? 0 : n * 0.93 + 2, n * 0.9 + 3);
    }
    add_measures(sample, SAY("合计", "Total"), 842, 701, 688);
    table_end(sample)->total_row = true;
}

static const struct str categories[][LANG_COUNT] = {
    {STR_INIT("排队等待时间长"), STR_INIT("Long queue")},
    {STR_INIT("转账失败"), STR_INIT("Transfer failed")},
    {STR_INIT("年费/手续费争议"), STR_INIT("Fee dispute")},
    {STR_INIT("APP 闪退"), STR_INIT("App crash")},
    {STR_INIT("盗刷与欺诈"), STR_INIT("Card fraud")},
    {STR_INIT("催收骚扰"), STR_INIT("Debt collection")},
    {STR_INIT("服务态度冷漠"), STR_INIT("Cold attitude")},
    {STR_INIT("误导销售"), STR_INIT("Mis-selling")},
    {STR_INIT("其他"), STR_INIT("Other")},
};
enum { CATEGORIES = sizeof categories / sizeof *categories };

static const struct str products[][LANG_COUNT] = {
    {STR_INIT("借记卡"), STR_INIT("Debit card")},
    {STR_INIT("信用卡"), STR_INIT("Credit card")},
    {STR_INIT("个人贷款"), STR_INIT("Personal loan")},
    {STR_INIT("手机银行"), STR_INIT("Mobile banking")},
    {STR_INIT("理财与基金代销（含结构性存款、保险代理等业务）"),
     STR_INIT("Wealth management and funds, including structured deposits and insurance agency")},
    {STR_INIT("支付结算"), STR_INIT("Payments")},
};
enum { PRODUCTS = sizeof products / sizeof *products };

static const struct str *in_language(struct sample *sample, const struct str (*names)[LANG_COUNT],
                                     size_t count) {
    struct str *list = arena_array(sample->arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++)
        list[i] = names[i][sample->lang];
    return list;
}

static const struct str *unit_names(struct sample *sample, size_t count) {
    static const char *const places[] = {"汉口",    "武昌",   "江岸",   "光谷",    "沌口",
                                         "Harbour", "Market", "Castle", "Station", "Mill"};
    struct str *list = arena_array(sample->arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++)
        list[i] = sample->lang == LANG_ZH
                      ? str_printf(sample->arena, "%s%zu支行", places[i % 5], i / 5 + 1)
                      : str_printf(sample->arena, "%s Street %zu", places[5 + i % 5], i / 5 + 1);
    return list;
}

static void add_flow(struct sample *sample) {
    static const int64_t counts[] = {1018, 842, 0, 797, 1063};
    struct str names[] = {SAY("期初结转", "Carried in"), SAY("受理", "Received"), SAY("重开", "Reopened"),
                          SAY("办结", "Closed"), SAY("期末在办", "Open")};
    table_begin(sample, STR("flow"), SAY("投诉流量平衡", "Flow of complaints"),
                SAY("期初 + 受理 + 重开 − 办结 = 期末", "Carried in + received + reopened − closed = open"));
    sample_column(sample, STR("step"), SAY("项目", "Step"), COLUMN_LABEL, UNIT_COUNT, false);
    sample_column(sample, STR("complaints"), SAY("件数", "Complaints"), COLUMN_VALUE, UNIT_COUNT, false);
    for (size_t i = 0; i < 5; i++) {
        table_text_cell(sample, names[i]);
        table_figure_cell(sample, figure_count(counts[i]));
    }
    table_end(sample)->total_row = true;
}

static void add_overdue(struct sample *sample, size_t rows) {
    table_begin(sample, STR("overdue"), SAY("超期在办清单", "Open and overdue"), STR(""));
    sample_column(sample, STR("id"), SAY("工单号", "Case"), COLUMN_LABEL, UNIT_COUNT, false);
    sample_column(sample, STR("unit"), SAY("机构", "Unit"), COLUMN_LABEL, UNIT_COUNT, false);
    sample_column(sample, STR("received"), SAY("受理时间", "Received"), COLUMN_VALUE, UNIT_COUNT, false);
    sample_column(sample, STR("deadline"), SAY("时限", "Deadline"), COLUMN_VALUE, UNIT_COUNT, false);
    sample_column(sample, STR("days_over"), SAY("超期天数", "Days over"), COLUMN_VALUE, UNIT_DAYS, false);
    sample_column(sample, STR("text"), SAY("内容", "Text"), COLUMN_NOTE, UNIT_COUNT, false);
    const struct str *units = unit_names(sample, 30);
    int64_t day = date_days(2026, 9, 3) * DATE_DAY;
    for (size_t i = 0; i < rows; i++) {
        table_text_cell(sample, str_printf(sample->arena, "00%zu", 20260900 + i));
        table_text_cell(sample, units[i * 7 % 30]);
        table_time_cell(sample, day + (int64_t)i * 5003, false);
        table_time_cell(sample, day + (int64_t)(15 + i / 20) * DATE_DAY, true);
        table_figure_cell(sample, value(UNIT_DAYS, 43 - (double)(i / 20)));
        table_text_cell(sample,
                        SAY("在大厅等了近两个小时仍未叫到号，窗口只开了一个，\n工作人员让我改天再来。",
                            "Waited nearly two hours in the lobby, only one counter open,\nand was told to "
                            "come back another day."));
    }
    table_end(sample)->detail = true;
}

static void add_quality(struct sample *sample) {
    struct str names[] = {SAY("读取行数", "Rows read"), SAY("其中：合并", "merged"),
                          SAY("其中：拒绝", "refused"), SAY("办结早于受理", "Closed before received")};
    static const int64_t counts[] = {24310, 2208, 21, 23};
    table_begin(sample, STR("data_quality"), SAY("数据质量", "Data quality"), STR(""));
    sample_column(sample, STR("what"), SAY("检查项", "Check"), COLUMN_LABEL, UNIT_COUNT, false);
    sample_column(sample, STR("rows"), SAY("行数", "Rows"), COLUMN_VALUE, UNIT_COUNT, false);
    sample_column(sample, STR("note"), SAY("说明", "Note"), COLUMN_NOTE, UNIT_COUNT, false);
    for (size_t i = 0; i < 4; i++) {
        table_text_cell(sample, names[i]);
        table_figure_cell(sample, figure_count(counts[i]));
        table_text_cell(sample, i == 3 ? SAY("不计入任何时长指标", "left out of every duration") : STR(""));
    }
    table_end(sample);
}

/* ---- charts ---- */

static void add_trend_chart(struct sample *sample) {
    struct chart *chart = chart_begin(sample, CHART_TREND, STR("trend"), 24);
    chart->title =
        SAY("10 月受理 842 件，为两年来最高", "October's 842 complaints are the most in two years");
    chart->subtitle = SAY("江城银行，每月受理量，2024-11 至 2026-10，n = 16,310",
                          "Harbour Bank, complaints received a month, 2024-11 to 2026-10, n = 16,310");
    chart->alt =
        SAY("折线图：受理量两年间在 560 至 842 件之间，最后一个月最高。",
            "Line chart: between 560 and 842 complaints a month over two years, the last month the highest.");
    chart->highlight = 23;
    struct figure *now = chart_series(sample, chart, SAY("受理量", "Received"), SERIES_ACTUAL);
    struct figure *before = chart_series(sample, chart, SAY("去年同期", "Year before"), SERIES_PREVIOUS_YEAR);
    struct figure *high = chart_series(sample, chart, SAY("控制上限", "Upper limit"), SERIES_LIMIT_HIGH);
    struct figure *low = chart_series(sample, chart, SAY("控制下限", "Lower limit"), SERIES_LIMIT_LOW);
    for (int i = 0; i < 24; i++) {
        int month = 2024 * 12 + 10 + i;
        chart_category(sample, chart, str_printf(sample->arena, "%d-%02d", month / 12, month % 12 + 1));
        now[i] = figure_count(i == 23 ? 842 : (int64_t)(640 + 60 * sin(i * 0.8) + 3 * i));
        before[i] = i < 12 ? figure_none(UNIT_COUNT, NULL) : figure_count((int64_t)now[i - 12].value);
        high[i] = value(UNIT_COUNT, 790);
        low[i] = value(UNIT_COUNT, 560);
    }
}

static void add_pareto_chart(struct sample *sample, const struct str *names) {
    struct chart *chart = chart_begin(sample, CHART_PARETO, STR("categories"), CATEGORIES);
    chart->title =
        SAY("前三类占全部投诉的一半以上", "Three categories make up more than half of all complaints");
    chart->subtitle =
        SAY("江城银行，按类别，2026-10，n = 842", "Harbour Bank, by category, 2026-10, n = 842");
    chart->alt = SAY("帕累托图：各类别受理量与累计占比。",
                     "Pareto chart: complaints by category with cumulative share.");
    struct figure *bars = chart_series(sample, chart, SAY("受理量", "Received"), SERIES_ACTUAL);
    struct figure *line = chart_series(sample, chart, SAY("累计占比", "Cumulative share"), SERIES_CUMULATIVE);
    static const int64_t counts[] = {177, 160, 141, 120, 98, 70, 42, 22, 12};
    double sum = 0;
    for (int i = 0; i < CATEGORIES; i++) {
        chart_category(sample, chart, names[i]);
        bars[i] = figure_count(counts[i]);
        sum += (double)counts[i];
        line[i] = value(UNIT_SHARE, sum / 842);
    }
}

static void add_distribution_chart(struct sample *sample) {
    struct chart *chart = chart_begin(sample, CHART_DISTRIBUTION, STR("resolution"), 31);
    chart->title = SAY("半数投诉在 3.3 天内办结", "Half of the complaints were closed within 3.3 days");
    chart->subtitle = SAY("江城银行，处理时长，2026-10 办结，n = 797",
                          "Harbour Bank, days to close, closed in 2026-10, n = 797");
    chart->alt = SAY("直方图：处理时长右偏，90 分位为 14.8 天。",
                     "Histogram: skewed to the right, 90 % within 14.8 days.");
    chart->category_axis = SAY("天", "Days");
    struct figure *bars = chart_series(sample, chart, SAY("办结量", "Closed"), SERIES_ACTUAL);
    for (int i = 0; i < 31; i++) {
        chart_category(sample, chart, i < 30 ? str_printf(sample->arena, "%d", i) : STR("30+"));
        bars[i] = figure_count((int64_t)(120 * (i + 0.6) * exp(-i / 3.4)));
    }
    struct chart_mark *marks = arena_array(sample->arena, 2, sizeof *marks);
    marks[0] = (struct chart_mark){false, 3.25, SAY("中位数 3.3", "median 3.3")};
    marks[1] = (struct chart_mark){false, 14.8, SAY("90 分位 14.8", "90 % 14.8")};
    chart->marks = marks;
    chart->mark_count = 2;
}

static void add_heat_chart(struct sample *sample, const struct str *names) {
    struct chart *chart = chart_begin(sample, CHART_HEATMAP, STR("category_unit"), 8);
    chart->title = SAY("排队投诉集中在汉口1支行", "Queue complaints gather at Harbour Street 1");
    chart->subtitle = SAY("类别 × 机构，2026-10", "Category × unit, 2026-10");
    chart->alt = SAY("热力图：类别与机构的受理量。", "Heat map of complaints by category and unit.");
    const struct str *units = unit_names(sample, 8);
    for (int i = 0; i < 8; i++)
        chart_category(sample, chart, units[i]);
    for (int row = 0; row < CATEGORIES; row++) {
        struct figure *points = chart_series(sample, chart, names[row], SERIES_ACTUAL);
        for (int i = 0; i < 8; i++)
            points[i] = figure_count(row == 0 && i == 0 ? 84 : (row * 7 + i * 5) % 17);
    }
}

static void add_interval_chart(struct sample *sample, const struct str *names) {
    struct chart *chart = chart_begin(sample, CHART_INTERVALS, STR("satisfaction"), PRODUCTS);
    chart->title = SAY("个人贷款客户最不满意", "Personal loan customers are the least satisfied");
    chart->subtitle = SAY("满意率与 95% 区间，按业务，2026-10，n = 402",
                          "Satisfied, with 95 % intervals, by product, 2026-10, n = 402");
    chart->alt = SAY("各业务满意率及区间。", "Share satisfied with interval by product.");
    chart->unit = UNIT_SHARE;
    chart->highlight = 2;
    struct figure *points = chart_series(sample, chart, SAY("满意率", "Satisfied"), SERIES_ACTUAL);
    static const int satisfied[] = {70, 62, 31, 55, 48, 45}, answers[] = {85, 77, 58, 68, 60, 54};
    for (int i = 0; i < PRODUCTS; i++) {
        chart_category(sample, chart, names[i]);
        points[i] = share(satisfied[i], answers[i]);
    }
}

/* ---- sections and frame ---- */

static void add_hotspot(struct sample *sample) {
    struct hotspot *spot = arena_array(sample->arena, 1, sizeof *spot);
    spot->dimensions = SAY("类别 × 机构", "category × unit");
    spot->cell = SAY("排队等待时间长 × 汉口1支行", "Long queue × Harbour Street 1");
    spot->observed = figure_count(84);
    spot->expected = value(UNIT_COUNT, 27.3);
    spot->excess = value(UNIT_COUNT, 56.7);
    spot->ratio = value(UNIT_SCORE, 3.08);
    spot->ratio.low = 2.2;
    spot->ratio.high = 4.3;
    spot->q = value(UNIT_SCORE, 0.0004);
    spot->sentence = SAY("汉口1支行排队等待类投诉 84 件，为预期 27 件的 3.1 倍。",
                         "Harbour Street 1 had 84 complaints about queues, 3.1 times the 27 expected.");
    sample->report->hotspots = spot;
    sample->report->hotspot_count = 1;
}

static void add_sections(struct sample *sample) {
    section_begin(sample, STR("overall"), SAY("总体情况", "Overall"));
    section_sentence(
        sample,
        SAY("本月受理投诉 842 件，环比上升 20.1 %，为两年来最高；同比上升 22.4 %，两项差异均通过检验。",
            "842 complaints were received, 20.1 % more than the month before and the most in two years; 22.4 "
            "% more than a year ago."));
    section_sentence(sample, SAY("流量平衡：期初 1,018 件，期末在办 1,063 件。",
                                 "The flow foots: 1,018 carried in, 1,063 open at the end."));
    section_table(sample, STR("flow"));
    section_chart(sample, STR("trend"));
    section_begin(sample, STR("structure"), SAY("投诉结构", "Structure"));
    section_sentence(sample, SAY("排队等待、转账失败、手续费争议三类合计占 56.8 %。",
                                 "Queues, failed transfers and fees together make up 56.8 %."));
    section_chart(sample, STR("categories"));
    section_table(sample, STR("by_category"));
    section_table(sample, STR("by_product"));
    section_begin(sample, STR("hotspots"), SAY("热点问题", "Hotspots"));
    section_sentence(sample, sample->report->hotspots[0].sentence);
    section_chart(sample, STR("category_unit"));
    section_begin(sample, STR("timeliness"), SAY("处理时效", "Timeliness"));
    section_sentence(sample, SAY("及时率 86.9 %，稳定低于 90 % 的目标。",
                                 "86.9 % were on time, reliably below the target of 90 %."));
    section_chart(sample, STR("resolution"));
    section_table(sample, STR("by_unit"));
    section_begin(sample, STR("backlog"), SAY("在办与超期", "Backlog"));
    section_sentence(sample, SAY("超期在办 96 件，较上月增加 25 件。",
                                 "96 open complaints are overdue, 25 more than a month before."));
    section_table(sample, STR("overdue"));
    section_begin(sample, STR("satisfaction"), SAY("满意度", "Satisfaction"));
    section_sentence(sample, SAY("个人贷款客户满意率 53.4 %，低于其他业务。",
                                 "53.4 % of personal loan customers were satisfied, fewer than elsewhere."));
    section_chart(sample, STR("satisfaction"));
    section_begin(sample, STR("escalated"), SAY("升级与重复", "Escalated and repeat"));
    sample->sections[sample->section_count - 1].unavailable =
        SAY("没有客户列（customer），无法计算重复投诉；在配置的 roles: 下指定 customer 即可。",
            "No customer column, so repeat complaints cannot be counted; map `customer` under roles: in the "
            "profile.");
}

static void add_definitions(struct sample *sample) {
    struct definition *list = arena_array(sample->arena, 3, sizeof *list);
    list[0] = (struct definition){STR("received"), SAY("受理量", "Received"),
                                  SAY("报告期内受理的投诉件数，按受理时间计。",
                                      "Complaints received in the period, by time of receipt.")};
    list[1] = (struct definition){
        STR("on_time_rate"), SAY("及时率", "On time"),
        SAY("时限落在报告期内的投诉中，在时限前答复的占比；仍未答复且已过时限的计为超期；尚未到期的不计入。",
            "Of complaints whose deadline falls in the period, those answered by it; open ones past it are "
            "late, those not yet due are not counted.")};
    list[2] = (struct definition){
        STR("p50_days"), SAY("处理时长中位数", "Median days to close"),
        SAY("报告期内办结的投诉从受理到办结的天数的中位数（第 7 类分位数）。",
            "Median of days from receipt to close of those closed in the period (quantile type 7).")};
    sample->report->definitions = list;
    sample->report->definition_count = 3;
}

static struct sample *sample_new(struct arena *arena, enum lang lang) {
    struct sample *sample = arena_alloc(arena, sizeof *sample);
    *sample = (struct sample){.arena = arena, .lang = lang};
    struct report *report = arena_alloc(arena, sizeof *report);
    sample->report = report;
    report->arena = arena;
    report->lang = lang;
    report->title = SAY("投诉管理月报", "Monthly complaint report");
    report->organisation = SAY("江城银行", "Harbour Bank");
    report->subtitle = SAY("全行，全部渠道", "All branches, all channels");
    report->period_name = STR("2026-10");
    report->period_start = date_days(2026, 10, 1) * DATE_DAY;
    report->period_end = report->as_of = date_days(2026, 11, 1) * DATE_DAY;
    report->program = STR("redress 0.1");
    return sample;
}

static void add_tables(struct sample *sample) {
    const struct str *names = in_language(sample, categories, CATEGORIES);
    add_flow(sample);
    add_breakdown(sample, STR("by_category"), SAY("按类别", "By category"), SAY("类别", "Category"), names,
                  CATEGORIES);
    add_breakdown(sample, STR("by_product"), SAY("按业务", "By product"), SAY("业务", "Product"),
                  in_language(sample, products, PRODUCTS), PRODUCTS);
    add_breakdown(sample, STR("by_unit"), SAY("按机构", "By unit"), SAY("机构", "Unit"),
                  unit_names(sample, 30), 30);
    add_overdue(sample, 96);
    add_quality(sample);
}

struct report *sample_report(struct arena *arena, enum lang lang) {
    struct sample *sample = sample_new(arena, lang);
    struct report *report = sample->report;
    report->sentences[0] =
        SAY("本月受理投诉 842 件，环比上升 20.1 %，为两年来最高；汉口1支行排队等待类投诉 84 件，为预期 27 "
            "件的 3.1 倍。",
            "842 complaints were received, 20.1 % more than the month before and the most in two years; "
            "Harbour Street 1 alone had 84 about queues, 3.1 times the 27 expected.");
    report->sentences[1] = SAY("及时率 86.9 %（731/841），稳定低于 90 % 的目标。",
                               "86.9 % were on time (731 of 841), reliably below the target of 90 %.");
    report->sentences[2] = SAY("满意率 77.4 %（311/402），与上月差异在随机波动之内。",
                               "77.4 % were satisfied (311 of 402), within chance of the month before.");
    add_kpis(sample);
    add_hotspot(sample);
    add_tables(sample);
    add_trend_chart(sample);
    add_pareto_chart(sample, in_language(sample, categories, CATEGORIES));
    add_distribution_chart(sample);
    add_heat_chart(sample, in_language(sample, categories, CATEGORIES));
    add_interval_chart(sample, in_language(sample, products, PRODUCTS));
    add_sections(sample);
    add_definitions(sample);
    sample_finish(sample);
    return report;
}

struct report *sample_report_empty(struct arena *arena, enum lang lang) {
    struct sample *sample = sample_new(arena, lang);
    struct kpi *kpis = arena_array(arena, 2, sizeof *kpis);
    kpis[0] = kpi(STR("received"), SAY("受理量", "Received"), figure_count(0), 0, NAN);
    kpis[1] =
        kpi(STR("on_time_rate"), SAY("及时率", "On time"), figure_none(UNIT_SHARE, "note.none"), NAN, NAN);
    sample->report->kpis = kpis;
    sample->report->kpi_count = 2;
    sample_finish(sample);
    return sample->report;
}

static void add_hostile_table(struct sample *sample, struct str key, struct str title) {
    char *name = arena_alloc(sample->arena, 300);
    memset(name, 'x', 300);
    struct str texts[] = {STR("=1+1"),
                          STR("+49 30"),
                          STR("-5"),
                          STR("@SUM(A1)"),
                          STR("<b>&amp;\"bold\"</b>"),
                          STR("bell\x07 tab\t end"),
                          STR("bad \xFF\xC3 utf8"),
                          STR("\xEF\xBF\xBE noncharacter"),
                          STR("😀 emoji"),
                          {name, 300},
                          STR(""),
                          STR("{=x}"),
                          STR("https://example.org/x"),
                          STR("_x0041_")};
    double numbers[] = {0,  -0.0, NAN, INFINITY, -INFINITY, 1e300, -1e300, 1e-300, 0.1, 12345678901234567.0,
                        -1, 1,    2,   3};
    table_begin(sample, key, title, STR("<i>note</i> & more"));
    sample_column(sample, STR("name"), STR("=HEADER()"), COLUMN_LABEL, UNIT_COUNT, false);
    sample_column(sample, STR("n"), STR("n\nlines"), COLUMN_VALUE, UNIT_COUNT, false);
    sample_column(sample, STR("rate"), STR("rate"), COLUMN_VALUE, UNIT_SHARE, true);
    sample_column(sample, STR("when"), STR("when"), COLUMN_VALUE, UNIT_COUNT, false);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        table_text_cell(sample, texts[i]);
        table_figure_cell(sample, value(UNIT_COUNT, numbers[i]));
        table_figure_cell(sample, value(UNIT_SHARE, numbers[i]));
        table_time_cell(sample, (int64_t)(i * 400000000), i % 2);
    }
    table_end(sample);
}

struct report *sample_report_hostile(struct arena *arena, enum lang lang) {
    struct sample *sample = sample_new(arena, lang);
    struct report *report = sample->report;
    report->title = STR("=cmd|' /C calc'!A0 <script>alert(1)</script>");
    report->organisation = STR("Müller & Söhne \xFF 😀 \x01");
    report->sentences[0] = STR("+1 <b>bold</b> \xEF\xBF\xBF");
    struct kpi *kpis = arena_array(arena, 3, sizeof *kpis);
    kpis[0] = kpi(STR("received"), STR("=Received"), value(UNIT_COUNT, 1e300), 0, 1);
    kpis[1] = kpi(STR("weird key!"), STR("\x02"), value(UNIT_SHARE, INFINITY), NAN, -INFINITY);
    kpis[2] = kpi(STR("R1C1"),
                  STR("a name that goes on and on and on, far beyond what any tile could hold, in one line"),
                  figure_none(UNIT_DAYS, "no.such.note"), NAN, NAN);
    report->kpis = kpis;
    report->kpi_count = 3;
    add_hostile_table(sample, STR("first"), STR("By [unit]: a/b\\c*? and a very long name of a sheet"));
    add_hostile_table(sample, STR("second"), STR("by [UNIT]: a/b\\c*? AND a very long name of a sheet"));
    add_hostile_table(sample, STR("third"), STR("History"));
    add_hostile_table(sample, STR("fourth"), STR("'quoted'"));
    add_hostile_table(sample, STR("fifth"), STR("\x03"));
    table_begin(sample, STR("empty"), STR("Empty"), STR(""));
    sample_column(sample, STR("name"), STR("name"), COLUMN_LABEL, UNIT_COUNT, false);
    table_end(sample)->detail = true;
    section_begin(sample, STR("all"), STR("<h1>All</h1>"));
    section_sentence(sample, STR("bad \xFF text \x05"));
    section_table(sample, STR("first"));
    section_table(sample, STR("no such table"));
    section_chart(sample, STR("no such chart"));
    sample_finish(sample);
    return report;
}
