# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" summary "$SAMPLES/bank-en/2026-10.csv" --to reader@bank.example --quiet
