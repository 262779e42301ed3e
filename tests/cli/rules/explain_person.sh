# SPDX-License-Identifier: GPL-3.0-or-later
# A rule may look at handlers; their names are masked.
printf 'language: en\ncategories:\n  - {id: a, any: [smith], in: [handler]}\n  - {id: b, any: [fee], when: {handler: [jones]}}\n' > rules.yaml
printf 'id,received,text,handler\n1,2026-01-05,a fee,Jane Smith\n' > export.csv
set -- export.csv -q --rules rules.yaml --map id=id --map received=received --map text=text --map handler=handler
"$REDRESS" rules explain 1 "$@"
"$REDRESS" rules explain 1 "$@" --unmasked
