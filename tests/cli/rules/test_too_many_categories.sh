# SPDX-License-Identifier: GPL-3.0-or-later
# The confusion table grows with the square of the categories.
{ printf 'language: en\ncategories:\n'; for i in $(seq 2001); do printf '  - {id: c%s, any: [word%s]}\n' "$i" "$i"; done; } > rules.yaml
printf 'id,received,text,label\n1,2026-01-05,word7,c7\n' > export.csv
"$REDRESS" rules test rules.yaml export.csv -q --map id=id --map received=received --map text=text --truth label
