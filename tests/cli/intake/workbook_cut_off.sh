# SPDX-License-Identifier: GPL-3.0-or-later
head -c 3000 "$ROOT/tests/cli/intake/data/letters.xlsx" > half.xlsx
"$REDRESS" check half.xlsx
