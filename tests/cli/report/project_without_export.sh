# SPDX-License-Identifier: GPL-3.0-or-later
printf '%s\n' 'output: pack' 'exports:' "  - \"$SAMPLES/bank-en/2026-10.csv\"" '  - exports/november.csv' >redress.yaml
"$REDRESS" report
code=$?
ls -A
exit $code
