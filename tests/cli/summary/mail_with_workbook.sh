# SPDX-License-Identifier: GPL-3.0-or-later
# --attach puts the workbook of the same report behind the mail; twice the same bytes; openpyxl opens it.
set -- summary "$SAMPLES/bank-en/2026-10.csv" --format eml --to reader@bank.example --quiet
"$REDRESS" "$@" --attach -o one.eml
"$REDRESS" "$@" --attach -o two.eml
cmp one.eml two.eml && echo same
/usr/bin/python3 -W ignore - <<'PY'
import email, email.policy, io, openpyxl
mail = email.message_from_file(open("one.eml"), policy=email.policy.default)
print(mail.get_content_type(), [part.get_content_type() for part in mail.iter_parts()])
book = list(mail.iter_attachments())[0]
print(book.get_filename(), len(openpyxl.load_workbook(io.BytesIO(book.get_content())).sheetnames) > 5)
PY
"$REDRESS" summary "$SAMPLES/bank-en/2026-10.csv" --attach
