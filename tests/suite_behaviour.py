# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What a call does to a param_tls of our own: test_behaviour.c."""

from check_suite import run_check
from harness import BACK_ENDS, FEW_CLANGS, GCC, product


def cases():
    for compiler, back_end, level in product(
            [GCC, *FEW_CLANGS], ["kmsan", "msan"], ["-O0", "-O2", "-O3"]):
        name = f"{compiler} {back_end} {level}"
        yield (name, run_check, "behaviour", name, compiler,
               [*BACK_ENDS[back_end], level])
