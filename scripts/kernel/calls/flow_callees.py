# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What a callee does by the addresses that it is given: of KMSAN's functions, of
memcpy() and memset() it is known by the name; any other may do all."""

from calls.arch_values import ALL, Access, Context, Frame, Given
from calls.flow_state import accessed
from calls.kmsan import CONTEXT, EVERYTHING, FRAME_OFFSET, METADATA, METADATA_SIZE, \
    UNPOISON, UNPOISON_REGS, UNPOISONS, rest

# These write no param_tls, and take addresses in it.
COPIES = {"memcpy", "__memcpy", "memmove", "__memmove"}
SETS = {"memset", "__memset"}
NMI = {"irqentry_nmi_enter": True, "irqentry_nmi_exit": False}


def is_plain(name):
    """Whether nothing is known of a callee."""
    return not name.startswith("__msan_") and name not in COPIES | SETS | UNPOISONS


def in_registers(arch, values):
    """What there is in the registers where a call may have an argument."""
    return {place: values[place] for place in arch.ARGUMENTS if place in values}


def memory(arch, name, values):
    """The (address, size) at which a callee may look, and those whose shadow it
    writes."""
    given = [values.get(register) for register in arch.ARGUMENTS]
    plain = name.removeprefix("__msan_")
    looks, writes = [], []
    if match := METADATA.fullmatch(name):
        # Where what it returns goes to may be before the address.
        first = METADATA_SIZE > arch.RETURNED
        size = given[first + 1] if match[2] == "n" else int(match[2])
        (looks if match[1] == "load" else writes).append((given[first], size))
    elif plain in COPIES | SETS:
        if plain in COPIES:
            looks.append((given[1], given[2]))
        if plain != name:
            writes.append((given[0], given[2]))
    elif name in UNPOISONS:
        writes.append((given[0], given[1]))
    elif name == UNPOISON_REGS and isinstance(given[0], Given):
        writes.append((given[0], ALL))
    elif plain == name:
        looks = [(value, ALL) for value in in_registers(arch, values).values()]
    return looks, writes


def called(arch, name, state):
    """The accesses that a callee makes, and what is known behind the call."""
    looks, writes = memory(arch, name, state.values)
    accesses = [Access("look", value, size if isinstance(size, (int, float)) else ALL)
                for value, size in looks if isinstance(value, Given)]
    # In NMI context KMSAN's runtime does nothing.
    state = state._replace(unpoisoned=state.unpoisoned | {
        (value, size) for value, size in writes if isinstance(value, (Frame, Given))
        and value.offset is not None and isinstance(size, (int, float))
        and not state.in_nmi})
    to, second, size = [state.values.get(r) for r in arch.ARGUMENTS[:3]]
    if name in SETS | COPIES and isinstance(to, Frame):
        accesses.append(Access("write", to, size if isinstance(size, int) else ALL))
    if name in SETS:
        if isinstance(to, Context) and isinstance(size, int):
            accesses.append(Access("zero" if second == 0 else "store", to.offset, size))
    elif name in COPIES:
        if isinstance(second, Context):
            accesses.append(Access("load", second.offset, size if isinstance(
                size, int) else rest(second.offset)))
    elif name == UNPOISON and to == state.values[arch.STACK]:
        accesses.append(Access("zero", FRAME_OFFSET, 1))
    values = {k: v for k, v in state.values.items()
              if k in arch.SAVED or isinstance(k, Frame)}
    if name == CONTEXT:
        values[arch.RESULT] = Context(0)
    elif name.removeprefix("__msan_") in SETS | COPIES and to is not None:
        values[arch.RESULT] = to
    state = accessed(state, accesses, values)
    if name in NMI:
        state = state._replace(zeros=0, stored=EVERYTHING, in_nmi=NMI[name])
    elif not name.startswith("__msan_") and name not in SETS | COPIES:
        state = state._replace(zeros=0, stored=EVERYTHING)
    return accesses, state
