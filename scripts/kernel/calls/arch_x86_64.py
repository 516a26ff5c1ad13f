# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What instructions of x86-64 do, as llvm-objdump prints them.

As much of it as tells which bytes of KMSAN's context are read and written, and where
addresses of the frame go: a register or a place on the stack holds Context(offset), an
address in the frame, a constant, or what nobody knows. Another architecture is
another file with the same names.
"""

import re

from calls.arch_instruction import split
from calls.arch_values import ALL, Access, Context, Frame, Given, either, given_away, \
    is_place, mixed, moved, store
from calls.kmsan import rest

OBJDUMP = []        # Options of llvm-objdump.
EXECUTE = None      # An instruction that executes another.
PADDING = "int3"    # What is between functions.
RESULT = "rax"
ARGUMENTS = ["rdi", "rsi", "rdx", "rcx", "r8", "r9"]
RETURNED = 16       # Bytes of a struct; a larger one is returned in memory.
STACK = "rsp"
# Where arguments start behind the stack pointer, and what a call puts before them.
FIRST_ON_STACK, CALL = 0, 8
LINKS = []          # Where behind the stack pointer the caller's is, for backtraces.
SAVED = {"rbx", "rbp", "rsp", "r12", "r13", "r14", "r15"}   # by who is called
THUNK = re.compile(r"__x86_indirect_(call_|jump_)?thunk")
RETURN_THUNK = re.compile(r"(__x86|srso\w*|retbleed|its|call_depth)_return_thunk")

SIZES = {"b": 1, "w": 2, "l": 4, "q": 8}
MEMORY = re.compile(
    r"(?:%es:)?(%\w\w:)?(-?(?:0x[0-9a-f]+|\d+))?\((%\w+)?(,.*)?\)")
TARGET = re.compile(r"0x([0-9a-f]+)")
ENDS = re.compile(r"(ret|iret|sysret|sysexit)")
# Others may change any register that no operand names.
ORDINARY = re.compile(r"(mov|lea|add|sub|xor|and|or|cmp(?!x)|test|push|pop|call|j|ret|"
                      r"nop|sh[lr]|sa[lr]|ro[lr]|set|cmov|inc|dec|neg|not|bt|adc|"
                      r"sbb|ud|endbr|lfence|cl[id]|st[id]|swapgs|leave|int3)")
READS_ONLY = re.compile(r"(cmp(?!x)|test|push|bt[bwlq]?$|nop)")
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


def direct_calls(code, base, jumps=False):
    """(address, target) of what looks like a call in the bytes of a section, or like a
    jump that is one."""
    # Behind the opcode is the distance from the next instruction.
    for match in re.finditer(b"[\xe8\xe9]" if jumps else b"\xe8", code[:-4]):
        end = match.end() + 4
        yield base + match.start(), base + end + int.from_bytes(
            code[end - 4:end], "little", signed=True)


def named(code, _base, wanted):
    """Those addresses that the bytes of a section name, as for a pointer."""
    return {address for address in wanted
            if (address % 2 ** 32).to_bytes(4, "little") in code}


def table_of(instruction):
    """Where the table is by which a switch jumps, if the instruction says it."""
    match = re.match(r"\*(-?0x[0-9a-f]+)\(,", instruction.operands)
    return int(match[1], 16) % 2 ** 64 if match else None


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
        return kind, "table" if kind == "jump" and ",8)" in operands else None
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
        mnemonic, operands = (*instruction.operands.split(None, 1), "")[:2]
        if instruction.mnemonic == "rep":
            return repeat(mnemonic, values)
    else:
        operands = instruction.operands
    operands = [o for o in split(operands) if o]
    if not ORDINARY.match(mnemonic):
        for register in ("rax", "rbx", "rcx", "rdx", "rsi", "rdi"):
            # What has an address on one path, may have it still.
            if not mixed(values.get(register)):
                values.pop(register, None)
    accesses = []
    for operand in operands:
        if operand[-1] == ")":
            accesses += to_memory(mnemonic, operands, operand, values)
    if mnemonic.startswith("push"):
        values[STACK] = moved(values[STACK], -8)
        accesses.append(Access("write", values[STACK], 8))
        store(values, values[STACK], 8, value_of(operands[0], values)
              if operands else None)
    elif mnemonic.startswith(("pop", "leave")):
        if mnemonic.startswith("leave"):
            values[STACK], operands = values.get("rbp"), ["%rbp"]
        value = values.get(values[STACK])
        if operands and operands[0][1:] in SAVED:
            accesses.append(Access("reload", values[STACK], 8))
        values[STACK] = moved(values[STACK], 8)
        if operands:
            give(mnemonic, operands[0], value, values)
    elif operands and not READS_ONLY.match(mnemonic):
        give(mnemonic, operands[-1], result(mnemonic, operands, values), values)
        if mnemonic.startswith("xchg") and operands[0][0] == "%":
            give(mnemonic, operands[0], None, values)
    return accesses


def repeat(mnemonic, values):
    """rep stos is memset(), movs is memcpy(), and others read both strings."""
    start, count = values.pop("rdi", None), values.pop("rcx", None)
    source = None if mnemonic.startswith("stos") else values.pop("rsi", None)
    size = SIZES[mnemonic[-1]] * count if isinstance(count, int) else None
    writes = mnemonic.startswith(("stos", "movs"))
    accesses = []
    for value in [source] if writes else [source, start]:
        if isinstance(value, Given):
            accesses.append(Access("read", value, ALL))
        elif isinstance(value, Context):
            accesses.append(Access("load", value.offset, rest(value.offset)
                                   if size is None else size))
    if writes and isinstance(start, Frame):
        accesses.append(Access("write", start, ALL if size is None else size))
    if writes and isinstance(start, Context):
        zero = mnemonic.startswith("stos") and values.get("rax") == 0 and size is not None
        # Where the length is unknown it may be nothing.
        accesses.append(Access("zero" if zero else "store", start.offset, size or 0))
    return accesses


def number(text):
    return int(text, 16 if "x" in text else 10)


def address_of(operand, values):
    """The address that an operand stands for, and whether it is all of it."""
    match = MEMORY.fullmatch(operand.lstrip("*"))
    if not match or match[1]:
        return None, False
    base = values.get(REGISTERS.get(match[3][1:])) if match[3] else None
    if not match[4]:
        return moved(base, number(match[2] or "0")), True
    index, scale = re.match(r"(?:,%(\w+))?(?:,(\d))?", match[4]).groups()
    index, scale = values.get(REGISTERS.get(index)), int(scale or 1)
    if isinstance(base, int) and scale == 1:
        base, index = index, base
    if isinstance(index, int) and isinstance(base, (Context, Frame, Given)):
        return moved(base, number(match[2] or "0") + scale * index), True
    return (moved(base, number(match[2] or "0")) if isinstance(base, Context) else
            mixed(base, index)), False


def size_of(mnemonic):
    extended = re.fullmatch(r"mov[sz]([bwl])[wlq]", mnemonic)
    return 1 if mnemonic.startswith("set") else \
        SIZES.get(extended[1] if extended else mnemonic[-1], 8)


def to_memory(mnemonic, operands, operand, values):
    """What an operand does to the context, if it is a place in it, whether it is read at an
    address that was given, and whether it is written in the frame."""
    if mnemonic.startswith(("lea", "nop")):
        return []
    address, exact = address_of(operand, values)
    reads = operand is not operands[-1] or READS_ONLY.match(mnemonic)
    changes = not mnemonic.startswith(("mov", "set", "pop"))
    if isinstance(address, Given) and (reads or changes):
        return [Access("read", address, size_of(mnemonic))]
    if is_place(address) and exact and reads:
        return [Access("reload", address, size_of(mnemonic))]
    if not isinstance(address, Context):
        writes = [Access("write", address, size_of(mnemonic))] if not reads and \
            isinstance(address, Frame) else []
        return writes if reads or is_place(address) else writes + given_away(
            value_of(other, values) for other in operands[:-1])
    offset, size = address.offset, size_of(mnemonic)
    if not exact:
        # Somewhere behind it: what is read may be all, what is written nothing.
        return [Access("load", offset, rest(offset))]
    if reads:
        return [Access("load", offset, size)]
    if changes:
        return [Access("load", offset, size), Access("store", offset, size)]
    zero = mnemonic.startswith("mov") and value_of(operands[0], values) == 0
    return [Access("zero" if zero else "store", offset, size)]


def value_of(operand, values):
    """What an operand that is read holds."""
    if operand[0] == "$":
        return number(operand[1:])
    if operand[0] == "%":
        return values.get(REGISTERS.get(operand[1:]))
    return values.get(address_of(operand, values)[0])


def give(mnemonic, operand, value, values):
    """Puts a value into a register or a place on the stack."""
    if operand[0] != "%":
        place, _ = address_of(operand, values)
        if is_place(place):
            store(values, place, size_of(mnemonic), value)
        return
    name = REGISTERS.get(operand[1:])
    if value is None:
        values.pop(name, None)
    elif name:
        values[name] = value


def result(mnemonic, operands, values):
    """What the last operand has then, or None."""
    source, last = operands[0], operands[-1]
    if mnemonic.startswith("set"):
        return None
    if mnemonic == "leaq":
        address, exact = address_of(source, values)
        return address if exact else mixed(address)
    value = value_of(source, values)
    if re.fullmatch(r"mov(abs)?[lq]", mnemonic):
        return value
    before = value_of(last, values)
    if mnemonic.startswith("cmov"):
        return either(before, value)
    if re.fullmatch(r"xor[lq]", mnemonic) and source == last:
        return 0
    if re.fullmatch(r"(add|sub)q", mnemonic) and isinstance(value, int):
        return moved(before, value if mnemonic == "addq" else -value)
    if mnemonic == "addq" and isinstance(before, int):
        return moved(value, before)
    # What else is made of an address is none.
    if re.match("add|and|or|xor|inc|dec|neg|not", mnemonic) or \
            mnemonic == "subq" and not mixed(value):
        return mixed(value, before)
    return None
