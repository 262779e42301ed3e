# SPDX-License-Identifier: GPL-3.0-or-later
# The second sheet is the export: its header stands in row 4, from column B on; a sum ends it after 390 empty rows.
cp "$ROOT/tests/cli/intake/data/letters.xlsx" .
"$REDRESS" check letters.xlsx --rules none --refused troubles.csv --quiet
cat troubles.csv
"$REDRESS" query letters.xlsx --rules none --by month,customer --show received --format csv --quiet --unmasked
