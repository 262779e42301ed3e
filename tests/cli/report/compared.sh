# SPDX-License-Identifier: GPL-3.0-or-later
# A month with other working days, January and February when Spring Festival moved, a part of a month.
report() { "$REDRESS" report "$SAMPLES/bank-zh" --rules none --format csv,json -q "$@"; }
said() { grep -Eo '"(Spring Festival|January and|Against [0-9]|The period is)[^"]*"' "$1/report.json"; }
report --period 2026-02 --calendar china --lang en -o festival && said festival && cat festival/data/compared.csv
report --period 2026-01 --calendar china --lang en -o january && said january
report --period 2026-10 --as-of 2026-10-13 --lang en -o part && said part && cat part/data/compared.csv
report --period 2026-02 --calendar china --lang zh -o zh && grep -o '"[^"]*春节错月[^"]*"' zh/report.json
