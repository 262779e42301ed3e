# SPDX-License-Identifier: GPL-3.0-or-later
. "$ROOT/tests/cli/rules/labelled.shared"
printf 'label,category\nPraise,\nLate payment,fee.annual\n' > map.csv
"$REDRESS" rules test rules.yaml "$@" -q --truth label --truth-map map.csv --format csv --table labels
printf 'label,category\nPraise,\nApp,ap\n' > map.csv
"$REDRESS" rules test rules.yaml "$@" -q --truth label --truth-map map.csv
