# SPDX-License-Identifier: GPL-3.0-or-later
# The lines that are suggested are rules as they stand, in the table and in CSV: no mistakes, and complaints of
# "other" get the categories.
lines() {
    "$REDRESS" rules suggest "$SAMPLES/$1" -q --lang en | sed -n '/^Term/,/^$/p' | grep -o -- '  - {id: new.*]}' | sort -u
}
for bank in bank-zh bank-en; do
    { echo 'categories:'; lines $bank; } > own.yaml
    "$REDRESS" rules lint own.yaml --lang en | sed -n '$p'
    { echo "include: [$bank]"; cat own.yaml; } > more.yaml
    "$REDRESS" rules diff $bank more.yaml "$SAMPLES/$bank" -q --lang en --table moves --format csv > moves.csv
    echo "$(($(grep -c '^other,new\.' moves.csv) > 5))"
done
"$REDRESS" rules suggest "$SAMPLES/bank-en" -q --lang en --format csv --top 1 | cut -d, -f5-
