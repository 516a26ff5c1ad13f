# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Each example, built and run, shows what its opening comment says."""

import harness
from harness import CLANGS, product
from arch import MODES

REPORT = "use-of-uninitialized-value"


def expect(binary, args, reported, end):
    result = harness.run([binary, *args], {"MSAN_OPTIONS": "exit_code=77"})
    seen = (result.returncode, REPORT in result.stdout, end in result.stdout)
    if seen != ((77, True, False) if reported else (0, False, True)):
        raise harness.Fail(f"{' '.join(args)}: expected "
                           + ("a report" if reported else "none")
                           + f", exit status {result.returncode}:\n"
                           + result.stdout)


def build(compiler, level, source, binary, *flags):
    harness.must(harness.command(compiler, *harness.WARNINGS, level, "-g",
                                 *flags, f"examples/{source}", "-o", binary))


def irqentry(compiler, level):
    harness.need(compiler)
    with harness.temporary() as folder:
        binary = f"{folder}/irqentry"
        build(compiler, level, "irqentry.c", binary, "-fsanitize=memory")
        end = "returned from the interrupt"
        expect(binary, ["plain"], True, end)
        expect(binary, ["wrapped"], False, end)
        expect(binary, ["bug"], True, end)


def idtentry(compiler, level):
    harness.need(compiler)
    with harness.temporary() as folder:
        binary = f"{folder}/idtentry"
        build(compiler, level, "idtentry.c", binary, "-fsanitize=memory",
              "-fno-sanitize-memory-param-retval")
        expect(binary, ["plain"], True, "balance to 0")
        expect(binary, ["wrapped"], False, "balance to 0")


def linked(compiler, level, source, part, end, *bug):
    """A file without MSan in a program with it: plain, then through ours, which leaves
    the report of a bug alone."""
    harness.need(compiler)
    for mode in MODES.values():
        with harness.temporary() as folder:
            for flags, reported in ([], True), (["-DCALL_INSTR_MSAN"], False):
                build(compiler, level, source, f"{folder}/part.o", "-c", part,
                      *flags)
                build(compiler, level, source, f"{folder}/program", *mode,
                      "-fsanitize=memory", f"{folder}/part.o")
                expect(f"{folder}/program", [], reported, end)
                if bug:
                    expect(f"{folder}/program", bug, True, end)


def callback(compiler, level):
    linked(compiler, level, "callback.c", "-DLIBRARY", "the last at 42")


def memory(compiler, level):
    linked(compiler, level, "memory.c", "-DSHIM", "the folder has entries", "bug")


def assembly(compiler, level):
    linked(compiler, level, "assembly.c", "-DSHIM", "the distance is 7")


def variadic(compiler, level):
    linked(compiler, level, "variadic.c", "-DMIDDLE", "the sum is 28")


def cases():
    for example, compiler, level in product([irqentry, idtentry, callback, memory,
                                             assembly, variadic], CLANGS, ["-O0", "-O2"]):
        yield f"{example.__name__} {compiler} {level}", example, compiler, level
