/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_ENTRIES_H
#define REDRESS_SIGNAL_ENTRIES_H

/* What files of dated notes (breaks, actions) have in common. Every mistake is told with its place. */

#include "analysis/base/date.h"
#include "analysis/base/lang.h"
#include "analysis/base/yaml.h"

enum { ENTRY_NO_DAY = 0 };

/* The list of entries: the file itself, or what stands under `key` in it. NULL with an error. */
const struct yaml *entries_list(const struct yaml *root, const char *key, struct err *err);
/* "2026-03-01" as a day; ENTRY_NO_DAY when the key is absent and not needed. */
bool entry_day(const struct yaml *entry, const char *key, bool needed, int64_t *day, struct err *err);
/* A text, the same in every language, or {zh: …, en: …}; empty when absent and not needed. */
bool entry_words(const struct yaml *entry, const char *key, bool needed, struct str words[LANG_COUNT],
                 struct err *err);

#endif
