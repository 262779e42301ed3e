# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-en" --by region --show received,satisfaction_rate --intervals --period 2026-Q3 --format json --quiet
