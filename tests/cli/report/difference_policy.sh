# SPDX-License-Identifier: GPL-3.0-or-later
# A limit was shortened, then a file changed that the rulebook includes: both are noticed and told apart.
cp "$ROOT/templates/policies/bank-branch.yaml" policy.yaml && cp "$ROOT/templates/rules/bank-en.yaml" ours.yaml
printf '%s\n' 'include: [ours.yaml]' 'name: {zh: 本行, en: Ours}' 'categories: []' >rules.yaml
report() { "$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --policy policy.yaml --rules rules.yaml --format csv,txt -o pack -q || exit; }
report && ls pack/inputs
sed -i 's/limit: 10wd/limit: 8wd/' policy.yaml && report
grep -a -A1 'published with' pack/summary.txt
head -4 pack/data/difference.csv
sed -i '/id: digital.crash/,/any:/s/any: \[/any: [login, /' ours.yaml && report
grep -a -A1 'published with' pack/summary.txt
