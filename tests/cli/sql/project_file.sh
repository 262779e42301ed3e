# SPDX-License-Identifier: GPL-3.0-or-later
printf "exports: [one.csv]\n" >redress.yaml
printf "id,received\n1,2026-10-01\n" >one.csv
"$REDRESS" sql -c redress.yaml --map id=id --map received=received "select id, day from complaints"
