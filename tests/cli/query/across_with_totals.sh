# SPDX-License-Identifier: GPL-3.0-or-later
# A pivot with sums both ways; a case of several categories counts once in them.
cat >two.yaml <<END
categories:
  - {id: queue, name: {en: Queues, zh: 排队}, any: [queue*, wait*]}
  - {id: card, name: {en: Cards, zh: 卡}, any: [card*]}
END
"$REDRESS" query "$SAMPLES/bank-en" -q --period 2026-10 --by region --across level --show received,on_time_rate --total --top 2
"$REDRESS" query "$SAMPLES/bank-en" -q --rules two.yaml --period 2026-10 --by channel --across category_all --show received --total --top 2 --lang zh
"$REDRESS" query "$SAMPLES/bank-en" -q --period 2026-10 --by product --across half --show received --compare year --top 2 --format json
