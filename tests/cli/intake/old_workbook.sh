# SPDX-License-Identifier: GPL-3.0-or-later
# A real .xls (BIFF): the sheet whose header fits, dates, all digits of numbers, line ends in cells, empty rows left
# out; --sheet by name and number; compressed; damaged ones end with a message.
book=$ROOT/tests/cli/intake/data/two_sheets.xls
map="--map id=工单号 --map received=受理时间 --map closed=办结日期 --map amount=金额 --map text=内容"
cp "$book" cases.xls
"$REDRESS" sql cases.xls $map --quiet --format json "select id, received, closed, amount, text from complaints"
"$REDRESS" check cases.xls $map --quiet | sed -n 2,4p
"$REDRESS" query cases.xls $map --sheet 案件 --show received --quiet
"$REDRESS" query cases.xls $map --sheet 2 --show received --quiet --format csv
gzip -c cases.xls >cases.gz
"$REDRESS" query cases.gz $map --show received --quiet --format csv
"$REDRESS" check cases.xls $map --sheet Other
"$REDRESS" check cases.xls --map id=工单号 --map received=受理时间 --sheet Notes
head -c 3000 cases.xls >cut.xls
"$REDRESS" check cut.xls
printf '\320\317\021\340\241\261\032\341' >empty.xls
head -c 600 /dev/zero >>empty.xls
"$REDRESS" check empty.xls
printf 'E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0' >>empty.xls
"$REDRESS" check empty.xls
