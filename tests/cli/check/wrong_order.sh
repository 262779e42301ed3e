# SPDX-License-Identifier: GPL-3.0-or-later
# Dates in an order that cannot be are listed with how many, of how many, and where the first is; also when the status says
# that the case is open. No duration is ever negative.
cat >p.yaml <<'END'
roles: {id: No, received: In, resolved: Answered, closed: Out, status: State}
stages: {forwarding: [received, Sent]}
closed_when: {status: [shut]}
END
{
    echo 'No,In,Sent,Answered,Out,State'
    echo '1,2026-02-03,2026-02-04,2026-02-05,2026-02-06,shut'
    echo '2,2026-02-03,2026-02-01,2026-02-05,2026-02-06,shut'
    echo '3,2026-02-03,2026-02-04,2026-02-01,2026-02-06,shut'
    echo '4,2026-02-03,2026-02-04,2026-02-05,2026-02-02,shut'
    echo '5,2026-02-03,,,2026-02-01,open'
    echo '6,2026-02-03,,2026-02-01,,shut'
    echo '7,2026-02-03,2026-02-02,,,open'
} >a.csv
"$REDRESS" check a.csv --profile p.yaml --rules none --quiet | sed -n '/^Id/,$p'
"$REDRESS" check a.csv --profile p.yaml --rules none --quiet --lang zh | sed -n '/^编号/,$p'
"$REDRESS" check a.csv --profile p.yaml --rules none --quiet --format json | sed -n '/"findings"/,/\]/p'
"$REDRESS" query a.csv --profile p.yaml --rules none --quiet \
    --show closed,mean_days,p50_days,mean_days:forwarding,p50_days:forwarding,p95_days:forwarding
"$REDRESS" sql a.csv --profile p.yaml --rules none --quiet \
    "select id, resolution_days, age_days from complaints" --as-of 2026-02-28
"$REDRESS" report a.csv --profile p.yaml --rules none --quiet --period 2026-02 -o pack --format csv --lang en
cat pack/data/data_quality.csv
