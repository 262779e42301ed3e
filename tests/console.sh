#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the console blocks of a Markdown file in a scratch folder and prints what differs; $REDRESS and $SAMPLES are set.
#   ```yaml with a first line "# NAME.yaml" (or ```csv with "# NAME.csv", left out then)   becomes that file
#   ```console   lines that begin with "$ " are commands, the lines below are what they print on both outputs
# BLESS_CONSOLE=1 writes the file anew with what they print now.
set -u
document=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
ln -s "$SAMPLES" "$folder/sample-data"
mkdir "$folder/bin" "$folder/work"
ln -s "$REDRESS" "$folder/bin/redress"
PATH=$folder/bin:$PATH
mv "$folder/sample-data" "$folder/work/"
awk -v folder="$folder/work" '
    /^```(yaml|csv)$/ { if ((getline line) > 0 && line ~ /^# [A-Za-z_-]+\.(yaml|csv)$/) { name = folder "/" substr(line, 3); if (name ~ /yaml$/) print line > name; else printf "" > name } next }
    /^```$/ { name = "" }
    name { print > name }' "$document"
awk '/^```console$/ { inside = 1; print; next } /^```$/ { inside = 0 } !inside || /^\$ / { print }' "$document" >"$folder/commands"
run() {
    while IFS= read -r line; do
        printf '%s\n' "$line"
        case $line in
        '$ '*) (cd "$folder/work" && eval "${line#??}" 2>&1 </dev/null) ;;
        esac
    done <"$folder/commands"
}
run >"$folder/now"
[ -z "${BLESS_CONSOLE:-}" ] || cp "$folder/now" "$document"
diff "$document" "$folder/now"
