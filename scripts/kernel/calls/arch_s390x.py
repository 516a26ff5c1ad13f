# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What instructions of s390x do, as llvm-objdump prints them.

The same names as in arch_x86_64.py. Many instructions write 32 bits of a register: of
those, Low(number) is known.
"""

import collections
import re

from calls.arch_instruction import split
from calls.arch_values import ALL, Access, Context, Frame, Given, aligned, either, \
    given_away, is_place, mixed, moved, store
from calls.kmsan import rest

Low = collections.namedtuple("Low", "number")
# The address of a table, and what was read from one: where a switch goes on.
TABLE, ENTRY = "table", "entry"

# z16, the newest that LLVM 14 knows.
OBJDUMP = ["--mcpu=arch14"]
RESULT = "r2"
ARGUMENTS = ["r2", "r3", "r4", "r5", "r6"]
RETURNED = 0        # Bytes of a struct; a larger one is returned in memory.
STACK = "r15"
# Where arguments start behind the stack pointer, and what a call puts before them.
FIRST_ON_STACK, CALL = 160, 0
LINKS = [0, 152]    # Where behind the stack pointer the caller's is, for backtraces.
SAVED = {f"r{number}" for number in (*range(6, 14), 15)}    # by who is called
THUNK = re.compile(r"__s390_indirect_jump_r")
RETURN_THUNK = re.compile(r"__s390_indirect_jump_r14$")

CONDITION = "(o|h|nle|l|nhe|lh|ne|e|nlh|he|nl|le|nh|no)"
RELATIVE = re.compile(rf"jg?{CONDITION}?|cl?g?[ir]j{CONDITION}|brct[gh]?|"
                      "(br|j)x(h|le|hg|lg)")
INDIRECT = re.compile(rf"b{CONDITION}?r?|cl?g?[ir]b{CONDITION}")
# It executes another instruction, with the length that is in a register.
EXECUTE = "exrl"
PADDING = None
STRINGS = {0xd2: "mvc", 0xd4: "nc", 0xd5: "clc", 0xd6: "oc", 0xd7: "xc", 0xdc: "tr"}

MEMORY = re.compile(r"(-?\d+)\((?:(%r\d+|\d+),)?(%r\d+)\)")
# How many bytes are read or written; 8 by what is not here.
SIZES = {name: size for size, names in {
    1: "lb lbh lgb llc llch llgc ic icy cli cliy tm tmy ni niy oi oiy xi xiy mvi mviy "
       "stc stcy stch",
    2: "lh lhh lhy lgh llh llhh llgh ah ahy agh sh shy sgh mh mhy mgh ch chy cgh lrvh "
       "chhsi clhhsi mvhhi sth sthh sthy strvh",
    4: "l ly lt lfh lgf ltgf llgf llgt lrv loc locfh a ay al aly alc agf algf asi alsi "
       "s sy sl sly slb sgf slgf ms msy msgf m ml d dl n ny o oy x xy c cy cgf cl cly "
       "clgf chf clhf chsi clfhsi cs csy laa laal lan lao lax mvhi st sty stfh strv "
       "stoc stocfh",
    16: "lpq cdsg vl vst"}.items() for name in names.split()}
STORES = re.compile(r"v?st|mv")
CHANGES = re.compile(r"[an]l?g?si|[nox]iy?|la(a|al|n|o|x)g?|cd?s[gy]?")
# These access no memory: what is written as an address is a value.
NO_ACCESS = re.compile(r"lay?|pfd|s[lr]d?[la][gk]?|rllg?")
# These write no register, ...
READS_ONLY = re.compile(r"c[fghilmry]*|st\w*|nopr|b\w*")
# ... these the first that they name, and others may each, and the one behind it.
ORDINARY = re.compile(r"l(?!pq)|[anox]|s(?!rst|ervc|igp)|ms|mg?h|r[lnoix]|i[cil]|ipm|"
                      r"cs[gy]?$|popcnt")


def copied(size):
    """Whether an argument of so many bytes is passed by a pointer to a copy."""
    return size > 8 or size in (3, 5, 6, 7)


def direct_calls(code, base, jumps=False):
    """(address, target) of what looks like a call in the bytes of a section, or like a
    jump that is one."""
    for match in re.finditer(b"\xc0[\xe5\xf4]" if jumps else b"\xc0\xe5", code[:-4]):
        yield base + match.start(), relative(code, base, match.start())


def named(code, base, wanted):
    """Those addresses that the bytes of a section name, as for a pointer."""
    return wanted & {relative(code, base, match.start())
                     for match in re.finditer(rb"\xc0[\x00-\xf0]", code[:-4])
                     if not code[match.end() - 1] & 15}


def table_of(_instruction):
    """Where the table is by which a switch jumps, if the instruction says it."""
    return None


def jump_at(code, base):
    """Where the jump goes that the bytes start with, or None."""
    return relative(code, base, 0) if code[:2] == b"\xc0\xf4" else None


def relative(code, base, start):
    """Behind two bytes of an instruction is the distance from it, in halfwords."""
    return base + start + 2 * int.from_bytes(code[start + 2:start + 6], "big",
                                             signed=True)


def executed(address, mnemonic, operands, bytes_at):
    """An instruction that executes another: the other, as if the length that is in a
    register were there."""
    length, target = split(operands)
    code = bytes_at(int(target, 16), 6)
    if len(code) < 6 or code[0] not in STRINGS:
        return address, mnemonic, operands
    (to, first), (source, second) = (
        (int.from_bytes(code[i:i + 2], "big") & 4095, f"%r{code[i] >> 4}")
        for i in (2, 4))
    return address, STRINGS[code[0]], f"{to}({length},{first}), {source}({second})"


def control(instruction, values):
    """(call | jump | branch | end | return, target) or (None, None); the target is None for
    what is not in the instruction, and "table" for that of a switch. A return is one on a
    condition."""
    mnemonic, operands = instruction.mnemonic, split(instruction.operands)
    last = operands[-1]
    if mnemonic.startswith("lpsw"):
        return "end", None
    if mnemonic in ("bras", "brasl"):
        # Else it is a jump over data, to which the register points then.
        return "call" if operands[0] in ("%r14", "%r0") else "jump", int(last, 16)
    # %r0 stands for no register.
    if last in ("0", "%r0"):
        return None, None
    if mnemonic == "basr":
        return "call", None
    if RELATIVE.fullmatch(mnemonic):
        return "jump" if mnemonic in ("j", "jg") else "branch", int(last, 16)
    register = re.search(r"%(r\d+)\)?$", last)
    if not INDIRECT.fullmatch(mnemonic) or not register:
        return None, None
    always = mnemonic in ("b", "br")
    if register[1] == "r14":
        return "end" if always else "return", None
    return "jump" if always else "branch", \
        "table" if values.get(register[1]) == ENTRY else None


def execute(instruction, values):
    """Changes the values by what an instruction does, a call aside; a list of what
    it does to the context."""
    mnemonic = instruction.mnemonic
    operands = [o for o in split(instruction.operands) if o]
    if not operands:
        return []
    if mnemonic in STRINGS.values():
        accesses = string(mnemonic, operands, values)
    else:
        accesses = [] if NO_ACCESS.fullmatch(mnemonic) else [
            access for operand in operands if operand[-1] == ")"
            for access in to_memory(mnemonic, operands, operand, values)]
    if STORES.match(mnemonic) and operands[-1][:2] == "0x":
        # To a variable.
        accesses += given_away(stored(mnemonic, operands, values))
    to_stack(mnemonic, operands, values)
    if operands[0][:2] == "%r" and not READS_ONLY.fullmatch(mnemonic):
        if not ORDINARY.match(mnemonic):
            # These may read and write at addresses that are in registers.
            accesses += given_away(values.get(o[1:]) for o in operands)
        assign(mnemonic, operands, values)
    return accesses


def written(address, size):
    return [Access("write", address, size)] if isinstance(address, Frame) else []


def read(address, size):
    return [Access("read", address, size)] if isinstance(address, Given) else []


def string(mnemonic, operands, values):
    """What an instruction on strings does to the context, whether it reads at an address
    that was given, and whether it writes in the frame."""
    to, source = (MEMORY.fullmatch(operand) for operand in operands[:2])
    size = length(to)
    clears = mnemonic == "xc" and to and source and to[1] == source[1] and \
        to[3] == source[3]
    accesses = []
    for match in to, source:
        address, _ = address_of(match, values)
        reads = not clears and (match is source or mnemonic != "mvc")
        if reads:
            accesses += read(address, size or ALL)
        if match is to and mnemonic != "clc":
            accesses += written(address, size or ALL)
        if not isinstance(address, Context):
            continue
        if reads:
            # Where the length is unknown it may be all.
            accesses.append(Access("load", address.offset, rest(address.offset)
                                   if size is None else size))
        if match is to and mnemonic not in ("clc", "tr"):
            accesses.append(Access("zero" if clears else "store", address.offset,
                                   size or 1))
    return accesses + given_away([] if on_stack(to, values) else [
        values.get(address_of(source, values)[0])])


def length(match):
    """How many bytes an instruction on strings takes, if that is in it."""
    return int(match[2]) if match and match[2] and match[2][0] != "%" else None


def to_memory(mnemonic, operands, operand, values):
    """What an operand does to the context, if it is a place in it, whether it is read at an
    address that was given, and whether it is written in the frame."""
    match = MEMORY.fullmatch(operand)
    address, exact = address_of(match, values)
    stores, changes = STORES.match(mnemonic), CHANGES.fullmatch(mnemonic)
    size = size_of(mnemonic, operands)
    if not isinstance(address, Context):
        writes = written(address, size) if stores or changes else []
        if not stores:
            return writes + ([Access("reload", address, size)] if on_stack(match, values)
                             else read(address, size))
        return writes + given_away([] if on_stack(match, values) else
                                   stored(mnemonic, operands, values))
    offset = address.offset
    if not exact:
        # Somewhere behind it: what is read may be all, what is written nothing.
        return [Access("load", offset, rest(offset))]
    if stores:
        return [Access("zero" if stores_zeros(mnemonic, operands, values) else
                       "store", offset, size)]
    load = Access("load", offset, size)
    return [load, Access("store", offset, size)] if changes else [load]


def stored(mnemonic, operands, values):
    """What the registers hold that an instruction stores."""
    names = registers(operands) if mnemonic.startswith("stm") else [operands[0][1:]]
    return [values.get(name) for name in names]


def address_of(match, values):
    """The address that an operand stands for, and whether it is all of it."""
    parts = [values.get(register[1:]) for register in match.group(2, 3)
             if register and register[0] == "%"] if match else []
    others = [part for part in parts if not mixed(part) and not isinstance(part, Context)]
    known = [part for part in parts if part not in others]
    exact = all(isinstance(part, int) for part in others)
    if len(known) != 1:
        return mixed(*known), False
    address = moved(known[0], int(match[1]) + (sum(others) if exact else 0))
    return (address if exact or isinstance(address, Context) else mixed(address)), exact


def on_stack(match, values):
    """The place on the stack that an operand stands for, or None."""
    place, exact = address_of(match, values)
    return place if exact and is_place(place) else None


def size_of(mnemonic, operands):
    multiple = re.fullmatch(r"(?:l|st)m([ghy]?)", mnemonic)
    if multiple:
        return len(registers(operands)) * (8 if multiple[1] == "g" else 4)
    return SIZES.get(re.sub(r"^((l|st)oc(g|fh)?).*", r"\1", mnemonic), 8)


def registers(operands):
    """Those from the first to the second."""
    first, last = (int(operand[2:]) for operand in operands[:2])
    return [f"r{number % 16}" for number in range(first, last + 1 + (
        16 if last < first else 0))]


def stores_zeros(mnemonic, operands, values):
    if mnemonic.startswith("mv"):
        return operands[1] == "0"
    value = values.get(operands[0][1:])
    return not mnemonic.startswith(("stm", "stoc", "strv")) and (
        value == 0 or value == Low(0) and
        mnemonic not in ("stg", "stfh", "sthh", "stch"))


def to_stack(mnemonic, operands, values):
    """A store to the stack: what was there is gone; registers' values stay, and what
    is copied from there."""
    if not STORES.match(mnemonic) and mnemonic not in STRINGS.values():
        return
    match = MEMORY.fullmatch(next((o for o in operands if o[-1] == ")"), ""))
    place = on_stack(match, values)
    if not place:
        return
    if mnemonic in STRINGS.values():
        size = length(match) or 256
        copy = values.get(on_stack(MEMORY.fullmatch(operands[1]), values))
        store(values, place, size,
              copy if mnemonic == "mvc" and size == 8 else None)
    elif mnemonic in ("stg", "stmg"):
        for i, value in enumerate(stored(mnemonic, operands, values)):
            store(values, moved(place, 8 * i), 8, value)
    else:
        store(values, place, size_of(mnemonic, operands), None)


def assign(mnemonic, operands, values):
    """Gives the first operand, a register, what it has then."""
    if re.fullmatch(r"lm[ghy]?", mnemonic):
        place = on_stack(MEMORY.fullmatch(operands[-1]), values)
        new = {name: values.get(moved(place, 8 * i)) if place and mnemonic == "lmg"
               else None for i, name in enumerate(registers(operands))}
    elif ORDINARY.match(mnemonic):
        new = {operands[0][1:]: result(mnemonic, operands, values)}
    else:
        numbers = re.findall(r"%r(\d+)", " ".join(operands))
        # What has an address on one path, may have it still.
        new = {name: mixed(values.get(name)) for number in numbers
               for name in (f"r{number}", f"r{int(number) + 1}")}
    for name, value in new.items():
        values.pop(name, None)
        if value is not None:
            values[name] = value


def result(mnemonic, operands, values):
    """What the first operand has then, or None."""
    first, last = operands[0], operands[-1]

    def known(operand):
        return values.get(operand[1:])

    if mnemonic == "lgr":
        return known(last)
    if mnemonic == "lr":
        value = known(last)
        return Low(value) if isinstance(value, int) else \
            value if isinstance(value, Low) else None
    if mnemonic in ("lghi", "lgfi"):
        return int(last)
    if mnemonic == "lhi":
        return Low(int(last))
    if mnemonic in ("xgr", "sgr") and first == last:
        return 0
    if mnemonic in ("xr", "sr") and first == last:
        return Low(0)
    if mnemonic == "larl":
        return TABLE
    if mnemonic in ("la", "lay"):
        address, exact = address_of(MEMORY.fullmatch(last), values)
        return address if exact else mixed(address)
    if mnemonic in ("aghi", "agfi", "agr", "aghik", "agrk"):
        terms = [int(o) if o[0] != "%" else known(o) for o in operands[-2:]]
        address = [t for t in terms if isinstance(t, Context) or mixed(t)]
        number = [t for t in terms if isinstance(t, int)]
        return moved(address[0], number[0]) if address and number else mixed(*terms)
    if mnemonic == "sllg" and isinstance(known(operands[1]), int) and last.isdecimal():
        return known(operands[1]) << int(last)
    terms = [known(o) for o in operands[1:] if o[0] == "%"]
    if match := MEMORY.fullmatch(last):
        if mnemonic in ("lg", "agf") and match[2] and TABLE in (
                values.get(match[2][1:]), values.get(match[3][1:])):
            return ENTRY
        terms.append(values.get(on_stack(match, values)))
        if mnemonic == "lg":
            return terms[-1]
    if mnemonic.startswith(("locg", "selg")):
        return either(terms[0] if mnemonic[0] == "s" else known(first),
                      terms[-1] if terms else None)
    if mnemonic[0] != "l":
        terms.append(known(first))
    if mnemonic == "nill":
        return aligned(known(first), int(last))
    # What else is made of an address is none.
    return mixed(*terms) if mnemonic[0] in "ano" or \
        re.fullmatch("sl?grk?", mnemonic) and not mixed(known(last)) else None
