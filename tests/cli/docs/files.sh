# SPDX-License-Identifier: GPL-3.0-or-later
# What the document shows is what the program prints.
sh "$ROOT/tests/console.sh" "$ROOT/docs/files.md"
