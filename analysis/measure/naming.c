/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/escalation.h"
#include "analysis/measure/exposure.h"
#include "analysis/measure/measure.h"

#include "analysis/clock/clocks.h"

#include <stdio.h>

/* Names with their parameters. In the names of measures a capital N (in Chinese with the 日 behind it) stands
 * for the limit. */

struct limit_word {
    const char *suffix, *zh, *one, *many;
};

static const struct limit_word limits[] = {
    {"", "日", "day", "days"},         {"d", "日", "day", "days"},
    {"w", "周", "week", "weeks"},      {"wd", "个工作日", "working day", "working days"},
    {"h", "小时", "hour", "hours"},    {"min", "分钟", "minute", "minutes"},
    {"m", "分钟", "minute", "minutes"}};

static const char *const tiers[TIER_COUNT][LANG_COUNT] = {[TIER_HEAD_OFFICE] = {"总行", "head office"},
                                                          [TIER_REGULATOR] = {"监管", "regulator"},
                                                          [TIER_OMBUDSMAN] = {"调解机构", "ombudsman"},
                                                          [TIER_MEDIA] = {"媒体", "media"},
                                                          [TIER_OTHER] = {"其他", "other"}};

static struct str limit_words(struct str limit, enum lang lang, struct arena *arena) {
    size_t digits = 0;
    while (digits < limit.size && limit.data[digits] >= '0' && limit.data[digits] <= '9')
        digits++;
    struct str number = str_sub(limit, 0, digits), suffix = str_sub(limit, digits, limit.size);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        if (!str_equal(suffix, str_of(limits[i].suffix)))
            continue;
        const char *unit = str_equal(number, STR("1")) ? limits[i].one : limits[i].many;
        if (lang == LANG_ZH)
            return str_printf(arena, STR_FMT "%s", STR_ARG(number), limits[i].zh);
        return str_printf(arena, STR_FMT " %s", STR_ARG(number), unit);
    }
    return limit;
}

static struct str replace(struct str name, struct str placeholder, struct str words, struct arena *arena) {
    size_t at = str_find(name, placeholder);
    if (at == name.size)
        return name;
    return str_printf(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(str_sub(name, 0, at)), STR_ARG(words),
                      STR_ARG(str_sub(name, at + placeholder.size, name.size)));
}

static struct str in_brackets(struct str name, struct str words, enum lang lang, struct arena *arena) {
    const char *format = lang == LANG_ZH ? STR_FMT "（" STR_FMT "）" : STR_FMT " (" STR_FMT ")";
    return str_printf(arena, format, STR_ARG(name), STR_ARG(words));
}

/* Bases that have words; others are called as in the file. */
static struct str base_words(struct str base, enum lang lang) {
    static const char *const known[][1 + LANG_COUNT] = {{"customers", "客户", "customers"},
                                                        {"accounts", "账户", "accounts"},
                                                        {"outlets", "网点", "outlets"},
                                                        {"branches", "网点", "branches"},
                                                        {"transactions", "交易", "transactions"},
                                                        {"cards", "卡", "cards"},
                                                        {"contracts", "合同", "contracts"},
                                                        {"subscribers", "用户", "subscribers"},
                                                        {"users", "用户", "users"},
                                                        {"policies", "保单", "policies"},
                                                        {"loans", "贷款", "loans"},
                                                        {"lines", "线路", "lines"},
                                                        {"employees", "员工", "employees"},
                                                        {"inhabitants", "居民", "inhabitants"},
                                                        {"residents", "居民", "residents"},
                                                        {"households", "住户", "households"},
                                                        {"passengers", "乘客", "passengers"},
                                                        {"vehicles", "车辆", "vehicles"},
                                                        {"orders", "订单", "orders"},
                                                        {"calls", "来电", "calls"},
                                                        {"visits", "到访", "visits"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_equal_ascii_nocase(base, str_of(known[i][0])))
            return str_of(known[i][1 + lang]);
    return base;
}

static bool is_ascii(struct str text) {
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] >= 0x80)
            return false;
    return true;
}

static struct str rate_name(struct str parameter, enum lang lang, struct arena *arena) {
    struct str base;
    int64_t scale;
    struct err ignored = {0}; /* measure_find has checked it */
    exposure_parameter(parameter, &base, &scale, &ignored);
    struct str words = base_words(base, lang);
    /* Between Chinese characters and Latin letters stands a blank. */
    const char *gap = is_ascii(words) ? " " : "";
    if (lang == LANG_ZH && scale == 10000)
        return str_printf(arena, "每万%s" STR_FMT "%s投诉率", gap, STR_ARG(words), gap);
    if (lang == LANG_ZH)
        return str_printf(arena, "每 %lld " STR_FMT "%s投诉率", (long long)scale, STR_ARG(words), gap);
    return scale == 10000
               ? str_printf(arena, "Complaints per 10,000 " STR_FMT, STR_ARG(words))
               : str_printf(arena, "Complaints per %lld " STR_FMT, (long long)scale, STR_ARG(words));
}

/* What a stage is called: the clock's own title where a policy gave it one. */
static struct str stage_title(const struct table *table, struct str stage, enum lang lang) {
    const struct stage *found = table ? table_stage(table, stage) : NULL;
    return found && found->clock && found->clock->title[lang].size ? found->clock->title[lang] : stage;
}

struct str measure_title(const struct measure_ref *ref, const struct table *table, enum lang lang,
                         struct arena *arena) {
    struct str name = str_of(ref->measure->name[lang]);
    switch (ref->measure->parameter) {
    case PARAMETER_LIMIT:
        return replace(name, lang == LANG_ZH ? STR("N日") : STR("N"),
                       limit_words(ref->parameter, lang, arena), arena);
    case PARAMETER_TIER:
        if (escalation_tier(ref->parameter) == TIER_NONE)
            return name;
        return in_brackets(name, str_of(tiers[escalation_tier(ref->parameter)][lang]), lang, arena);
    case PARAMETER_STAGE:
        return ref->stage.size ? in_brackets(name, stage_title(table, ref->stage, lang), lang, arena) : name;
    case PARAMETER_SUPPLIED:
        return in_brackets(lang == LANG_ZH ? STR("外部指标") : STR("Supplied"), ref->parameter, lang, arena);
    case PARAMETER_COLUMNS:
        return in_brackets(name, ref->parameter, lang, arena);
    case PARAMETER_BASE:
        return rate_name(ref->parameter, lang, arena);
    case PARAMETER_NONE:
        break;
    }
    return name;
}
