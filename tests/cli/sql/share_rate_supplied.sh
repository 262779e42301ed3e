# SPDX-License-Identifier: GPL-3.0-or-later
# Shares, rates and supplied figures in SQL are those of query.
printf 'period,base,unit,value\n2026-10,customers,Quayside,46000\n2026-10,customers,Guildhall,30000\n2026-10,outlets,,60\n' >e.csv
printf 'period,unit,key,numerator,denominator\n2026-10,,service_level,8120,10000\n2026-10,Quayside,service_level,410,500\n' >f.csv
units="unit in ('Quayside', 'Guildhall', 'Market Square')"
ask() { command=$1; shift; "$REDRESS" "$command" "$SAMPLES/bank-en" --quiet --period 2026-10 --exposure e.csv --figures f.csv --format csv "$@"; }
ask query --by unit --where "$units" --sort +unit --show received,share,rate:customers,supplied:service_level
ask sql --where "$units" "select unit, received(rowid), share(rowid), rate(rowid, 'customers', 'unit'), supplied(rowid, 'service_level', 'unit') from complaints group by unit order by unit"
ask query --show share,rate:outlets/10,supplied:service_level
ask sql "select share(rowid), rate(rowid, 'outlets/10'), supplied(rowid, 'service_level') from complaints"
ask sql "select rate(rowid, 'customers', 'unit') from complaints" || echo "code $?"
ask sql "select rate(rowid, 'shops') from complaints" || echo "code $?"
ask sql "select rate(rowid, 'customers', 'sort') from complaints" || echo "code $?"
ask sql "select supplied(rowid, 'level') from complaints" || echo "code $?"
