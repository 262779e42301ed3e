# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" rules coverage "$SAMPLES/bank-en/2025-01.csv" -q --axis tone
