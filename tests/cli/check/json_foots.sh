# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" check "$SAMPLES/bank-en" --format json | /usr/bin/python3 -c '
import json, sys
check = json.load(sys.stdin)
assert check["schema"] == "redress.check/1"
for counts in check["files"] + [check["totals"]]:
    assert counts["read"] == counts["used"] + counts["merged"] + counts["refused"], counts
print({key: check["totals"][key] for key in ("read", "used", "merged", "refused", "complaints", "out_of_scope")})'
