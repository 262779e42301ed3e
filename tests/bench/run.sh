#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Timings of whole commands beside those of other programs: each RUNS times (5), in turn, on the same file; minimum,
# median, maximum and the ratio of the medians to that of the first line of the group.
#   make bench [BENCH="FILE"]    FILE in the layout of the CFPB database; default: rows of the generator
# Settings: GROUP_PEERS, RULES_PEERS  other programs' commands, one a line, {} for the file; each runs between ours
#           REGEXES                   a list of regexes, one a line (default tests/bench/patterns.txt)
#           LARGE                     a larger file of the same layout, for the memory of a complaint alone
#           WIDE_ROWS                 rows of the file of 52 columns made for that (2,000,000)
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
# The roles that the file has a column for, but for what was answered: what a report reads.
roles_read() {
    head -2000 "$file" >"$work/head.csv"
    "$redress" check "$work/head.csv" --rules none --max-refused 1 --quiet --format json |
        sed -n 's/.*"roles": {\(.*\)}.*/\1/p' | grep -o '"[a-z_]*": "' | tr -d '": ' | grep -v '^reply$' | paste -sd,
}
report_once() {
    timed "redress query --by product" "$redress" query "$file" --rules none --by product --show received \
        --quiet --format csv
    timed "reading all columns of a report (sql … limit 0)" "$redress" sql "$file" --rules none --max-refused 1 \
        --quiet --format csv "select $columns_read from complaints limit 0"
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

# Private memory of the process at its largest, in bytes for each complaint, and how long it took.
memory() { # TITLE FILE BY SHOWN
    start=$(date +%s.%N)
    "$redress" query "$2" --rules none --by "$3" --show "$4" --quiet --format csv >"$work/answer" &
    pid=$!
    peak=0
    ticks=0
    while now=$(awk '/^RssAnon/ {print $2}' "/proc/$pid/status" 2>/dev/null) && [ -n "$now" ]; do
        [ "$now" -le "$peak" ] || peak=$now
        spent=$(cut -d ' ' -f 14,15 "/proc/$pid/stat" 2>/dev/null) && [ -n "$spent" ] && ticks=$((${spent% *} + ${spent#* }))
        sleep 0.005
    done
    wait "$pid"
    end=$(date +%s.%N)
    awk -F, -v title="$1" -v peak="$peak" -v seconds="$(echo "$end $start" | awk '{print $1 - $2}')" \
        -v spent="$(echo "$ticks $(getconf CLK_TCK)" | awk '{print $1 / $2}')" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == "received") column = i - NF }
        NR > 1 { n += $(NF + column) }
        END {
            printf "%-30s %9d complaints: RssAnon at most %5.0f MB, %3.0f bytes each; %6.2f s, %6.2f s of processors, %4.0f ns each\n",
                title, n, peak / 1024, peak * 1024 / n, seconds, spent, spent * 1e9 / n
        }' "$work/answer"
}
memory_of_all() {
    memory "the file" "$file" product,channel "$shown"
    wide=$work/wide.csv
    awk -v rows="${WIDE_ROWS:-2000000}" -f "$here/wide.awk" >"$wide"
    memory "52 columns" "$wide" issue,region received,p50_days,p90_days,on_time_rate
    rm -f "$wide"
    [ -z "${LARGE:-}" ] || memory "$(basename "$LARGE")" "$LARGE" product,channel "$shown"
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
if wanted report; then
    columns_read=$(roles_read)
    group "report" report_once
fi
! wanted sql || group "sql" sql_once
! wanted memory || memory_of_all
