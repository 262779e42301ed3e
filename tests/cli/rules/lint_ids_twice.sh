# SPDX-License-Identifier: GPL-3.0-or-later
# Ids that stand twice are told with everything else, not instead of it, each at its place.
cat > rules.yaml <<'Y'
language: en
categories:
  - {id: card, any: [card]}
  - {id: card, any: [cards]}
  - {id: app, any: ["/(app/"]}
  - {id: card, anny: [visa]}
axes:
  cause: [{id: staff, any: [rude]}, {id: staff, any: [unkind]}]
Y
"$REDRESS" rules lint rules.yaml
printf 'include: [one.yaml, two.yaml]\ncategories: [{id: app, any: [""]}]\n' > both.yaml
printf 'categories: [{id: fee, any: [fee]}, {id: loan, any: [loan]}]\n' > one.yaml
printf 'categories: [{id: fee, any: [fees]}, {id: loan, any: [loans]}]\n' > two.yaml
"$REDRESS" rules lint both.yaml
"$REDRESS" rules test both.yaml
