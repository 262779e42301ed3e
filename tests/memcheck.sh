#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Unit programs and the commands, over the head of the sample data, under valgrind, side by side (JOBS): an error of memory, or
# memory lost for good, ends a case with code 9. Unit programs that search all values or draw many pictures would take an hour
# there and are left out; AddressSanitizer runs them. "sh tests/memcheck.sh NAME…": those cases alone.
set -u
root=${ROOT:-$(pwd)}
build=${BUILD:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
redress=$build/redress
export LC_ALL=C TZ=UTC
slow='test_selection test_plots test_canvas test_fold test_calendar test_r_figures test_survival test_hotspots test_xlsx_gate
    test_places test_matcher test_zone test_interval test_policies test_packs test_csv test_control'

# One case a line: NAME COMMAND…; a blank within an argument is written &.
cases() {
    for unit in "$build"/unit/test_*; do
        name=${unit##*/}
        case " $(echo $slow) " in *" $name "*) continue ;; esac
        case $name in *.*) ;; *) echo "$name $unit" ;; esac
    done
    report="--period 2026-10 --gates off --jobs 4"
    for lang in en zh; do
        echo "check-$lang $redress check $lang.csv"
        echo "query-$lang $redress query $lang.csv --by product,month --show received,p50_days,on_time_rate --jobs 4" \
            "--where received>='2026-10-02'&and&channel<>'x'"
        echo "classify-$lang $redress classify $lang.csv -o classified-$lang.csv --jobs 4"
        echo "summary-$lang $redress summary $lang.csv --period 2026-10"
        echo "report-$lang $redress report $lang.csv $report --format json,csv,txt,html,eml -o pack-$lang"
    done
    echo "workbook $redress report en.csv $report --format xlsx -o pack-xlsx"
    echo "pictures $redress report en.csv $report --format pdf,png,svg -o pack-pdf"
    echo "sql $redress sql en.csv select&channel,count(*),p50_days(rowid)&from&complaints&where&received>='2026-10-02'&group&by&1"
    echo "save $redress sql en.csv --save saved.db"
    echo "coverage $redress rules coverage zh.csv"
}

one() { # NAME COMMAND…
    name=$1
    shift
    for word; do
        shift
        set -- "$@" "$(printf %s "$word" | tr '&' ' ')"
    done
    valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite --show-leak-kinds=definite \
        --suppressions="$root/tests/valgrind.supp" "$@" >"said.$name" 2>&1
    code=$?
    [ $code -eq 0 ] && echo "ok memcheck/$name" && return
    echo "not ok memcheck/$name (exit code $code)"
    grep -e '^==' -e '^redress:' -e '^not ok' "said.$name" | head -40 | sed 's/^/# /'
}
if [ "${1:-}" = one ]; then
    set -f
    one $2
    exit 0
fi

command -v valgrind >/dev/null || sh tests/deps.sh valgrind || exit 1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT INT TERM
for lang in en zh; do head -60 sample-data/bank-$lang/2026-10.csv >"$scratch/$lang.csv"; done
wanted=" $* "
cases | while read -r name rest; do
    case "$wanted" in "  " | *" $name "*) echo "$name $rest" ;; esac
done >"$scratch/cases"
# Unit programs look for the project's files from its root.
cd "$scratch" || exit 1
for folder in analysis sample-data templates tests docs; do ln -s "$root/$folder" $folder; done
planned=$(wc -l <cases)
ROOT=$root xargs -d '\n' -n 1 -P "${JOBS:-$(nproc)}" sh "$root/tests/memcheck.sh" one <cases | tee results
[ "$planned" -gt 0 ] && [ "$(grep -c '^ok' results)" -eq "$planned" ]
