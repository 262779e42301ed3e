# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" sql "$SAMPLES/bank-zh" "select axis, category, count(*) n from matches where axis = 'validity' group by axis, category order by n desc limit 4" --format csv -q
