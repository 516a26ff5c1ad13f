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


def verdicts(compiler, level, mode, source, *flags):
    """Builds and runs a program: {(case, verdict): what is wrong}."""
    with harness.temporary() as folder:
        harness.must(harness.command(compiler, "-O2", "-c",
                                     "tests/kmsan/runtime.c",
                                     "-o", f"{folder}/runtime.o"))
        harness.must(harness.command(
            compiler, *harness.WARNINGS, "-Wno-missing-braces", "-Wno-psabi",
            level, *INSTRUMENT, *MODES[mode], *flags, f"tests/kmsan/{source}",
            f"{folder}/runtime.o", "-o", f"{folder}/program"))
        output = harness.run([f"{folder}/program"]).stdout
    return {(case, verdict): wrong for case, verdict, wrong in
            re.findall(r"^(\S+) (\S+) (?:ok|not ok: (.*))$", output, re.M)}


def program(last, *args):
    """Each line of a program is right, and it came to the last one."""
    harness.need(args[0])
    found = verdicts(*args)
    wrong = [f"{case} {verdict}: {text}" for (case, verdict), text
             in found.items() if text]
    if (last, "bug") not in found:
        wrong.append(f"the program did not get to {last}")
    if wrong:
        raise harness.Fail("\n".join(wrong))


def cases():
    for compiler, level, mode in product(
            FEW_CLANGS, ["-O0", "-O1", "-O2", "-Os"], MODES):
        yield (f"{compiler} {level} {mode}", program, "instrumented", compiler,
               level, mode, "cases.c")
    # LLVM looks for "-sse" anywhere in the features, to tell a kernel by it.
    for compiler, level, flags in product(
            FEW_CLANGS, ["-O0", "-O2"], [[], ["-mno-sse4a"]]):
        yield (" ".join(["variadic", compiler, level, *flags]), program,
               "takes_structs", compiler, level, "param-retval", "variadic.c",
               *flags)
