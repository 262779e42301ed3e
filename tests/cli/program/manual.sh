# SPDX-License-Identifier: GPL-3.0-or-later
# The committed page is the one of the option tables; page and completion name every option that help shows.
"$REDRESS" help --man | cmp - "$ROOT/docs/redress.1" && echo same
"$REDRESS" help --completion >completion && bash -n completion && echo readable
"$REDRESS" help | sed -n '/COMMAND/,/^redress help/s/^  \([a-z]\{3,\}\( [a-z]\{3,\}\)\{0,1\}\) .*/\1/p' >commands
wc -l <commands
while read -r first second; do
    for option in $("$REDRESS" help $first $second | grep -o '^  ..  *--[a-z-]*' | grep -o -- '--.*'); do
        sed 's/\\-/-/g' "$ROOT/docs/redress.1" | grep -q -- "$option" || echo "the page lacks $option"
        grep -- "^        '$first${second:+ $second}')" completion | grep -q -- " $option[ \"]" || echo "completion of $first $second lacks $option"
    done
done <commands
cat >try <<'END'
. ./completion
complete_line() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _redress; echo "${COMPREPLY[*]}"; }
complete_line redress qu
complete_line redress rules li
complete_line redress rules explain --te
complete_line redress query --acr
complete_line redress help meas
END
bash try
