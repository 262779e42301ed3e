# SPDX-License-Identifier: GPL-3.0-or-later
# A branch that the last pack counts is in no export any more.
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-09 --format json -o 'packs/{period}' -q || exit
mkdir exports && for file in "$SAMPLES"/bank-en/*.csv; do grep -av Quayside "$file" >"exports/${file##*/}"; done
"$REDRESS" report exports --period 2026-10 --format json -o 'packs/{period}' -q --max-refused 1
code=$?
"$REDRESS" report exports --period 2026-10 --format json -o 'packs/{period}' -q --max-refused 1 --gates units=off && echo published
exit $code
