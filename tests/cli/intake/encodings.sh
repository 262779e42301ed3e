# SPDX-License-Identifier: GPL-3.0-or-later
# The same rows in five encodings: found without being told, the same answer.
cat > utf8.csv <<'CSV'
留言编号,留言主题,留言时间,留言详情
1,路灯不亮,2026/2/3 9:05:00,路口三盏路灯不亮，请尽快修好
2,公交改线,46056.5,改线以后要多走一站
合计,,,
CSV
for to in GB18030 UTF-16LE UTF-16BE; do iconv -f UTF-8 -t $to utf8.csv > $to.csv; done
printf '\377\376' | cat - UTF-16LE.csv > marked.csv
for file in utf8 GB18030 UTF-16LE UTF-16BE marked; do
    "$REDRESS" check $file.csv --rules none --quiet | sed -n "2,4p; 6p"
    "$REDRESS" query $file.csv --rules none --by day --show received --format csv --quiet
done
