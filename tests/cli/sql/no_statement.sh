# SPDX-License-Identifier: GPL-3.0-or-later
cd "$SAMPLES" && "$REDRESS" sql bank-en
