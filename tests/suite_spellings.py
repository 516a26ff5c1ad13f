# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Random spellings, a few of each kind; "make spellings" has more. What is refused is so."""

import re

import harness
import spellings
from c_types import LIMITS
from harness import BACK_ENDS, CLANGS, GCC

# Batches of a fixed seed: 100 spellings of user space, and 100 of a kernel.
SEED, BATCHES = 20261125, [0, 3]


def batch_case(batch, compiler):
    harness.need(compiler)
    total, failed = spellings.check(SEED, batch, compiler)
    if failed:
        raise harness.Fail(f"{len(failed)} failed, the first:\n{failed[0]}")
    if not total["calls"] or not total["wrong"]:
        raise harness.Fail("nothing compiles")


def limit_case(declaration, type_, value, compiler):
    """One that compiles should be made, and be no limit."""
    harness.need(compiler)

    def said(call, *flags):
        return spellings.compile_text(compiler, 1, f"{declaration}\nvoid test(void);\n"
                                      f"void test(void)\n{{\n\t{call};\n}}\n", *flags)
    if said(f"fn({value})"):
        raise harness.Skip(f"{compiler} has no such type")
    for flags in BACK_ENDS.values():
        if said(f"call_instr(fn, {type_}, {value})", *flags):
            return
    raise harness.Fail("it compiles in each build")


def rows_case(header):
    """Who adds a type to the headers adds it to c_types.py."""
    rows = re.findall(r"^#define __ci_row_(\w+)", (harness.TOP / header).read_text(), re.M)
    text = "".join((harness.TOP / "tests" / name).read_text()
                   for name in ("c_types.py", "spellings.py"))
    missing = [row for row in rows if not re.search(rf"\b{row}\b", text)]
    if not rows or missing:
        raise harness.Fail(f"of {len(rows)} rows these are in no spelling: {missing}; add "
                           "them to tests/c_types.py")


def cases():
    for header in ("include/linux/call_instr.h", "include/linux/call_instr_user.h"):
        yield f"the rows of {header}", rows_case, header
    for batch in BATCHES:
        for compiler in [GCC, *CLANGS]:
            yield (f"spellings {batch * spellings.BATCH} and on, {compiler}", batch_case, batch,
                   compiler)
    for why, *limit in LIMITS:
        yield f"limit, {why}", limit_case, *limit, CLANGS[-1]
