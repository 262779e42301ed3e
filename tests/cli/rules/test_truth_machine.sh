# SPDX-License-Identifier: GPL-3.0-or-later
. "$ROOT/tests/cli/rules/labelled.shared"
"$REDRESS" rules test rules.yaml "$@" -q --truth label --format json --jobs 7
"$REDRESS" rules test rules.yaml "$@" -q --truth label --format csv --table matrix --where "received >= '2026-02-01'"
