# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""An instruction, as llvm-objdump prints it."""

import collections

Instruction = collections.namedtuple("Instruction",
                                     "address mnemonic operands end")


def split(operands):
    """What is between the commas that are in no parentheses."""
    if "(" not in operands:
        return [part.strip() for part in operands.split(",")]
    found, depth = [""], 0
    for char in operands:
        depth += (char == "(") - (char == ")")
        if char == "," and not depth:
            found.append("")
        else:
            found[-1] += char
    return [part.strip() for part in found]
