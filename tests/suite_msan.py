# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The real MSan runtime, over msan/cases.c, one process a verdict."""

import harness
from harness import CLANGS, FEW_CLANGS, product
from arch import MODES

REPORT = "MemorySanitizer: use-of-uninitialized-value"
# With -fsanitize-memory-param-retval an instrumented caller checks scalars at the
# call, and then no callee reads their slots.
SCALARS = ["long", "pointer", "double"]


def reports(binary, case, *way):
    result = harness.run([binary, case, *way], {"MSAN_OPTIONS": "exit_code=77"})
    if result.returncode == 77 and REPORT in result.stdout:
        return True
    if result.returncode == 0 and "reached the end" in result.stdout:
        return False
    raise harness.Fail(f"{case} {' '.join(way)}: neither a report nor the end, but exit "
                       f"status {result.returncode}:\n{result.stdout}")


def three_verdicts(compiler, level, mode):
    harness.need(compiler)
    wrong = []
    with harness.temporary() as folder:
        binary = f"{folder}/cases"
        harness.must(harness.command(
            compiler, *harness.WARNINGS, level, "-g", "-fsanitize=memory",
            *MODES[mode], "tests/msan/cases.c", "-o", binary))
        names = harness.run([binary]).stdout.split()
        if not set(SCALARS) < set(names):
            raise harness.Fail(f"these are not the cases: {names}")
        for case in names:
            guarded = case in SCALARS and mode == "param-retval"
            for way, expected in (("plain", not guarded), ("wrapped", False),
                                  ("bug", True)):
                if reports(binary, case, way) != expected:
                    wrong.append(f"{case} {way}: " + ("no report" if expected
                                                      else "a report"))
    if wrong:
        raise harness.Fail("\n".join(wrong))


def lld(compiler):
    return compiler.replace("clang", "ld.lld")


def moved(compiler, level, *flags):
    """What the compiler changes or moves has no false report either."""
    harness.need(compiler)
    if flags and not harness.have(lld(compiler)):
        raise harness.Skip(f"{lld(compiler)} is not installed")
    with harness.temporary() as folder:
        binary = f"{folder}/moved"
        harness.must(harness.command(
            compiler, *harness.WARNINGS, level, "-g", "-fsanitize=memory",
            *flags, "tests/msan/moved.c", "-o", binary))
        names = harness.run([binary]).stdout.split()
        wrong = [name for name in names if reports(binary, name)]
    if wrong or not names:
        raise harness.Fail(f"false reports: {wrong}, of {names}")


def cases():
    for compiler, level, mode in product(FEW_CLANGS, ["-O0", "-O2", "-O3"],
                                         MODES):
        yield (f"{compiler} {level} {mode}", three_verdicts, compiler, level,
               mode)
    for compiler, level in product(CLANGS, ["-O0", "-O1", "-O2", "-O3"]):
        yield f"moved {compiler} {level}", moved, compiler, level
    linked = [c for c in CLANGS if harness.have(lld(c))] or CLANGS[-1:]
    for compiler, flag in product(linked, ["-flto", "-flto=thin"]):
        yield (f"moved {compiler} -O3 {flag}", moved, compiler, "-O3", flag,
               "-fuse-ld=lld")
