# SPDX-License-Identifier: GPL-3.0-or-later
/usr/bin/python3 "$ROOT/tests/oracle/truth.py"
