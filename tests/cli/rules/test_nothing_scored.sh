# SPDX-License-Identifier: GPL-3.0-or-later
. "$ROOT/tests/cli/rules/labelled.shared"
"$REDRESS" rules test rules.yaml "$@" -q --truth mood
