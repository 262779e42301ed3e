# SPDX-License-Identifier: GPL-3.0-or-later
# The mail read back by its parts, and that nothing gets into its head.
tool="$BUILD_DIR/sample_pack"
for case in zh en hostile empty; do
    lang=en kind=$case
    case $case in zh | en) lang=$case kind=normal ;; esac
    "$tool" $lang $kind packs/$case eml json txt 2>>errors || echo "not ok golden/mail: $case is written"
done
printf 'Ticket,Opened,Done\n1,2026-10-02,2026-10-09\n2,2026-10-05,2026-10-30\n3,2026-10-07,\n' >own.csv
summary() {
    "$REDRESS" summary own.csv --map id=Ticket --map received=Opened --map closed=Done --rules none --lang en \
        --period 2026-10 --quiet --format eml "$@"
}
summary --to '投诉管理部 <complaints@bank.example>, "Reader, B." <b@bank.example>' --from 'Redress <r@bank.example>' \
    --subject '周报：投诉 <b>' >to.eml 2>>errors || echo "not ok golden/mail: summary writes a mail"
PYTHON=/usr/bin/python3
[ -x $PYTHON ] || PYTHON=python3
$PYTHON "$ROOT/tests/golden/mail.py" packs to.eml
[ -s errors ] && echo "not ok golden/mail: silent ($(head -1 errors))" || echo "ok golden/mail: silent"

refused() {
    name=$1
    shift
    if summary "$@" >refused.out 2>refused.err; then
        echo "not ok golden/mail: $name is refused"
    elif [ -s refused.out ]; then
        echo "not ok golden/mail: $name writes nothing"
    else
        echo "ok golden/mail: $name is refused"
    fi
}
refused "a second header behind an address" --to "$(printf 'a@b.example\nBcc: x@y.example')"
refused "a second header behind a subject" --subject "$(printf 'Hello\r\nBcc: x@y.example')"
refused "a name without an address" --to nobody
refused "an address without a place" --from 'a@'
refused "a list within a list" --to 'friends: a@b.example;'

mkdir again
TZ=Asia/Shanghai LC_ALL=zh_CN.UTF-8 "$tool" zh normal again/zh eml
if cmp -s packs/zh/report.eml again/zh/report.eml; then
    echo "ok golden/mail: the same bytes in another zone and locale"
else
    echo "not ok golden/mail: the same bytes in another zone and locale"
fi
