# SPDX-License-Identifier: GPL-3.0-or-later
# Names of an export that are markup, formulas, control characters, emoji or three hundred characters long go through
# every writer as text.
long=$(printf '%300s' '' | tr ' ' w)
{
    echo 'case,received,closed,unit,channel'
    for i in 1 2 3 4 5 6 7 8; do
        printf '%s1,2026-10-0%s,2026-10-1%s,=cmd|/C calc!A0,<script>alert(1)</script>\n' $i $i $i
        printf '%s2,2026-10-0%s,2026-10-1%s,+1+1,"]]>&amp;""\x27"\n' $i $i $i
        printf '%s3,2026-10-0%s,2026-10-1%s,-2+3,a\001\033[31mb\302\205c\n' $i $i $i
        printf '%s4,2026-10-0%s,2026-10-1%s,@SUM(A1),\360\237\230\241\360\237\217\275 angry\n' $i $i $i
        printf '%s5,2026-10-0%s,2026-10-1%s,%s,../../%s\n' $i $i $i $long etc
        printf '%s6,2026-10-0%s,2026-10-1%s,"[a]:*?/\\b",\357\277\276 noncharacter\n' $i $i $i
    done
} >export.csv
"$REDRESS" report export.csv --map id=case --map received=received --map closed=closed --map unit=unit \
    --map channel=channel --period 2026-10 --lang en --gates off -q --each unit -o pack \
    --format xlsx,pdf,html,json,csv,svg,txt,eml
echo "exit $?"
find pack -type d | LC_ALL=C sort | cut -c1-90
echo "markup in the page: $(grep -c '<script>alert' pack/report.html)"
echo "control characters shown: $(cat pack/report.html pack/charts/*.svg pack/summary.txt | LC_ALL=C tr -d '\n\r\t' | LC_ALL=C grep -c "$(printf '[\001\033]')")"
echo "formulas in CSV: $(cat pack/data/*.csv | LC_ALL=C grep -Ec '(^|,)"?[=+@]')"
sed -n 2,7p pack/data/by_unit.csv | cut -d, -f1,2 | cut -c1-60
python=/usr/bin/python3
[ -x $python ] || python=python3
$python - <<'P'
import glob, zipfile
from xml.parsers import expat
parts = [open(name, "rb").read() for name in glob.glob("pack/charts/*.svg")]
book = zipfile.ZipFile("pack/report.xlsx")
parts += [book.read(name) for name in book.namelist() if name.endswith(".xml")]
for part in parts:
    expat.ParserCreate().Parse(part, True)
cells = b"".join(book.read(name) for name in book.namelist() if "/sheet" in name)
formulas = cells.split(b"<f>")[1:]
print("well-formed:", len(parts) > 20, "formulas of the export in the workbook:", sum(b"cmd" in f[:60] or b"SUM(A1)" in f[:60] for f in formulas))
P
