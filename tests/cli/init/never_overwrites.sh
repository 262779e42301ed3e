# SPDX-License-Identifier: GPL-3.0-or-later
mkdir new && echo mine >new/redress.yaml
"$REDRESS" init new
code=$?
ls new
cat new/redress.yaml
exit $code
