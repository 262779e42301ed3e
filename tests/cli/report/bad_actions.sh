# SPDX-License-Identifier: GPL-3.0-or-later
printf 'actions:\n  - date: 2026-03-01\n    what: Second gateway\n    category: digital.sms\n    due: 31 March\n' > a.yaml
"$REDRESS" report "$SAMPLES/bank-en" --actions a.yaml -o pack
