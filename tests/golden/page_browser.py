# SPDX-License-Identifier: GPL-3.0-or-later
"""The page driven in a browser: sort, filter, tips, at desktop and phone width.

usage: page_browser.py CHROMIUM FOLDER SCRIPT
A copy of the page carries the driving script; its policy allows that script besides the page's own.
"""
import base64
import hashlib
import html
import json
import os
import re
import subprocess
import sys
import tempfile

BROWSER, FOLDER, SCRIPT = sys.argv[1:4]


def driven_copy(case):
    with open("%s/%s/report.html" % (FOLDER, case), encoding="utf-8", newline="") as file:
        page = file.read()
    with open(SCRIPT, encoding="utf-8") as file:
        script = file.read()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = page.replace("script-src ", "script-src 'sha256-%s' " % digest, 1)
    page = page.replace("</body>", "<script>%s</script></body>" % script, 1)
    name = os.path.abspath("%s/%s.driven.html" % (FOLDER, case))
    with open(name, "w", encoding="utf-8", newline="") as file:
        file.write(page)
    return name


def browse(name, width):
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + profile,
             "--window-size=%d,1000" % width, "--enable-logging=stderr", "--dump-dom", "file://" + name],
            capture_output=True, timeout=120)
    console = [line for line in done.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
    dom = done.stdout.decode()
    found = re.search(r'data-found="([^"]*)"', dom)
    return json.loads(html.unescape(found.group(1))) if found else None, console


def check(name, condition, what=""):
    print("%sok golden/page: %s%s" % ("" if condition else "not ", name, "" if condition else " (%s)" % (what,)))


def is_sorted(values, falling=False):
    known = [v for v in values if v is not None]
    return known == sorted(known, reverse=falling) and values[:len(known)] == known


def judge(case, width):
    found, console = browse(driven_copy(case), width)
    name = "%s at %d: " % (case, width)
    if found is None:
        check(name + "runs in a browser", False, "nothing came back")
        return
    check(name + "runs without an error", not found["problems"] and not console, (found["problems"], console[:2]))
    if found["problems"]:
        return
    check(name + "every column sorts", found["buttons"] == found["columns"] and found["focused"], found)
    check(name + "numbers sort as numbers, the largest first",
          is_sorted(found["falling"], True) and found["sort1"] == "descending", found["falling"])
    check(name + "and the other way round", is_sorted(found["rising"]) and found["sort2"] == "ascending", found["rising"])
    check(name + "what is missing stays last", is_sorted(found["missing"], True) and is_sorted(found["missing2"]),
          (found["missing"], found["missing2"]))
    check(name + "one column is sorted by, the total stays", found["sorts"] == 1 and found["total"] == 1, found["sorts"])
    check(name + "filters and says how many", found["filtered"] == 1 and "1" in found["status"] and found["unfiltered"],
          (found["filtered"], found["status"]))
    check(name + "arrow keys go through a chart",
          found["tip1"] and found["tip2"] and found["tip1"] != found["tip2"] and found["tipShown"] and
          found["tipHidden"] and found["titles"] == 0 and found["chartName"], found)
    check(name + "is not wider than the window", found["wider"] <= 0, found["wider"])
    check(name + "loads nothing", found["resources"] == [], found["resources"])


for one in ("zh", "en"):
    judge(one, 1280)
judge("zh", 500)  # the narrowest window that headless Chromium opens
