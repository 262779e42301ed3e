/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_LANG_H
#define REDRESS_BASE_LANG_H

/* The two languages that names and documents come in. Never taken from the locale: cron has none. */
enum lang { LANG_ZH, LANG_EN, LANG_COUNT };

#endif
