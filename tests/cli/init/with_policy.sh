# SPDX-License-Identifier: GPL-3.0-or-later
# Policies and their calendar are copied and work from the project folder; without --policy one is offered.
"$REDRESS" init p --from "$SAMPLES/bank-zh" --policy bank-branch,cn-bank-regulator -q
grep -n '^policy\|^calendar' p/redress.yaml
cd p && sed -i 's/limit: 15d/limit: 30d/' cn-bank-regulator.yaml
"$REDRESS" query -q --period 2026-10 --show on_time_rate,on_time_rate:law
cd .. && "$REDRESS" init q -q --policy uk-fca-disp,us-cfpb --lang en && grep -n 'policy: \|calendar: ' q/redress.yaml
"$REDRESS" init r -q --policy none-such
