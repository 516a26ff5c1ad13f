# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Where a callee has its arguments."""


def placed(arch, sizes):
    """Where each of the arguments of so many bytes is passed: registers, or distances
    from the stack pointer. And the registers for "..."."""
    registers, stack = list(arch.ARGUMENTS), arch.FIRST_ON_STACK
    found = []
    for size in sizes:
        count = 1 if arch.copied(size) else -(-size // 8)
        # More than two are in memory.
        if count <= min(2, len(registers)):
            found.append(registers[:count])
            del registers[:count]
        else:
            found.append(list(range(stack, stack + 8 * count, 8)))
            stack += 8 * count
    return found, registers
