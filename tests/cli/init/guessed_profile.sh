# SPDX-License-Identifier: GPL-3.0-or-later
# An export no profile knows: what was understood is written for editing, and the project works with it.
i=0
echo 'A,B,C,D,E,F,Team' >cases.csv
while [ $((i += 1)) -le 60 ]; do
    day=$(printf %02d $((i % 28 + 1)))
    if [ $((i % 4)) -eq 0 ]; then state='In progress,'; else state="Closed,2026-$((10 + i / 31))-$day 15:30"; fi
    printf 'K%04d,2026-%s-%02d 09:%02d,%s,"%s unauthorised charges on my credit card, nobody knows from where",%s,team %s\n' \
        $i $((9 + (i > 30))) $(((i - 1) % 30 + 1)) $((i % 60)) "$state" $i $((i * 7 % 5 + 1)) $((i % 3)) >>cases.csv
done
"$REDRESS" init new --from cases.csv -q
cat new/profile.yaml
cd new && "$REDRESS" query --by Team --show received,closed -q
"$REDRESS" report -q && "$REDRESS" verify packs/2026-10 | sed -n 1p
