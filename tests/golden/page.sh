# SPDX-License-Identifier: GPL-3.0-or-later
# The page by its meaning and in a browser (when Chromium is installed), the same bytes each run, and what names
# out of an export do to it.
tool="$BUILD_DIR/sample_pack"
for case in zh en hostile empty; do
    lang=en kind=$case
    case $case in zh | en) lang=$case kind=normal ;; esac
    "$tool" $lang $kind packs/$case html json 2>>errors || echo "not ok golden/page: $case is written"
done

# Markup, control characters, formulas, emoji and 300 letters as names of branches and as complaints.
long=$(printf '%0300d' 0 | tr 0 w)
{
    printf 'Ticket,Opened,Done,Branch,Product,Text\n'
    n=0
    for name in '<script>alert(1)</script>' '"><img src=x onerror=alert(1)>' '=cmd|calc!A0' '+49 30 1' '-5' '@SUM(A1)' \
        '😀 emoji' '&lt;b&gt; &amp;' "</style></svg>'" '{{label:kpi.target}} {{>}}' '<!-- tile: x' "$long" "$(printf 'bell\007 esc\033[31m')"; do
        for day in 2 5 7 9; do
            n=$((n + 1))
            quoted=$(printf '%s' "$name" | sed 's/"/""/g')
            printf '%d,2026-10-0%d,2026-10-%d,"%s","%s","%s"\n' $n $day $((day + 11)) "$quoted" "$quoted" "$quoted"
        done
    done
} >own.csv
"$REDRESS" report own.csv --map id=Ticket --map received=Opened --map closed=Done --map unit=Branch \
    --map product=Product --map text=Text --rules none --lang en --period 2026-10 --title '</title><script>x</script>' \
    --format html,json -o packs/export --quiet 2>>errors || echo "not ok golden/page: names of an export"

PYTHON=/usr/bin/python3
[ -x $PYTHON ] || PYTHON=python3
$PYTHON "$ROOT/tests/golden/page.py" packs
[ -s errors ] && echo "not ok golden/page: silent ($(head -1 errors))" || echo "ok golden/page: silent"

mkdir again
TZ=Asia/Shanghai LC_ALL=zh_CN.UTF-8 "$tool" zh normal again/zh html
if cmp -s packs/zh/report.html again/zh/report.html; then
    echo "ok golden/page: the same bytes in another zone and locale"
else
    echo "not ok golden/page: the same bytes in another zone and locale"
fi

browser=
for name in chromium chromium-browser google-chrome; do
    [ -n "$browser" ] || browser=$(command -v $name) || true
done
[ -n "$browser" ] && $PYTHON "$ROOT/tests/golden/page_browser.py" "$browser" packs "$ROOT/tests/golden/page_browser.js"
true
