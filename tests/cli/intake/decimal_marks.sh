# SPDX-License-Identifier: GPL-3.0-or-later
# Amounts with a decimal comma or point are found by their header and read as their column says; the sums are the same.
rows() {
    for day in 1 2 3 4 5 6 7 8 9; do echo "$day;2026-02-0$day;2026-02-1$day;Cards;1$1$day"'00'"$2"'56'; done
}
for marks in '. ,' ', .'; do
    set -- $marks
    { echo 'id;received;closed;product;amount' && rows "$1" "$2" && echo "10;2026-02-10;2026-02-20;Cards;0${2}5" && echo '11;2026-02-11;2026-02-21;Cards;'; } >a.csv
    "$REDRESS" check a.csv -q --rules none | grep -E 'separated|amount'
    "$REDRESS" query a.csv -q --rules none --by product --show received,amount_total,amount_p50 2>&1
    "$REDRESS" sql a.csv -q --rules none "select sum(amount), min(amount), max(amount), count(amount) from complaints"
done
