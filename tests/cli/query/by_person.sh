# SPDX-License-Identifier: GPL-3.0-or-later
query() { "$REDRESS" query "$SAMPLES/bank-en" -q --by handler --where "handler is not null" --period 2026-10 --show received --top 2 --format csv "$@"; }
query
query --unmasked | sed 's/[a-z]/x/g'
