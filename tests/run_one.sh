#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# sh tests/run_one.sh unit|cli|script FILE: one program, case or script of tests/run.sh, in a scratch folder of its own.
# Prints "ok NAME" or "not ok NAME …" lines.
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT INT TERM
mkdir "$scratch/case"

unit() {
    name=$(basename "$1")
    output=$(cd "$ROOT" && CMOCKA_MESSAGE_OUTPUT=TAP "$1" 2>&1)
    code=$?
    printf '%s\n' "$output" | sed -n "s/^ok [0-9]* - /ok $name: /p; s/^not ok [0-9]* - /not ok $name: /p"
    if [ $code -ne 0 ]; then
        printf '%s\n' "$output" | sed 's/^/# /'
        case $output in *"not ok"*) ;; *) echo "not ok $name: ended with code $code" ;; esac
    fi
}

cli() {
    base=${1%.sh}
    name=${base#"$ROOT"/tests/}
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

script() {
    (cd "$scratch/case" && sh "$1" 2>&1 </dev/null) || echo "not ok ${1#"$ROOT"/tests/} ended with code $?"
}

"$1" "$2"
