# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Without a sanitizer a call is the plain call: identity.c, byte for byte."""

import pathlib

import harness
from harness import CLANGS, GCC, product

LEVELS = ["-O1", "-O2", "-O3", "-Os"]


def same_object(compiler, level):
    harness.need(compiler)
    with harness.temporary() as folder:
        objects = []
        for flags in [], ["-DPLAIN"]:
            # The same name for both, as an object file may have it inside.
            path = pathlib.Path(folder, "identity.o")
            harness.must(harness.command(
                compiler, *harness.WARNINGS, "-Wno-unused-parameter", level,
                *flags, "-c", "tests/identity.c", "-o", path))
            objects.append(path.read_bytes())
        if b"call12" not in objects[0]:
            raise harness.Fail("the object file does not hold the calls")
        if objects[0] != objects[1]:
            raise harness.Fail("the object files differ; compare them with "
                               f"{compiler} {level} tests/identity.c")


def cases():
    for compiler, level in product([GCC, *CLANGS], LEVELS):
        yield f"{compiler} {level}", same_object, compiler, level
