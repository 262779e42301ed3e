# SPDX-License-Identifier: GPL-3.0-or-later
# One readable word before a keyword takes it away.
printf 'categories:\n  - {id: fraud, unless: negated, any: [盗刷, 诈骗]}\n' > zh.yaml
for text in 没有盗刷 没有发现盗刷 没有任何盗刷 不是被盗刷 从没盗刷 否认盗刷 沒有盜刷 不算诈骗 卡被盗刷; do
    printf '%s: ' "$text"
    "$REDRESS" rules explain --rules zh.yaml --text "$text" --lang zh | sed -n 1p
done
printf 'language: en\ncategories:\n  - {id: fraud, unless: negated, any: [fraud, scammed]}\n' > en.yaml
for text in "not a fraud" "There was no fraud" "never scammed" "have never been scammed" "no sign of fraud" "a fraud"; do
    printf '%s: ' "$text"
    "$REDRESS" rules explain --rules en.yaml --text "$text" | sed -n 1p
done
