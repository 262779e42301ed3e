# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-en" --quiet --by product --period 2026-10 --show received,p50_days --min-n 30 --format csv
