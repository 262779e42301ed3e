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
