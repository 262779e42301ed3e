# SPDX-License-Identifier: GPL-3.0-or-later
# Forty units, some with names that mean something to a spreadsheet or a browser, and a month without a
# complaint: the funnel is a native chart of points, a grid of zeros is not drawn, nothing is complained about.
awk 'BEGIN {
    print "Complaint ID,Date received,Date closed,Due date,Branch,Product"
    for (i = 0; i < 800; i++) {
        unit = i % 40 == 0 ? "=1+1" : i % 40 == 1 ? "<b>&amp;</b>" : i % 40 == 2 ? "@cmd" : "Unit " i % 40
        printf "%d,2025-05-%02d,2025-05-%02d,2025-05-%02d,%s,%s\n", i, 1 + i % 20, 4 + i % 20 + i % 3, 5 + i % 20, unit, i % 3 ? "Cards" : "Loans"
    }
    print "900,2025-07-02,2025-07-03,2025-07-08,Unit 5,Cards"
}' >cases.csv
for period in 2025-05 2025-06; do
    "$REDRESS" report cases.csv --period $period --format xlsx,svg,html --gates off -o $period --quiet
    echo "$period: heat maps $(ls $period/charts | grep -c '^heatmap')"
done
echo "funnels $(ls 2025-05/charts | grep -c '^funnel')"
/usr/bin/python3 -c '
import zipfile
book = zipfile.ZipFile("2025-05/report.xlsx")
charts = [book.read(name) for name in book.namelist() if "charts/chart" in name]
print(sum(b"<c:scatterChart>" in chart for chart in charts), "of points")'
grep -c '<b>&amp;</b>' 2025-05/report.html
grep -c '&lt;b&gt;&amp;amp;&lt;/b&gt;' 2025-05/report.html | sed 's/^[1-9][0-9]*$/escaped/'
