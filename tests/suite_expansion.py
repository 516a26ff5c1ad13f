# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The text that a call expands to: test_expansion.c, for each back end."""

from check_suite import run_check
from harness import BACK_ENDS, CLANGS, GCC, product


def cases():
    for compiler, (back_end, flags) in product([GCC, *CLANGS],
                                               BACK_ENDS.items()):
        name = f"{compiler} {back_end}"
        yield name, run_check, "expansion", name, compiler, flags
