# SPDX-License-Identifier: GPL-3.0-or-later
# A regex that would backtrack for ever on a text of a megabyte ends, and the case is named.
printf 'language: en\ncategories:\n  - {id: endless, any: ["/(a+)+\\\\d/"]}\n  - {id: fine, any: [short]}\n' >slow.yaml
{
    echo 'Complaint ID,Date received,Product,Issue,Date sent to company,Company response to consumer,Consumer complaint narrative'
    echo 'A-1,2026-01-02,Loan,x,2026-01-02,Closed,a short text'
    printf 'A-2,2026-01-02,Loan,x,2026-01-02,Closed,1'
    head -c 1000000 /dev/zero | tr '\0' a
    echo
} >long.csv
"$REDRESS" check long.csv --rules slow.yaml --lang en | grep -e '^rules' -e '^rule_limit'
"$REDRESS" check long.csv --rules slow.yaml --lang zh --jobs 2 | grep '^规则'
"$REDRESS" query long.csv --rules slow.yaml --by category --show received --format csv -q
