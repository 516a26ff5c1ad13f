# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The compiler's KMSAN instrumentation, over the runtime in kmsan/.

Each line that kmsan/cases.c prints is a case: a signature and a verdict.
"""

import re

import harness
from harness import FEW_CLANGS, product

MODES = {"param-retval": ["-fsanitize-memory-param-retval", "-DPARAM_RETVAL"],
         "no-param-retval": ["-fno-sanitize-memory-param-retval"]}
INSTRUMENT = ["-fsanitize=kernel-memory", "-DCONFIG_KMSAN"]


def verdicts(compiler, level, mode):
    """Builds and runs the program: {(case, verdict): what is wrong}."""
    with harness.temporary() as folder:
        harness.must(harness.command(compiler, "-O2", "-c",
                                     "tests/kmsan/runtime.c",
                                     "-o", f"{folder}/runtime.o"))
        harness.must(harness.command(
            compiler, *harness.WARNINGS, "-Wno-missing-braces", level,
            *INSTRUMENT, *MODES[mode], "tests/kmsan/cases.c",
            f"{folder}/runtime.o", "-o", f"{folder}/cases"))
        output = harness.run([f"{folder}/cases"]).stdout
    found = {(case, verdict): wrong for case, verdict, wrong in
             re.findall(r"^(\S+) (\S+) (?:ok|not ok: (.*))$", output, re.M)}
    if ("instrumented", "bug") not in found:
        raise harness.Fail(f"the program did not reach its end:\n{output}")
    return found


def whole_build(compiler, level, mode):
    harness.need(compiler)
    wrong = [f"{case} {verdict}: {text}" for (case, verdict), text
             in verdicts(compiler, level, mode).items() if text]
    if wrong:
        raise harness.Fail("\n".join(wrong))


def cases():
    for compiler, level, mode in product(
            FEW_CLANGS, ["-O0", "-O1", "-O2", "-Os"], MODES):
        yield (f"{compiler} {level} {mode}", whole_build, compiler, level, mode)
