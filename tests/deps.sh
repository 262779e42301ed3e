#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Debian packages that building and testing need, when some are missing.
set -eu
packages="gcc make pkg-config libcsv-dev libcairo2-dev libpango1.0-dev libxlsxwriter-dev libpcre2-dev
libsqlite3-dev libfyaml-dev libarchive-dev libexpat1-dev libfreexl-dev libxml2-dev r-mathlib libglib2.0-dev libgmime-3.0-dev libssl-dev libcmocka-dev
gettext fonts-noto-cjk tzdata sqlite3 poppler-utils python3 python3-openpyxl"
packages="$packages $*"
case $(uname -m) in
x86_64) packages="$packages libhyperscan-dev" ;;
esac
missing=
if command -v dpkg-query >/dev/null 2>&1; then
    for package in $packages; do
        case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
        *" installed") ;;
        *) missing="$missing $package" ;;
        esac
    done
    [ -n "$missing" ] || exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "redress needs these packages (Debian names); install their equivalents:" $packages >&2
    exit 0
fi
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
echo "installing:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -q >/dev/null || true
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
