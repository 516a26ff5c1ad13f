#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Counts what call_instr() costs, and prints it as tables.

A goal that is missed is a result and no failure.

Reads   include/, tests/, and git's COMMIT
Writes  standard output only
Needs   what scripts/setup.sh bench installs: valgrind, clang 19, gcc; no root
Takes   some minutes
Exit    0, 1 when something could not be measured, 2 for other arguments
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import sys
import textwrap

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

# pylint: disable=wrong-import-position
import calls
import compiler
import harness
import suite_identity


def same(case):
    """The row of a compiler and a level."""
    _, _, name, level = case
    row = {"compiler": name, "level": level, ".text bytes": "-"}
    try:
        with harness.temporary() as folder:
            wrapped, plain = suite_identity.objects(name, level, folder)
            sections = harness.must(["size", "-A", f"{folder}/identity.o"])
    except harness.Skip as skip:
        return {**row, "identical": f"skipped: {skip}"}
    return {**row,
            ".text bytes": int(re.search(r"^\.text +(\d+)", sections, re.M)[1]),
            "identical": "yes" if wrapped == plain else "no"}


def identity():
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = list(pool.map(same, suite_identity.cases()))
    return ("KMSAN off: the object code beside that of plain calls",
            "tests/identity.c, the whole object file compared.", rows,
            [("object files that differ",
              sum(row["identical"] == "no" for row in rows), 0)])


def headers(commit, folder):
    """The headers of a commit, put into the folder."""
    archive = f"{folder}/include.tar"
    harness.must(["git", "archive", "-o", archive, commit, "include"])
    harness.must(["tar", "-x", "-C", folder, "-f", archive])
    return f"{folder}/include"


def tables(base):
    yield calls.cost("kmsan", "A call with KMSAN on")
    yield calls.cost("msan", "A call with MSan in user space")
    yield calls.size()
    yield identity()
    yield compiler.preprocess(base)
    yield compiler.compile_()
    yield compiler.nesting()


def number(value):
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def show(title, notes, rows, goals):
    """Prints a table, the columns of which are those of its first row."""
    cells = [list(rows[0])] + [[number(row.get(c, "-")) for c in rows[0]]
                               for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells)]
    is_text = [isinstance(value, str) for value in rows[0].values()]
    print(title)
    print(textwrap.indent(textwrap.fill(notes, 77), "  ") + "\n")
    for row in cells:
        print("  " + "  ".join(
            cell.ljust(width) if text else cell.rjust(width)
            for cell, width, text in zip(row, widths, is_text)).rstrip())
    print()
    for text, figure, limit in goals:
        print(f"  goal {'met   ' if figure <= limit else 'missed'} {text}: "
              f"{number(figure)} (at most {limit})")
    print(flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", nargs="?", metavar="COMMIT",
                        help="compare with the headers of this commit too")
    commit = parser.parse_args().base
    harness.need(calls.CLANG)
    harness.need("valgrind")
    print(f"The compiler is {calls.CLANG}, {harness.version(calls.CLANG)}.\n")
    met = []
    with harness.temporary() as folder:
        for table in tables(commit and headers(commit, folder)):
            show(*table)
            met += [figure <= limit for _, figure, limit in table[-1]]
    print(f"{sum(met)} of {len(met)} goals met")


if __name__ == "__main__":
    try:
        main()
    except (harness.Fail, harness.Skip, OSError) as fail:
        sys.exit(f"bench: {fail}")
