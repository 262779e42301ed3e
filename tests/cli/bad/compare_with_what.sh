# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-en" --quiet --by product --compare last
