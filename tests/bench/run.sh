#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Timings of whole commands, median of RUNS (5), alternating with other programs on the same file.
# usage: make bench [BENCH="FILE [PEER COMMAND…]"]
#   FILE   an export; default: 2,000,000 rows of the generator (English bank), made once in the build folder
#   PEER   one quoted command a peer, with {} for the file; each runs between ours
set -eu
build=${BUILD:-build}
runs=${RUNS:-5}
file=${1:-}
[ $# -eq 0 ] || shift
if [ -z "$file" ]; then
    file=$build/bench.csv
    [ -s "$file" ] || { make --no-print-directory "$build/generate" && "$build/generate" --bank en --rows 2000000 >"$file"; }
fi
redress=$build/redress
log=$(mktemp)
trap 'rm -rf "$log" "$build/bench.pack"' EXIT

seconds() { # NAME COMMAND…
    name=$1
    shift
    start=$(date +%s.%N)
    "$@" >/dev/null 2>&1 || echo "$name failed" >&2
    end=$(date +%s.%N)
    echo "$name|$(echo "$end $start" | awk '{printf "%.3f", $1 - $2}')" >>"$log"
}

for run in $(seq "$runs"); do
    seconds "wc -l" wc -l "$file"
    seconds "redress query --by product,channel" "$redress" query "$file" --by product,channel --show received,p50_days,p90_days --format csv --quiet
    seconds "redress report --format json" "$redress" report "$file" --format json --quiet --max-refused 1 -o "$build/bench.pack"
    for peer in "$@"; do
        seconds "$peer" sh -c "$(printf '%s' "$peer" | sed "s|{}|$file|g")"
    done
done
printf '%-50s %8s %8s %8s\n' "$(wc -c <"$file" | awk '{printf "%.0f MB", $1 / 1e6}')" min median max
sort -t'|' -k1,1 -k2,2n "$log" | awk -F'|' '
    $1 != name { if (n) show(); name = $1; n = 0 }
    { v[++n] = $2 }
    END { if (n) show() }
    function show() { printf "%-50s %8.3f %8.3f %8.3f\n", name, v[1], v[int((n + 1) / 2)], v[n] }'
