# SPDX-License-Identifier: GPL-3.0-or-later
printf 'breaks:\n  - date: 2026-10-01\n    what: {zh: 并入热线, en: Hotline taken over}\n    measures: [received]\n' > b.yaml
printf 'exports: [%s/bank-en]\nlang: en\nbreaks: b.yaml\ntargets: {on_time_rate: ">= 95%%", p50_days: "≤ 5"}\n' "$SAMPLES" > redress.yaml
"$REDRESS" summary --quiet --period 2026-10 | sed -n '4,24p'
