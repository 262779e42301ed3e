# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-en" --by product --show received,share,p50_days,on_time_rate --period 2026-10
