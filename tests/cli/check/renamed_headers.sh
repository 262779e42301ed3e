# SPDX-License-Identifier: GPL-3.0-or-later
# Every month of both banks with its columns in any order under the headers A, B, C …: receipt and close are found
# or the export is refused, but never taken for one another, nor for another date.
cat >rename.py <<'END'
import csv, io, json, random, subprocess, sys

truth = {"en": ("Date Received", "Date Closed"), "zh": ("受理时间", "办结时间")}


def name(i):
    return name(i // 26 - 1) + chr(65 + i % 26) if i >= 26 else chr(65 + i)


def read(path):
    data = open(path, "rb").read()
    for encoding in ["utf-16", "utf-8-sig", "gb18030"]:
        if (encoding == "utf-16") == (data[:2] in (b"\xff\xfe", b"\xfe\xff")):
            try:
                text = data.decode(encoding)
                break
            except UnicodeDecodeError:
                text = data.decode("utf-8-sig", "replace")
    text = text.replace("\0", "")
    delimiter = max(",;\t|", key=text.split("\n", 1)[0].count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    while len(rows[0]) < 5:
        rows.pop(0)
    return [h.strip() for h in rows[0]], [r for r in rows[1:] if len(r) == len(rows[0])]


for bank in ["en", "zh"]:
    counts = {"right": 0, "refused": 0, "wrong": 0}
    for month in range(24):
        stamp = "%d-%02d" % (2024 + (month + 10) // 12, (month + 10) % 12 + 1)
        header, rows = read("%s/bank-%s/%s.csv" % (sys.argv[2], bank, stamp))
        order = list(range(len(header)))
        random.Random(month).shuffle(order)
        with open("renamed.csv", "w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow([name(i) for i in range(len(order))])
            writer.writerows([row[i] for i in order] for row in rows)
        run = subprocess.run([sys.argv[1], "check", "renamed.csv", "--format", "json", "-q", "--rules", "none"],
                             capture_output=True, text=True)
        if run.returncode == 2:
            counts["refused"] += 1
            continue
        roles = json.loads(run.stdout)["files"][0]["roles"]
        real = {role: header[order[[name(i) for i in range(len(order))].index(column)]] for role, column in roles.items()}
        right = (real.get("received"), real.get("closed")) == truth[bank]
        counts["right" if right else "wrong"] += 1
    print(bank, counts)
END
python3 rename.py "$REDRESS" "$SAMPLES"
