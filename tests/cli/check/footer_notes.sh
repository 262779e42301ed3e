# SPDX-License-Identifier: GPL-3.0-or-later
# Notes on the export below its last row are no complaints; a row that lacks its fields is one.
show() {
    "$REDRESS" check "$1" -q --rules none --format json | grep -E '"(read|footer_rows)"' | head -2
}
rows() {
    for i in 1 2 3 4 5 6 7 8 9; do
        echo "C-100$i,Card,2026-01-0$i,Closed,fee charged twice"
    done
}
head='Complaint ID,Product,Date received,Status,Description'
(echo "$head" && rows && printf 'Total rows: 40\n制表人：张三,,,,\n导出时间：,2026-02-01 10:00,,,\nEnd of report\n') >notes.csv
(echo "$head" && rows && printf 'C-1010,,,,\nC-1011\n') >short.csv
(echo "$head" && printf 'Total rows: 40,,,,\n' && rows) >above.csv
for file in notes short above; do
    echo "$file"
    show $file.csv
done
