# SPDX-License-Identifier: GPL-3.0-or-later
# What make install lays down works from there, and make uninstall takes all of it away.
make -s -C "$ROOT" BUILD="$BUILD_DIR" DESTDIR="$PWD/root" PREFIX=/usr install >/dev/null 2>&1 || echo "install failed"
find root -type f | grep -v '\.md$' | sort
root/usr/bin/redress query "$SAMPLES/bank-en/2026-10.csv" -q --show received --rules none
make -s -C "$ROOT" BUILD="$BUILD_DIR" DESTDIR="$PWD/root" PREFIX=/usr uninstall
find root -type f
