# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" sql "$SAMPLES/bank-en" -q --format csv "select '=1+1' formula, -3 number, 'a,b' text"
