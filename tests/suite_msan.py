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


def shared(compiler, library_by):
    """A shared library that calls back: linked and by dlopen(), where MSan is and where
    it is not."""
    harness.need(compiler)
    harness.need(library_by)
    undefined = "__msan_param_tls"

    def program(name, *args):
        return harness.run(harness.command(
            compiler, *harness.WARNINGS, "-O1", "examples/callback.c", *args, "-o",
            f"{folder}/{name}"))

    def seen(name, library):
        return harness.run([f"{folder}/{name}"], {
            "LIBRARY": f"{folder}/{library}.so", "MSAN_OPTIONS": "exit_code=77"}).stdout

    def expect(what, output, text):
        if text not in output:
            raise harness.Fail(f"{what}: expected {text}:\n{output}")

    with harness.temporary() as folder:
        library = harness.command(library_by, *harness.WARNINGS, "-O2", "-fPIC", "-shared",
                                  "-DLIBRARY", "examples/callback.c", "-o")
        harness.must([*library, f"{folder}/plain.so"])
        harness.must([*library, f"{folder}/wrapped.so", "-DCALL_INSTR_MSAN"])
        harness.must([*library, "/dev/null", "-Wl,-z,defs"])
        expect("-z defs", harness.run([*library, "/dev/null", "-DCALL_INSTR_MSAN",
                                       "-Wl,-z,defs"]).stdout, undefined)
        for name, *flags in (("msan", "-fsanitize=memory"), ("none",)):
            opens = program(f"opens_{name}", *flags, "tests/msan/dlopen.c", "-ldl")
            if opens.returncode:
                raise harness.Fail(opens.stdout)
        for name in "plain", "wrapped":
            linked = program(name, "-fsanitize=memory", f"{folder}/{name}.so")
            if linked.returncode:
                raise harness.Fail(linked.stdout)
            end = REPORT if name == "plain" else "the last at 42"
            expect(f"linked, {name}", seen(name, name), end)
            expect(f"dlopen(), {name}", seen("opens_msan", name), end)
        expect("linked without MSan", program("none", f"{folder}/wrapped.so").stdout,
               undefined)
        expect("dlopen() without MSan, plain", seen("opens_none", "plain"),
               "the last at 42")
        expect("dlopen() without MSan", seen("opens_none", "wrapped"),
               f"undefined symbol: {undefined}")


def cases():
    for compiler, library_by in product(FEW_CLANGS, [harness.GCC, FEW_CLANGS[-1]]):
        yield f"shared {compiler}, the library by {library_by}", shared, compiler, library_by
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
