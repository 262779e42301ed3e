# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-zh" --by category --show received,p50_days --period 2026-10 --top 5 --format md --quiet
