#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Measures what call_instr() costs, and prints it as tables.

Writes the same to build/bench.json, and the times to preprocess a call to
build/bench.dat, which expansion.gp draws. A goal that is missed is a result and
no failure: the exit status is 1 when something could not be measured.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

# pylint: disable=wrong-import-position
import calls
import expansion
import harness
import suite_identity
from report import goal, show, table

# What is timed is repeated while another round fits in this time.
SECONDS = 70


def same(case):
    """The row of a compiler and a level."""
    _, _, compiler, level = case
    row = {"compiler": compiler, "level": level}
    try:
        with harness.temporary() as folder:
            wrapped, plain = suite_identity.objects(compiler, level, folder)
            sections = harness.must(["size", "-A", f"{folder}/identity.o"])
            symbols = harness.must(["nm", f"{folder}/identity.o"])
    except harness.Skip as skip:
        return {**row, "identical": f"skipped: {skip}"}
    return {**row,
            ".text bytes": int(re.search(r"^\.text +(\d+)", sections, re.M)[1]),
            "object bytes": len(wrapped),
            "arities": len(set(re.findall(r" T call(\d+)$", symbols, re.M))),
            "identical": "yes" if wrapped == plain else "no"}


def identity():
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = list(pool.map(same, suite_identity.cases()))
    return table(
        "3. KMSAN off: the object code beside that of plain calls",
        ["tests/identity.c, the whole object file compared"],
        ["compiler", "level", "arities", ".text bytes", "object bytes",
         "identical"], rows,
        [goal("object files that differ",
              sum(row["identical"] == "no" for row in rows), 0)])


def tables():
    yield calls.cost("kmsan", "1. A call with KMSAN on: instructions")
    yield calls.cost("msan", "2. A call with MSan in user space: instructions")
    yield identity()
    yield expansion.sizes()
    yield from expansion.times(SECONDS)
    yield expansion.nesting()
    yield calls.size()


def plot(rows, columns):
    """What expansion.gp reads: a line of names, and one an arity."""
    return "".join("\t".join(map(str, line)) + "\n" for line in [
        columns, *([row[c] for c in columns] for row in rows)])


def write(name, text):
    """A file that is there as a whole or not at all."""
    path = harness.TOP / "build" / name
    path.parent.mkdir(exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def main():
    start = time.monotonic()
    found = []
    for a_table in tables():
        found.append(a_table)
        print(show(a_table), flush=True)
    goals = [g["met"] for a_table in found for g in a_table["goals"]]
    print(f"{sum(goals)} of {len(goals)} goals met, in "
          f"{time.monotonic() - start:.0f} s; build/bench.json has the same")
    write("bench.json", json.dumps(found, indent=1) + "\n")
    times = next(t for t in found if t["title"].startswith("4b"))
    write("bench.dat", plot(times["rows"], times["columns"]))


if __name__ == "__main__":
    try:
        main()
    except (harness.Fail, harness.Skip, OSError) as fail:
        sys.exit(f"bench: {fail}")
