# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The real MSan runtime, over msan/cases.c, one process a verdict."""

import harness
from harness import FEW_CLANGS, product
from suite_kmsan import MODES

REPORT = "MemorySanitizer: use-of-uninitialized-value"
# With -fsanitize-memory-param-retval an instrumented caller checks scalars at the
# call, and then no callee reads their slots.
SCALARS = ["long", "pointer", "double"]


def reports(binary, case, way):
    result = harness.run([binary, case, way], {"MSAN_OPTIONS": "exit_code=77"})
    if result.returncode == 77 and REPORT in result.stdout:
        return True
    if result.returncode == 0 and "reached the end" in result.stdout:
        return False
    raise harness.Fail(f"{case} {way}: neither a report nor the end, but exit "
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


def cases():
    for compiler, level, mode in product(FEW_CLANGS, ["-O0", "-O2"], MODES):
        yield (f"{compiler} {level} {mode}", three_verdicts, compiler, level,
               mode)
