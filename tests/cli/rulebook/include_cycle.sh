# SPDX-License-Identifier: GPL-3.0-or-later
mkdir sub
printf 'language: zh\ninclude:\n  - sub/b.yaml\ncategories: [{id: a, any: [x]}]\n' >a.yaml
printf 'include: ../a.yaml\n' >sub/b.yaml
"$REDRESS" check "$SAMPLES/bank-zh/2026-10.csv" --rules a.yaml
