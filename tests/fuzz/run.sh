#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Replays the corpus of every fuzz target. To look for more with clang:
#   clang -g -O1 -fsanitize=fuzzer,address,undefined -std=c11 -D_GNU_SOURCE -I. -o fuzz_csv tests/fuzz/fuzz_csv.c \
#       analysis/intake/csv.c analysis/intake/csv_scan.c analysis/base/arena.c analysis/base/str.c -lcsv
#   ./fuzz_csv -max_total_time=60 -max_len=4096 tests/fuzz/corpus/csv
set -u
cd "$ROOT"
libraries="-lcsv $(pkg-config --libs cairo pangocairo xlsxwriter libpcre2-8 sqlite3 libfyaml libarchive expat freexl libxml-2.0 libcrypto glib-2.0)"
pkg-config --exists libhs && libraries="$libraries $(pkg-config --libs libhs)"
sanitizers=
nm "$BUILD_DIR/libredress.a" 2>/dev/null | grep -q __asan_init && sanitizers=-fsanitize=address,undefined
mkdir -p "$BUILD_DIR/fuzz"
for target in tests/fuzz/fuzz_*.c; do
    name=$(basename "$target" .c)
    if ${CC:-gcc} -std=c11 -D_GNU_SOURCE -O1 -g $sanitizers -pthread -I. -o "$BUILD_DIR/fuzz/$name" "$target" tests/fuzz/replay.c \
        "$BUILD_DIR/libhelpers.a" "$BUILD_DIR/libredress.a" $libraries -lRmath -lm &&
        "$BUILD_DIR/fuzz/$name" tests/fuzz/corpus/"${name#fuzz_}"/*; then
        echo "ok fuzz/$name"
    else
        echo "not ok fuzz/$name"
    fi
done
