# SPDX-License-Identifier: GPL-3.0-or-later
mkdir exports
echo text >exports/readme.txt
"$REDRESS" report exports -o pack
code=$?
ls -A
exit $code
