# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Without a sanitizer a call is the plain call: identity.c, byte for byte."""

import pathlib

import harness
from harness import CLANGS, GCC, product

LEVELS = ["-O1", "-O2", "-O3", "-Os"]


def objects(compiler, level, folder):
    """The object files of call_instr() and of plain calls, as bytes."""
    harness.need(compiler)
    # The same name for both, as an object file may have it inside.
    path = pathlib.Path(folder, "identity.o")
    for flags in [], ["-DPLAIN"]:
        harness.must(harness.command(
            compiler, *harness.WARNINGS, "-Wno-unused-parameter", level,
            *flags, "-c", "tests/identity.c", "-o", path))
        yield path.read_bytes()


def same_object(compiler, level):
    with harness.temporary() as folder:
        wrapped, plain = objects(compiler, level, folder)
    if b"call12" not in wrapped:
        raise harness.Fail("the object file does not hold the calls")
    if wrapped != plain:
        raise harness.Fail("the object files differ; compare them with "
                           f"{compiler} {level} tests/identity.c")


def cases():
    for compiler, level in product([GCC, *CLANGS], LEVELS):
        yield f"{compiler} {level}", same_object, compiler, level
