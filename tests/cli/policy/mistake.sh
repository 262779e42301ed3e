# SPDX-License-Identifier: GPL-3.0-or-later
# A mistake in a policy or a calendar is told with its place before anything is read.
printf 'clocks:\n  reply: {limit: 15}\n' >p.yaml
"$REDRESS" query nothing.csv --policy p.yaml
printf 'years: {2026: {off: [2026-10-10], work: [2026-10-10]}}\n' >cal.yaml
"$REDRESS" query nothing.csv --calendar cal.yaml
printf 'targets: {on_tim_rate: 95%%}\n' >p.yaml
"$REDRESS" query nothing.csv --policy p.yaml
