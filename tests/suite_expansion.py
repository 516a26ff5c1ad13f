# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The text that a call expands to: test_expansion.c, for each back end; and its length."""

import pathlib

import harness
from check_suite import run_check
from harness import BACK_ENDS, CLANGS, GCC, product

KERNEL = ["-D__KERNEL__", "-I", "tests/kernel_types"]
LONGEST = 700


def length(compiler, flags):
    """How many characters the mail's call has, as a kernel's preprocessor prints it."""
    harness.need(compiler)
    with harness.temporary() as folder:
        source = pathlib.Path(folder, "call.c")
        source.write_text(
            "#include <linux/call_instr.h>\n"
            "THE_CALL call_instr(irqentry_exit_to_kernel_mode_preempt, "
            "struct pt_regs *, regs, irqentry_state_t, state)\n")
        text = harness.must(harness.command(compiler, *KERNEL, *flags, "-E", "-P", source))
    call = text.partition("THE_CALL ")[2].rstrip("\n")
    if "state" not in call or len(call) > LONGEST:
        raise harness.Fail(f"{len(call)} characters, {LONGEST} at most:\n{call}")


def cases():
    for compiler, (back_end, flags) in product([GCC, *CLANGS],
                                               BACK_ENDS.items()):
        name = f"{compiler} {back_end}"
        yield name, run_check, "expansion", name, compiler, flags
    for compiler in CLANGS:
        yield f"{compiler} length with KMSAN", length, compiler, ["-DCONFIG_KMSAN"]
    for compiler in [GCC, *CLANGS]:
        yield f"{compiler} length without", length, compiler, []
