#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The measures of METRICS.md computed twice, by the program and by oracle.sql, for both sample banks,
# by six dimensions and month; and the program's answers at 1, 2 and 7 threads, byte for byte.
# Runs in a scratch folder with $REDRESS, $SAMPLES and $ROOT set; prints ok and not ok lines.
set -u
here=$ROOT/tests/oracle
python=/usr/bin/python3
# The last day of the data that counts is 2026-10-31: T is its end.
period=2024-11-01..2026-10-31
as_of=2026-11-01
plain="received closed carried_in reopened open closure_rate flow_closure_rate
mean_days p50_days p75_days p90_days p95_days mean_hours p50_hours p75_hours p90_hours p95_hours
within_rate:15 km_p50_days settled_within:30
on_time_rate on_time_rate_closed overdue_open due_within:7 mean_delay_days
first_response_p50_hours transferred_rate reopen_rate
escalation_rate escalation_rate:head_office escalation_rate:regulator escalation_rate:ombudsman escalation_rate:media
upheld_rate amount_total amount_p50
satisfaction_rate satisfaction_floor satisfaction_ceiling response_rate followup_rate share"
classified="repeat_rate received_distinct"

# ask BANK BY SHOW JOBS OUT: one answer of the program; its message on failure.
ask() {
    "$REDRESS" query "$SAMPLES/$1" --by "$2" --show "$3" --period "$period" --profile "$4" --intervals --format csv --jobs "$5" >"$6" 2>err && return 0
    echo "not ok oracle: $1 by $2 at $5 threads: query failed"
    sed 's/^/# /' err
    return 1
}

# answers BANK DIMENSION SHOW PROFILE: three equal answers, the first in query.csv.
answers() {
    by=$2,month
    [ "$2" = all ] && by=month
    for jobs in 1 2 7; do
        ask "$1" "$by" "$3" "$4" "$jobs" "query-$jobs.csv" || return 1
    done
    if cmp -s query-1.csv query-2.csv && cmp -s query-1.csv query-7.csv; then
        echo "ok oracle: $1 by $by, the same bytes at 1, 2 and 7 threads"
    else
        echo "not ok oracle: $1 by $by differs between 1, 2 and 7 threads"
    fi
}

run_bank() {
    bank=$1
    profile=$ROOT/templates/profiles/$2.yaml
    categories=
    measures=$plain
    if "$REDRESS" classify "$SAMPLES/$bank" --profile "$profile" -o "$bank-classified.csv" >/dev/null 2>err; then
        categories=$bank-classified.csv
        measures="$plain $classified"
    else
        echo "not ok oracle: $bank classify failed"
        sed 's/^/# /' err
    fi
    "$python" "$here/load.py" "$SAMPLES/$bank" "$profile" "$as_of" "$bank.sqlite" ${categories:+"$categories"} &&
        sqlite3 -batch "$bank.sqlite" <"$here/oracle.sql" >"$bank.csv" || {
        echo "not ok oracle: $bank could not be read"
        return
    }
    show=$(echo $measures | tr ' ' ',')
    for dimension in all product channel unit region level; do
        answers "$bank" "$dimension" "$show" "$profile" || continue
        "$python" "$here/compare.py" "$bank" "$dimension" "$bank.csv" query-1.csv $measures \
            satisfaction_rate_low satisfaction_rate_high
    done
}

run_bank bank-zh jiangcheng-bank
run_bank bank-en harbour-bank
