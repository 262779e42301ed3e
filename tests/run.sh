#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the tests, as many side by side as there are cores (JOBS), and closes with "N passed, N failed".
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
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT INT TERM
groups=${*:-oracle golden fuzz fault unit cli}

# One line "KIND FILE" for each program, case or script; the long scripts come first.
items() {
    for group in $groups; do
        case $group in
        unit) find "$build/unit" -maxdepth 1 -type f -name 'test_*' -perm -u+x ! -name '*.d' ! -name '*.o' | sort | sed 's/^/unit /' ;;
        cli) find "$root/tests/cli" -mindepth 2 -maxdepth 2 -name '*.sh' | sort | sed 's/^/cli /' ;;
        *) find "$root/tests/$group" -maxdepth 1 -name '*.sh' | sort | sed 's/^/script /' ;;
        esac
    done
}

items | awk -v to="$results" '{ printf "%s %s %s/%05d\n", $1, $2, to, NR }' |
    xargs -r -P "${JOBS:-$(nproc)}" -L 1 sh -c 'sh "$ROOT/tests/run_one.sh" "$0" "$1" >"$2"; grep -v "^ok " "$2"'
passed=$(cat "$results"/* | grep -c '^ok ')
failed=$(cat "$results"/* | grep -c '^not ok ')
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
