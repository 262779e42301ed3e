# SPDX-License-Identifier: GPL-3.0-or-later
printf 'include: [bank-zh, bank-en]\n' >a.yaml
"$REDRESS" check "$SAMPLES/bank-zh/2026-10.csv" --rules a.yaml
