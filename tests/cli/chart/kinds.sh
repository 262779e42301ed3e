# SPDX-License-Identifier: GPL-3.0-or-later
# Every kind is drawn, of the report and of a question; its title and n are text in the SVG.
texts() { sed 's/<text/\n<text/g' "$1" | sed -n 's/^<text[^>]*>\([^<]*\)<.*/\1/p' | head -2; }
for kind in $("$REDRESS" help charts | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
    "$REDRESS" chart "$kind" "$SAMPLES/bank-en" -q --period 2026-10 -o "$kind.svg" && echo "$kind" && texts "$kind.svg"
done
"$REDRESS" chart heatmap "$SAMPLES/bank-en" -q --rules none --lang zh --by region --across level --show on_time_rate -o a.svg && texts a.svg
"$REDRESS" query "$SAMPLES/bank-en" -q --rules none --lang zh --by month --show received --period 2026-H1 --chart trend --compare year -o b.svg && texts b.svg
