/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/kpi_text.h"

#include "analysis/signal/breaks.h"
#include "reports/format.h"
#include "reports/labels.h"

#include <math.h>

struct str kpi_join(struct arena *arena, struct str a, struct str b) {
    if (a.size == 0 || b.size == 0)
        return a.size ? a : b;
    return str_printf(arena, STR_FMT "  ·  " STR_FMT, STR_ARG(a), STR_ARG(b));
}

static struct str count(struct arena *arena, double value) {
    return format_value(arena, UNIT_COUNT, value);
}

static struct str named(struct arena *arena, enum lang lang, const char *id, const struct figure *figure) {
    if (!isfinite(figure->value))
        return STR("");
    struct str name = label(lang, id), value = format_figure(arena, lang, figure);
    return str_printf(arena, STR_FMT " " STR_FMT, STR_ARG(name), STR_ARG(value));
}

static struct str cases(struct arena *arena, enum lang lang, const struct kpi *kpi) {
    const struct figure *figure = &kpi->now;
    if (figure->unit == UNIT_COUNT)
        return kpi_join(arena, named(arena, lang, "kpi.previous", &kpi->previous),
                        named(arena, lang, "kpi.year_ago", &kpi->year_ago));
    if (isfinite(figure->numerator) && isfinite(figure->denominator)) {
        struct str over = count(arena, figure->numerator), under = count(arena, figure->denominator);
        return str_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(over), STR_ARG(under));
    }
    if (!isfinite(figure->n))
        return STR("");
    struct str n = count(arena, figure->n);
    return label_fill(arena, lang, "report.of_total", &n, 1);
}

struct str kpi_basis(struct arena *arena, enum lang lang, const struct kpi *kpi) {
    const struct figure *figure = &kpi->now;
    if (!isfinite(figure->value))
        return STR("");
    struct str text = kpi_join(arena, cases(arena, lang, kpi), format_interval(arena, lang, figure));
    if (!isfinite(figure->missing) || figure->missing <= 0)
        return text;
    struct str missing = count(arena, figure->missing);
    return kpi_join(arena, text, label_fill(arena, lang, "kpi.missing", &missing, 1));
}

struct str kpi_reason(enum lang lang, const struct kpi *kpi) {
    bool none = !isfinite(kpi->now.value) && kpi->now.note;
    return none ? label(lang, kpi->now.note) : STR("");
}

struct str kpi_change_word(enum lang lang, const struct figure *change, bool reliable) {
    if (breaks_part(change))
        return label(lang, "change.not_comparable");
    if (!reliable || !isfinite(change->value) || format_rounded(change->unit, change->value) == 0)
        return STR("");
    return label(lang, change->value > 0 ? "change.rose" : "change.fell");
}

struct str kpi_verdict(enum lang lang, enum verdict verdict) {
    static const char *const ids[] = {[VERDICT_MET] = "verdict.met",
                                      [VERDICT_HIT] = "verdict.hit",
                                      [VERDICT_MISS] = "verdict.miss",
                                      [VERDICT_MISSED] = "verdict.missed"};
    return verdict == VERDICT_NONE ? STR("") : label(lang, ids[verdict]);
}

struct str kpi_target(struct arena *arena, enum lang lang, const struct kpi *kpi) {
    struct str verdict = kpi_verdict(lang, kpi->verdict);
    if (!isfinite(kpi->target.value))
        return verdict;
    struct str target = format_figure(arena, lang, &kpi->target);
    return kpi_join(arena, label_fill(arena, lang, "kpi.target_value", &target, 1), verdict);
}

bool kpi_missed(const struct kpi *kpi) {
    return kpi->verdict == VERDICT_MISS || kpi->verdict == VERDICT_MISSED;
}
