#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the tests and closes with "N passed, N failed".
#   unit    cmocka programs, one case a line
#   cli     tests/cli/<command>/<case>.sh in a scratch folder, compared with .out, .err and .code beside it
#   golden  tests/golden/*.sh and oracle  tests/oracle/*.sh: scripts that print "ok NAME" or "not ok NAME …" lines
# BLESS=1 writes what the cli cases print now as what is expected.
set -u
root=$(pwd)
build=${BUILD:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
export REDRESS="$build/redress" ROOT="$root" SAMPLES="$root/sample-data" BUILD_DIR="$build"
export LC_ALL=C TZ=UTC
results=$(mktemp)
scratch=$(mktemp -d)
trap 'rm -rf "$results" "$scratch"' EXIT INT TERM
groups=${*:-unit cli golden oracle fuzz fault}

run_unit() {
    for program in "$build"/unit/test_*; do
        [ -x "$program" ] && [ ! -d "$program" ] || continue
        case $program in *.d) continue ;; esac
        output=$(cd "$root" && CMOCKA_MESSAGE_OUTPUT=TAP "$program" 2>&1)
        code=$?
        printf '%s\n' "$output" | sed -n "s/^ok [0-9]* - /ok $(basename "$program"): /p; s/^not ok [0-9]* - /not ok $(basename "$program"): /p"
        if [ $code -ne 0 ]; then
            printf '%s\n' "$output" | sed 's/^/# /'
            case $output in *"not ok"*) ;; *) echo "not ok $(basename "$program"): ended with code $code" ;; esac
        fi
    done
}

run_case() {
    base=${1%.sh}
    name=${base#"$root"/tests/}
    rm -rf "$scratch/case" && mkdir "$scratch/case"
    (cd "$scratch/case" && sh "$1" >"$scratch/out" 2>"$scratch/err" </dev/null)
    echo $? >"$scratch/code"
    if [ -n "${BLESS:-}" ]; then
        cp "$scratch/out" "$base.out"
        cp "$scratch/err" "$base.err"
        cp "$scratch/code" "$base.code"
    fi
    for kind in out err code; do
        if [ -f "$base.$kind" ] && ! cmp -s "$base.$kind" "$scratch/$kind"; then
            echo "not ok $name ($kind differs)"
            diff "$base.$kind" "$scratch/$kind" | head -20 | sed 's/^/# /'
            return
        fi
    done
    echo "ok $name"
}

run_cli() {
    for case in "$root"/tests/cli/*/*.sh; do
        [ -f "$case" ] && run_case "$case"
    done
}

run_scripts() {
    for script in "$root/tests/$1"/*.sh; do
        [ -f "$script" ] || continue
        rm -rf "$scratch/case" && mkdir "$scratch/case"
        (cd "$scratch/case" && sh "$script" 2>&1 </dev/null) || echo "not ok $1/$(basename "$script") ended with code $?"
    done
}

for group in $groups; do
    case $group in
    unit) run_unit ;;
    cli) run_cli ;;
    *) run_scripts "$group" ;;
    esac
done | tee "$results" | grep -v '^ok '
passed=$(grep -c '^ok ' "$results")
failed=$(grep -c '^not ok ' "$results")
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
