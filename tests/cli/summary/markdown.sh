# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" summary "$SAMPLES/bank-en" --period 2026-10 --format md --quiet | grep "^#\{1,2\} "
