# SPDX-License-Identifier: GPL-3.0-or-later
# The decoded text of an export in another encoding finds no room: said, whatever the threads, and nothing is left.
mkdir tmp
{
    echo '留言编号,留言时间,留言详情'
    seq 1 4000 | awk '{printf "%d,2026-02-03,路口三盏路灯不亮，请尽快修好\n", $1}'
} | iconv -f UTF-8 -t GB18030 > export.csv
trap '' XFSZ
ulimit -f 64
for jobs in 1 2 7; do
    TMPDIR=$PWD/tmp "$REDRESS" query export.csv --rules none --jobs $jobs --quiet
    echo "exit code $?"
done
find tmp -type f
