# SPDX-License-Identifier: GPL-3.0-or-later
# What came in, what is due and overdue, what is hot and what changed, in 25 lines.
for bank in en zh; do
    "$REDRESS" summary "$SAMPLES/bank-$bank" --period 2026-10 -q >text && wc -l <text
    grep '^•' text
done
