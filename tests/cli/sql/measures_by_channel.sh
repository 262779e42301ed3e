# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" sql "$SAMPLES/bank-en" --period 2026-10 "select channel, received(rowid) n, p50_days(rowid) p50 from complaints group by channel order by n desc, channel"
