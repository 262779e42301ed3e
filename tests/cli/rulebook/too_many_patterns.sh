# SPDX-License-Identifier: GPL-3.0-or-later
{ printf 'language: en\ncategories:\n  - id: a\n    any:\n'; i=0; while [ $i -le 10000 ]; do echo "      - word$i"; i=$((i + 1)); done; } >many.yaml
"$REDRESS" check "$SAMPLES/bank-en/2026-10.csv" --rules many.yaml
