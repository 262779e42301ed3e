# SPDX-License-Identifier: GPL-3.0-or-later
# Files that are cut off in the middle: compressed ones are refused, half a character is shown as such, and a last
# row that ends early is used and told. Random bytes are no export whatever they begin with.
{ printf 'No,In,Text\n'; i=0; while [ $i -lt 400 ]; do echo "$i,2026-02-03,text $i $((i * 7919 % 1000))"; i=$((i + 1)); done; } >whole.csv
map="--map id=No --map received=In --map text=Text"
for packer in gzip bzip2 xz; do
    command -v $packer >/dev/null || continue
    $packer -c whole.csv | head -c 600 >half.csv
    "$REDRESS" check half.csv $map >/dev/null 2>err
    echo "code $?"
    grep -c 'redress: cannot unpack half.csv: .*; the file may be cut off; fetch it again' err
done
printf 'No,In,Text\n1,2026-02-03,好字\n' | iconv -f UTF-8 -t UTF-16LE | head -c 49 >half16.csv
"$REDRESS" check half16.csv $map --quiet --refused refused.csv | sed -n 2,4p
cat refused.csv
printf 'No,In,Text\n1,2026-02-03,\345\245\275\345\255' >half8.csv
"$REDRESS" check half8.csv $map --quiet | sed -n 2,4p
awk 'BEGIN { srand(7); for (i = 0; i < 3000; i++) printf "%c", int(rand() * 255) + 1 }' >random.csv
for start in '' 'No,In\n' '\377\376' 'PK\003\004' '\037\213' '\320\317\021\340\241\261\032\341' '<html>' '\211PNG\r\n\032\n'; do
    { printf "$start"; cat random.csv; } >odd.csv
    "$REDRESS" check odd.csv $map >/dev/null 2>err
    code=$?
    [ $code -ge 2 ] && [ $code -le 4 ] && [ "$(wc -l <err)" -eq 1 ] || echo "start $start: code $code, $(cat err)"
done
