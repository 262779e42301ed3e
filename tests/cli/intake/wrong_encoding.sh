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
# What the bytes look like is said also where the text was read all the same, and where it stands in a folder.
(echo 'id,product,received,status,details' && rows) >gbk2.utf8 && iconv -f UTF-8 -t GB18030 gbk2.utf8 >gbk2.csv
"$REDRESS" check gbk2.csv --encoding WINDOWS-1252 -q --rules none | sed -n '2p'
"$REDRESS" check gbk2.csv --encoding WINDOWS-1252 -q --rules none --lang zh | sed -n '2p'
mkdir month && cp gbk.csv month && "$REDRESS" check month --encoding ISO-8859-1 -q --rules none
iconv -f UTF-8 -t UTF-16LE utf8.csv >utf16.csv
"$REDRESS" check utf16.csv --encoding GBK -q --rules none
