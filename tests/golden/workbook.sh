# SPDX-License-Identifier: GPL-3.0-or-later
# The workbook by its meaning, the same bytes each run, and what a full disk does to it.
tool="$BUILD_DIR/sample_pack"
for case in zh en hostile empty; do
    lang=en kind=$case
    case $case in zh | en) lang=$case kind=normal ;; esac
    "$tool" $lang $kind packs/$case xlsx json 2>>errors || echo "not ok golden/workbook: $case is written"
done
"$tool" en split packs/split.xlsx 2>>errors || echo "not ok golden/workbook: a workbook of short sheets is written"
PYTHON=/usr/bin/python3
[ -x $PYTHON ] || PYTHON=python3
$PYTHON -W ignore "$ROOT/tests/golden/workbook.py" packs

mkdir again
TZ=Asia/Shanghai LC_ALL=zh_CN.UTF-8 "$tool" zh normal again/zh xlsx json 2>>errors
if cmp -s packs/zh/report.xlsx again/zh/report.xlsx; then
    echo "ok golden/workbook: the same bytes in another zone and locale"
else
    echo "not ok golden/workbook: the same bytes in another zone and locale"
fi
[ -s errors ] && echo "not ok golden/workbook: silent ($(head -1 errors))" || echo "ok golden/workbook: silent"

mkdir full
(ulimit -f 30 && trap '' XFSZ && exec "$tool" en normal full/pack xlsx) 2>message
code=$?
if [ $code = 4 ] && [ -z "$(ls -A full)" ] && grep -q '^sample_pack: cannot write report.xlsx: File too large$' message; then
    echo "ok golden/workbook: a full disk leaves nothing"
else
    echo "not ok golden/workbook: a full disk leaves nothing (code $code, $(cat message))"
fi
