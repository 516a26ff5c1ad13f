# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What instructions of any architecture work on: values of registers and of places on
the stack, and accesses to the context.

Numbers are themselves, and None is what nobody knows.
"""

import collections
import math

# An address in KMSAN's context.
Context = collections.namedtuple("Context", "offset")
# An address in the function's own frame, so far from what the stack pointer was at an
# instruction, or from what an aligned() address is. A place on the stack is such an
# address.
Frame = collections.namedtuple("Frame", "base offset")
SOMEWHERE = Frame(None, None)
# The base of what an instruction has made of an address in the frame and of what nobody
# knows, as of array[i].
Made = collections.namedtuple("Made", "address")
# What was made of arguments: where these are, as in Call.passed, and how far behind the
# one that it is, or None.
Given = collections.namedtuple("Given", "places offset")
# An access to the context: "load", "zero" (a store of zeros) or "store". And a "read" of
# what is behind a Given, which is its offset, or a "look": of its shadow, or by whom the
# address may be given to; the size may be ALL. A "reload" is of a
# place on the stack, and a "write" to the frame, which is SOMEWHERE for whom such an address
# may be given to: a Frame is the offset.
Access = collections.namedtuple("Access", "kind offset size")
ALL = math.inf      # What nobody knows the size of.


def either(one, two):
    """What is known of a value that is one or the other."""
    return one if one == two else mixed(one, two)


def mixed(*values):
    """What is known of a value that is made of others: an address stays one."""
    given = [v.places for v in values if isinstance(v, Given)]
    if given:
        return Given(frozenset().union(*given), None)
    return SOMEWHERE if any(isinstance(v, Frame) for v in values) else None


def given_away(values):
    """Of addresses that go elsewhere: who gets them may look there, and store."""
    return [Access("look", value, ALL) if isinstance(value, Given) else
            Access("write", SOMEWHERE, ALL)
            for value in values if isinstance(value, (Frame, Given))]


def is_place(address):
    """Whether that is a known place on the stack."""
    return isinstance(address, Frame) and address != SOMEWHERE and \
        not isinstance(address.base, Made)


def moved(value, number):
    """What is so many bytes behind an address."""
    if isinstance(value, Context):
        return Context(value.offset + number)
    if isinstance(value, (Frame, Given)) and value.offset is not None:
        return value._replace(offset=value.offset + number)
    return value if isinstance(value, (Frame, Given)) else None


def aligned(value, mask):
    """An address, less some of its last bits."""
    return Frame((value, mask), 0) if is_place(value) else mixed(value)


def store(values, place, size, value):
    """What is known behind a store to a place on the stack."""
    for key in [k for k in values if isinstance(k, Frame) and k.base == place.base
                and place.offset - 8 < k.offset < place.offset + size]:
        del values[key]
    if value is not None:
        values[place] = value
