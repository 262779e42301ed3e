# SPDX-License-Identifier: GPL-3.0-or-later
# A month that is not over is put beside the same days of the month before, or of the year before.
ask() { "$REDRESS" query "$SAMPLES/bank-en" --quiet --format csv --calendar england-wales "$@"; }
ask --as-of 2026-10-15 --period 2026-10 --show received,closed,open,p50_days --compare prev --per-day
ask --period 2026-10-01..2026-10-14 --show received,closed,open,p50_days
ask --period 2026-09-01..2026-09-14 --show received,closed,open,p50_days
ask --as-of 2026-10-15 --period 2026-10 --show received --compare year
ask --period 2025-10-01..2025-10-14 --show received
ask --by month --period 2026-08..2026-10 --as-of 2026-10-15 --show received --compare prev --per-day
