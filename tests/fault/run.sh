#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Whatever fails or kills a report: always a whole old or a whole new pack, never exit code 0 with something missing.
#   every open, read, write, fsync, rename and malloc of a small report made to fail in turn (shim.c), once and from then on
#   killed at random moments, interrupted at each write
# Short: a part of them, chosen by a seed. FAULTS=long (make faults): all calls and 400 mallocs with small documents, all
# calls that publish and a part of the others with all documents, 200 kills.
set -u
export LC_ALL=C TZ=UTC
long=${FAULTS:-short}
seed=${SEED:-20261102}
shim=$BUILD_DIR/shim.so
if grep -q __asan_init "$REDRESS" || grep -q __tsan_init "$REDRESS" || [ ! -f "$shim" ]; then
    echo "ok fault/shim (left out: the sanitizers have their own malloc)"
    exit 0
fi
formats=json,csv,txt
head -60 "$SAMPLES/bank-en/2026-10.csv" >export.csv
trials=0
bad=0

report() { # title; the environment says what fails
    "$REDRESS" report export.csv --period 2026-10 --gates off --jobs 1 --format $formats --title "$1" -o out -q
}
faulty() {
    timeout -s KILL 60 env FAULT="$1" LD_PRELOAD="$shim" "$REDRESS" report export.csv --period 2026-10 --gates off --jobs 1 \
        --format $formats --title new -o out -q >said 2>&1
}

prepare() {
    rm -rf out old new
    report old && cp -r out old && FAULT_COUNT=$PWD/counts LD_PRELOAD=$shim report new && cp -r out new && mv counts all
}

# Puts the old pack back; the next run finds whatever else the last one left.
reset() {
    same out old || { rm -rf out && cp -r old out; }
}
same() { [ -d "$1" ] && diff -r "$1" "$2" >/dev/null; }
left_over() { ls -d .out.redress-* >/dev/null 2>&1; }

problem() {
    bad=$((bad + 1))
    echo "not ok fault/$1: $2 (exit code $code)"
    sed 's/^/# /' said | head -3
}

# What the folder holds now must be one of the two packs; the new one after exit code 0.
judge() {
    trials=$((trials + 1))
    if same out new; then state=new; elif same out old; then state=old; else state=neither; fi
    if [ $state = neither ]; then problem "$1" "neither the old nor the new pack"; rm -rf out; fi
    if [ $code -eq 0 ] && [ $state != new ]; then problem "$1" "said to be done, and is not"; fi
    # Libraries that draw do not look whether they got memory: there a crash is as good as a kill.
    if [ $code -eq 139 ] && [ "${1%%:*}" != malloc ]; then problem "$1" "crashed"; fi
    if [ $code -ge 2 ] && [ $code -lt 5 ] && [ -n "$2" ] && left_over; then
        problem "$1" "left something behind: $(ls -d .out.redress-*)"
        rm -rf .out.redress-*
    fi
    if [ $code -ge 2 ] && [ $code -lt 5 ] && [ ! -s said ]; then problem "$1" "failed without a word"; fi
}

try() { # FAULT, and non-empty where nothing may stay behind
    reset
    faulty "$1"
    code=$?
    judge "$1" "$2"
}

count_of() { sed -n "s/^$1 //p" all; }
# All numbers up to $1, or $2 of them by the seed.
pick() {
    awk -v n="$1" -v most="$2" -v seed="$seed" 'BEGIN {
        srand(seed); p = n > most ? most / n : 1
        for (i = 1; i <= n; i++) if (rand() < p || i == n) print i }'
}
group() { # name, how many, non-empty where nothing may stay behind
    for n in $(pick "$(count_of "$1")" "$2"); do
        try "$1:$n" "$3"
    done
}
ends() { # the calls at the end are those that publish
    for back in 0 1 2 3; do try "$1:$(($(count_of "$1") - back))+" ""; done
}

prepare || exit 1
if [ "$long" = long ]; then
    for kind in open read write fsync; do group $kind 100000 clean; done
    group rename 100000 ""
    group malloc 400 ""
    for kind in open write fsync rename; do ends $kind; done
    formats=xlsx,pdf,html,json,csv,txt,eml,png,svg
    prepare || exit 1
    for kind in open read write; do group $kind 40 clean; done
    group fsync 100000 clean
    group rename 100000 ""
    group malloc 60 ""
    kills=200
else
    group open 5 clean
    group read 3 clean
    group write 4 clean
    group fsync 4 clean
    group rename 5 ""
    group malloc 5 ""
    ends rename
    kills=6
fi

# Killed at a random call of any kind: nothing can be tidied up, and the next run must cope.
for n in $(awk -v n="$(count_of any)" -v k=$kills -v seed="$seed" 'BEGIN { srand(seed); for (i = 0; i < k; i++) print 1 + int(rand() * n) }'); do
    reset
    faulty "any:$n=9"
    code=$?
    judge "kill:$n" ""
done
# … and near the end, where packs are exchanged.
for n in $(pick "$(count_of rename)" $((kills / 4 + 1))); do
    reset
    faulty "rename:$n=9"
    code=$?
    judge "kill at rename:$n" ""
done

# Interrupted: tidied up, and said.
for signal in 15 2 1; do
    for n in $(pick "$(count_of write)" $((kills / 20 + 1))); do
        try "write:$n=$signal" clean
        [ $code -eq 4 ] || [ $code -eq 0 ] || problem "signal $signal at write $n" "not cleaned up"
    done
done
# A reader that has gone does not hinder publishing.
try "write:3=13" clean
[ $code -eq 0 ] || problem "broken pipe" "not published"

rm -rf out && cp -r old out
report new >said 2>&1
code=$?
judge "the run after all of them" clean
left_over && problem "the run after all of them" "left something behind"
[ $bad -eq 0 ] && echo "ok fault/$long: $trials trials, always a whole old or a whole new pack"
[ $bad -eq 0 ]
