# SPDX-License-Identifier: GPL-3.0-or-later
# Nested repeats are found by trying them on texts made for it; the same written flat is not complained of.
cat > rules.yaml <<'Y'
language: en
categories:
  - {id: nested, any: ["/(\\w+\\s?)+refund/", "/(a|aa)+b/"]}
  - {id: flat, any: ["/\\w{1,20}\\s?refunds/"]}
Y
"$REDRESS" rules lint rules.yaml
