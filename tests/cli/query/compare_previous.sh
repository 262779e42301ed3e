# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-en" --quiet --by product --period 2026-10 --show received,share,p50_days --compare prev --top 4 --total --format csv
