#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Bad input of gigabytes, by hand: sh tests/bad_input.sh. Needs some 4 GB in $TMPDIR and a minute or two. Each case must end with
# its exit code and message, within 60 seconds and with less than 300 MB of private memory (ulimit -d).
# Small ones of the same kinds are among the tests in tests/cli/bad and tests/cli/intake.
set -u
root=$(pwd)
redress=${REDRESS:-$root/build/redress}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
cd "$folder" || exit 1
failed=0

# expect NAME CODE WORDS FILE: WORDS stand in what is printed
expect() {
    start=$(date +%s)
    (ulimit -d 300000; timeout 60 "$redress" check "$4" --map id=No --map received=In --jobs 2 --quiet >out 2>err)
    code=$?
    seconds=$(($(date +%s) - start))
    if [ $code -eq "$2" ] && cat out err | grep -q "$3"; then
        echo "ok $1 ($seconds s)"
    else
        echo "not ok $1: code $code after $seconds s: $(head -c 300 err)"
        failed=1
    fi
    rm -f "$4"
}

head='No,In,Text\n1,2026-02-03,a\n'
fill() { yes "$1" | tr -d '\n' | head -c "$2"; }

{ printf "$head"; printf '2,2026-02-03,'; fill xxxxxxxxxxxxxxxx 2147483648; } >line.csv
expect "a line of 2 GB" 3 "16 MiB" line.csv
words=$(fill 'long text ' 1000)
{ printf 'No,In,Text\n1,2026-02-03,"begins\n'; yes "2,2026-02-03,$words" | head -c 1073741824; } >quote.csv
expect 'a quote never closed, 1 GB: one row is lost' 0 '1 refused' quote.csv
{ printf "$head"; yes "2,2026-02-03,$words" | head -c 4000000; head -c 2147483648 /dev/zero; } >zeros.csv
expect 'a NUL record of 2 GB' 0 '1 refused' zeros.csv
head -c 1073741824 /dev/urandom >random.csv
expect 'random bytes, 1 GB' 2 'binary data' random.csv
{ printf '"No,In,Text\n1,2026-02-03,begins\n'; yes "2,2026-02-03,\"$words\"" | head -c 1073741824; } >start.csv
expect 'a quote never closed in the header, 1 GB' 2 'there is no column' start.csv
head -c 3000000000 /dev/zero | gzip -1 >bomb.csv.gz
expect 'a gz bomb of 3 GB' 3 'unpacks to more' bomb.csv.gz
if command -v zip >/dev/null; then
    head -c 3000000000 /dev/zero >zeros && zip -q -9 bomb.csv zeros; rm -f zeros
    expect 'a ZIP bomb of 3 GB' 3 'unpacks to more' bomb.csv
fi
{ printf '<html><table><tr><td>'; fill xxxxxxxxxxxxxxxx 1073741824; } >cell.xls
expect 'a page with a cell of 1 GB' 3 'the page has' cell.xls
{ printf '<html><table><tr><td '; fill 'a=b ' 1073741824; } >tag.xls
expect 'a page with a tag of 1 GB' 3 'without end' tag.xls
exit $failed
