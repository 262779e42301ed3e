#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The main job on the sample data: two banks, a pack each, and what is in it.
set -eu
build=${BUILD:-build}
for bank in zh en; do
    name='Harbour Bank' policy=uk-fca-disp
    [ $bank = en ] || name=江城银行 policy=bank-branch
    "$build/redress" report sample-data/bank-$bank --period 2026-10 --name "$name" --policy $policy \
        --units sample-data/bank-$bank/reference/units.csv --exposure sample-data/bank-$bank/reference/exposure.csv -o "$build/demo/bank-$bank"
    echo
    cat "$build/demo/bank-$bank/summary.txt"
    echo
done
echo "The documents are in $build/demo/bank-zh and $build/demo/bank-en:"
(cd "$build/demo" && find bank-zh bank-en -maxdepth 1 -type f | sort | sed 's/^/  /')
