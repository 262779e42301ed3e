# SPDX-License-Identifier: GPL-3.0-or-later
# The bank's own rules and the law's, in a project file; the first has the main clock.
cat >law.yaml <<'YAML'
clocks: {law15: {name: {zh: 法定, en: Law}, limit: 15d, main: true}, order: {to: registered, limit: 1h}}
YAML
printf 'exports: [c.csv]\npolicy: [bank-branch, law.yaml]\nmap: [id=id, received=received, resolved=resolved, level=level]\n' >redress.yaml
printf 'id,received,resolved,level\n1,2026-10-12,2026-10-20,Simple\n2,2026-10-12,2026-10-28,Simple\n3,2026-12-30,,Simple\n' >c.csv
"$REDRESS" query -c redress.yaml --period 2026-10 --show on_time_rate,on_time_rate:reply,on_time_rate:law15,on_time_rate:order,p50_days:law15
"$REDRESS" check -c redress.yaml --lang en | tail -7
"$REDRESS" check -c redress.yaml --lang zh | tail -7
"$REDRESS" query -c redress.yaml --show on_time_rate:nothing
