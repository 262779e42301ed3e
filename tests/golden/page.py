# SPDX-License-Identifier: GPL-3.0-or-later
"""The page read back by its meaning.

usage: page.py FOLDER   (with zh, en, hostile, empty, export: one pack each)
Prints "ok NAME" or "not ok NAME reason" lines.
"""
import base64
import hashlib
import json
import re
import sys
from html.parser import HTMLParser

FOLDER = sys.argv[1]
CASES = ["zh", "en", "hostile", "empty", "export"]
VOID = {"meta", "link", "br", "img", "input", "hr"}
MINUS = "\u2212"


class Page(HTMLParser):
    """Elements in order, with attributes and the text in them; refuses tags that do not match."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.all = [], []
        self.feed(text)
        self.close()
        if self.open:
            raise AssertionError("not closed: %s" % [e["tag"] for e in self.open])

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        if len(names) != len(set(names)):
            raise AssertionError("an attribute twice in <%s>" % tag)
        parent = self.open[-1] if self.open else None
        element = {"tag": tag, "attr": dict(attributes), "text": "", "parent": parent}
        self.all.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1]["tag"] != tag:
            raise AssertionError("</%s> closes %s" % (tag, self.open and self.open[-1]["tag"]))
        self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def find(self, tag, **attributes):
        return [e for e in self.all if e["tag"] == tag and
                all(e["attr"].get(k.rstrip("_")) == v for k, v in attributes.items())]

    def inside(self, element, tags):
        def within(e):
            while e:
                if e is element:
                    return True
                e = e["parent"]
            return False
        return [e for e in self.all if e["tag"] in tags and within(e["parent"])]


def check(name, test):
    try:
        test()
        print("ok golden/page: " + name)
    except Exception as problem:  # a test that breaks is a test that fails
        print("not ok golden/page: %s (%s: %s)" % (name, type(problem).__name__, problem))


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def source(case):
    with open("%s/%s/report.html" % (FOLDER, case), encoding="utf-8", newline="") as file:
        return file.read()


def report(case):
    with open("%s/%s/report.json" % (FOLDER, case), encoding="utf-8") as file:
        return json.load(file)


def clean(text):
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", "", text)


def close(a, b):
    return a == b or abs(a - b) <= 1e-9 * max(abs(a), abs(b))


def kpis_equal_json(case):
    page, kpis = Page(source(case)), report(case)["kpis"]
    found = [e for e in page.find("data") if "data-key" in e["attr"]]
    expect(len(found) == len(kpis), "%d tiles for %d figures" % (len(found), len(kpis)))
    for element, kpi in zip(found, kpis):
        expect(element["attr"]["data-key"] == clean(kpi["key"]), "tile of " + kpi["key"])
        value = element["attr"]["value"]
        wanted = kpi["value"]
        expect((value == "") == (wanted is None), kpi["key"])
        expect(wanted is None or close(float(value), wanted), "%s: %s, not %r" % (kpi["key"], value, wanted))


def tables_equal_json(case):
    page, seen = Page(source(case)), 0
    for key, table in report(case)["tables"].items():
        grids = [e for e in page.find("table") if e["parent"]["parent"]["attr"].get("id") == "table-" + key]
        if not grids or not table["rows"]:
            continue
        seen += 1
        columns = [c for c in table["columns"] if (c["key"], c["role"]) != ("id", "note")]
        rows = page.inside(grids[0], {"tr"})[1:]
        expect(len(rows) == len(table["rows"]), "%s: %d rows" % (key, len(rows)))
        for row, wanted in zip(rows, table["rows"]):
            cells = page.inside(row, {"td", "th"})
            expect(len(cells) == len(columns), key + ": cells of a row")
            for cell, column in zip(cells, columns):
                value = wanted[column["key"]]
                if isinstance(value, (int, float)):
                    expect(close(float(cell["attr"]["data-v"]), value), "%s %s" % (key, value))
                elif value is None:
                    expect(cell["text"] in ("", "\u2014"), "%s: %r for null" % (key, cell["text"]))
                elif "data-v" in cell["attr"]:
                    expect(value.startswith(cell["text"]), "%s: time %s" % (key, value))
                else:
                    expect(cell["text"] == clean(value), "%s: %r" % (key, cell["text"]))
        foot = page.inside(grids[0], {"tfoot"})
        expect(bool(foot) == table["total_row"], key + ": total")
    expect(seen or case == "empty", "no table compared")


def stands_alone(case):
    page = Page(source(case))
    tags = {e["tag"] for e in page.all}
    expect(not tags & {"img", "iframe", "object", "embed", "base", "form", "b", "i"}, "tags: %s" % sorted(tags))
    for element in page.all:
        for name, value in element["attr"].items():
            expect(not name.startswith("on") and name != "style", "%s of <%s>" % (name, element["tag"]))
            if name in ("href", "src", "xlink:href", "action"):
                expect(value.startswith("#") or value == "data:,", "%s=%s" % (name, value))
            expect("://" not in (value or "") or name in ("aria-label", "title"), "%s=%s" % (name, value))
    expect(len(page.find("script")) == 1 and len(page.find("style")) == 1, "one script, one style")
    expect("url(" not in page.find("style")[0]["text"], "style loads something")


def policy_names_them(case):
    page = Page(source(case))
    policy = [e["attr"]["content"] for e in page.find("meta") if "http-equiv" in e["attr"]][0]
    expect(policy.startswith("default-src 'none';") and "unsafe" not in policy, policy)
    for tag in ("style", "script"):
        digest = hashlib.sha256(page.find(tag)[0]["text"].encode()).digest()
        expect("%s-src 'sha256-%s'" % (tag, base64.b64encode(digest).decode()) in policy, tag)


def can_be_navigated(case):
    page = Page(source(case))
    ids = [e["attr"]["id"] for e in page.all if "id" in e["attr"]]
    expect(len(ids) == len(set(ids)), "ids twice: %s" % sorted({i for i in ids if ids.count(i) > 1})[:3])
    for element in page.find("a"):
        expect(element["attr"]["href"][1:] in ids, element["attr"]["href"])
    for element in page.all:
        for name in ("aria-labelledby",):
            expect(name not in element["attr"] or element["attr"][name] in ids, name)
    for used in re.findall(r'url\(#([^)]*)\)', "".join(e["attr"].get("clip-path", "") for e in page.all)):
        expect(used in ids, "clip " + used)
    levels = [int(e["tag"][1]) for e in page.all if re.fullmatch("h[1-6]", e["tag"])]
    expect(levels[0] == 1 and levels.count(1) == 1, "one h1, first")
    expect(all(b <= a + 1 for a, b in zip(levels, levels[1:])), "headings skip a level")
    for tag in ("main", "header", "footer", "nav"):
        expect(page.find(tag), "no <%s>" % tag)
    for table in page.find("table"):
        expect(page.inside(table, {"caption"}), "no caption")
        expect(all("scope" in e["attr"] for e in page.inside(table, {"th"})), "no scope")
    for drawing in page.find("svg", role="img"):
        expect(page.inside(drawing, {"title"})[0]["text"], "drawing without a title")
    expect(page.find("html")[0]["attr"]["lang"] == ("zh-Hans" if case == "zh" else "en"), "lang")


def has_no_junk(case):
    text = source(case)
    expect("{{" not in text or case == "export", "a slot is not filled")
    expect(not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", text), "control characters")
    expect("nan" not in re.findall('(?:data-v|value)="([^"]*)"', text), "nan")


def names_are_only_text():
    page = Page(source("export"))
    cells = {e["text"] for e in page.find("th", scope="row")}
    for name in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "=cmd|calc!A0", "+49 30 1", "-5",
                 "@SUM(A1)", "\U0001f600 emoji", "&lt;b&gt; &amp;", "</style></svg>'", "{{label:kpi.target}} {{>}}",
                 "<!-- tile: x", "w" * 300, "bell esc[31m"):
        expect(name in cells, "%r is not a row of a table" % name)
    expect("</title><script>x</script>" in page.find("h1")[0]["text"], "title")



for one in CASES:
    check("%s: headline figures are those of report.json" % one, lambda: kpis_equal_json(one))
    check("%s: tables are those of report.json" % one, lambda: tables_equal_json(one))
    check("%s: refers to nothing outside" % one, lambda: stands_alone(one))
    check("%s: its policy allows its own script only" % one, lambda: policy_names_them(one))
    check("%s: headings, landmarks, captions, links" % one, lambda: can_be_navigated(one))
    check("%s: no slots, control characters, nan" % one, lambda: has_no_junk(one))
check("names of an export are only text", names_are_only_text)
