# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" check "$SAMPLES/bank-en" --encoding klingon
