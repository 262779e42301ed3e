# SPDX-License-Identifier: GPL-3.0-or-later
# Mistakes in a template are told with file, line and column, and what was meant; nothing is published.
try() {
    printf '%b' "$1" >t.yaml
    "$REDRESS" report "$SAMPLES/bank-en/2026-10.csv" --template t.yaml --period 2026-10 --format json -q -o pack
    echo "exit $?"
}
exec 2>&1
try 'sections:\n  - key: overview\n    tables: [kpi, by_unit]\n'
try 'sections:\n  - key: overview\n    charts: [trent]\n'
try 'sections:\n  - key: overview\n    charts: [kpis]\n'
try 'sections:\n  - key: overview\n    table: [kpis]\n'
try 'sections:\n  - key: ours\n    tables: [kpis]\n'
try 'sections:\n  - key: Over view\n    title: x\n'
try 'sections:\n  - key: overview\n  - key: overview\n'
try 'sections:\n  - key: overview\n    title: {zh: 总}\n'
try 'sections:\n  - key: overview\n    where: "chanel = 1"\n'
try 'sections:\n  - key: overview\n    tables:\n      - {table: by_unit, where: "channel ="}\n'
try 'sections:\n  - key: data\n    tables: [{table: files, where: "1"}]\n'
try 'sections:\n  - key: overview\n    tables: [{table: by_unit, limit: none}]\n'
try 'sections:\n  - key: overview\n    tables: [{tabel: by_unit}]\n'
try 'sections:\n  - key: overview\n    needs: [levl]\n'
try 'sections:\n  - key: overview\n    findings: [nothing]\n'
try 'cover: data\nsections:\n  - key: data\n'
try 'sections: []\n'
try 'title: x\n'
try 'sections:\n  - key: overview\n    optional: perhaps\n'
"$REDRESS" report "$SAMPLES/bank-en/2026-10.csv" --template montly --period 2026-10 --format json -q -o pack; echo "exit $?"
"$REDRESS" report "$SAMPLES/bank-en/2026-10.csv" --template none.yaml --period 2026-10 --format json -q -o pack; echo "exit $?"
printf 'exports: [%s/bank-en]\nreport: none.yaml\n' "$SAMPLES" >redress.yaml
"$REDRESS" report -q -o pack; echo "exit $?"
ls
