# SPDX-License-Identifier: GPL-3.0-or-later
: >x.csv
printf 'exports: [x.csv]\ncolour: blue\n' >redress.yaml
"$REDRESS" report -c redress.yaml
