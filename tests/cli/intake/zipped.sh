# SPDX-License-Identifier: GPL-3.0-or-later
# One single file in an archive is read, told by its bytes.
cp "$ROOT/tests/cli/intake/data/one.zip" cases.csv
"$REDRESS" query cases.csv --map id=id --map received=received --rules none --by month --show received --format csv --quiet
