# SPDX-License-Identifier: GPL-3.0-or-later
# The PDF by what can be read in it: figures, headings on every page, outline, fonts, dates; the same bytes
# each run.
tool="$BUILD_DIR/sample_pack"
say() {
    if eval "$2"; then echo "ok golden/document: $1"; else echo "not ok golden/document: $1"; fi
}
for case in zh en hostile empty; do
    lang=en kind=$case
    case $case in zh | en) lang=$case kind=normal ;; esac
    "$tool" $lang $kind packs/$case pdf 2>>errors || echo "not ok golden/document: $case is written"
    pdftotext -layout packs/$case/report.pdf $case.txt 2>>errors
    pdffonts packs/$case/report.pdf 2>>errors | tail -n +3 >$case.fonts
done
say "nothing is complained about" '[ ! -s errors ]'
say "all fonts are embedded" '[ -s zh.fonts ] && ! awk "{print \$(NF-4)}" zh.fonts en.fonts hostile.fonts | grep -qv yes'
pages=$(pdfinfo packs/zh/report.pdf | sed -n 's/^Pages: *//p')
for word in 投诉管理月报 842 '86.9 %' 明显未达标 上升 缺少 合计 汉口1支行 "第 1 页，共 $pages 页"; do
    say "zh: $word can be read" "tr '\302\240' '  ' <zh.txt | tr -s ' ' | grep -q -- '$(printf %s "$word" | tr '\302\240' '  ')'"
done
pages=$(pdfinfo packs/en/report.pdf | sed -n 's/^Pages: *//p')
for word in 'Monthly complaint report' 'reliably missed' 'Long queue' "Page $pages of $pages" 'rose' '56 more rows'; do
    say "en: $word can be read" "grep -q -- '$word' en.txt"
done
pdftohtml -xml -i -q packs/en/report.pdf outline >/dev/null 2>&1
say "the outline names the sections" 'grep -q "<item page=\"2\">Overall</item>" outline.xml && grep -q "Definitions</item>" outline.xml'
say "the contents lead to the sections" '[ "$(grep -o "href=\"outline.html#[0-9]*\"" outline.xml | wc -l)" -ge 9 ]'
heads=$(grep -c 'Case *Unit *Received' en.txt)
split=$(awk 'BEGIN { RS = "\f" } /00202609/ { n++ } END { print n }' en.txt)
say "a heading stands on every page of a table" '[ $split -gt 1 ] && [ $heads = $split ]'
say "the dates are those of the data" 'TZ=UTC pdfinfo packs/zh/report.pdf | grep -q "CreationDate: *Sun Nov  1 00:00:00 2026 UTC"'
say "pages are A4" 'pdfinfo packs/en/report.pdf | grep -q "A4"'
mkdir again
TZ=Asia/Shanghai LC_ALL=zh_CN.UTF-8 "$tool" zh normal again/zh pdf
say "the same bytes in another zone and locale" 'cmp -s packs/zh/report.pdf again/zh/report.pdf'
