#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A rulebook from a list: a rule for each line, looked for in the text. usage: rulebook.sh regexes|keywords FILE
set -eu
LC_ALL=C awk -v kind="$1" '
    BEGIN { print "categories:" }
    length {
        gsub(/\\/, "\\\\"); gsub(/"/, "\\\"")
        slash = kind == "regexes" ? "/" : ""
        printf "  - {id: r%03d, in: [text], any: [\"%s%s%s\"]}\n", NR, slash, $0, slash
    }' "$2"
