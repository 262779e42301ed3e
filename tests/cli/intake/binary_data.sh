# SPDX-License-Identifier: GPL-3.0-or-later
i=0
while [ $i -lt 200 ]; do printf '\001\377\210z\003\026\n'; i=$((i + 1)); done > cases.csv
"$REDRESS" check cases.csv
