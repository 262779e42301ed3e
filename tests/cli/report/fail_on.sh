# SPDX-License-Identifier: GPL-3.0-or-later
# Everything is published, and the exit code is 1.
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -o pack -q --fail-on 'overdue_open>0' --fail-on 'on_time_rate < 90%' --fail-on 'received<1'
code=$?
"$REDRESS" verify pack >/dev/null && echo whole
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -o pack -q --fail-on 'received<1' && echo fine
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -o pack -q --fail-on 'recieved<1' || echo $?
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -o pack -q --fail-on 'received is 1' || echo $?
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -o pack -q --fail-on 'on_time_rate<90' || echo $?
exit $code
