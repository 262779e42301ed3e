# SPDX-License-Identifier: GPL-3.0-or-later
# Two columns of the same name: what could be either is refused, what can only be one is read and said.
rows() {
    for i in 1 2 3 4 5 6 7 8 9; do
        echo "C-100$i,Card,2026-01-0$i,$1,Closed,fee charged twice"
    done
}
check() {
    "$REDRESS" check "$@" -q --rules none 2>&1 | sed -n '1,5p'
    echo "--"
}
(echo 'Complaint ID,Product,Date received,Date received,Status,Description' && rows 2026-02-11) >two.csv
(echo 'Complaint ID,Product,Date received,Date received,Status,Description' && rows '') >one.csv
(echo 'Complaint ID,Product,Date received,Product,Status,Description' && rows Visa) >other.csv
check two.csv
check one.csv
check other.csv
check two.csv --map 'received=Date received (2)'
