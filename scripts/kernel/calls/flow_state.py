# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What is known at one place of a function, and where paths meet."""

import collections
import itertools

from calls.arch_values import SOMEWHERE, Frame, Made, mixed
from calls.kmsan import SIZE_ON_STACK, bits

# What is known before an instruction: of registers and places on the stack, of the
# context, and of which memory the shadow was written, {(Frame or Given, size)}.
State = collections.namedtuple("State", "values zeros stored in_nmi unpoisoned")


def meet(one, two):
    """What is known where two ways meet: what holds on both; of values, what may be."""
    values = {}
    for key in one.values.keys() | two.values.keys():
        value, other = one.values.get(key), two.values.get(key)
        if value != other:
            value = mixed(value, other)
        if value is not None:
            values[key] = value
    return State(values, one.zeros & two.zeros, one.stored & two.stored,
                 one.in_nmi and two.in_nmi, common(one.unpoisoned, two.unpoisoned))


def common(one, two):
    """The bytes that are in ranges of both."""
    found = set(one & two)
    for (place, size), (other, length) in itertools.product(one - two, two):
        if place[0] == other[0]:
            start = max(place.offset, other.offset)
            if (end := min(place.offset + size, other.offset + length)) > start:
                found.add((place._replace(offset=start), end - start))
    return frozenset(found)


def accessed(state, accesses, values):
    """What is known behind accesses to the context, with what values are then."""
    zeros, stored = state.zeros, state.stored
    for kind, offset, size in accesses:
        if kind in ("load", "read", "look", "reload", "write"):
            continue
        stored |= bits(offset, size)
        # How many bytes are on the stack is a count.
        if kind == "zero" or bits(offset, size) == SIZE_ON_STACK:
            zeros |= bits(offset, size)
        else:
            zeros &= ~bits(offset, size)
    return State(values, zeros, stored, state.in_nmi, state.unpoisoned)


def name_made(values, before, instruction, stack):
    """Names an address of the frame that an instruction has made, of a part that nobody
    knows. Who jumps back to it has lost that name on the way, as it came to where the ways
    meet without one, too."""
    for key, value in values.items():
        if value == SOMEWHERE != before.get(key) and key != stack and \
                not isinstance(key, Frame):
            values[key] = Frame(Made(instruction), 0)


def unpoisoned(address, size, ranges):
    """Whether all of the bytes from an address, a Frame or a Given, on are in these
    ranges."""
    start = address.offset
    if start is None:
        return False
    end = start + size
    for place, length in sorted(r for r in ranges if r[0][0] == address[0]):
        if place.offset <= start:
            start = max(start, place.offset + length)
    return start >= end
