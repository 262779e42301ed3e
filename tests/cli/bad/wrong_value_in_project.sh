# SPDX-License-Identifier: GPL-3.0-or-later
# A value of the project file that cannot be is told with its place.
printf 'No,In\n1,2026-01-05\n' >cases.csv
try() {
    printf 'exports: cases.csv\nmap: [id=No, received=In]\n%s\n' "$1" >redress.yaml
    "$REDRESS" check -c redress.yaml --quiet >out || echo "code $?"
}
try 'period: 2026-13'
try 'max-refused: much'
try 'tz: Asia/Shanghia'
try 'jobs: 0'
try 'time-limit: -1'
try 'as-of: 2026-10'
try 'today: now'
try 'lang: fr'
try 'encoding: EBCDIX'
try 'profile: cfpbb'
try 'units: none/units.csv'
try 'exposure: [a.csv, b.csv]'
try 'targets: [on_time_rate]'
try 'targets: {on_time_rate: often}'
printf 'exports: [cases.csv, other.csv]\n' >redress.yaml
"$REDRESS" check -c redress.yaml || echo "code $?"
