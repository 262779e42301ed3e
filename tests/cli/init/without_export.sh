# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" init new --lang zh
grep -v '^#' new/redress.yaml
ls new
cd new && "$REDRESS" report
