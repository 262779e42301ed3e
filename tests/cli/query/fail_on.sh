# SPDX-License-Identifier: GPL-3.0-or-later
# Every row of the answer is looked at; what is not shown cannot be.
"$REDRESS" query "$SAMPLES/bank-en" --period 2026-10 --by channel --show received --fail-on 'received>=150' --format csv -q
echo $?
"$REDRESS" query "$SAMPLES/bank-en" --period 2026-10 --show received --fail-on 'received>1000000' --format csv -q
echo $?
"$REDRESS" query "$SAMPLES/bank-en" --by channel --show received --fail-on 'p50_days>1' -q
