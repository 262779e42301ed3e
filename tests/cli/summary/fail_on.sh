# SPDX-License-Identifier: GPL-3.0-or-later
printf '%s\n' "exports: [\"$SAMPLES/bank-en\"]" 'fail-on: [overdue_open>0]' >redress.yaml
"$REDRESS" summary --period 2026-10 -q | head -2
"$REDRESS" summary --period 2026-10 -q >/dev/null
