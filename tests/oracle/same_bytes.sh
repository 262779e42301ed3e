# SPDX-License-Identifier: GPL-3.0-or-later
# The same input gives the same bytes: run twice, with 1, 2 and 7 threads, files in another order, other TZ and locale.
pack() { # NAME ARGUMENTS…
    name=$1
    shift
    "$REDRESS" report "$@" --period 2026-10 --quiet -o "$name" || echo "not ok same bytes: report $name ended with $?"
}
compare() {
    if diff -r plain "$1" >differences; then echo "ok same bytes: $2"; else
        echo "not ok same bytes: $2"
        sed 's/^/# /' differences | head -5
    fi
    rm -rf "$1"
}
for bank in zh en; do
    exports=$SAMPLES/bank-$bank
    pack plain "$exports"
    pack again "$exports"
    compare again "$bank again"
    for jobs in 1 2 7; do
        pack jobs "$exports" --jobs $jobs
        compare jobs "$bank with $jobs threads"
    done
    pack order $(ls -r "$exports"/*.csv)
    compare order "$bank with files in another order"
    (export TZ=Asia/Shanghai LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 LANGUAGE=fr && pack zone "$exports")
    compare zone "$bank in another zone and locale"
    rm -rf plain
done
