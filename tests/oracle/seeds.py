# SPDX-License-Identifier: GPL-3.0-or-later
"""Are the planted truths found, and planted noise left alone, on data of other seeds? Run by hand, about two minutes:

    make && make build/generate
    REDRESS=build/redress GENERATE=build/generate python3 tests/oracle/seeds.py FIRST COUNT > tests/oracle/seeds.txt

For each seed both banks are written anew and the program's own reports are read: no figure is computed here. A
truth counts as found when the report says it in its place: the outage and the queue as a hotspot of their week and
month (how often the first one is told besides), slow handling and fallen satisfaction among what left its usual
range, the improvement as reliably fewer. Noise counts as called when any hotspot of the report names it. Exit code 1 when a truth is found on fewer
than 19 of 20 seeds or a noise called on more than 2 of 20.
"""
import json
import os
import subprocess
import sys
import tempfile

redress, generate = os.path.abspath(os.environ["REDRESS"]), os.path.abspath(os.environ["GENERATE"])
BANKS = {
    "en": {"week": "2026-W25", "outage": ["App crash", "Login failed"], "queue": ["Quayside", "queue"],
           "slow": ["Mortgage", "Median"], "satisfaction": ["Credit Card", "Satisfaction"], "fewer": "reliably fewer",
           "unit that took over": "Guildhall", "small unit": "Cliff Top", "season": "Fee dispute",
           "repeats": "Abbey Green"},
    "zh": {"week": "2026-W24", "outage": ["闪退", "登录失败"], "queue": ["南湖支行", "排队"], "slow": ["个人贷款", "中位"],
           "satisfaction": ["江南", "满意率"], "fewer": "显著减少", "unit that took over": "光华支行",
           "small unit": "云峰支行", "season": "年费", "repeats": "老码头支行"},
}
TRUTHS = ["outage", "queue", "slow", "satisfaction", "improvement"]
NOISE = ["unit that took over", "small unit", "season", "repeats"]


def report(folder, bank, period):
    reference = f"{folder}/bank-{bank}/reference"
    pack = f"{folder}/pack-{bank}-{period}"
    subprocess.run([redress, "report", f"{folder}/bank-{bank}", "--period", period, "--format", "json", "--quiet",
                    "--lang", bank, "--units", f"{reference}/units.csv", "--exposure", f"{reference}/exposure.csv",
                    "--actions", f"{reference}/actions.yaml", "-o", pack], check=True)
    with open(f"{pack}/report.json", encoding="utf-8") as file:
        return json.load(file)


def cells(made):
    return [hotspot["cell"] for hotspot in made["hotspots"]]


def rows(made, table):
    return made["tables"].get(table, {"rows": []})["rows"]


def is_outage(cell, words):
    return any(word in cell for word in words["outage"])


def is_queue(cell, words):
    return all(word in cell for word in words["queue"])


def look(folder, bank):
    words = BANKS[bank]
    month, week, december = (report(folder, bank, period) for period in ("2026-10", words["week"], "2025-12"))
    hot, hot_week = cells(month), cells(week)
    moved = [f"{row['cell']} {row['measure']}" for row in rows(month, "moved")]
    found = {
        "outage": any(is_outage(cell, words) for cell in hot_week),
        "queue": any(is_queue(cell, words) for cell in hot),
        "slow": any(all(word in line for word in words["slow"]) for line in moved),
        "satisfaction": any(all(word in line for word in words["satisfaction"]) for line in moved),
        "improvement": rows(month, "actions")[0]["verdict"] == words["fewer"],
    }
    called = {name: any(words[name] in cell for cell in hot) for name in NOISE}
    called["season"] = any(words["season"] in cell for cell in cells(december))
    others = sum(not is_queue(cell, words) for cell in hot)
    first = {"outage": bool(hot_week) and is_outage(hot_week[0], words), "queue": bool(hot) and is_queue(hot[0], words)}
    return found, called, others, first


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    sums = {bank: dict.fromkeys(TRUTHS + NOISE, 0) for bank in BANKS}
    firsts = {bank: {"outage": 0, "queue": 0} for bank in BANKS}
    bad = False
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([generate, "-o", folder, "--seed", str(seed)], check=True, stdout=subprocess.DEVNULL)
            for bank in BANKS:
                found, called, others, first_of = look(folder, bank)
                lost = [name for name in TRUTHS if not found[name]]
                false = [name for name in NOISE if called[name]]
                print(f"seed {seed} {bank}: lost {', '.join(lost) or 'nothing'}; noise called {', '.join(false) or 'none'}; "
                      f"other hotspots of the month {others}", flush=True)
                for name, held in {**found, **called}.items():
                    sums[bank][name] += held
                for name, held in first_of.items():
                    firsts[bank][name] += held
    for bank, names in sums.items():
        for name, times in names.items():
            truth = name in TRUTHS
            held = times * 20 >= 19 * count if truth else times * 20 <= 2 * count
            bad |= not held
            told = f", first of all {firsts[bank][name]}" if name in firsts[bank] else ""
            print(f"{bank} {'truth' if truth else 'noise'} {name}: {times} of {count}{told}{'' if held else '  BROKEN'}")
    sys.exit(bad)


main()
