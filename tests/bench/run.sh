#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Timings of whole commands beside those of other programs: each RUNS times (5), in turn, on the same file; minimum,
# median, maximum and the ratio of the medians to that of the first line of the group.
#   make bench [BENCH="FILE"]    FILE in the layout of the CFPB database; default: rows of the generator
# Settings: GROUP_PEERS, RULES_PEERS  other programs' commands, one a line, {} for the file; each runs between ours
#           REGEXES                   a list of regexes, one a line (default tests/bench/patterns.txt)
#           ONLY                      groups to run: query rules chinese report sql memory
set -eu
here=$(dirname "$0")
build=${BUILD:-build}
runs=${RUNS:-5}
redress=$build/redress
work=$build/bench
mkdir -p "$work"
trap 'rm -rf "$work/pack" "$work/log"' EXIT

file=${1:-}
if [ -z "$file" ]; then
    make --no-print-directory BUILD="$build" "$build/generate"
    file=$work/en.csv
    [ -s "$file" ] || "$build/generate" --bank en --rows 2000000 >"$file"
fi

timed() { # NAME COMMAND…
    name=$1
    shift
    start=$(date +%s.%N)
    "$@" >/dev/null 2>"$work/err" || echo "$name failed: $(head -1 "$work/err")" >&2
    end=$(date +%s.%N)
    echo "$name|$(echo "$end $start" | awk '{printf "%.3f", $1 - $2}')" >>"$work/log"
}

peers() { # COMMANDS, one a line
    printf '%s\n' "$1" | while IFS= read -r peer; do
        [ -z "$peer" ] || timed "$(printf '%s' "$peer" | sed 's|.*/||; s| {}||')" \
            sh -c "$(printf '%s' "$peer" | sed "s|{}|$file|g")"
    done
}

group() { # TITLE FUNCTION: the function runs everything once
    : >"$work/log"
    for run in $(seq "$runs"); do $2; done
    printf '\n%-58s %7s %7s %7s %7s\n' "$1" min median max ratio
    awk -F'|' '!($1 in n) { order[++names] = $1 } { n[$1]++; v[$1, n[$1]] = $2 }
        END {
            for (k = 1; k <= names; k++) {
                name = order[k]; m = n[name]
                for (i = 2; i <= m; i++) for (j = i; j > 1 && v[name, j - 1] + 0 > v[name, j] + 0; j--) {
                    t = v[name, j]; v[name, j] = v[name, j - 1]; v[name, j - 1] = t
                }
                median = v[name, int((m + 1) / 2)]
                if (k == 1) first = median
                printf "%-58s %7.3f %7.3f %7.3f %7.2f\n", name, v[name, 1], median, v[name, m], median / first
            }
        }' "$work/log"
}

query() { "$redress" query "$file" --rules none --by product,channel --quiet --format csv "$@"; }
shown=received,p50_days:forwarding,p90_days:forwarding,on_time_rate
[ -n "$(head -1 "$file" | grep 'Date sent')" ] || shown=received,p50_days,p90_days,on_time_rate

query_once() {
    timed "redress query --by product,channel" query --show "$shown"
    timed "wc -l" wc -l "$file"
    timed "libcsv, fields alone" "$work/bare_libcsv" "$file"
    timed "redress, the same file in GB18030" "$redress" query "$work/gb18030.csv" --rules none --by product,channel \
        --show "$shown" --quiet --format csv
    peers "${GROUP_PEERS:-}"
}
rules_once() {
    timed "redress query --by product,category_all, 30 regexes" "$redress" query "$file" --rules "$work/regexes.yaml" \
        --by product,category_all --show received --quiet --format csv
    timed "the same, 500 keywords" "$redress" query "$file" --rules "$work/keywords-en.yaml" \
        --by product,category_all --show received --quiet --format csv
    timed "the same, bank-en" "$redress" query "$file" --rules bank-en --by product,category_all --show received \
        --quiet --format csv
    peers "${RULES_PEERS:-}"
}
chinese_once() {
    timed "wc -c" cat "$work/letters.gb18030.csv"
    for rules in "$work/keywords-zh.yaml" bank-zh; do
        timed "redress --jobs 1, $(basename "$rules" .yaml)" "$redress" query "$work/letters.gb18030.csv" --jobs 1 \
            --rules "$rules" --by category_all --show received --quiet --format csv
    done
}
report_once() {
    timed "redress query --by product (the reading)" "$redress" query "$file" --rules none --by product --show received \
        --quiet --format csv
    rm -rf "$work/pack"
    timed "redress report --format json, no rules" "$redress" report "$file" --rules none --gates off --format json \
        --max-refused 1 --quiet -o "$work/pack"
    rm -rf "$work/pack"
    timed "redress report --format json, 30 regexes" "$redress" report "$file" --rules "$work/regexes.yaml" --gates off \
        --format json --max-refused 1 --quiet -o "$work/pack"
    rm -rf "$work/pack"
    timed "redress report, default documents, 30 regexes" "$redress" report "$file" --rules "$work/regexes.yaml" \
        --gates off --max-refused 1 --quiet -o "$work/pack"
}
sql_once() {
    timed "redress query --by product,channel --show received" query --show received
    timed "redress sql, group by product, channel" "$redress" sql "$file" --rules none --quiet --format csv \
        "select product, channel, count(*) from complaints group by product, channel"
    timed "redress query --where channel and date" query --show received \
        --where "channel = 'Web' and received >= '2022-01-01'"
    peers "${SQL_PEERS:-}"
}

# Private memory of the process at its largest, in bytes for each complaint.
memory() {
    "$redress" query "$1" --rules none --by product,channel --show "$shown" --quiet --format csv >"$work/answer" &
    pid=$!
    peak=0
    while now=$(awk '/^RssAnon/ {print $2}' "/proc/$pid/status" 2>/dev/null) && [ -n "$now" ]; do
        [ "$now" -le "$peak" ] || peak=$now
        sleep 0.005
    done
    wait "$pid"
    rows=$(awk -F, 'NR > 1 {n += $(NF - 3)} END {print n}' "$work/answer")
    echo "$peak $rows" | awk '{printf "RssAnon at most %.0f MB for %d complaints: %.0f bytes each\n", $1 / 1024, $2, $1 * 1024 / $2}'
}

wanted() { case " ${ONLY:-query rules chinese report sql memory} " in *" $1 "*) ;; *) return 1 ;; esac; }

gcc -O2 -o "$work/bare_libcsv" "$here/bare_libcsv.c" -lcsv
sh "$here/rulebook.sh" regexes "${REGEXES:-$here/patterns.txt}" >"$work/regexes.yaml"
for language in en zh; do
    sh "$here/rulebook.sh" keywords "$here/keywords-$language.txt" >"$work/keywords-$language.yaml"
done
wc -c "$file" | awk '{printf "%.0f MB; runs of each command, in turn: '"$runs"'\n", $1 / 1e6}'
if wanted query; then
    iconv -f UTF-8 -t GB18030 "$file" >"$work/gb18030.csv"
    group "query" query_once
    rm -f "$work/gb18030.csv"
fi
! wanted rules || group "rules" rules_once
if wanted chinese; then
    make --no-print-directory BUILD="$build" "$build/generate"
    "$build/generate" --bank zh --rows 200000 >"$work/zh.csv"
    sh "$here/letters.sh" "$work/zh.csv" | iconv -f UTF-8 -t GB18030 >"$work/letters.gb18030.csv"
    group "$(wc -c <"$work/letters.gb18030.csv" | awk '{printf "Chinese letters in GB18030, %.0f MB", $1 / 1e6}')" chinese_once
    rm -f "$work/zh.csv" "$work/letters.gb18030.csv"
fi
! wanted report || group "report" report_once
! wanted sql || group "sql" sql_once
! wanted memory || memory "$file"
