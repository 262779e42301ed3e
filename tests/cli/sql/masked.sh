# SPDX-License-Identifier: GPL-3.0-or-later
cat >x.csv <<'END'
id,received,customer,handler,text,Phone
6222600260001072444,2026-10-01,John Smith,Ann Lee,Call 13812345678,13812345678
2,2026-10-02,Jane Snow,Ann Lee,or a.b@c.org,13899995678
3,2026-10-03,John Smith,,nothing,
END
sql() { "$REDRESS" sql x.csv --map id=id --map received=received --map customer=customer --map handler=handler --map text=text "$@"; }
sql -q --format csv "select id, customer, handler, text, Phone, length(hex(substr(text, 6, 11))) size from complaints"
sql -q "select customer, count(*) n from complaints where customer <> 'John Smith' group by customer"
sql --save all.db -q && grep -c 13812345678 all.db
sql --unmasked -o out.csv --format csv "select customer, text, Phone from complaints"
cat out.csv
stat -c %a out.csv
