# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The compiler's KMSAN instrumentation, over the runtime in kmsan/.

On s390x too, by QEMU.
Each line that kmsan/cases.c prints is a case: a signature and a verdict.
"""

import re

import harness
from arch import ARCHS
from harness import product

MODES = {"param-retval": ["-fsanitize-memory-param-retval", "-DPARAM_RETVAL"],
         "no-param-retval": ["-fno-sanitize-memory-param-retval"]}
INSTRUMENT = ["-fsanitize=kernel-memory", "-DCONFIG_KMSAN"]


def verdicts(arch, compiler, level, mode, source, *flags):
    """Builds and runs a program: {(case, verdict): what is wrong}."""
    with harness.temporary() as folder:
        harness.must(harness.command(compiler, *arch.flags, "-O2", "-c",
                                     "tests/kmsan/runtime.c",
                                     "-o", f"{folder}/runtime.o"))
        harness.must(harness.command(
            compiler, *arch.flags, *harness.WARNINGS, "-Wno-missing-braces",
            "-Wno-psabi", "-Wno-unused-command-line-argument", level, *INSTRUMENT, *MODES[mode], *flags, "-c",
            f"tests/kmsan/{source}", "-o", f"{folder}/program.o"))
        harness.must(arch.link(compiler, f"{folder}/program.o",
                               f"{folder}/runtime.o", "-o", f"{folder}/program"))
        output = harness.run(arch.run(f"{folder}/program")).stdout
    return {(case, verdict): wrong for case, verdict, wrong in
            re.findall(r"^(\S+) (\S+) (?:ok|not ok: (.*))$", output, re.M)}


def program(last, arch, compiler, *args):
    """Each line of a program is right, and it came to the last one."""
    harness.need(compiler)
    arch.need()
    found = verdicts(arch, compiler, *args)
    wrong = [f"{case} {verdict}: {text}" for (case, verdict), text
             in found.items() if text]
    if (last, "bug") not in found:
        wrong.append(f"the program did not get to {last}")
    if wrong:
        raise harness.Fail("\n".join(wrong))


def cases():
    for name, arch in ARCHS.items():
        for compiler, level, mode in product(
                arch.clangs, ["-O0", "-O1", "-O2", "-Os"], MODES):
            yield (f"{name} {compiler} {level} {mode}", program, "instrumented",
                   arch, compiler, level, mode, "cases.c")
        for compiler, level, flags in product(
                arch.clangs, ["-O0", "-O2"], [[], arch.kernel]):
            yield (" ".join([name, "variadic", compiler, level, *flags]),
                   program, "takes_structs", arch, compiler, level,
                   "param-retval", "variadic.c", *flags)
        for compiler in arch.clangs:
            yield (" ".join([name, compiler, *arch.kernel]), program,
                   "instrumented", arch, compiler, "-O2", "param-retval",
                   "cases.c", *arch.kernel)
