#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the cases of tests/unit/policies/*.csv: for every clock of every shipped policy the last permitted
moment, one unit late, received on a Sunday, on a Saturday that China made up, across Spring Festival, known by
date alone, extended, still open. The limits are written down here a second time and reckoned day by day, so that
the program and its templates are held to something that is neither of them.

usage: python3 tests/unit/policies/reckon.py    (from the root of the tree; the tests do not need it)"""

import datetime as dt
import re

AS_OF = dt.datetime(2026, 12, 24)

OFF = {
    "china": "2026-01-01..2026-01-03 2026-02-15..2026-02-23 2026-04-04..2026-04-06 2026-05-01..2026-05-05 "
             "2026-06-19..2026-06-21 2026-09-25..2026-09-27 2026-10-01..2026-10-07",
    "england": "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28",
    "us": "2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11 "
          "2026-11-26 2026-12-25",
    "australia": "2026-01-01 2026-01-26 2026-04-03 2026-04-06 2026-12-25 2026-12-28",
}
WORK = {"china": "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10"}


def days(text):
    found = set()
    for item in text.split():
        first, _, last = item.partition("..")
        day, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
        while day <= end:
            found.add(day)
            day += dt.timedelta(1)
    return found


def is_worked(day, country):
    if day in days(WORK.get(country, "")):
        return True
    return day.weekday() < 5 and day not in days(OFF[country])


def end_of(start, date_only, limit, country):
    """(moment, is a whole day), or None where hours are asked of a day."""
    ends = []
    for one in limit.split(" or "):
        number, unit = re.match(r"(\d+)(\w+)", one).groups()
        number = int(number)
        day = start.date()
        if unit in ("m", "h"):
            if not date_only:
                ends.append((start + dt.timedelta(minutes=number * (60 if unit == "h" else 1)), False))
        elif unit == "wd":
            while number:
                day += dt.timedelta(1)
                number -= is_worked(day, country)
            ends.append((dt.datetime.combine(day, dt.time(23, 59, 59)), True))
        else:
            day += dt.timedelta(number * (7 if unit == "w" else 1))
            ends.append((dt.datetime.combine(day, dt.time(23, 59, 59)), True))
    return max(ends) if ends else None


# policy: country, clocks: (name, from, to, [(columns, limit)], extension: None, "any" or the limit)
SIMPLE, COMPLEX = {"level": "简单"}, {"level": "复杂"}
APPEAL, ESCALATED = {"level": "申诉"}, {"level": "升级投诉"}
POLICIES = {
    "bank-branch": ("china", [
        ("reply", "received", "resolved",
         [(SIMPLE, "3wd"), (COMPLEX, "10wd"), ({"issue": "工作失误"}, "3wd"), ({"issue": "违规操作"}, "10wd"),
          ({"level": "其他"}, "10wd")], "any")]),
    "village-bank": ("china", [
        ("acceptance", "received", "accepted", [({}, "2wd")], None),
        ("handling", "received", "resolved", [({}, "5wd"), (COMPLEX, "15wd")], "15wd")]),
    "finance-guide": ("china", [("registration", "received", "registered", [({}, "24h")], None)]),
    "digital-channel": ("china", [
        ("response", "received", "first_response", [({}, "15m")], None),
        ("temporary_fix", "received", "resolved", [({}, "2h")], None),
        ("lasting_fix", "received", "closed", [({}, "24h")], None)]),
    "telecom-workorder": ("china", [
        ("handling", "received", "resolved",
         [({}, "24h"), ({"level": "省内"}, "48h"), ({"level": "全国"}, "72h"), (APPEAL, None)], None),
        ("order_filled", "received", "registered", [({}, "1h")], None),
        ("dispatch", "registered", "dispatched", [({}, "4h")], None),
        ("answer", "dispatched", "first_response", [({}, "2h")], None),
        ("follow_up", "closed", "followed_up", [({}, "7d")], None),
        ("escalated", "dispatched", "closed",
         [(dict(ESCALATED, product="宽带"), "7wd"), (dict(ESCALATED, product="移动"), "3wd"), ({}, None)], None),
        ("appeal_dispatch", "received", "dispatched", [(APPEAL, "24h"), ({}, None)], None),
        ("appeal_branch", "dispatched", "first_response", [(APPEAL, "96h")], None),
        ("appeal_head_office", "first_response", "resolved", [(APPEAL, "48h")], None),
        ("appeal", "received", "resolved", [(APPEAL, "7wd")], None)]),
    "transit": ("china", [
        ("reply", "received", "resolved",
         [({"channel": "电话"}, "0d"), ({"channel": "信函"}, "2wd"), (dict(COMPLEX, channel="信函"), "5wd")],
         None)]),
    "service-window": ("china", [
        ("acceptance", "received", "accepted", [({}, "3wd")], None),
        ("handling", "accepted", "closed", [({}, "3wd"), (COMPLEX, "10wd")], None),
        ("told", "closed", "followed_up", [({}, "3wd")], None)]),
    "company-service": ("china", [
        ("investigation", "received", "accepted", [({}, "1wd")], None),
        ("reply", "received", "resolved", [({}, "2wd")], None)]),
    "property": ("china", [
        ("form", "received", "dispatched", [({}, "10m")], None),
        ("report", "received", "accepted", [({"level": "重要"}, "1h"), ({"level": "重大"}, "0d"), ({}, None)], None),
        ("answer", "received", "first_response", [({}, "2d"), ({"level": "重要"}, "3d")], None),
        ("solved", "received", "resolved",
         [({}, "2d"), ({"level": "重要"}, "3d"), ({"level": "重大"}, "10d")], None),
        ("told", "resolved", "followed_up", [({}, "0d")], None),
        ("month", "received", "resolved", [({}, "30d"), ({"validity": "communicative"}, None)], None)]),
    "car-dealer": ("china", [
        ("reported", "received", "registered", [({}, "1h")], None),
        ("responsibility", "registered", "accepted", [({}, "24h"), ({"status": "联系不上客户"}, "48h")], None),
        ("review", "accepted", "dispatched", [({}, "4h")], None),
        ("decision", "dispatched", "first_response", [({}, "4h")], None),
        ("enforced", "first_response", "resolved", [({}, "8h")], None),
        ("follow_up", "resolved", "followed_up", [({}, "24h")], None)]),
    "cn-bank-regulator": ("china", [("law", "received", "resolved", [({}, "15d"), (COMPLEX, "30d")], "60d")]),
    "cn-telecom-regulator": ("china", [("law", "received", "resolved", [({}, "15d")], None)]),
    "uk-fca-disp": ("england", [
        ("summary", "received", "resolved", [({}, "3wd")], None),
        ("final", "received", "resolved", [({}, "8w"), ({"product": "Payments"}, "15wd")], "35wd")]),
    "us-cfpb": ("us", [
        ("timely", "received", "first_response", [({}, "15d")], None),
        ("final", "received", "resolved", [({}, "60d")], None)]),
    "au-rg271": ("australia", [
        ("acknowledgement", "received", "first_response", [({}, "24h or 1wd")], None),
        ("final", "received", "resolved", [({}, "30d"), ({"issue": "Hardship"}, "21d")], None)]),
}

ROLES = ["received", "registered", "accepted", "dispatched", "first_response", "resolved", "closed", "followed_up",
         "extended_to", "level", "product", "channel", "issue", "category", "validity", "status"]
STARTS = {
    "last": "2026-10-12 09:00", "late": "2026-10-12 09:00", "sunday": "2026-10-18 10:30",
    "make-up": "2026-10-10 14:00", "festival": "2026-02-12 16:00", "date-only": "2026-10-15",
    "extended": "2026-09-28 09:00", "open": "2026-12-22 09:00",
}


def text(moment, whole_day):
    return moment.strftime("%Y-%m-%d" if whole_day else "%Y-%m-%d %H:%M:%S")


def make_row(policy, clock, tag, columns, limit):
    country = POLICIES[policy][0]
    name, begins, stops, _, extension = clock
    at = STARTS[tag]
    date_only = len(at) == 10
    start = dt.datetime.fromisoformat(at)
    row = dict(columns)
    row["received"] = at
    row[begins] = at
    end = end_of(start, date_only, limit, country) if limit else None
    if tag == "extended" and end:
        to = end[0] + dt.timedelta(days=40)
        row["extended_to"] = text(to, True)
        if extension:
            to = dt.datetime.combine(to.date(), dt.time(23, 59, 59))
            most = end_of(start, date_only, extension, country)[0] if extension != "any" else to
            end = (max(end[0], min(to, most)), True)
    if not limit or not end:
        row[stops] = text(start + dt.timedelta(hours=1), date_only)
        return row, "-", "none"
    due, whole = end
    if tag == "open":
        return row, text(due, whole), "overdue" if due < AS_OF else "running"
    if tag == "late":
        row[stops] = text(due + dt.timedelta(seconds=1), False)
        return row, text(due, whole), "late"
    row[stops] = text(due, tag == "date-only")
    return row, text(due, whole), "kept"


def main():
    for policy, (_, clocks) in POLICIES.items():
        lines = []
        for clock in clocks:
            for at, (columns, limit) in enumerate(clock[3]):
                tags = list(STARTS) if at == 0 else ["last", "late", "sunday"]
                for tag in tags if limit else ["last"]:
                    lines.append((clock[0], tag) + make_row(policy, clock, tag, columns, limit))
        used = [r for r in ROLES if any(r in row for _, _, row, _, _ in lines)]
        with open(f"tests/unit/policies/{policy}.csv", "w") as out:
            out.write(",".join(["clock", "case"] + used + ["expected", "verdict"]) + "\n")
            for name, tag, row, due, verdict in lines:
                cells = [name, tag] + [row.get(r, "") for r in used] + [due, verdict]
                out.write(",".join(cells) + "\n")


main()
