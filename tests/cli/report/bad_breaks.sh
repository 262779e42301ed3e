# SPDX-License-Identifier: GPL-3.0-or-later
printf 'breaks:\n  - date: 2026-03-01\n    what: x\n    measures: [on_time_rat]\n' > b.yaml
"$REDRESS" report "$SAMPLES/bank-en" --breaks b.yaml -o pack
