# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" report "$SAMPLES/bank-en" --targets 'on_time_rate = 95%' -o pack
