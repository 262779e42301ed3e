# SPDX-License-Identifier: GPL-3.0-or-later
# The export's own column counts, not the one that the rules add.
. "$ROOT/tests/cli/rules/labelled.shared"
sed -i '1s/label/category/' export.csv
"$REDRESS" rules test rules.yaml "$@" -q --truth category --table summary
