# SPDX-License-Identifier: GPL-3.0-or-later
# Gates that do not apply are said and stop nothing; a second pack knows the units of the first.
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-09 --format json -o 'packs/{period}' 2>&1 | grep gates
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -o 'packs/{period}' --rules bank-en 2>&1 | grep gates
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -o none --rules none 2>&1 | grep gates
"$REDRESS" report "$SAMPLES/bank-en/2026-10.csv" --period 2026-10 --format json -o single 2>&1 | grep gates
grep -A 6 '"gates"' packs/2026-10/manifest.json
