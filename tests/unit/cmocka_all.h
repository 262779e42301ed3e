/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_TESTS_CMOCKA_ALL_H
#define REDRESS_TESTS_CMOCKA_ALL_H

/* cmocka.h needs these before it, in this order. */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
/* clang-format on */

#endif
