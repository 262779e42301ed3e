# SPDX-License-Identifier: GPL-3.0-or-later
# units.csv: aliases fold, parents roll up (unit_parent, unit_tree), the region is filled in where the export lacks
# it, from and to say when; unknown names are told with the nearest.
cat >cases.csv <<'END'
No,In,Branch
1,2026-01-05,Harbour
2,2026-01-06,Harbour Branch
3,2026-02-10,Harbour
4,2026-02-11,Mill Lane
5,2026-02-12,Mil Lane
6,2026-02-13,
7,2026-02-14,Castle
8,,Harbour
END
cat >units.csv <<'END'
name,alias,parent,region,from,to
Harbour,Harbour Branch,North,Coast,,2026-01-31
Harbour,,South,Coast,2026-02-01,
Mill Lane,,South,Inland,,
North,,Head office,,,
South,,Head office,,,
END
map="--map id=No --map received=In --map unit=Branch --units units.csv"
"$REDRESS" sql cases.csv $map --quiet --format csv "select id, unit, unit_parent, region, unit_tree from complaints order by id"
"$REDRESS" query cases.csv $map --quiet --by unit_tree --show received,share --format csv
"$REDRESS" query cases.csv $map --quiet --by unit_parent,month --show received --format csv
"$REDRESS" query cases.csv $map --quiet --by region --show received --format csv --where "unit_parent = 'South'"
"$REDRESS" check cases.csv $map --quiet | sed -n '/unknown_unit/p; /^unit/p'
"$REDRESS" check cases.csv $map --quiet --lang zh | grep 机构
"$REDRESS" check cases.csv $map --quiet --format json | sed -n '/unknown_units/,/]/p'
# A region that the export has is kept.
sed 's/$/,/; 1s/.*/No,In,Branch,Region/; 4s/,$/,Lakes/' cases.csv >with_region.csv
"$REDRESS" query with_region.csv $map --map region=Region --quiet --by region --show received --format csv
