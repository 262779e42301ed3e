# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -q -o 'packs/{period}' && find packs -type f | sort
