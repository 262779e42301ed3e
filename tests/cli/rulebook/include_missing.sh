# SPDX-License-Identifier: GPL-3.0-or-later
printf 'language: zh\ninclude: [bank-zh, telekom-zh]\n' >a.yaml
"$REDRESS" check "$SAMPLES/bank-zh/2026-10.csv" --rules a.yaml
