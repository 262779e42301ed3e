/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/setting.h"

#include "analysis/base/work.h"
#include "analysis/base/zone.h"
#include "analysis/clock/period.h"
#include "analysis/intake/encoding.h"
#include "analysis/intake/profile.h"
#include "analysis/signal/targets.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool setting_jobs(const char *text, unsigned *jobs, struct err *err) {
    int64_t value = 0;
    *jobs = work_processors();
    if (!text)
        return true;
    if (!str_to_int(str_of(text), &value) || value < 1 || value > WORK_MOST)
        return err_set(err, ERR_USAGE, "--jobs should be a number from 1 to %d, not \"%s\"", WORK_MOST, text);
    *jobs = (unsigned)value;
    return true;
}

bool setting_share(const char *text, double *share, struct err *err) {
    char *end;
    *share = text ? strtod(text, &end) : 0.01;
    if (!text)
        return true;
    if (strcmp(end, "%") == 0)
        *share /= 100;
    if (end != text && (*end == '\0' || strcmp(end, "%") == 0) && *share >= 0 && *share <= 1)
        return true;
    return err_set(err, ERR_USAGE, "--max-refused should be a share such as 0.01 or 1%%, not \"%s\"", text);
}

bool setting_seconds(const char *text, double *seconds, struct err *err) {
    char *end;
    *seconds = text ? strtod(text, &end) : 60;
    return !text || (end != text && !*end && *seconds >= 0 && *seconds <= 1e9) ||
           err_set(err, ERR_USAGE, "--time-limit should be a number of seconds, not \"%s\"", text);
}

bool setting_detail(const char *text, size_t *rows, struct err *err) {
    int64_t number = 5000;
    bool fits = !text || !*text || (str_to_int(str_of(text), &number) && number >= 1 && number <= 1000000);
    *rows = text && fits ? (size_t)number : 0;
    return fits ||
           err_set(err, ERR_USAGE, "--detail should be a number of rows from 1 to 1000000, not \"%s\"", text);
}

bool setting_week_start(const char *text, int *day, struct err *err) {
    static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};
    *day = 0;
    for (int i = 0; text && i < 7; i++) {
        if (strcmp(text, names[i]) == 0) {
            *day = i;
            return true;
        }
    }
    return !text ||
           err_set(err, ERR_USAGE, "week_start should be a weekday (monday … sunday), not \"%s\"", text);
}

/* ---- checks of values of a project file */

static bool check_jobs(const char *option, const char *value, struct err *err) {
    unsigned jobs;
    (void)option;
    return setting_jobs(value, &jobs, err);
}

static bool check_share(const char *option, const char *value, struct err *err) {
    double share;
    (void)option;
    return setting_share(value, &share, err);
}

static bool check_seconds(const char *option, const char *value, struct err *err) {
    double seconds;
    (void)option;
    return setting_seconds(value, &seconds, err);
}

static bool check_week_start(const char *option, const char *value, struct err *err) {
    int day;
    (void)option;
    return setting_week_start(value, &day, err);
}

static bool check_detail(const char *option, const char *value, struct err *err) {
    size_t rows;
    (void)option;
    return setting_detail(value, &rows, err);
}

static bool check_zone(const char *option, const char *value, struct err *err) {
    struct arena *arena = arena_new();
    const struct zone *zone;
    (void)option;
    bool known = zone_load(value, arena, &zone, err);
    arena_free(arena);
    return known;
}

/* Periods such as last-month count from a day that is not known yet; any will do. */
static bool check_period(const char *option, const char *value, struct err *err) {
    struct period period;
    (void)option;
    return period_parse(str_of(value), 0, &period, err);
}

static bool check_day(const char *option, const char *value, struct err *err) {
    struct period period;
    return (period_parse(str_of(value), 0, &period, &(struct err){0}) && period.kind == PERIOD_DAY) ||
           err_set(err, ERR_USAGE, "%s should be a day such as 2026-10-21, not \"%s\"", option, value);
}

static bool check_lang(const char *option, const char *value, struct err *err) {
    return strcmp(value, "zh") == 0 || strcmp(value, "en") == 0 ||
           err_set(err, ERR_USAGE, "%s should be zh or en, not \"%s\"", option, value);
}

static bool check_encoding(const char *option, const char *value, struct err *err) {
    (void)option;
    return !encoding_is_unknown(value) || err_set(err, ERR_USAGE, "there is no encoding \"%s\"", value);
}

static bool check_profile(const char *option, const char *value, struct err *err) {
    struct arena *arena = arena_new();
    struct profile *profile;
    (void)option;
    bool found = profile_load(value, arena, &profile, err);
    arena_free(arena);
    return found;
}

static bool check_target(const char *option, const char *value, struct err *err) {
    struct arena *arena = arena_new();
    struct target target;
    (void)option;
    bool understood = target_parse(str_of(value), STR(""), arena, &target, err);
    arena_free(arena);
    return understood;
}

/* A name of a shipped one has no slash and no point; else it is a file. */
static bool check_file(const char *option, const char *value, struct err *err) {
    (void)option;
    bool is_file = strchr(value, '/') || strchr(value, '.');
    return !is_file || access(value, F_OK) == 0 ||
           err_set(err, ERR_USAGE, "cannot open %s: %s", value, strerror(errno));
}

static const struct {
    const char *option;
    bool (*check)(const char *option, const char *value, struct err *err);
} checks[] = {{"jobs", check_jobs},
              {"max-refused", check_share},
              {"time-limit", check_seconds},
              {"week-start", check_week_start},
              {"tz", check_zone},
              {"period", check_period},
              {"as-of", check_day},
              {"today", check_day},
              {"lang", check_lang},
              {"encoding", check_encoding},
              {"profile", check_profile},
              {"rules", check_file},
              {"calendar", check_file},
              {"exposure", check_file},
              {"figures", check_file},
              {"units", check_file},
              {"breaks", check_file},
              {"actions", check_file},
              {"template", check_file},
              {"detail", check_detail},
              {"exports", check_file},
              {"targets", check_target}};

bool setting_check(const char *option, const char *value, struct err *err) {
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (strcmp(checks[i].option, option) == 0)
            return checks[i].check(option, value, err);
    return true;
}
