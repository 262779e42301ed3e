# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-en" --by channel,month --period 2026-Q3 --show received --top 2 --total 2>&1
