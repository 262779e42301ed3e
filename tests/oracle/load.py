# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the exports of a folder into an SQLite database, as DESIGN §4–§6 tell, for oracle.sql.

    load.py FOLDER PROFILE.yaml AS_OF OUT.sqlite [CATEGORIES.csv]

AS_OF is T, a date: its 00:00. CATEGORIES.csv is what `redress classify` wrote (a column
`category` and the columns of the export), where repeats are wanted. Nothing is merged and
nothing is counted here: one row per used record goes into `raw`, the profile's words into
`word`, what was refused into `refused`. Python's standard library only.

Times are civil seconds since 1970-01-01 00:00 on the wall of the report zone, each with a
second column saying whether the cell held a date without a clock.
"""
import datetime
import os
import re
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import words  # noqa: E402
from strict_csv import Reader  # noqa: E402

TIMES = ("occurred received registered accepted dispatched first_response resolved closed first_closed reopened "
         "followed_up due promised extended_to updated").split()
DIMENSIONS = "status channel product issue unit region department handler level customer segment escalated outcome".split()
NUMBERS = ["amount"]
EPOCH = datetime.datetime(1970, 1, 1)
PIECES = {"%Y": r"(?P<Y>\d{4})", "%m": r"(?P<m>\d{1,2})", "%d": r"(?P<d>\d{1,2})", "%H": r"(?P<H>\d{1,2})",
          "%M": r"(?P<M>\d{1,2})", "%S": r"(?P<S>\d{1,2})"}
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)$")
SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+$")
DECLARED = re.compile(r'="(.*)"$')


class Clock:
    """Parses the time cells of one profile; a cell that fits no format is missing."""

    def __init__(self, formats):
        self.formats = [re.compile(re.sub(r"%[YmdHMS]", lambda f: PIECES[f.group(0)], re.sub(r"([.+?()])", r"\\\1", f)))
                        for f in formats]
        self.known = {}

    def parse(self, cell):
        if cell not in self.known:
            self.known[cell] = self.fresh(cell)
        return self.known[cell]

    def fresh(self, cell):
        for form in self.formats:
            found = form.fullmatch(cell)
            if not found:
                continue
            part = {key: int(value) for key, value in found.groupdict().items()}
            try:
                when = datetime.datetime(part["Y"], part["m"], part["d"], part.get("H", 0), part.get("M", 0), part.get("S", 0))
            except ValueError:
                continue
            return int((when - EPOCH).total_seconds()), 0 if "H" in part else 1
        return None


def decode(data):
    """The text of an export: UTF-8, with or without BOM, else GB18030."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def clean_id(cell):
    """(id, may be merged): ="00123", a leading apostrophe and tabs around an id are removed."""
    cell = cell.strip("\t")
    declared = DECLARED.match(cell)
    if declared:
        cell = declared.group(1)
    if cell.startswith("'"):
        cell = cell[1:]
    cell = cell.strip("\t")
    return cell, 0 if not cell.strip() or SCIENTIFIC.match(cell) else 1


class Loader:
    def __init__(self, profile, database):
        self.roles = profile["roles"]
        self.flags = profile.get("flags") or {}
        self.missing = {value or "" for value in profile.get("missing", [""])} | {""}
        self.clock = Clock(profile["dates"])
        self.database = database
        self.columns = ["file", "line", "newest", "id", "mergeable", "text", "satisfaction", "on_time"] + NUMBERS + DIMENSIONS
        for role in TIMES:
            self.columns += [role, role + "_day_only"]
        kinds = ["file text", "line integer", "newest integer", "id text", "mergeable integer", "text text", "satisfaction text", "on_time integer"]
        kinds += [name + " real" for name in NUMBERS] + [name + " text" for name in DIMENSIONS]
        kinds += [name + " integer" for name in self.columns[len(kinds):]]
        database.execute("create table raw (seq integer primary key, %s)" % ", ".join(kinds))
        database.execute("create table refused (file text, line integer, why text, content text)")
        database.execute("create table reading (file text, read integer, used integer, refused integer, short integer, blank integer)")

    def read(self, path):
        name = os.path.basename(path)
        with open(path, "rb") as file:
            reader = Reader(decode(file.read()))
        records = iter(reader)
        header = next(records)[1]
        at = {role: header.index(column) for role, column in self.roles.items() if column in header}
        flags = {role: dict(rule, at=header.index(rule["column"])) for role, rule in self.flags.items() if rule["column"] in header}
        refused, used, short = [], [], 0
        for line, cells in records:
            if any(cell.strip() for cell in cells[len(header):]):
                refused.append((name, line, "more fields than columns", ",".join(cells)))
                continue
            short += len(cells) < len(header)
            used.append(self.row(name, line, cells + [""] * (len(header) - len(cells)), at, flags))
        refused += [(name, line, why, text) for line, text, why in reader.refused]
        received = [row["received"] for row in used if row["received"] is not None]
        newest = max(received) // 86400 if received else None
        for row in used:
            row["newest"] = newest
        marks = ", ".join(":" + column for column in self.columns)
        self.database.executemany("insert into raw (%s) values (%s)" % (", ".join(self.columns), marks), used)
        self.database.executemany("insert into refused values (?, ?, ?, ?)", refused)
        self.database.execute("insert into reading values (?, ?, ?, ?, ?, ?)",
                              (name, len(used) + len(refused), len(used), len(refused), short, reader.blank))

    def row(self, name, line, cells, at, flags):
        row = dict.fromkeys(self.columns)
        row["file"], row["line"] = name, line
        row["id"], row["mergeable"] = clean_id(cells[at["id"]])
        value = {role: None if cells[index] in self.missing else cells[index] for role, index in at.items()}
        for role in DIMENSIONS + ["text", "satisfaction"]:
            row[role] = value.get(role)
        for role in NUMBERS:
            cell = value.get(role)
            row[role] = float(cell) if cell is not None and NUMBER.match(cell) else None
        for role in TIMES:
            when = self.clock.parse(value[role]) if value.get(role) is not None else None
            row[role], row[role + "_day_only"] = when or (None, None)
        for role, rule in flags.items():
            cell = cells[rule["at"]]
            row[role] = 1 if cell in rule["yes"] else 0 if cell in rule["no"] else None
        return row


def profile_words(profile):
    """(kind, meaning, word) of every word list that the measures need."""
    yield from (("closed", "closed", word) for word in profile["closed_when"]["status"])
    for meaning in ("satisfied", "valid"):
        yield from (("satisfaction", meaning, word) for word in profile["satisfaction"][meaning])
    for kind in ("escalation", "outcome"):
        for meaning, listed in profile[kind].items():
            yield from ((kind, meaning, word) for word in listed)


def main(folder, profile_path, as_of, out, categories=None):
    if os.path.exists(out):
        os.remove(out)
    profile = words.read(profile_path)
    database = sqlite3.connect(out)
    database.execute("pragma synchronous = off")
    database.execute("pragma journal_mode = off")
    loader = Loader(profile, database)
    for name in sorted(os.listdir(folder)):
        if name.endswith(".csv"):
            loader.read(os.path.join(folder, name))
    database.execute("create table word (kind text, meaning text, word text)")
    database.executemany("insert into word values (?, ?, ?)", profile_words(profile))
    database.execute("create table setting (as_of integer)")
    database.execute("insert into setting values (?)", (int((datetime.datetime.fromisoformat(as_of) - EPOCH).total_seconds()),))
    database.execute("create table category (id text, received integer, customer text, text text, category text)")
    if categories:
        load_categories(database, loader, categories)
    database.execute("create view in_scope as select seq from best where " + (profile.get("scope") or "1"))
    database.commit()


def load_categories(database, loader, path):
    """The category of each row that `classify` wrote, known again by id, receipt, customer and text."""
    with open(path, "rb") as file:
        records = iter(Reader(decode(file.read())))
    header = next(records)[1]
    at = {role: header.index(column) for role, column in loader.roles.items() if column in header}
    category = header.index("category")
    found = []
    for line, cells in records:
        row = loader.row(path, line, cells, at, {})
        found.append((row["id"], row["received"], row["customer"], row["text"], cells[category]))
    database.executemany("insert into category values (?, ?, ?, ?, ?)", found)


if __name__ == "__main__":
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__)
    main(*sys.argv[1:])
