# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The compiler's KMSAN instrumentation, over the runtime in kmsan/.

On s390x and aarch64 too, by QEMU.
Each line that kmsan/cases.c prints is a case: a signature and a verdict.
"""

import re

import harness
from arch import ARCHS, MODES
from harness import product


def make_runtime(arch, compiler, path):
    """The object file of the runtime."""
    harness.must(harness.command(
        compiler, *arch.flags, f"-D{arch.header}", "-O2", "-c",
        "tests/kmsan/runtime.c", "-o", path))


def verdicts(arch, compiler, level, mode, source, *flags):
    """Builds and runs a program: {(case, verdict): what is wrong}."""
    with harness.temporary() as folder:
        make_runtime(arch, compiler, f"{folder}/runtime.o")
        harness.must(harness.command(
            compiler, *arch.flags, *harness.WARNINGS, "-Wno-missing-braces",
            "-Wno-psabi", "-Wno-unused-command-line-argument", level,
            *arch.instrument(mode), *flags, "-c", f"tests/kmsan/{source}",
            "-o", f"{folder}/program.o"))
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


def by_gcc(arch, level):
    """The copy is in the frame of a caller that gcc compiled."""
    harness.need("clang-19")
    arch.need()
    with harness.temporary() as folder:
        harness.must([arch.linker, "-I", harness.INCLUDE, f"-D{arch.header}", level,
                      "-Wall", "-Wextra", "-Werror", "-DCALLER", "-c", "tests/kmsan/frame.c",
                      "-o", f"{folder}/caller.o"])
        harness.must(harness.command(
            "clang-19", *arch.flags, "-O1", *arch.instrument("param-retval"), "-c",
            "tests/kmsan/frame.c", "-o", f"{folder}/frame.o"))
        make_runtime(arch, "clang-19", f"{folder}/runtime.o")
        harness.must(arch.link(None, *(f"{folder}/{name}.o" for name in (
            "caller", "frame", "runtime")), "-o", f"{folder}/program"))
        output = harness.must(arch.run(f"{folder}/program"))
    if not re.fullmatch(r"plain [1-9]\d*\nwrapped 0\n", output):
        raise harness.Fail(output)


def cases():
    for level in "-O0", "-O2":
        yield f"aarch64 gcc {level}", by_gcc, ARCHS["aarch64"], level
    for name, arch in ARCHS.items():
        for compiler, level, mode in product(
                arch.clangs, ["-O0", "-O1", "-O2", "-Os"], MODES):
            yield (f"{name} {compiler} {level} {mode}", program, "static",
                   arch, compiler, level, mode, "cases.c")
        for compiler, level, flags in product(
                arch.clangs, ["-O0", "-O2"], [[], arch.kernel]
                if arch.has_kmsan else []):
            yield (" ".join([name, "variadic", compiler, level, *flags]),
                   program, "wiped", arch, compiler, level,
                   "param-retval", "variadic.c", *flags)
        for compiler in arch.clangs if arch.kernel else []:
            yield (" ".join([name, compiler, *arch.kernel]), program,
                   "static", arch, compiler, "-O2", "param-retval",
                   "cases.c", *arch.kernel)
