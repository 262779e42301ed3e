# SPDX-License-Identifier: GPL-3.0-or-later
# What left its usual range: the planted slow product and the fallen satisfaction.
for bank in zh en; do
    "$REDRESS" report "$SAMPLES/bank-$bank" --period 2026-10 --format csv --quiet -o pack-$bank && cut -d, -f1-3,8- pack-$bank/data/moved.csv
done
