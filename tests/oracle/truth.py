# SPDX-License-Identifier: GPL-3.0-or-later
"""Planted truths of sample-data/TRUTH.md as the program's own figures show them: found through rules and measures."""
import csv
import io
import os
import subprocess
import sys

redress, samples = os.environ["REDRESS"], os.environ["SAMPLES"]


def query(bank, *arguments):
    command = [redress, "query", f"{samples}/bank-{bank}", "--format", "csv", "--quiet", *arguments]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return list(csv.DictReader(io.StringIO(text)))


def check(name, holds, figures):
    print(f"{'ok' if holds else 'not ok'} truth: {name}" + ("" if holds else f" {figures}"))


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def outage(bank, week):
    rows = query(bank, "--by", "week", "--show", "received", "--where", "category in ('digital.crash', 'digital.login')",
                 "--period", "2026-03-02..2026-07-05")
    counts = {row["week"]: float(row["received"] or 0) for row in rows}
    usual = mean(v for k, v in counts.items() if k != week)
    check(f"{bank} outage week", counts[week] > 3.5 * usual, (counts[week], usual))


def queue(bank, unit):
    rows = query(bank, "--by", "month", "--show", "received", "--where", f"category = 'process.queue' and unit = '{unit}'",
                 "--period", "2025-10-01..2026-10-31")
    counts = [float(row["received"] or 0) for row in rows]
    check(f"{bank} queue at {unit}", counts[-1] >= 8 and counts[-1] > 3 * mean(counts[:-1]), counts)


def slower(bank, product):
    then = query(bank, "--show", "p50_days", "--where", f"product = '{product}'", "--period", "2026-08-01..2026-10-31")
    before = query(bank, "--show", "p50_days", "--where", f"product = '{product}'", "--period", "2026-01-01..2026-06-30")
    a, b = float(then[0]["p50_days"]), float(before[0]["p50_days"])
    check(f"{bank} slower {product}", a > 1.8 * b, (a, b))


def satisfaction(bank, where):
    then = query(bank, "--show", "satisfaction_rate", "--intervals", "--where", where, "--period", "2026-08-01..2026-10-31")[0]
    before = query(bank, "--show", "satisfaction_rate", "--intervals", "--where", where, "--period", "2025-08-01..2026-07-31")[0]
    holds = float(then["satisfaction_rate_high"]) < float(before["satisfaction_rate_low"])
    check(f"{bank} satisfaction where {where}", holds, (then, before))


def improvement(bank, category):
    rows = query(bank, "--by", "month", "--show", "received", "--where", f"category = '{category}'",
                 "--period", "2025-03-01..2026-10-31")
    counts = [float(row["received"] or 0) for row in rows]
    check(f"{bank} improvement of {category}", mean(counts[12:]) < 0.55 * mean(counts[:12]), counts)


def hotspots(bank, truth, noise):
    reference = f"{samples}/bank-{bank}/reference"
    command = [redress, "report", f"{samples}/bank-{bank}", "--period", "2026-10", "--format", "csv", "--quiet",
               "--units", f"{reference}/units.csv", "--exposure", f"{reference}/exposure.csv", "-o", f"pack-{bank}"]
    subprocess.run(command, check=True)
    with open(f"pack-{bank}/data/hotspots.csv", encoding="utf-8-sig", newline="") as file:
        cells = [row["cell"] for row in csv.DictReader(file)]
    check(f"{bank} hotspot above all else", all(word in cells[0] for word in truth), cells)
    check(f"{bank} planted noise is no hotspot", not any(word in cell for word in noise for cell in cells), cells)


outage("zh", "2026-W24")
outage("en", "2026-W25")
queue("zh", "南湖支行")
queue("en", "Quayside")
slower("zh", "个人贷款")
slower("en", "Mortgage")
satisfaction("zh", "region = '江南'")
satisfaction("en", "product = 'Credit Card'")
improvement("zh", "process.complicated")
improvement("en", "digital.sms")
hotspots("zh", ["南湖支行", "排队"], ["光华支行", "云峰支行", "老码头支行", "年费"])
hotspots("en", ["Quayside", "queue"], ["Guildhall", "Cliff Top", "Abbey Green", "Fee dispute"])
sys.stdout.flush()
