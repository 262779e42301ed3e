# SPDX-License-Identifier: GPL-3.0-or-later
# A file of units that contradicts itself is refused with its line and column.
printf 'No,In,Branch\n1,2026-01-05,A\n' >cases.csv
try() {
    printf "$1" >units.csv
    "$REDRESS" query cases.csv --map id=No --map received=In --map unit=Branch --units units.csv --quiet
    echo "code $?"
}
try 'name,alias\nA,x\nB,x\n'
try 'name,alias,from,to\nA,x,2026-01-01,2026-01-31\nB,x,2026-01-31,\n'
try 'name,alias,from,to\nA,x,2026-01-01,2026-01-30\nB,x,2026-01-31,\n' | sed -n '$p'
try 'name,alias\nA,B\nB,\n'
try 'name,parent\nA,B\nB,C\nC,A\n'
try 'name,parent\nA,A\n'
try 'name,parent\nA,B\nA,C\n'
try 'name,region\nA,x\n\nA,y\n'
try 'name,alias,parent\nA,a,\nB,,a\n'
try 'name,from\nA,soon\n'
try 'name,from,to\nA,2026-02-01,2026-01-01\n'
try 'name,alias\n,x\n'
try 'alias\nx\n'
try ''
try 'name\n"A"x\n'
