# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What must not compile, with which message, and what must.

Each file of compile_fail compiles as it is, and fails with -DFAIL and the text
after "expect:" in it. Each of compile_pass compiles without a warning. Both do so
with KMSAN and without a sanitizer, or as "only:" says, and the back end after
"also:"; with all compilers, or those whose name starts as "compiler:" says, but
those that "not:" names.
"""

import re

import harness
from harness import BACK_ENDS, CLANGS, GCC, TESTS, product


def field(path, name):
    match = re.search(rf"/\* {name}: (.*?) \*/", path.read_text(), re.DOTALL)
    return match[1] if match else ""


def compile_file(path, compiler, *flags):
    return harness.run(harness.command(
        compiler, "-Wall", "-Wextra", "-Wshadow", "-Werror",
        *field(path, "flags").split(), *flags, "-O1", "-c", path,
        "-o", "/dev/null"))


def must_pass(path, compiler, flags):
    harness.need(compiler)
    result = compile_file(path, compiler, *flags)
    if result.returncode:
        raise harness.Fail(result.stdout)


def must_fail(path, compiler, flags):
    must_pass(path, compiler, flags)
    expect = field(path, "expect")
    if not expect:
        raise harness.Fail("the file does not say which message it expects")
    # -Wno-error: what fails has to be an error of its own.
    result = compile_file(path, compiler, *flags, "-DFAIL", "-Wno-error")
    if not result.returncode:
        raise harness.Fail("it compiles with -DFAIL, and should not")
    # gcc writes "callee\'s" for "callee's"; "|" is between compilers' wordings.
    seen = result.stdout.replace("\\'", "'")
    if not any(message in seen for message in expect.split("|")):
        raise harness.Fail(f"expected: {expect}\nseen: {result.stdout}")


def cases():
    for folder, function in ("compile_fail", must_fail), ("compile_pass",
                                                          must_pass):
        for path, compiler, back_end in product(
                sorted((TESTS / folder).glob("*.c")), [GCC, *CLANGS],
                BACK_ENDS):
            back_ends = [field(path, "only")] if field(path, "only") else [
                "kmsan", "off", field(path, "also")]
            if back_end not in back_ends or not compiler.startswith(
                    field(path, "compiler")) or \
                    compiler in field(path, "not").split():
                continue
            # No kernel has KMSAN by gcc.
            if compiler == GCC and back_end == "kmsan" and \
                    "-D__KERNEL__" in field(path, "flags"):
                continue
            yield (f"{folder}/{path.name} {compiler} {back_end}", function,
                   path, compiler, BACK_ENDS[back_end])
