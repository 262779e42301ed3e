#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Line coverage of analysis/ and reports/ by all tests, from gcov. $BUILD holds a build with --coverage. Lines of .c files
# count, inline functions of headers do not. Ends with an error under 85 %.
set -u
build=${BUILD:-build/coverage}
find "$build/analysis" "$build/reports" -name '*.gcno' | sort | while read -r notes; do
    gcov -n -o "$(dirname "$notes")" "$notes" 2>/dev/null
done | awk '
    /^File / { file = $0; gsub(/^File .|.$/, "", file); next }
    /^Lines executed:/ && file ~ /^(analysis|reports)\/.*\.c$/ {
        split($0, parts, /[:% ]+/)   # Lines executed 87.50 of 40
        lines = $NF; share = parts[3]
        total[substr(file, 1, index(file, "/") - 1)] += lines
        run[substr(file, 1, index(file, "/") - 1)] += lines * share / 100
        printf "%6.1f %% of %5d  %s\n", share, lines, file
        file = ""
    }
    END {
        for (room in total) {
            printf "~ %s: %.1f %% of %d lines\n", room, 100 * run[room] / total[room], total[room]
            all += total[room]; done += run[room]
        }
        if (!all) exit 1
        printf "~~ analysis/ and reports/: %.1f %% of %d lines\n", 100 * done / all, all
    }' | LC_ALL=C sort >"$build/coverage.txt"
grep -v '^~' "$build/coverage.txt" | sort -n | head -15
grep '^~' "$build/coverage.txt" | sed 's/^~* //'
awk '/^~~/ { exit !($5 >= 85) }' "$build/coverage.txt"
