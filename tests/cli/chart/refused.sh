# SPDX-License-Identifier: GPL-3.0-or-later
chart() { "$REDRESS" chart "$@"; echo $?; }
chart
chart trand "$SAMPLES/bank-en" -o a.svg
chart pie "$SAMPLES/bank-en" -o a.svg
chart trend "$SAMPLES/bank-en"
chart trend "$SAMPLES/bank-en" -o a.jpg
chart trend "$SAMPLES/bank-en" -q --by product -o a.svg
chart pareto "$SAMPLES/bank-en" -q --by product,channel -o a.svg
chart pareto "$SAMPLES/bank-en" -q --show received,closed -o a.svg
chart funnel "$SAMPLES/bank-en" -q --show received -o a.svg
chart survival "$SAMPLES/bank-en" -q --by product -o a.svg
chart heatmap "$SAMPLES/bank-en" -q --by product --compare year -o a.svg
ls
