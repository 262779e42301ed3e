# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" sql "$SAMPLES/bank-en" --save all.db --period 2026-10
stat -c %a all.db
ls -A
