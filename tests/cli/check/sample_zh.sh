# SPDX-License-Identifier: GPL-3.0-or-later
cd "$SAMPLES" && "$REDRESS" check bank-zh/2025-03.csv
