# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-en" --quiet --by category_all --period 2026-10 --show received,share --sort received --total | tail -2
