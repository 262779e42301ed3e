# SPDX-License-Identifier: GPL-3.0-or-later
# Bytes that stand for no character are replaced, counted, and listed with their line.
printf 'id,received,text\n1,2026-01-02,\326\320\316\304\n2,2026-01-03,\326\320\377\316\304\n' > cases.csv
"$REDRESS" check cases.csv --map id=id --map received=received --map text=text --encoding GB18030 --rules none --refused troubles.csv --quiet
cat troubles.csv
