#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a change must hold besides its tests: format, layers, headers alone, no warnings, tests under ASan and UBSan.
set -u
failed=0
step() {
    if "$@"; then echo "ok check: $1"; else
        echo "not ok check: $1"
        failed=1
    fi
}

format() {
    command -v clang-format >/dev/null || sh tests/deps.sh clang-format
    git ls-files '*.c' '*.h' | xargs clang-format --dry-run -Werror
}

# Imports point one way only: cmd → reports → query → signal → measure → clock → rules → intake → base. Public headers may
# not form a cycle either; a file of a room may include its own room.
layers() {
    git ls-files 'cmd/*.[ch]' 'reports/*.[ch]' 'analysis/*.[ch]' | awk '
    function room(path, parts) {
        split(path, parts, "/")
        return parts[1] == "analysis" ? parts[2] : parts[1]
    }
    BEGIN {
        n = split("base intake rules clock measure signal query reports cmd", names, " ")
        for (i = 1; i <= n; i++) rank[names[i]] = i
    }
    {
        from = room($0)
        while ((getline line < $0) > 0) {
            if (line !~ /^#include "/) continue
            split(line, quoted, "\"")
            to = room(quoted[2])
            if (!(to in rank)) continue
            if (rank[to] > rank[from]) { print $0 ": imports upward: " quoted[2]; bad = 1 }
        }
        close($0)
    }
    END { exit bad }'
}

headers_alone() {
    bad=0
    for header in $(git ls-files 'cmd/*.h' 'reports/*.h' 'analysis/*.h'); do
        echo "#include \"$header\"" | ${CC:-gcc} -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Werror -I. \
            $(pkg-config --cflags cairo pangocairo libpcre2-8 | sed 's/-I/-isystem /g') -fsyntax-only -x c - ||
            { echo "$header does not compile alone"; bad=1; }
    done
    return $bad
}

spdx() {
    bad=0
    for file in $(git ls-files '*.c' '*.h' '*.sh' '*.awk' '*.py' '*.po' Makefile); do
        head -3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || { echo "$file: no SPDX line"; bad=1; }
    done
    return $bad
}

sanitized() {
    make --no-print-directory -j2 BUILD=build/asan OPT='-O1 -g' \
        EXTRA='-Werror -fsanitize=address,undefined -fno-sanitize-recover=undefined' all units &&
        LSAN_OPTIONS="suppressions=$(pwd)/tests/lsan.supp:print_suppressions=0" \
            BUILD=build/asan ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 sh tests/run.sh
}

# The same results where the multi-pattern library is missing.
without_hyperscan() {
    make --no-print-directory -j2 BUILD=build/plain HS= EXTRA=-Werror all units &&
        BUILD=build/plain sh tests/run.sh unit cli oracle
}

# Besides the sanitizers: valgrind sees what libraries do, too.
memcheck() {
    make --no-print-directory -j2 all units && sh tests/memcheck.sh
}

step format
step layers
step headers_alone
step spdx
step sanitized
step without_hyperscan
step memcheck
exit $failed
