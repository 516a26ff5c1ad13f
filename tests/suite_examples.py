# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Each example, built and run, shows what its opening comment says."""

import pathlib

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


def linked(compiler, level, source, part, end, *bug, ways=((),), objects=()):
    """A file without MSan in a program with it: plain, then through ours, which leaves
    the report of a bug alone. In each of the program's ways."""
    harness.need(compiler)
    for mode in MODES.values():
        with harness.temporary() as folder:
            for flags, reported in ([], True), (["-DCALL_INSTR_MSAN"], False):
                build(compiler, level, source, f"{folder}/part.o", "-c", part,
                      *flags)
                build(compiler, level, source, f"{folder}/program", *mode,
                      "-fsanitize=memory", f"{folder}/part.o", *objects)
                for way in ways:
                    expect(f"{folder}/program", way, reported, end)
                if bug:
                    expect(f"{folder}/program", bug, True, end)


def instrumented(compiler, source):
    """A shim that is compiled as the program is does not compile."""
    result = harness.run(harness.command(
        compiler, "-DSHIM", "-fsanitize=memory", "-c", f"examples/{source}", "-o", "/dev/null"))
    if result.returncode == 0 or "this is a shim; compile it without" not in result.stdout:
        raise harness.Fail(f"an instrumented shim, {source}: {result.stdout}")


def callback(compiler, level):
    linked(compiler, level, "callback.c", "-DLIBRARY", "the last at 42")


def memory(compiler, level):
    linked(compiler, level, "memory.c", "-DSHIM", "the folder has entries", "bug")
    instrumented(compiler, "memory.c")


def shim(compiler, level):
    linked(compiler, level, "shim.c", "-DSHIM", "every 3 seconds", "bug")
    instrumented(compiler, "shim.c")


# Stands in for the C library.
CPLUSPLUS = """
#include <argp.h>
extern "C" error_t parse_option_shim(int key, char *arg, argp_state *state);
extern "C" error_t argp_parse(const struct argp *, int, char **argv, unsigned int, int *,
			      void *input)
{
	argp_state state; /* Its shadow is stale. */

	state.input = input;
	parse_option_shim(ARGP_KEY_INIT, 0, &state);
	return parse_option_shim('s', argv[2], &state);
}
"""


def cplusplus(compiler, level):
    """C++ is the caller."""
    harness.need(compiler)
    with harness.temporary() as folder:
        source = pathlib.Path(folder, "caller.cc")
        source.write_text(CPLUSPLUS)
        harness.must([compiler, *harness.WARNINGS, level, "-c", source, "-o",
                      f"{folder}/caller.o"])
        linked(compiler, level, "shim.c", "-DSHIM", "every 3 seconds", "bug",
               objects=[f"{folder}/caller.o"])


def assembly(compiler, level):
    linked(compiler, level, "assembly.c", "-DSHIM", "the distance is 7",
           ways=[[], ["wipe"]])
    instrumented(compiler, "assembly.c")


def variadic(compiler, level):
    linked(compiler, level, "variadic.c", "-DMIDDLE", "the sum is 28")


def cases():
    for example, compiler, level in product(
            [irqentry, idtentry, callback, memory, shim, cplusplus, assembly, variadic],
            CLANGS, ["-O0", "-O2"]):
        yield f"{example.__name__} {compiler} {level}", example, compiler, level
