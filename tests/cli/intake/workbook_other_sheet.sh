# SPDX-License-Identifier: GPL-3.0-or-later
cp "$ROOT/tests/cli/intake/data/letters.xlsx" .
"$REDRESS" check letters.xlsx --sheet 说明
"$REDRESS" check letters.xlsx --sheet 3
