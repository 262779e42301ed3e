# SPDX-License-Identifier: GPL-3.0-or-later
# Columns that play a role may be named by their header: --by, --show, --where and SQL; masked like the role.
"$REDRESS" query "$SAMPLES/bank-en" --by Team --show 'received,filled_rate:Reply+Description' --period 2026-10 -q
"$REDRESS" query "$SAMPLES/bank-zh" --by 地区 --where "\"机构名称\" = '光华支行'" --show received --period 2026-10 -q
"$REDRESS" query "$SAMPLES/bank-zh" --by 处理人 --show received --period 2026-10 --top 2 -q
"$REDRESS" sql "$SAMPLES/bank-en" -q "select Branch, branch = unit same, count(*) n from complaints group by Branch order by n desc limit 2"
"$REDRESS" sql "$SAMPLES/bank-en" -q "select * from complaints limit 0" --format csv | tr ',' '\n' | grep -c -e Branch -e Team
# The name of a role is that role, whatever columns are called: "Unit" plays the region here.
printf 'Id,Opened,Area,Unit\n1,2026-10-01,North,u1\n' >a.csv
"$REDRESS" query a.csv --map id=Id --map received=Opened --map unit=Area --map region=Unit --by Area,unit,region --show received -q
"$REDRESS" query a.csv --map id=Id --map received=Opened --map region=Area --by Zone --show received -q
# A header with the name of a column that the rules add is not in their way.
printf 'Id,Opened,category,Subject\n1,2026-10-01,Fees,hidden fee\n' >c.csv
"$REDRESS" query c.csv --map id=Id --map received=Opened --by issue,category --show received -q --rules bank-en
