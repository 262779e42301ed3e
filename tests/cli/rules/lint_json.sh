# SPDX-License-Identifier: GPL-3.0-or-later
printf 'language: en\ncategories:\n  - {id: a, any: [late fee, late fee]}\n' > rules.yaml
"$REDRESS" rules lint rules.yaml --format json --strict
