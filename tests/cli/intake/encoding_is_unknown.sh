# SPDX-License-Identifier: GPL-3.0-or-later
echo 'id,received' > cases.csv
"$REDRESS" check cases.csv --map id=id --map received=received --encoding martian
