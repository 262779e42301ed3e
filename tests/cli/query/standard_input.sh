# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query - --by product --show received --format csv --quiet <"$SAMPLES/bank-en/2026-10.csv"
