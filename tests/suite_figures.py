# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Figures in the texts are those that a command has printed, which figures/ keeps.

Who measures anew keeps there what the command prints, of the audit the table, and writes
what the cases say. A figure that has no case here is compared with nothing.
"""

import re

import harness
from harness import TESTS, TOP

COLUMNS = ["0", "1", "2", "4", "6", "12", "struct40"]
CELLS = r" \| ".join([r"(\d+)"] * len(COLUMNS))
COVER = "scripts/kernel/series/00-cover.txt"
AUDIT = "scripts/kernel/README.md"


def row(table, way, *columns):
    """Cells of a row of make bench, of the default mode: those of these columns, or all."""
    return f"A call with {table} .*? param-retval {way} " + " ".join(
        r"(\d+)" if name in (columns or COLUMNS) else r"\d+" for name in COLUMNS)


# (text, what it says, output, what it says): the groups are the same figures, of which a
# text may have fewer digits.
FIGURES = [
    ("README.md", r"\| plain call \| " + CELLS, "bench.txt", [row("KMSAN", "plain")]),
    ("README.md", r"\| the compiler's own instrumented caller \| " + CELLS, "bench.txt",
     [row("KMSAN", "own")]),
    ("README.md", r"\| `call_instr\(\)` \| " + CELLS, "bench.txt",
     [row("KMSAN", "call_instr")]),
    ("README.md", r"\| wiping all 800 bytes \| " + CELLS, "bench.txt",
     [row("KMSAN", "wipe")]),
    ("README.md", r"of 4 arguments takes (\d+) instructions, where `call_instr\(\)` takes (\d+)",
     "bench.txt", [row("KMSAN", "wipe", "4"), row("KMSAN", "call_instr", "4")]),
    ("README.md", r"(\d+) and (\d+) instructions where `call_instr\(\)` takes (\d+) and (\d+)",
     "bench.txt", [row("KMSAN", "init_arg", "4"), row("MSan", "unpoison_param", "4"),
                   row("KMSAN", "call_instr", "4"), row("MSan", "call_instr", "4")]),
    ("README.md", r"(\d+) instructions with MSan, where `call_instr\(\)` takes (\d+), and "
     r"(\d+) with KMSAN, to (\d+)",
     "bench.txt", [row("MSan", "thunk", "4"), row("MSan", "call_instr", "4"),
                   row("KMSAN", "thunk", "4"), row("KMSAN", "call_instr", "4")]),
    ("README.md", r"costs the compiler (\S+) times the instructions of the plain call with "
     r"KMSAN on, (\S+) times without", "bench.txt",
     [r"KMSAN on, 4 arguments: to the plain call: (\S+)",
      r"KMSAN off, 4 arguments: to the plain call: (\S+)"]),
    ("tests/README.md", r"there were (\d+) reports of rseq as it comes, .*? of (\d+) kinds of "
     r"faults, (\d+) selftests, of which (\d+) passed .*? and (\d+) stressors\. On",
     "check-load.txt", [r"ok: as it comes: (\d+) reports of KMSAN",
                        r"without a report: (\d+) kinds of faults, (\d+) selftests "
                        r"\((\d+) passed\), (\d+) stressors"]),
    ("tests/README.md", r"came to its end as well, in (\d+) s: (\d+) kinds of faults, (\d+) "
     r"selftests and (\d+) stressors", "check-load-syzbot.txt",
     [r"kmsan.panic=1 .*? (\d+) s (\d+) kinds of faults, (\d+) selftests, (\d+) stressors"]),
    (COVER, r"(\d+) stressors of stress-ng, (\d+) of the tree's selftests, .*? \((\d+) "
     r"passed, .*? and (\d+) kinds of faults", "check-load.txt",
     [r"without a report: \d+ kinds of faults, \d+ selftests \(\d+ passed\), (\d+) stressors",
      r"without a report: \d+ kinds of faults, (\d+) selftests \((\d+) passed\)",
      r"without a report: (\d+) kinds of faults"]),
    (COVER, r"costs more, (\d+) instructions to (\d+)", "bench.txt",
     [row("KMSAN", "thunk", "4"), row("KMSAN", "call_instr", "4")]),
    (AUDIT, r"of `make check-kernel`, .*? MiB \| (\d+), (\d+) \|", "audit.txt",
     [r" all (\d+) (\d+) "]),
    (AUDIT, r"syzbot's configuration, .*? MiB \| (\d+), (\d+) \|", "audit-syzbot.txt",
     [r" all (\d+) (\d+) "]),
]


def groups(path, pattern):
    """Of a text with one space where there are more, or the end of a line."""
    found = re.search(pattern, " ".join(path.read_text(encoding="utf-8").split()))
    if not found:
        raise harness.Fail(f"{path.relative_to(TOP)} does not have: {pattern}")
    return [group.replace(",", "") for group in found.groups()]


def same(written, measured):
    digits = len(written.partition(".")[2])
    return written == f"{float(measured):.{digits}f}"


def as_measured(text, says, output, parts):
    written = groups(TOP / text, says)
    measured = [figure for part in parts
                for figure in groups(TESTS / "figures" / output, part)]
    if len(written) != len(measured) or not all(map(same, written, measured)):
        raise harness.Fail(f"{text} has {' '.join(written)}, and figures/{output} "
                           f"{' '.join(measured)}: {says}")


def kept():
    """No output is kept that nobody compares."""
    unused = {path.name for path in (TESTS / "figures").iterdir()} - {
        output for _, _, output, _ in FIGURES}
    if unused:
        raise harness.Fail(f"no case of FIGURES has {', '.join(sorted(unused))}")


def cases():
    yield "kept", kept
    for text, says, output, parts in FIGURES:
        yield f"{text} {says[:30]}", as_measured, text, says, output, parts
