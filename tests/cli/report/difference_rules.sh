# SPDX-License-Identifier: GPL-3.0-or-later
# A rule was widened, then rows were taken out as well: each figure says which of the two moved it, and by how much.
mkdir exports && cp "$SAMPLES"/bank-en/*.csv exports && cp "$ROOT/templates/rules/bank-en.yaml" rules.yaml
"$REDRESS" report exports --rules rules.yaml --period 2026-10 --format json -o pack -q || exit
sed -i '/id: digital.crash/,/any:/s/any: \[/any: [login, /' rules.yaml
"$REDRESS" report exports --rules rules.yaml --period 2026-10 --format csv,txt -o pack -q || exit
grep -a -A1 'published with' pack/summary.txt
grep -a 'Received' pack/data/difference.csv
sed -i '/id: digital.crash/,/any:/s/any: \[/any: [app, /' rules.yaml && sed -i '300,420d' exports/2026-10.csv
"$REDRESS" report exports --rules rules.yaml --period 2026-10 --format csv,txt -o pack -q --gates rows=off || exit
grep -a -A1 'published with' pack/summary.txt
grep -a 'Received · App' pack/data/difference.csv
cmp rules.yaml pack/inputs/rules.yaml
