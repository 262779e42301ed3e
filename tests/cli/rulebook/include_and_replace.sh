# SPDX-License-Identifier: GPL-3.0-or-later
# Own rules win over those of an included pack, the same id replaces; axes of the own rulebook can be asked for.
mkdir ours
printf 'include: [bank-en, ours/canteen.yaml]\nname: Ours\ncategories:\n  - {id: attitude.rude, name: Bad manners, any: [shouted], severity: low}\naxes:\n  place: [{id: lobby, any: [lobby]}]\n' >rules.yaml
printf 'language: en\ncategories: [{id: canteen, name: Canteen, any: [soup]}]\n' >ours/canteen.yaml
printf 'Complaint ID,Date received,Product,Issue,Date sent to company,Company response to consumer,Consumer complaint narrative\n1,2026-01-02,Loan,x,2026-01-02,Closed,He shouted in the lobby\n2,2026-01-02,Loan,x,2026-01-02,Closed,He was rude and abusive\n3,2026-01-02,Loan,x,2026-01-02,Closed,The soup is cold\n4,2026-01-02,Loan,x,2026-01-02,Closed,I was charged twice\n' >export.csv
"$REDRESS" sql export.csv --rules rules.yaml -q --format csv "select id, category, severity, place from complaints order by id"
"$REDRESS" query export.csv --rules rules.yaml --by place --show received --format csv -q
