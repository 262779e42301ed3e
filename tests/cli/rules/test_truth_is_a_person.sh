# SPDX-License-Identifier: GPL-3.0-or-later
# Labels are printed, so a column of texts or persons is none.
printf 'language: en\ncategories: [{id: a, any: [fee]}]\n' > rules.yaml
"$REDRESS" rules test rules.yaml "$SAMPLES/bank-en/2025-01.csv" -q --truth "Customer ID"
"$REDRESS" rules test rules.yaml "$SAMPLES/bank-en/2025-01.csv" -q --truth text
