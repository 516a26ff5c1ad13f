# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What instructions of x86-64 do, as llvm-objdump prints them.

As much of it as tells which bytes of KMSAN's context are read and written: a
register or a place on the stack holds Context(offset), a constant, or what nobody
knows. Another architecture is another file with the same names.
"""

import re

from common import split
from flow import Access, Context

OBJDUMP = []        # Options of llvm-objdump.
EXECUTE = None      # An instruction that executes another.
RESULT = "rax"
ARGUMENTS = ["rdi", "rsi", "rdx", "rcx", "r8", "r9"]
SAVED = {"rbx", "rbp", "r12", "r13", "r14", "r15"}      # by who is called
THUNK = re.compile(r"__x86_indirect_(call_|jump_)?thunk")
RETURN_THUNK = re.compile(r"(__x86|srso\w*|retbleed|its|call_depth)_return_thunk")

SIZES = {"b": 1, "w": 2, "l": 4, "q": 8}
MEMORY = re.compile(
    r"(%\w\w:)?(-?(?:0x[0-9a-f]+|\d+))?\((%\w+)?(,.*)?\)")
TARGET = re.compile(r"0x([0-9a-f]+)")
ENDS = re.compile(r"(ret|iret|sysret|sysexit)")
# Others may change any register that no operand names.
ORDINARY = re.compile(r"(mov|lea|add|sub|xor|and|or|cmp|test|push|pop|call|j|ret|"
                      r"nop|sh[lr]|sa[lr]|ro[lr]|set|cmov|inc|dec|neg|not|bt|adc|"
                      r"sbb|ud|endbr|lfence|cl[id]|st[id]|swapgs|leave|int3)")
READS_ONLY = re.compile(r"(cmp|test|push|bt[bwlq]?$|nop)")
REGISTERS = {f"{prefix}{name}{suffix}": "r" + name + ("x" if suffix in (
    "x", "l", "h") else "") for name in "abcd" for prefix in ("", "e", "r")
    for suffix in ("x", "l", "h") if suffix == "x" or not prefix}
REGISTERS.update({f"{prefix}{name}{suffix}": "r" + name for name in (
    "si", "di", "bp", "sp") for prefix, suffix in (
    ("r", ""), ("e", ""), ("", ""), ("", "l"))})
REGISTERS.update({f"r{number}{suffix}": f"r{number}" for number in range(8, 16)
                  for suffix in ("", "d", "w", "b")})


def copied(_size):
    """Whether an argument of so many bytes is passed by a pointer to a copy."""
    return False


def direct_calls(code, base):
    """(address, target) of what looks like a call in the bytes of a section."""
    # E8 is followed by the distance from the next instruction.
    for match in re.finditer(b"\xe8", code[:-4]):
        end = match.end() + 4
        yield base + match.start(), base + end + int.from_bytes(
            code[end - 4:end], "little", signed=True)


def jump_at(code, base):
    """Where the jump goes that the bytes start with, or None."""
    if code[:1] == b"\xe9":
        return base + 5 + int.from_bytes(code[1:5], "little", signed=True)
    return None


def control(instruction, _values):
    """(call | jump | branch | end, target) or (None, None); the target is None for
    what is not in the instruction, and "table" for that of a switch."""
    mnemonic, operands = instruction.mnemonic, instruction.operands
    if ENDS.match(mnemonic):
        return "end", None
    if mnemonic[0] == "j":
        kind = "jump" if mnemonic in ("jmp", "jmpq") else "branch"
    elif mnemonic.startswith("call"):
        kind = "call"
    else:
        return None, None
    if operands.startswith("*"):
        return kind, "table" if ",8)" in operands else None
    match = TARGET.match(operands)
    return kind, int(match[1], 16) if match else None


def execute(instruction, values):
    """Changes the values by what an instruction does, a call aside; a list of what
    it does to the context."""
    mnemonic = instruction.mnemonic
    if mnemonic in ("lock", "notrack") and not instruction.operands:
        # A line of its own.
        return []
    if mnemonic in ("rep", "lock", "notrack"):
        # Behind a prefix comes the instruction.
        mnemonic, _, operands = instruction.operands.partition(" ")
        if instruction.mnemonic == "rep":
            return repeat(mnemonic.strip(), values)
    else:
        operands = instruction.operands
    operands = [o for o in split(operands) if o]
    if not ORDINARY.match(mnemonic):
        for register in ("rax", "rbx", "rcx", "rdx", "rsi", "rdi"):
            values.pop(register, None)
    accesses = []
    for operand in operands:
        if access := to_context(mnemonic, operands, operand, values):
            accesses += access
    if operands and not READS_ONLY.match(mnemonic):
        assign(mnemonic, operands, values)
    if mnemonic[:3] in ("pus", "pop") or operands and operands[-1] == "%rsp":
        for place in [v for v in values if v.endswith("(%rsp)")]:
            del values[place]
    return accesses


def repeat(mnemonic, values):
    """rep stos: as memset()."""
    start, count = values.pop("rdi", None), values.pop("rcx", None)
    values.pop("rsi", None)
    size = SIZES.get(mnemonic[-1], 0)
    if mnemonic.startswith("stos") and isinstance(start, Context):
        zero = values.get("rax") == 0 and isinstance(count, int)
        return [Access("zero" if zero else "store", start.offset,
                       size * count if isinstance(count, int) else size)]
    return []


def to_context(mnemonic, operands, operand, values):
    """What an operand does to the context, if it is a place in it."""
    match = MEMORY.fullmatch(operand.lstrip("*"))
    if not match or not match[3] or mnemonic.startswith(("lea", "nop")):
        return None
    base = values.get(REGISTERS.get(match[3][1:]))
    if not isinstance(base, Context) or match[1]:
        return None
    offset = base.offset + int(match[2] or "0", 16 if "x" in (match[2] or "")
                               else 10)
    extended = re.fullmatch(r"mov[sz]([bwl])[wlq]", mnemonic)
    size = SIZES.get(extended[1] if extended else mnemonic[-1], 8)
    if mnemonic.startswith("set"):
        size = 1
    if match[4]:
        # Somewhere behind it: what is read may be all, what is written nothing.
        size = 800 - offset % 800
        return [Access("load", offset, size)]
    if operand is not operands[-1] or READS_ONLY.match(mnemonic):
        return [Access("load", offset, size)]
    if not mnemonic.startswith(("mov", "set", "pop")):
        return [Access("load", offset, size), Access("store", offset, size)]
    zero = mnemonic.startswith("mov") and value_of(operands[0], values) == 0
    return [Access("zero" if zero else "store", offset, size)]


def value_of(operand, values):
    """What an operand that is read holds."""
    if operand.startswith("$"):
        return int(operand[1:], 16 if "x" in operand else 10)
    if operand.startswith("%"):
        return values.get(REGISTERS.get(operand[1:]))
    return values.get(operand) if on_stack(operand) else None


def on_stack(operand):
    return operand.endswith(("(%rsp)", "(%rbp)")) and operand[0] != "%"


def assign(mnemonic, operands, values):
    """Gives the last operand, a register or a place on the stack, what it has then."""
    last = operands[-1]
    name = REGISTERS.get(last[1:]) if last[0] == "%" else last
    if name is None or last[0] != "%" and not on_stack(last):
        return
    value = None
    if re.fullmatch(r"mov(abs)?[lq]", mnemonic):
        value = value_of(operands[0], values)
    elif re.fullmatch(r"xor[lq]", mnemonic) and operands[0] == last:
        value = 0
    elif mnemonic == "leaq":
        match = MEMORY.fullmatch(operands[0])
        base = values.get(REGISTERS.get(match[3][1:])) if match and match[3] \
            and not match[4] else None
        if isinstance(base, Context):
            text = match[2] or "0"
            value = Context(base.offset + int(text, 16 if "x" in text else 10))
    elif re.fullmatch(r"(add|sub)q", mnemonic) and operands[0][0] == "$":
        number = value_of(operands[0], values)
        if isinstance(base := values.get(name), Context):
            value = Context(base.offset + (
                number if mnemonic == "addq" else -number))
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value
    if mnemonic.startswith("xchg") and operands[0][0] == "%":
        values.pop(REGISTERS.get(operands[0][1:]), None)
