# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" rules test bank-zh
printf 'language: en\ncategories:\n  - id: a\n    any: [late fee]\n    examples: {match: [late fee, fees], not: [a late fee]}\n' > rules.yaml
"$REDRESS" rules test rules.yaml --lang zh
