# SPDX-License-Identifier: GPL-3.0-or-later
# A manifest names files, not where they lie.
mkdir exports && cp "$SAMPLES"/bank-en/2026-10.csv exports && cp "$ROOT/templates/rules/bank-en.yaml" own.yaml
"$REDRESS" report "$PWD/exports" --rules "$PWD/own.yaml" --units "$SAMPLES/bank-en/reference/units.csv" --period 2026-10 --format json -o "$PWD/pack" -q || exit
grep -c "$PWD\|$SAMPLES" pack/manifest.json
sed -n '/"options"/,/"gates"/p' pack/manifest.json | sed 's/[0-9a-f]\{64\}/HEX/; s/"bytes": [0-9]*/"bytes": N/'
cmp own.yaml pack/inputs/rules.yaml && cmp "$SAMPLES/bank-en/reference/units.csv" pack/inputs/units.csv && echo kept
