# SPDX-License-Identifier: GPL-3.0-or-later
# Traditional characters, in Big5 and in GB18030, and headers written with them.
{
    echo '案件編號,受理時間,結案時間,投訴內容,滿意度'
    for i in 1 2 3; do echo "C$i,2026-10-0$i 09:00,2026-10-0$i 17:00,網點排隊時間太長，辦理業務等了兩個小時,不滿意"; done
} >utf8.csv
iconv -f UTF-8 -t BIG5 utf8.csv >big5.csv
iconv -f UTF-8 -t GB18030 utf8.csv >gb.csv
for file in utf8 big5 gb; do "$REDRESS" check $file.csv | sed -n '2,8p;/滿意/p'; done
