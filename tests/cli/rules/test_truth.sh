# SPDX-License-Identifier: GPL-3.0-or-later
# Counted by hand: of six rows 1, 2 and 4 are right; 3 is missed, 5 and 6 are taken for others. 7 has no label, 8 an unknown one.
. "$ROOT/tests/cli/rules/labelled.shared"
"$REDRESS" rules test rules.yaml "$@" --truth label --baseline
"$REDRESS" rules test rules.yaml "$@" -q --truth label --lang zh --level 1 --table summary
"$REDRESS" rules test rules.yaml "$@" -q --truth label --table samples --unmasked
"$REDRESS" rules test rules.yaml "$@" -q --truth mood --axis tone --format csv
