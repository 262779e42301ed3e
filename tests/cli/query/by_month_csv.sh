# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-zh" --by month --show carried_in,received,reopened,closed,open --format csv --quiet
