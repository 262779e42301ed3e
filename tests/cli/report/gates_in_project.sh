# SPDX-License-Identifier: GPL-3.0-or-later
# Limits stand in the project file; the command line wins name by name.
printf '%s\n' "exports: [\"$SAMPLES/bank-en\"]" 'rules: bank-en' 'output: pack' 'format: json' 'period: 2026-10' \
    'gates: {other: 5%, rows: 200%}' >redress.yaml
"$REDRESS" report -q
printf '%s\n' "exports: [\"$SAMPLES/bank-en\"]" 'rules: bank-en' 'output: pack' 'format: json' 'period: 2026-10' \
    'gates: {other: 5%, rows: 1.0}' >redress.yaml
"$REDRESS" report -q
"$REDRESS" report -q --gates other=30% && ls pack
"$REDRESS" report -q --gates off && grep -c '"off"' pack/manifest.json
"$REDRESS" report -q --gates roes=1
"$REDRESS" report -q --gates units=3
