# SPDX-License-Identifier: GPL-3.0-or-later
# A disk that is full, here a limit on the size of files: the old pack stays, nothing else does.
"$REDRESS" report "$SAMPLES/bank-en/2026-10.csv" --period 2026-10 --format csv -o pack -q || exit
(ulimit -f 2 && exec "$REDRESS" report "$SAMPLES/bank-en/2026-10.csv" --period 2026-10 --format json -o pack -q 2>said)
code=$?
sed "s|$PWD/||" said
"$REDRESS" verify pack >whole && ls -A
"$REDRESS" summary "$SAMPLES/bank-en/2026-10.csv" --period 2026-10 -q >/dev/full
exit $code
