# SPDX-License-Identifier: GPL-3.0-or-later
printf 'language: en\ncategories:\n  - {id: a, any: &words [x, y]}\n  - {id: b, any: *words}\n' >alias.yaml
printf 'language: en\ncategories:\n  - {id: a, any: ["\377"]}\n' >bytes.yaml
for file in alias bytes; do
    "$REDRESS" check "$SAMPLES/bank-en/2026-10.csv" --rules $file.yaml
    echo "exit $?"
done
