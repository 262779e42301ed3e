# SPDX-License-Identifier: GPL-3.0-or-later
# Targets for a part of the complaints are measured on these alone; the clock is called by its own title.
cat >p.yaml <<'P'
name: {zh: 本行办法, en: House rules}
calendar: england-wales
clocks:
  reply: {name: {zh: 答复客户, en: Reply to the customer}, main: true, limit: 10wd}
targets:
  - {measure: on_time_rate, value: 95%}
  - {measure: p50_days, value: "<= 4", when: {channel: [Branch]}}
  - {measure: "on_time_rate:reply", value: ">= 90%", when: {product: [Credit Card], channel: [Branch, Online]}}
  - {measure: p50_days, value: 3, when: {severity: [high]}}
  - {measure: p90_days, value: 20, when: {handling group: [A]}}
P
for lang in en zh; do
    "$REDRESS" report "$SAMPLES/bank-en" --quiet --period 2026-10 --policy p.yaml --lang "$lang" --format csv,json -o "$lang"
    cut -d, -f1-3,6- "$lang/data/targets.csv"
    grep -o '"[^"]*\(Reply to the customer\|答复客户\)[^"]*\(target of\|目标\)[^"]*"' "$lang/report.json"
done
# The same, counted by the condition in SQL.
"$REDRESS" query "$SAMPLES/bank-en" --quiet --period 2026-10 --policy p.yaml --show on_time_rate:reply,p50_days --format csv \
    --where "product = 'Credit Card' and channel in ('Branch', 'Online')"
"$REDRESS" query "$SAMPLES/bank-en" --quiet --period 2026-10 --policy p.yaml --show p50_days --format csv --where "channel = 'Branch'"
