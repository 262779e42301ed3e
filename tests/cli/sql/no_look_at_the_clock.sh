# SPDX-License-Identifier: GPL-3.0-or-later
# One function of SQL that takes long: it does not look at the clock, the program does.
"$REDRESS" sql "$SAMPLES/bank-en/2026-10.csv" -q --time-limit 0.1 "select count(printf('%.*c', 2147483647, 'x')) from complaints"
