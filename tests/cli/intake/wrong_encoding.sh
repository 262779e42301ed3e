# SPDX-License-Identifier: GPL-3.0-or-later
# An encoding asked for that the file is not in is refused, with what to do; a few damaged bytes are not.
rows() {
    for i in 1 2 3 4 5 6 7 8 9; do
        echo "C-100$i,信用卡,2026-01-0$i,已办结,重复扣收年费"
    done
}
(echo '工单编号,产品,受理时间,状态,投诉内容' && rows) >utf8.csv
iconv -f UTF-8 -t GB18030 utf8.csv >gbk.csv
for encoding in GB18030 WINDOWS-1252 UTF-8; do
    "$REDRESS" check utf8.csv --encoding $encoding -q --rules none 2>&1 | sed -n '1,3p'
    "$REDRESS" check gbk.csv --encoding $encoding -q --rules none 2>&1 | sed -n '1,3p'
done
