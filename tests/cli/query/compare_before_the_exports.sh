# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-en" --quiet --by channel --period 2024-12 --show received --compare year --top 3
