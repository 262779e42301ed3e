# SPDX-License-Identifier: GPL-3.0-or-later
# Five megabytes of plain rows before the first that is not: the whole file is read in the encoding of those, by any
# number of threads, and a broken byte behind them is located.
plain() {
    seq "$1" "$2" |
        awk '{printf "%d,2026-01-%02d,2026-02-%02d,Web,the branch was closed when I called\n", $1, 1 + $1 % 28, 1 + $1 % 27}'
}
{
    echo 'id,received,closed,channel,text'
    plain 1 80000
    seq 80001 80040 | awk '{printf "%d,2026-01-05,2026-02-06,电话,我的银行卡被盗刷，请尽快处理\n", $1}' |
        iconv -f UTF-8 -t GB18030
    printf '80041,2026-01-05,2026-02-06,Web,a broken \377 byte\n'
    plain 80042 150000
} > late.csv
for jobs in 1 2 7; do
    "$REDRESS" query late.csv --rules none --by channel --show received,p50_days --format csv --quiet --jobs $jobs
    "$REDRESS" check late.csv --rules none --quiet --jobs $jobs --refused refused.$jobs > check.$jobs
    cat refused.$jobs >> check.$jobs
done
cmp check.1 check.2 && cmp check.1 check.7 && grep -E 'GB18030|ndecodable' check.1
