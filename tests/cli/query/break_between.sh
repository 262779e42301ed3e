# SPDX-License-Identifier: GPL-3.0-or-later
# Nothing is compared across a recorded break; other measures are.
printf -- '- {date: 2026-10-01, what: Hotline taken over, measures: [received]}\n' > b.yaml
"$REDRESS" query "$SAMPLES/bank-en" --quiet --show received,closed --period 2026-10 --compare prev --breaks b.yaml --format json
