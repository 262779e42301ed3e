# SPDX-License-Identifier: GPL-3.0-or-later
mkdir mine && echo work >mine/letter.txt
"$REDRESS" verify mine
