# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-en" --by channel --show received --where "product = 'Mortgage' and received >= '2026-09-01'" --format csv --quiet
