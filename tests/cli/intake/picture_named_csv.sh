# SPDX-License-Identifier: GPL-3.0-or-later
printf '\211PNG\r\n\032\n' > cases.csv
"$REDRESS" check cases.csv
