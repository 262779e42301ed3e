/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_TESTS_UNIT_PRINTED_H
#define REDRESS_TESTS_UNIT_PRINTED_H

/* Equality to the digits that a table of check values prints. */

#include "tests/unit/cmocka_all.h"

#include <stdio.h>
#include <string.h>

static inline void printed(double value, const char *digits) {
    const char *dot = strchr(digits, '.');
    char text[64];
    snprintf(text, sizeof text, "%.*f", dot ? (int)strlen(dot + 1) : 0, value);
    assert_string_equal(text, digits);
}

#endif
