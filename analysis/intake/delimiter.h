/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_DELIMITER_H
#define REDRESS_INTAKE_DELIMITER_H

/* Which sign separates the fields of an export. */

#include "analysis/base/str.h"

enum { DELIMITERS = 4 };

/* The first line is "sep=;" as spreadsheets write and obey it: the delimiter it names and where the next line
 * starts; 0 when it is not. */
char delimiter_said(struct str text, size_t *next);

/* Comma, semicolon, tab and bar, the likeliest first: with which most of the first records have one and the
 * same number of fields, and many. */
void delimiter_rank(struct str text, char ranked[DELIMITERS]);

#endif
