# SPDX-License-Identifier: GPL-3.0-or-later
# Another question, or exports that no longer hold the periods: not compared, and said. A kept rulebook that
# was changed in the pack of another period is not trusted.
report() { "$REDRESS" report "$@" --format json -q || exit; grep -ao '"[^"]*\(published with\|Not compared\)[^"]*"' "${out:-pack}/report.json"; }
report "$SAMPLES/bank-en" --period 2026-10 -o pack
report "$SAMPLES/bank-en" --period 2026-10 -o pack --where "channel <> 'Phone'" --gates rows=off
out=packs/2026-09 report "$SAMPLES/bank-en" --period 2026-09 -o 'packs/{period}'
out=packs/2026-10 report "$SAMPLES/bank-en/2026-10.csv" --period 2026-10 -o 'packs/{period}' --gates units=off
rm -r packs/2026-10 && cp "$ROOT/templates/rules/bank-en.yaml" own.yaml && sed -i '/id: digital.crash/,/any:/s/any: \[/any: [login, /' own.yaml
sed -i 's/crash/trash/' packs/2026-09/inputs/rules.yaml
out=packs/2026-10 report "$SAMPLES/bank-en" --period 2026-10 -o 'packs/{period}' --rules own.yaml
