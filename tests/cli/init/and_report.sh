# SPDX-License-Identifier: GPL-3.0-or-later
# A new project works at once, whatever the folder is called.
"$REDRESS" init "my project" --from "$SAMPLES/bank-en" || exit
cd "my project"
sed "s|\"/.*\"|\"EXPORTS\"|" redress.yaml
here=$(pwd -P)
grep -v '^#' crontab.txt | sed "s|$REDRESS|redress|; s|$here|HERE|g"
cmp profile.yaml "$ROOT/templates/profiles/harbour-bank.yaml" && cmp rules.yaml "$ROOT/templates/rules/bank-en.yaml"
sed -i 's/^# format: .*/format: json/' redress.yaml
"$REDRESS" report --period 2026-10 -q && "$REDRESS" verify packs/2026-10 | sed -n 1p
"$REDRESS" query --by half --show received -q
"$REDRESS" sql -q "select count(*) n from complaints"
ls
sed -i 's|^# report: [^ ]*|report: reports/monthly.yaml|; s|^# exposure: [^ ]*|exposure: exposure.csv|; s|^# units: [^ ]*|units: units.csv|' redress.yaml
"$REDRESS" report --period 2026-10 -q -o packs/own && ls packs
