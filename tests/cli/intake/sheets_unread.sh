# SPDX-License-Identifier: GPL-3.0-or-later
# A second sheet with such a header is not read, and that is said.
row() { echo "<tr><td>$1</td><td>2026-10-0$2</td><td>2026-10-0$3</td><td>late again</td></tr>"; }
table() { echo "<table><tr><th>Ticket ID</th><th>Opened</th><th>Closed</th><th>Description</th></tr>"; row "$1" 1 2; echo "</table>"; }
{ echo '<html><body>'; table T1; table T2; echo '</body></html>'; } >two.xls
"$REDRESS" check two.xls
"$REDRESS" check two.xls --format json | grep -E 'sheets_unread|delimiter'
"$REDRESS" check two.xls --sheet 2 | grep -c unread
true
