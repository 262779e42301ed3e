# SPDX-License-Identifier: GPL-3.0-or-later
# sep= is obeyed; a title above the header, and commas in the texts, do not mislead.
printf 'sep=|\r\nid|received|product\r\n1|2026-01-02|Loan, new\r\n' > bar.csv
printf 'Archive: cases, of May\n\nid;received;product\n1;2026-01-02;Loan, new\n2;2026-01-03;Card, old, lost\n' > semicolon.csv
for file in bar semicolon; do
    "$REDRESS" query $file.csv --map id=id --map received=received --map product=product --rules none --by product --show received --format csv --quiet
done
