# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What a call costs the compiler: its instructions, which callgrind counts.

Of a file of functions that make one call each, as irqentry_exit() does, less
those of the same file without functions, for each function.
"""

import concurrent.futures
import functools
import itertools
import os
import pathlib
import re

import harness
from calls import CLANG

KMSAN = {"off": [], "on": ["-DCONFIG_KMSAN"]}
# (macro, KMSAN) by the name of a column
WAYS = {"plain": ("", "off"), "off": ("call_instr", "off"),
        "on": ("call_instr", "on")}
TYPE = "unsigned long"


def names(arity):
    return [f"a{i}" for i in range(1, arity + 1)]


def call(macro, arguments, callee="callee"):
    """The call in C."""
    if not macro:
        return f"{callee}({', '.join(arguments)})"
    pairs = [f"{TYPE}, {a}" for a in arguments]
    if macro == "call_instr_va":
        pairs = [f"({pairs[0]})", *arguments[1:]]
    return f"{macro}({', '.join([callee, *pairs])})"


@functools.lru_cache(maxsize=None)
def count(include, macro, options, arity, text, sites):
    """(instructions, characters put out) for a file of so many functions."""
    parameters = ", ".join(f"{TYPE} {a}" for a in names(arity)) or "void"
    functions = "".join(f"void user_{i}({parameters})\n{{\n\t{text};\n}}\n"
                        for i in range(sites))
    with harness.temporary() as folder:
        source = pathlib.Path(folder, "in.c")
        output = pathlib.Path(folder, "out")
        source.write_text(f"#include <linux/{macro or 'call_instr'}.h>\n"
                          f"{TYPE} callee({parameters});\n{functions}",
                          encoding="utf-8")
        # clang compiles in the process of its driver, so callgrind sees it.
        said = harness.must(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
             CLANG, "-fintegrated-cc1", "-std=gnu11", "-I", include, *options,
             source, "-o", output], timeout=600)
        return (int(re.search(r"Collected : (\d+)", said)[1]),
                output.stat().st_size)


def one(include, step, way, arity, text, sites=200):
    """(millions of instructions, characters put out) of one function."""
    macro, kmsan = way
    options = (*step.split(), *KMSAN[kmsan])
    return tuple((all_of_it - rest) / sites / unit
                 for all_of_it, rest, unit in zip(
                     count(include, macro, options, arity, text, sites),
                     count(include, macro, options, arity, "", 0),
                     (1e6, 1)))


def each(cells):
    """{key: what one() finds}, of {key: its arguments}"""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(cells, pool.map(lambda cell: one(*cell),
                                        cells.values())))


def preprocess(base):
    """The table of preprocessing; @base has the headers to compare with."""
    columns = {name: (harness.INCLUDE, way) for name, way in WAYS.items()}
    if base:
        columns |= {f"base {kmsan}": (base, WAYS[kmsan]) for kmsan in KMSAN}
    arities = (0, 1, 4, 12)
    found = each({(arity, name): (include, "-E -P", way, arity,
                                  call(way[0], names(arity)))
                  for arity in arities
                  for name, (include, way) in columns.items()})
    rows = [{"arguments": arity}
            | {name: found[arity, name][0] for name in columns}
            | {f"{kmsan}/base": found[arity, kmsan][0]
               / found[arity, f"base {kmsan}"][0] for kmsan in KMSAN if base}
            | {f"characters {kmsan}": round(found[arity, kmsan][1])
               for kmsan in KMSAN} for arity in arities]
    return ("To preprocess a function with one call: millions of instructions",
            f"{CLANG} -E; on, off: KMSAN. characters: of what comes out. "
            + ("base: the headers of that commit." if base else
               "Not compared with another commit's headers: name it by BASE=."),
            rows,
            [(f"KMSAN {kmsan}, {row['arguments']} arguments: to base",
              row[f"{kmsan}/base"], 1.2)
             for row in rows for kmsan in KMSAN
             if base and row["arguments"] in (4, 12)])


def compile_():
    """The table of compiling."""
    found = each({(arity, name): (harness.INCLUDE, "-O2 -c", way, arity,
                                  call(way[0], names(arity)))
                  for arity in (1, 4, 12) for name, way in WAYS.items()})
    rows = {arity: {"arguments": arity}
            | {name: found[arity, name][0] for name in WAYS}
            | {f"{kmsan}/plain": found[arity, kmsan][0]
               / found[arity, "plain"][0] for kmsan in KMSAN}
            for arity, _ in found}
    return ("To compile a function with one call: millions of instructions",
            f"{CLANG} -O2 -c, preprocessing included; on, off: KMSAN.",
            list(rows.values()),
            [(f"KMSAN {kmsan}, 4 arguments: to the plain call",
              rows[4][f"{kmsan}/plain"], limit)
             for kmsan, limit in (("on", 2.5), ("off", 1.5))])


def nesting():
    """The table of calls in calls of the same kind."""
    def nest(macro, place, depth):
        if depth == 0:
            return "a1"
        inner = nest(macro, place, depth - 1)
        if place == "arguments":
            return call(macro, [inner] * 2)
        return call(macro, names(2), inner)

    rows, goals = [], []
    for macro, kmsan, (place, parts) in itertools.product(
            ["call_instr", "call_instr_va"], KMSAN,
            [("arguments", 2), ("callee", 1)]):
        found = each({depth: (harness.INCLUDE, "-E -P", (macro, kmsan), 2,
                              nest(macro, place, depth), 5)
                      for depth in (1, 2, 3)})
        name = f"{macro}(), KMSAN {kmsan}, as {place}"
        for i, unit in enumerate(["million instructions", "characters"]):
            figures = [both[i] for both in found.values()]
            # Of each level: what it takes to what the calls in it take.
            growth = max(whole / (parts * part + figures[0])
                         for part, whole in itertools.pairwise(figures))
            rows.append({"call": name, "of": unit} | {
                f"{depth} deep": figure if i == 0 else round(figure)
                for depth, figure in zip(found, figures)}
                | {"growth": growth})
        goals.append((f"{name}: growth of characters", growth, 1.05))
    return ("To preprocess a call in which both arguments, or the callee, are "
            "such calls",
            "growth: the worst level, to the sum of the calls it is made of. "
            "Instructions grow by more: each macro that an argument passes "
            "reads what the calls in it expanded to once more.", rows, goals)
