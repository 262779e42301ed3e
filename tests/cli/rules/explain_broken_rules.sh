# SPDX-License-Identifier: GPL-3.0-or-later
printf 'language: zh\ncategories: [{id: a, any: ["/(/"]}]\n' > rules.yaml
"$REDRESS" rules explain --rules rules.yaml --text 盗刷
