# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-en" --quiet --by month --period 2026-Q3 --show received,on_time_rate --compare year --format json
