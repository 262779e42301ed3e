#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# sh tests/fuzz/run.sh                  replays the corpus of every target (make test)
# sh tests/fuzz/run.sh TARGET SECONDS   looks for more with libFuzzer (clang), with sanitizers: csv, decode, dates,
#                                       markup, profile, rulebook, calendar, policy or xlsx. What it learns is kept in
#                                       build/fuzzer; an input that breaks something is left there as crash-… and the
#                                       exit code is not 0
set -u
ROOT=${ROOT:-$(pwd)}
BUILD_DIR=${BUILD_DIR:-$ROOT/build}
cd "$ROOT"
libraries="-lcsv $(pkg-config --libs cairo pangocairo xlsxwriter libpcre2-8 sqlite3 libfyaml libarchive expat freexl libxml-2.0 libcrypto glib-2.0)"
pkg-config --exists libhs && libraries="$libraries $(pkg-config --libs libhs)"

look_for_more() {
    out=$ROOT/build/fuzzer
    make --no-print-directory -s -j2 BUILD=build/fuzzer CC=clang OPT='-O1 -g' \
        EXTRA='-w -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined' \
        build/fuzzer/libredress.a build/fuzzer/libhelpers.a &&
        clang -std=c11 -D_GNU_SOURCE -O1 -g -pthread -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -I. \
            -o "$out/fuzz_$1" "tests/fuzz/fuzz_$1.c" "$out/libhelpers.a" "$out/libredress.a" $libraries -lRmath -lm &&
        mkdir -p "$out/corpus/$1" || return 1
    LSAN_OPTIONS="suppressions=$ROOT/tests/lsan.supp:print_suppressions=0" "$out/fuzz_$1" -max_total_time="$2" \
        -max_len=4096 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$out/" \
        "$out/corpus/$1" "tests/fuzz/corpus/$1"
}

replay() {
    sanitizers=
    nm "$BUILD_DIR/libredress.a" 2>/dev/null | grep -q __asan_init && sanitizers=-fsanitize=address,undefined
    mkdir -p "$BUILD_DIR/fuzz"
    for target in tests/fuzz/fuzz_*.c; do
        name=$(basename "$target" .c)
        if ${CC:-gcc} -std=c11 -D_GNU_SOURCE -O1 -g $sanitizers -pthread -I. -o "$BUILD_DIR/fuzz/$name" "$target" \
            tests/fuzz/replay.c "$BUILD_DIR/libhelpers.a" "$BUILD_DIR/libredress.a" $libraries -lRmath -lm &&
            "$BUILD_DIR/fuzz/$name" tests/fuzz/corpus/"${name#fuzz_}"/*; then
            echo "ok fuzz/$name"
        else
            echo "not ok fuzz/$name"
        fi
    done
}

if [ $# -eq 2 ]; then look_for_more "$1" "$2"; else replay; fi
