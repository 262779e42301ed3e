# SPDX-License-Identifier: GPL-3.0-or-later
# A pattern in quotes is expanded; a folder within a folder is not read, unless it is named too.
mkdir -p exports/old exports/.hidden
printf 'id,received\n1,2026-01-01\n' >exports/a.csv
printf 'id,received\n2,2026-01-02\n' >exports/b.csv
printf 'id,received\n3,2026-01-03\n' >exports/old/c.csv
check() {
    "$REDRESS" check "$@" --map id=id --map received=received --rules none -q 2>&1 | grep -E '^exports|^  (skipped|left)|rows read|redress:|not read'
    echo --
}
check 'exports/*.csv'
check exports
check exports exports/old
check exports exports/
check 'exports/*.xlsx'
# It is told, also in the list of findings, and is no file of its own; an empty one is not worth a word.
mkdir exports/empty
"$REDRESS" check exports --map id=id --map received=received --rules none -q --lang zh | grep -E '文件夹'
"$REDRESS" check exports --map id=id --map received=received --rules none -q --format json | sed -n '/folders_unread/,/]/p; /"files"/p'
mkdir -p deep/er && cp exports/a.csv deep/er
check deep
