# SPDX-License-Identifier: GPL-3.0-or-later
# Rows 9 and 10 have labels and no text: counted, not scored. Rules that look at no text at all need none.
. "$ROOT/tests/cli/rules/labelled.shared"
printf '9,2026-03-05,,Late payment,calm\n10,2026-03-06,  ,App,calm\n' >> export.csv
"$REDRESS" rules test rules.yaml "$@" -q --truth label --table summary
"$REDRESS" rules test rules.yaml "$@" -q --truth label --table samples
printf '1,2026-03-05,,Late payment,calm\n' > one.csv
sed -n 1p export.csv | cat - one.csv > none.csv
shift
"$REDRESS" rules test rules.yaml none.csv "$@" -q --truth label
printf 'language: en\ncategories: [{id: Late payment, when: {product: [card]}}, {id: App, otherwise: true}]\n' | sed 's/Late payment/late/; s/App/app/' > valued.yaml
printf 'id,received,thing,label\n1,2026-03-05,Card,late\n2,2026-03-05,,app\n' > valued.csv
"$REDRESS" rules test valued.yaml valued.csv --map id=id --map received=received --map product=thing -q --truth label --table summary
