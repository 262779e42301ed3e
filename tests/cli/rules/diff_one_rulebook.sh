# SPDX-License-Identifier: GPL-3.0-or-later
# A second rulebook is needed; an axis must be in both.
"$REDRESS" rules diff bank-zh || echo "exit $?" >&2
cat > plain.yaml <<'Y'
categories: [{id: fee, any: [fee]}]
Y
printf 'id,received,text\n1,2026-01-05,fee\n' > export.csv
"$REDRESS" rules diff bank-en plain.yaml export.csv -q --axis validity
