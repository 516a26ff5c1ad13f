# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What a call expands to, and how long that takes to preprocess and compile.

The times are processor time of clang 19 over files of nothing but calls, the
least of the runs, less that of the same file without calls. Each function makes
one call, as irqentry_exit() does; where there are more in one function the plain
call is much cheaper to compile, of which table 4c has two lines.
"""

import concurrent.futures
import itertools
import os
import re
import statistics
import subprocess
import tempfile
import time

import harness
from calls import CLANG
from report import goal, table

SITES = 5000
ARITIES = range(1, 13)
TYPE = "unsigned long"

# Compiler options, and calls in a file: fewer where each takes so much longer.
WAYS = {
    "plain": ([], SITES),
    "off": ([], SITES),
    "on": (["-DCONFIG_KMSAN"], SITES),
    "EVAL": ([], 200),
    "EVAL, 365 scans": (["-DPEER_EVAL_365"], 20),
    "Boost": (["-DPEER_BOOST"], 200),
}
PEERS = ["EVAL", "EVAL, 365 scans", "Boost"]
# (way, arity, calls in a file, calls of a function)
COMPILED_WAYS = ["plain", "off", "on"]
COMPILED = [(way, arity, sites, together)
            for arity, sites, together in ((4, SITES, 1), (1, 1000, 1),
                                           (12, 1000, 1), (4, 1000, 5),
                                           (4, 1000, 100))
            for way in COMPILED_WAYS]


def call(way, callee, arguments):
    """The call in C."""
    pairs = "".join(f", {TYPE}, {a}" for a in arguments)
    if way == "plain":
        return f"{callee}({', '.join(arguments)})"
    if way == "Boost":
        return (f"boost_call({callee}, "
                + "".join(f"(({TYPE}, {a}))" for a in arguments) + ")")
    return f"{'eval_call' if way in PEERS else 'call_instr'}({callee}{pairs})"


def names(arity):
    return [f"a{i}" for i in range(1, arity + 1)]


def head(way, arity):
    header = "\"peers.h\"" if way in PEERS else "<linux/call_instr.h>"
    return (f"#include {header}\n{TYPE} callee_{arity}("
            + (", ".join([TYPE] * arity) or "void") + ");\n")


def source(way, arity, sites, together):
    """A file with so many calls, so many in one function."""
    parameters = ", ".join(f"{TYPE} {a}" for a in names(arity))
    line = f"\t{call(way, f'callee_{arity}', names(arity))};\n"
    return head(way, arity) + "".join(
        f"void user_{i}({parameters})\n{{\n{line * together}}}\n"
        for i in range(sites // together))


def clang(way, folder, text, *args):
    """The command that has clang read the text."""
    with tempfile.NamedTemporaryFile("w", suffix=".c", dir=folder,
                                     delete=False) as file:
        file.write(text)
    return harness.command(CLANG, "-I", "tests/bench", *WAYS[way][0], *args,
                           file.name)


def processor_time(command):
    with subprocess.Popen(command, cwd=harness.TOP) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise harness.Fail(f"clang failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime


def least_times(jobs, seconds):
    """({job: its processor time}, rounds): as many rounds as fit, one at least.

    A job is clang's option, a way, and what source() takes.
    """
    least = {}
    with (harness.temporary() as folder,
          concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool):
        commands = [clang(way, folder, source(way, *shape), option, "-O2",
                          "-o", "/dev/null") for option, way, *shape in jobs]
        start = time.monotonic()
        for rounds in itertools.count(1):
            for job, used in zip(jobs, pool.map(processor_time, commands)):
                least[job] = min(used, least.get(job, used))
            if (time.monotonic() - start) * (rounds + 1) / rounds > seconds:
                return least, rounds


def microseconds(seconds):
    """({(option, way, arity, calls of a function): of one call}, rounds)"""
    empty = [(option, way, 1, 0, 1) for option in ("-E", "-c") for way in WAYS]
    preprocess = [("-E", way, arity, sites, 1) for arity in ARITIES
                  for way, (_, sites) in WAYS.items()]
    compiled = [("-c", *shape) for shape in COMPILED]
    # The noise of one run is too much for a goal, and small files have more.
    again = compiled[:len(COMPILED_WAYS)] + [job for job in preprocess
                                             if job[1] in PEERS]
    least, rounds = least_times(compiled + preprocess + empty + again, seconds)
    return {(option, way, arity, together):
            (least[option, way, arity, sites, together]
             - least[option, way, 1, 0, 1]) / sites * 1e6
            for option, way, arity, sites, together in compiled + preprocess
            }, rounds


def expanded(way, arity, text, number=SITES):
    """What @text becomes, as the call of that number in its file."""
    with harness.temporary() as folder:
        # Each use of __COUNTER__ stands for a call before.
        output = harness.must(clang(
            way, folder, head(way, arity) + "__COUNTER__\n" * (number - 1)
            + f"THE_CALL {text}\n", "-E", "-P"))
    return " ".join(output.partition("THE_CALL")[2].split())


def tokens(text):
    """How many there are: words and numbers, strings, and punctuators."""
    return len(re.findall(
        r'\w+|"[^"]*"|->|<<|>>|&&|\|\||[=!<>]=|[^\w\s]', text))


def growth(figures):
    """How far a further argument strays from what one adds on average."""
    steps = [b - a for a, b in itertools.pairwise(figures)]
    mean = statistics.mean(steps)
    return max(abs(step - mean) for step in steps) / mean * 100


def sizes():
    """Table 4a: what one call expands to."""
    def text(way, arity, number=SITES):
        return expanded(way, arity,
                        call(way, f"callee_{arity}", names(arity)), number)

    rows = []
    for arity in range(13):
        row = {"arity": arity}
        for way in "plain", "off", "on":
            expansion = text(way, arity)
            row[f"chars {way}"] = len(expansion)
            row[f"tokens {way}"] = tokens(expansion)
        rows.append(row)
    digits = rows[4]["chars on"] - len(text("on", 4, 1))
    chars = [row["chars on"] for row in rows]
    goals = [goal("characters of the call itself, on", chars[0], 400),
             goal("characters an argument adds at most, on",
                  max(b - a for a, b in itertools.pairwise(chars)), 200)]
    goals += [goal(f"{unit} that a further argument adds, {way}: furthest "
                   "from the mean, in %",
                   growth([row[f"{unit} {way}"] for row in rows[1:]]), 5)
              for unit in ("chars", "tokens") for way in ("on", "off")]
    return table(
        "4a. Compile time: characters and tokens that one call expands to",
        [f"clang 19 -E; types {TYPE}, arguments a1 to a12; on, off: KMSAN.",
         f"Call {SITES} of a file, whose number may be in names: with 4 "
         "arguments",
         f"call 1 has {digits} characters less."],
        list(rows[0]), rows, goals)


def times(seconds):
    """Tables 4b and 4c: microseconds to preprocess and to compile a call."""
    for way in PEERS:
        with harness.temporary() as folder:
            harness.must(clang(way, folder, source(way, 12, 1, 1),
                               "-fsyntax-only"))
    took, rounds = microseconds(seconds)
    note = "processor time of clang 19, less that of a file without calls; " \
           "least of rounds: "
    preprocess = {arity: {way: took["-E", way, arity, 1] for way in WAYS}
                  for arity in ARITIES}
    yield table(
        "4b. Compile time: microseconds to preprocess one call",
        [f"{note}{rounds},",
         f"of peers {2 * rounds}; files of {SITES} calls, of peers "
         + ", ".join(f"{WAYS[way][1]} ({way})" for way in PEERS),
         "EVAL, Boost: the same job with other maps; Debian has no "
         "Metalang99"],
        ["arity", *WAYS],
        [{"arity": arity, **by_way} for arity, by_way in preprocess.items()],
        [goal(f"the time of {peer} to that of call_instr(), on, at the worst "
              "arity",
              min(by_way[peer] / by_way["on"]
                  for by_way in preprocess.values()), at_least=5)
         for peer in PEERS])

    rows = []
    for way, arity, sites, together in COMPILED:
        if way == "plain":
            rows.append({"arity": arity, "calls of a file": sites,
                         "of a function": together})
        rows[-1][way] = took["-c", way, arity, together]
    for row in rows:
        row["off/plain"] = row["off"] / row["plain"]
        row["on/plain"] = row["on"] / row["plain"]
    yield table(
        "4c. Compile time: microseconds to compile one call",
        [f"{note}{rounds},",
         f"of the first line {2 * rounds}; -O2, preprocessing included"],
        list(rows[0]), rows,
        [goal("arity 4, one call in a function: on to plain",
              rows[0]["on/plain"], 3),
         goal("arity 4, one call in a function: off to plain",
              rows[0]["off/plain"], 1.5)])


def nesting():
    """Table 5: call_instr() as an argument of call_instr()."""
    def nest(arity, depth):
        inner = nest(arity, depth - 1) if depth > 1 else "a1"
        return call("on", f"callee_{arity}", [inner] * arity)

    rows = []
    for arity, way in (1, "on"), (1, "off"), (2, "on"), (2, "off"):
        row = {"KMSAN": way, "nested in": "one argument" if arity == 1
               else "both arguments"}
        size = [len(expanded(way, arity, nest(arity, depth)))
                for depth in (1, 2, 3, 4)]
        row.update({f"{depth} deep": size[depth - 1] for depth in (1, 2, 3, 4)})
        # Of each level: what it has to what its parts have.
        row["growth"] = max(whole / (arity * part + size[0])
                            for part, whole in itertools.pairwise(size))
        rows.append(row)
    return table(
        "5. Nesting: characters that a call of calls expands to",
        ["growth: the worst level, its characters to those of the calls it is "
         "made of"], list(rows[0]), rows,
        [goal(f"{row['KMSAN']}, in {row['nested in']}: growth of a level",
              row["growth"], 2) for row in rows])
