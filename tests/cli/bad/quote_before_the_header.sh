# SPDX-License-Identifier: GPL-3.0-or-later
# A quote that is opened in the header and never closed is named, not what stands behind it.
printf '"No,In,Text\n1,2026-02-03,begins\n2,2026-02-04,goes on\n' >own.csv
"$REDRESS" check own.csv -q --rules none
