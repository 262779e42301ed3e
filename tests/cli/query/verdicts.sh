# SPDX-License-Identifier: GPL-3.0-or-later
# Beside a measure its target for that line, and whether it is met.
cat >p.yaml <<'P'
name: {zh: 本行办法, en: House rules}
calendar: england-wales
clocks:
  reply: {name: {zh: 答复客户, en: Reply to the customer}, main: true, limit: 10wd}
targets:
  - {measure: on_time_rate, value: 95%}
  - {measure: on_time_rate, value: 99%, when: {channel: [Branch]}}
  - {measure: p50_days, value: "<= 4", when: {channel: [Branch]}}
P
ask() { "$REDRESS" query "$SAMPLES/bank-en" --quiet --period 2026-10 --policy p.yaml "$@"; }
ask --by channel --show on_time_rate,p50_days --verdicts --total --format csv
ask --by product --where "channel = 'Branch'" --show on_time_rate --verdicts --top 2 --lang zh
ask --by product --across channel --verdicts || echo "code $?"
ask --per-day || echo "code $?"
