#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# make oracle: computes figures.csv and tests.csv beside this with R (Debian: r-base-core, r-cran-survival) from the
# sample data. The tests read the files alone and need no R.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../../..
command -v Rscript >/dev/null || { echo "make oracle needs Rscript with survival: apt-get install r-base-core r-cran-survival" >&2; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT INT TERM
for pair in bank-zh:jiangcheng-bank bank-en:harbour-bank; do
    bank=${pair%:*}
    mkdir "$scratch/$bank"
    /usr/bin/python3 "$here/../load.py" "$root/sample-data/$bank" "$root/templates/profiles/${pair#*:}.yaml" 2026-11-01 "$scratch/$bank/cases.sqlite"
    (cd "$scratch/$bank" && cat "$here/../oracle.sql" "$here/cases.sql" | sqlite3 -batch cases.sqlite >/dev/null)
    LC_ALL=C.UTF-8 Rscript --vanilla "$here/figures.R" "$bank" "$scratch/$bank"
done
for name in figures tests; do
    { cat "$scratch/bank-zh/$name.csv"; sed 1d "$scratch/bank-en/$name.csv"; } >"$here/$name.csv"
done
echo "figures.csv: $(sed 1d "$here/figures.csv" | wc -l) figures, tests.csv: $(sed 1d "$here/tests.csv" | wc -l) rows"
