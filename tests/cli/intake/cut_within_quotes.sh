# SPDX-License-Identifier: GPL-3.0-or-later
# An export cut off within its last row is read up to there; --strict allows no row to be refused.
printf 'Ticket ID,Opened,Description\nT1,2026-10-01,late\nT2,2026-10-02,"late and' >own.csv
"$REDRESS" query own.csv --show received
"$REDRESS" check own.csv
"$REDRESS" query own.csv --show received --strict
