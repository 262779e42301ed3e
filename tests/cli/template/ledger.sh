# SPDX-License-Identifier: GPL-3.0-or-later
# The ledger names what is open with age, deadline and extension, people masked; a reason stands under its own header.
/usr/bin/python3 - <<'P'
print_row = lambda *cells: rows.append(",".join(cells))
rows = ["id,received,closed,due,extended_to,unit,department,handler,level,延期原因"]
print_row("A1", "2026-08-03", "", "2026-08-20", "2026-11-30", "North", "Cards", "Jane Smith", "high", "等待检测报告")
print_row("A2", "2026-10-05", "", "2026-11-20", "", "North", "Cards", "John Brown", "low", "")
print_row("A3", "2026-10-06", "2026-10-09", "2026-10-20", "", "South", "Loans", "Ann Lee", "low", "")
open("open.csv", "w").write("\n".join(rows) + "\n")
P
maps="--map id=id --map received=received --map closed=closed --map due=due --map extended_to=extended_to --map unit=unit --map department=department --map handler=handler --map level=level"
"$REDRESS" report open.csv $maps --rules none --lang zh --period 2026-10 --template ledger --format csv,txt -q -o pack || exit
for table in open_cases overdue_cases received_cases closed_cases; do echo "== $table" && cat pack/data/$table.csv; done
