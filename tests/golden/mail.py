# SPDX-License-Identifier: GPL-3.0-or-later
"""The mail read back by its parts.

usage: mail.py FOLDER MAIL   (zh, en, hostile, empty: one pack each; a mail with addresses)
Prints "ok NAME" or "not ok NAME reason" lines.
"""
import email
import email.policy
import json
import re
import struct
import sys
from html.parser import HTMLParser

FOLDER, ADDRESSED = sys.argv[1:3]
CASES = ["zh", "en", "hostile", "empty"]


def check(name, test):
    try:
        test()
        print("ok golden/mail: " + name)
    except Exception as problem:  # a test that breaks is a test that fails
        print("not ok golden/mail: %s (%s: %s)" % (name, type(problem).__name__, problem))


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def parsed(name):
    with open(name, "rb") as file:
        return email.message_from_binary_file(file, policy=email.policy.default)


def mail(case):
    return parsed("%s/%s/report.eml" % (FOLDER, case))


def other(case, name):
    with open("%s/%s/%s" % (FOLDER, case, name), encoding="utf-8") as file:
        return file.read()


class Body(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.text = [], [], ""
        self.feed(text)
        self.close()
        expect(not self.open, "not closed: %s" % self.open)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        expect(self.open and self.open.pop() == tag, "</%s> does not match" % tag)

    def handle_data(self, data):
        self.text += data


def parts(case):
    whole = mail(case)
    expect(not whole.defects, whole.defects)
    expect(whole.get_content_type() == "multipart/alternative", whole.get_content_type())
    text, related = whole.iter_parts()
    expect(text.get_content_type() == "text/plain" and text.get_content_charset() == "utf-8", "text")
    expect(related.get_content_type() == "multipart/related", "related")
    html, *pictures = related.iter_parts()
    expect(html.get_content_type() == "text/html" and html.get_content_charset() == "utf-8", "html")
    for part in whole.walk():
        expect(not part.defects, part.defects)
    return text, html, pictures


def has_its_parts(case):
    text, _, pictures = parts(case)
    said = text.get_content().replace("\r\n", "\n")
    expect(said == other(case, "summary.txt"), "the text is not summary.txt")
    charts = len(json.loads(other(case, "report.json"))["charts"])
    expect(len(pictures) == min(2, charts), "%d pictures of %d charts" % (len(pictures), charts))


def pictures_resolve(case):
    _, html, pictures = parts(case)
    body = Body(html.get_content())
    used = [a["src"] for t, a in body.tags if t == "img"]
    ids = ["cid:" + p["content-id"].strip("<>") for p in pictures]
    expect(used == ids and len(set(ids)) == len(ids), "%s, not %s" % (used, ids))
    expect(all(a["alt"] for t, a in body.tags if t == "img"), "no alt text")
    for picture in pictures:
        data = picture.get_content()
        expect(picture.get_content_type() == "image/png" and data[:8] == b"\x89PNG\r\n\x1a\n", "not a PNG")
        expect(struct.unpack(">I", data[16:20])[0] == 1248, "not twice the width")
        expect(picture.get_content_disposition() == "inline", "not inline")


def figures_are_there(case):
    _, html, _ = parts(case)
    body = Body(html.get_content())
    text = body.text.replace("\u00a0", " ")
    for kpi in json.loads(other(case, "report.json"))["kpis"]:
        expect(re.sub("[\x00-\x1f]", "", kpi["name"]) in text, kpi["name"])
        if kpi["unit"] == "count" and kpi["value"] is not None and kpi["value"] < 1e15:
            expect(format(int(kpi["value"]), ",") in text, kpi["key"])
    tags = {t for t, _ in body.tags}
    expect(not tags & {"script", "style", "link", "form", "iframe", "svg"}, tags)
    expect("{{" not in html.get_content(), "a slot is not filled")
    expect(not any("://" in (v or "") for _, a in body.tags for v in a.values()), "refers outside")


def head_is_sound(case):
    with open("%s/%s/report.eml" % (FOLDER, case), "rb") as file:
        raw = file.read()
    expect(raw.count(b"\n") == raw.count(b"\r\n"), "line ends")
    expect(all(len(line) <= 998 for line in raw.split(b"\r\n")), "long lines")
    expect(all(byte < 128 for byte in raw), "not ASCII")
    whole = mail(case)
    expect(set(whole.keys()) <= {"Subject", "Date", "Message-Id", "Content-Language", "Auto-Submitted", "X-Unsent",
                                 "MIME-Version", "Content-Type"}, whole.keys())
    expect(len(whole.keys()) == len(set(whole.keys())), "a header twice")
    report = json.loads(other(case, "report.json"))
    expect(report["period"]["name"] in whole["subject"], whole["subject"])
    expect(whole["date"].datetime.strftime("%Y-%m-%d") == report["as_of"][:10], whole["date"])


def addresses_are_written():
    whole = parsed(ADDRESSED)
    people = [(a.display_name, a.addr_spec) for a in whole["to"].addresses]
    expect(people == [("投诉管理部", "complaints@bank.example"), ("Reader, B.", "b@bank.example")], people)
    expect(whole["from"].addresses[0].addr_spec == "r@bank.example", whole["from"])
    expect(whole["subject"] == "周报：投诉 <b>", whole["subject"])
    expect("X-Unsent" not in whole, "a draft")
    with open(ADDRESSED, "rb") as file:
        expect(b"\r" not in file.read(), "line ends for sendmail")


for one in CASES:
    check(one + ": text, page and pictures", lambda: has_its_parts(one))
    check(one + ": pictures are found by their ids", lambda: pictures_resolve(one))
    check(one + ": headline figures, nothing from outside", lambda: figures_are_there(one))
    check(one + ": head, lines, letters", lambda: head_is_sound(one))
check("addresses and subject", addresses_are_written)
