# SPDX-License-Identifier: GPL-3.0-or-later
# A report shows all clocks side by side and the ageing bands of the policy; its manifest names the policies.
"$REDRESS" report "$SAMPLES/bank-zh" --period 2026-10 --policy bank-branch,cn-bank-regulator,finance-guide --format json -o pack -q
sed -n '/"clocks": {/,/^    }/p; /"backlog": {/,/^    }/p' pack/report.json | head -60
grep -o '"role": "policy", "name": "[^"]*"' pack/manifest.json
