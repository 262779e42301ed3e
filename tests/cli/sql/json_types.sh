# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" sql "$SAMPLES/bank-en" -q --format json "select 1 n, 1 n, 0.5 half, null none, 9007199254740993 large, '-x' text"
